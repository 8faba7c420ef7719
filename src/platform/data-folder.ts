import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { canReach, postgresAccount } from './postgres-account.ts'
import { ROOT_STATE } from './postgres-binaries.ts'

export interface DataFolder {
  /** Absolute; it exists. */
  readonly path: string
  /** Why it is another one than was asked for, as a sentence; undefined when it is not. */
  readonly moved: string | undefined
}

/**
 * The folder for what an instance keeps: `asked`, or, where PostgreSQL cannot keep its data in that (its account
 * cannot reach it, the file system has no owners or modes, it is read only), a folder of its own per `asked`: under
 * /var/lib/kept for root, under the user's data folder else. Data that is there already decides: it is never left
 * behind for an empty folder.
 * @throws when data is there that this account cannot open, or neither folder can be used; the text says what to do.
 */
export function chooseDataFolder(asked: string): DataFolder {
  const wanted = resolve(asked)
  const other = join(otherRoot(), `${basename(dirname(wanted)) || 'kept'}-${shortHash(wanted)}`)
  const reason = whyUnusable(wanted)
  if (hasData(wanted)) {
    if (reason)
      throw new Error(`The data in ${wanted} cannot be used: ${reason}. Start Kept as before, or make it reachable.`)
    return { path: wanted, moved: undefined }
  }
  if (!reason && !hasData(other)) return { path: wanted, moved: undefined }
  const failure = whyUnusable(other)
  if (failure)
    throw new Error(
      `Kept cannot keep its data in ${wanted} (${reason ?? 'the data is elsewhere'}) nor in ${other} (${failure}). Set KEPT_DATA_DIR to a folder that can be used.`,
    )
  return { path: other, moved: `The data is kept in ${other}: ${reason ?? 'it has been there from the start'}` }
}

const shortHash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12)

const otherRoot = (): string =>
  process.getuid?.() === 0 ? ROOT_STATE : join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'kept')

/** PostgreSQL's folder in the data folder; what decides who may open the data is in `data` below it. */
export const postgresFolder = (dataDir: string): string => join(dataDir, 'postgres')

const hasData = (path: string): boolean => existsSync(join(postgresFolder(path), 'data'))

/** Tries what PostgreSQL insists on: a folder of mode 0700 that belongs to its account. */
function whyUnusable(path: string): string | undefined {
  const account = postgresAccount(join(postgresFolder(path), 'data'))
  if (account && !canReach(path, account)) return `PostgreSQL's account cannot reach ${path}`
  const probe = join(path, `.probe-${randomUUID()}`)
  try {
    const fresh = !existsSync(path)
    mkdirSync(path, { recursive: true })
    // The umask may be strict: PostgreSQL's account only walks through.
    if (fresh) chmodSync(path, account ? 0o711 : 0o700)
    if (account && !canReach(path, account)) return `PostgreSQL's account cannot reach ${path}`
    mkdirSync(probe, { mode: 0o700 })
    if (account) chownSync(probe, account.uid, account.gid)
    const { mode, uid } = statSync(probe)
    if (process.platform !== 'win32' && ((mode & 0o777) !== 0o700 || (account && uid !== account.uid)))
      return `the file system of ${path} does not keep owners and modes`
    const data = statSync(join(postgresFolder(path), 'data'), { throwIfNoEntry: false })
    if (data && !account && process.getuid && data.uid !== process.getuid()) return `${path} belongs to another account`
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    if (existsSync(probe)) rmdirSync(probe)
  }
}
