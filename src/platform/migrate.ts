import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { requireSupported } from '#platform/postgres-version'
import { keysFrom, secretFingerprint } from '#platform/tokens'

export type Migrated = { applied: string[]; appUrl: string; systemUrl: string }

const DIRECTORY = join(import.meta.dirname, '../../db/migrations')

/** The statements of a migration file: split at a semicolon that ends a line, outside $$ … $$. */
export function statementsOf(text: string): string[] {
  const statements: string[] = []
  let current = ''
  let quoted = false
  for (const line of text.split('\n')) {
    if (!quoted && line.trim().startsWith('--') && current.trim() === '') continue
    current += `${line}\n`
    if ((line.match(/\$\$/g)?.length ?? 0) % 2 === 1) quoted = !quoted
    if (!quoted && line.trimEnd().endsWith(';')) {
      statements.push(current.trim())
      current = ''
    }
  }
  if (current.trim() !== '') statements.push(current.trim())
  return statements
}

/**
 * Brings a database to this version: roles, then db/migrations in name order, each in its own transaction, one
 * statement a message. Any number of processes may do so at once. Runs as the owner (the role of `adminUrl`).
 * @returns what was applied and the addresses of the two login roles, whose passwords follow from the secret.
 * @throws Error with what to do: a PostgreSQL that is too old, a migration changed after it was applied, another
 * secret, too few rights.
 */
export async function migrate(
  adminUrl: string,
  options: { secret: string; onProgress?: (step: string) => void },
): Promise<Migrated> {
  const client = new pg.Client(adminUrl)
  await client.connect()
  try {
    await requireSupported(client)
    const urls = await ensureRoles(client, adminUrl, options.secret)
    const applied = await applyFiles(client, options.onProgress ?? (() => {}))
    await ensureSameSecret(client, options.secret)
    return { applied, ...urls }
  } finally {
    await client.end()
  }
}

/**
 * Runs `work` in a transaction that no other process migrates beside. The lock is the transaction's, not the session's:
 * behind a pooler a session is shared, and its locks outlive the process that took them.
 */
async function inTurn<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query("select pg_advisory_xact_lock(hashtext('kept/migrate'))")
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function applyFiles(client: pg.Client, onProgress: (step: string) => void): Promise<string[]> {
  await inTurn(client, () =>
    client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)',
    ),
  )
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')
  const done = new Map(rows.map((row) => [row.name, row.sha256]))
  const applied: string[] = []
  for (const name of readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    const text = readFileSync(join(DIRECTORY, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const known = done.get(name)
    if (known === sha256) continue
    if (known !== undefined)
      throw new Error(`Migration ${name} differs from the one this database was built with. Restore the released file.`)
    const mine = await inTurn(client, async () => {
      const { rowCount } = await client.query('select 1 from migration where name = $1', [name])
      if (rowCount !== 0) return false // another process applied it meanwhile
      onProgress(`migrating: ${name}`)
      for (const statement of statementsOf(text)) await client.query(statement)
      await client.query('insert into migration (name, sha256, applied_at) values ($1, $2, $3)', [
        name,
        sha256,
        new Date().toISOString(),
      ])
      return true
    }).catch((error: Error) => {
      throw new Error(`Migration ${name} failed: ${error.message}. Nothing of it was kept.`, { cause: error })
    })
    if (mine) applied.push(name)
  }
  return applied
}

const LIMITS = ['idle_in_transaction_session_timeout = 30000', 'statement_timeout = 60000', "timezone = 'UTC'"]

const GROUPS = { kept_app: 'appUrl', kept_system: 'systemUrl' } as const

/** The two login roles of an instance and their addresses: two Kepts on one server do not share passwords. */
function loginsOf(adminUrl: string, secret: string) {
  const key = keysFrom(secret).derive('database')
  return Object.entries(GROUPS).map(([group, name]) => {
    const login = `${group}_${secretFingerprint(secret).slice(0, 8)}`
    const password = createHmac('sha256', key).update(login).digest('base64url')
    const url = new URL(adminUrl)
    url.username = login
    url.password = password
    return { group, name, login, password, url: String(url) }
  })
}

/** The addresses that `migrate` makes, without touching the database. */
export function loginUrls(adminUrl: string, secret: string): { appUrl: string; systemUrl: string } {
  const urls = { appUrl: '', systemUrl: '' }
  for (const { name, url } of loginsOf(adminUrl, secret)) urls[name] = url
  return urls
}

async function ensureRoles(client: pg.Client, adminUrl: string, secret: string) {
  for (const role of ['kept_app', 'kept_system', 'kept_backup', 'kept_search'])
    await createRole(client, role, 'nologin')
  await ensureMayGrant(client)
  for (const { group, login, password } of loginsOf(adminUrl, secret))
    await createRole(client, login, `login in role ${group} password '${password}'`, LIMITS)
  await inTurn(client, async () => {
    await client.query('grant kept_backup, kept_search to current_user')
    await client.query('grant usage on schema public to kept_app, kept_system, kept_backup, kept_search')
  })
  return loginUrls(adminUrl, secret)
}

/** On a server with a Kept of another owner, that one made the roles. */
async function ensureMayGrant(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; owner: string }>(
    `select rolname as role, current_user as owner from pg_roles where rolname in ('kept_app', 'kept_system', 'kept_backup', 'kept_search')
     and not pg_has_role(current_user, rolname, 'MEMBER WITH ADMIN OPTION') order by 1`,
  )
  if (rows.length > 0)
    throw new Error(
      `Another database user made the roles of Kept on this server. Run once as an administrator: GRANT ${rows.map(({ role }) => role).join(', ')} TO "${rows[0]?.owner}" WITH ADMIN OPTION;`,
    )
}

/** Makes a role, with its settings or not at all, unless it is there. */
async function createRole(
  client: pg.Client,
  name: string,
  attributes: string,
  settings: readonly string[] = [],
): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name])
  if (rowCount !== 0) return
  await client.query('begin')
  try {
    await client.query(`create role ${name} ${attributes}`)
    for (const setting of settings) await client.query(`alter role ${name} set ${setting}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const state = (error as { code?: string }).code
    if (state === '42710' || state === '23505') return // another process made it meanwhile
    if (state === '42501')
      throw new Error(
        `The database user of DATABASE_URL may not create roles. Run once as an administrator: ALTER ROLE <user> CREATEROLE;`,
        { cause: error },
      )
    throw error
  }
}

async function ensureSameSecret(client: pg.Client, secret: string): Promise<void> {
  const fingerprint = secretFingerprint(secret)
  await client.query(
    'insert into instance (id, secret_fingerprint, created_at) values (1, $1, $2) on conflict do nothing',
    [fingerprint, new Date().toISOString()],
  )
  const { rows } = await client.query<{ secret_fingerprint: string }>('select secret_fingerprint from instance')
  if (rows[0]?.secret_fingerprint !== fingerprint)
    throw new Error(
      'This database was made with another secret. Set KEPT_SECRET (or the file "secret" in KEPT_DATA_DIR) to the one it was made with: evidence and links depend on it.',
    )
}
