import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '#platform/config'
import { findRunning, type Installation, openInstallation } from '#platform/installation'
import { createLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { openStorage } from '#platform/open-storage'
import type { Telemetry } from '#platform/telemetry'
import { buildWorld, type World } from '../world.ts'

/** Progress and hints go to standard error: standard output belongs to what a command prints. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

export const VERSION: string = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version

export type Opened = {
  config: Config
  installation: Installation
  adminUrl: string
  world: World
  /** Sets the address in links, once it is known. */
  setUrl(url: string): void
  close(): Promise<void>
}

/** The installation the environment names, its database started or joined. */
export async function openDatabaseOf(onProgress: (step: string) => void): Promise<Omit<Opened, 'world' | 'setUrl'>> {
  const config = readConfig(process.env)
  const installation = openInstallation(config, onProgress)
  const server = await installation.startDatabase()
  return { config, installation, adminUrl: server.adminUrl, close: () => server.stop() }
}

/** As `openDatabaseOf`, migrated, with a world upon it. Beside a running server or alone. */
export async function openWorld(onProgress: (step: string) => void = () => {}, telemetry?: Telemetry): Promise<Opened> {
  const opened = await openDatabaseOf(onProgress)
  const { config, installation } = opened
  try {
    const { appUrl, systemUrl } = await migrate(opened.adminUrl, { secret: installation.secret, onProgress })
    let url = config.url ?? findRunning(installation)?.url ?? `http://${config.host}:${config.port}`
    const world = buildWorld({
      appUrl,
      systemUrl,
      secret: installation.secret,
      version: VERSION,
      url: () => url,
      smtpUrl: config.smtpUrl,
      storage: await openStorage(config.files, installation.dataDir),
      allowPrivateAddresses: config.allowPrivateAddresses,
      log: createLog(config.logLevel),
      connections: config.connections,
      ...(telemetry ? { telemetry } : {}),
    })
    return {
      ...opened,
      world,
      setUrl: (listening) => {
        url = config.url ?? listening
      },
      close: async () => {
        await world.close()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** Runs `work` in the installation's world and closes it, whatever happens. */
export async function inWorld<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openWorld(() => {})
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

/** A command that was called in a way it does not understand: its usage is shown and the exit code is 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export type Command = {
  /** What follows `kept`, for the help. */
  usage: string
  summary: string
  run(args: string[]): Promise<void>
}
