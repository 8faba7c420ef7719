import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The account that PostgreSQL runs as when Kept runs as root; PostgreSQL itself refuses root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * The account for PostgreSQL: undefined when this process is not root and so can run it itself; the owner of `data`
 * when that folder exists; else `postgres`, else `nobody`.
 * @throws when this process is root and the machine has neither.
 */
export function postgresAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(data, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => accounts.find((fields) => fields[0] === name)).find(Boolean)
  if (!found)
    throw new Error(
      'PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody" for it. Start Kept as another user, or set DATABASE_URL.',
    )
  // Some systems write nobody's number as -2.
  return { uid: Number(found[2]) >>> 0, gid: Number(found[3]) >>> 0 }
}

/**
 * Whether the account may enter every folder on the way to `path`, judged by the mode bits: a clone under a home of
 * mode 0700 is out of reach. The part of `path` that does not exist yet is not looked at.
 */
export function canReach(path: string, account: Account): boolean {
  let folder = existing(path)
  for (;;) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    const parent = dirname(folder)
    if (parent === folder) return true
    folder = parent
  }
}

function existing(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return existing(dirname(path))
  }
}
