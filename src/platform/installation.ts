import { randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseDataFolder, type DataFolder, postgresFolder } from './data-folder.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { readHold, takeHold } from './process-hold.mjs'

/** The part of the configuration that says where an installation lives. */
export interface InstallationConfig {
  /** KEPT_DATA_DIR; default `.kept` in the clone. */
  readonly dataDir?: string | undefined
  /** DATABASE_URL; without it the installation has a PostgreSQL of its own. */
  readonly databaseUrl?: string | undefined
  /** KEPT_SECRET; without it one is made and kept. */
  readonly secret?: string | undefined
}

export interface Installation {
  /** Absolute path of the folder with the secret, the embedded database and the note of who runs it. */
  readonly dataDir: string
  readonly secret: string
  readonly embedded: boolean
  /**
   * Starts the PostgreSQL of the installation or joins the one that runs; an external one is only named. Call `stop`
   * at the end.
   */
  startDatabase(): Promise<EmbeddedPostgres>
}

const CLONE = join(import.meta.dirname, '../..')

/**
 * Opens the installation that the configuration names: chooses its folder, reads its secret or makes it. Starts
 * nothing. `onProgress` learns when the folder is another one than asked for, and of each step of `startDatabase`.
 * @throws when the folder cannot be used; the text says what to do.
 */
export function openInstallation(
  config: InstallationConfig,
  onProgress: (message: string) => void = () => {},
): Installation {
  const { databaseUrl } = config
  const asked = config.dataDir ?? join(CLONE, '.kept')
  const { path: dataDir, moved } = databaseUrl === undefined ? chooseDataFolder(asked) : folderForNotes(asked)
  if (moved) onProgress(moved)
  return {
    dataDir,
    secret: config.secret ?? keptSecret(join(dataDir, 'secret')),
    embedded: databaseUrl === undefined,
    startDatabase: async () =>
      databaseUrl === undefined
        ? startEmbeddedPostgres({ dir: postgresFolder(dataDir), onProgress })
        : { adminUrl: databaseUrl, reused: true, stop: async () => {} },
  }
}

// Beside an external database the folder holds nothing that lasts: a read-only disk is no reason not to start.
function folderForNotes(asked: string): DataFolder {
  try {
    mkdirSync(asked, { recursive: true, mode: 0o700 })
    return { path: resolve(asked), moved: undefined }
  } catch {
    const path = join(tmpdir(), `kept-${process.getuid?.() ?? 'notes'}`)
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return { path, moved: undefined }
  }
}

/** The secret in the file, made on the first call (256 random bits), readable for this account alone. */
function keptSecret(file: string): string {
  for (;;) {
    try {
      const secret = readFileSync(file, 'utf8').trim()
      if (secret === '') throw new Error(`${file} is empty: restore it from a backup, or set KEPT_SECRET`)
      return secret
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    // Whole or not at all, and one for all when two processes make it at once.
    const made = `${file}.${randomUUID()}`
    writeFileSync(made, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
    try {
      linkSync(made, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(made, { force: true })
    }
  }
}

export interface Claim {
  /** Says where the claiming process answers, for a second start to show. */
  announce(url: string): void
  release(): void
}

/** Another process that runs this installation. */
export interface Running {
  readonly pid: number
  /** Where it answers; undefined when it did not say so yet. */
  readonly url: string | undefined
}

/**
 * Claims the installation for this process, or says who runs it already, waiting a while for that one's address. A
 * claim ends with its process, also by kill -9.
 */
export async function claimInstallation(
  { dataDir }: Pick<Installation, 'dataDir'>,
  { waitMs = 30_000 }: { readonly waitMs?: number } = {},
): Promise<
  { readonly claim: Claim; readonly running?: undefined } | { readonly claim?: undefined; readonly running: Running }
> {
  const file = join(dataDir, 'running.json')
  const until = Date.now() + waitMs
  for (;;) {
    const hold = takeHold(file)
    if (hold) return { claim: { announce: (url) => hold.update({ url }), release: () => hold.release() } }
    const running = findRunning({ dataDir })
    if (running?.url || (running && Date.now() >= until)) return { running }
    await sleep(100)
  }
}

/** The process that runs this installation, if one does. */
export function findRunning({ dataDir }: Pick<Installation, 'dataDir'>): Running | undefined {
  const holder = readHold(join(dataDir, 'running.json'))
  return holder && { pid: holder.pid, url: typeof holder.url === 'string' ? holder.url : undefined }
}
