import { randomUUID } from 'node:crypto'
import { accessSync, constants, readdirSync, statfsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { isSupported, NEEDED, readVersion } from '#platform/postgres-version'
import { FileMissing, type Storage, StorageError } from '#platform/storage'

export type Finding = {
  what: string
  state: 'ok' | 'warn' | 'fail'
  says: string
  /** What to do; empty when nothing is. */
  todo: string
}

type Place = {
  adminUrl: string
  appUrl: string
  dataDir: string
  smtpUrl: string | undefined
  secretFingerprint: string
  /** Where files are kept, and what a person calls it. */
  files: { storage: Storage; name: string }
}

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')
const ok = (what: string, says: string): Finding => ({ what, state: 'ok', says, todo: '' })
const warn = (what: string, says: string, todo: string): Finding => ({ what, state: 'warn', says, todo })
const fail = (what: string, says: string, todo: string): Finding => ({ what, state: 'fail', says, todo })

type Check = (owner: pg.Client, place: Place) => Promise<Finding>
type OutsideCheck = (place: Place) => Promise<Finding>

const one = async <Row>(client: pg.Client, text: string, values: unknown[] = []): Promise<Row> =>
  (await client.query(text, values)).rows[0] as Row

const version: Check = async (owner) => {
  const { number, text } = await readVersion(owner)
  if (!isSupported(number)) return fail('PostgreSQL', `version ${text}`, NEEDED)
  return ok('PostgreSQL', `version ${text}`)
}

const migrations: Check = async (owner) => {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql'))
  const { there } = await one<{ there: boolean }>(owner, "select to_regclass('public.migration') is not null as there")
  if (!there) return fail('migrations', 'none applied: the database is empty', 'Run: kept migrate')
  const { rows } = await owner.query<{ name: string }>('select name from migration')
  const missing = files.filter((name) => !rows.some((row) => row.name === name))
  if (missing.length > 0) return fail('migrations', `${missing.join(', ')} not applied`, 'Run: kept migrate')
  return ok('migrations', `${rows.length} applied`)
}

/** Row-level security as it really is: the application's own login is tried, not only the catalogue read. */
const isolation: Check = async (owner, { appUrl }) => {
  const { loose } = await one<{ loose: string | null }>(
    owner,
    `select string_agg(relname, ', ') as loose from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') and not (relrowsecurity and relforcerowsecurity)`,
  )
  if (loose)
    return fail(
      'isolation',
      `row-level security is off or not forced on ${loose}`,
      'Restore the schema: compare with db/schema.sql.',
    )
  const app = new pg.Client(appUrl)
  await app.connect()
  try {
    const role = await one<{ strong: boolean }>(
      app,
      'select rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user',
    )
    if (role.strong)
      return fail(
        'isolation',
        'the role of the application may bypass row-level security',
        'ALTER ROLE … NOSUPERUSER NOBYPASSRLS;',
      )
    const { rowCount } = await app.query('select 1 from event limit 1')
    if (rowCount !== 0)
      return fail(
        'isolation',
        'a statement without an organization sees rows',
        'Restore the policies: compare with db/schema.sql.',
      )
  } finally {
    await app.end()
  }
  return ok('isolation', 'forced; a statement without an organization sees nothing')
}

const secret: Check = async (owner, place) => {
  const { secret_fingerprint } = await one<{ secret_fingerprint: string }>(
    owner,
    'select secret_fingerprint from instance',
  )
  if (secret_fingerprint === place.secretFingerprint) return ok('secret', 'the one that this database was made with')
  return fail(
    'secret',
    'another one than this database was made with',
    'Set KEPT_SECRET, or the file "secret" in KEPT_DATA_DIR, to that one.',
  )
}

const clock: Check = async (owner) => {
  const before = Date.now()
  const { ms } = await one<{ ms: string }>(owner, 'select extract(epoch from clock_timestamp()) * 1000 as ms')
  const skew = Math.abs(Number(ms) - (before + Date.now()) / 2)
  if (skew > 2_000)
    return warn(
      'clock',
      `differs from the database's by ${Math.round(skew / 1000)} s`,
      'Let both follow the same time server (NTP).',
    )
  return ok('clock', 'agrees with the database')
}

const zones: Check = async (owner) => {
  const at = '2026-07-01T12:00:00Z'
  const names = ['America/New_York', 'Europe/Warsaw', 'Asia/Almaty', 'America/Sao_Paulo', 'Africa/Cairo']
  const { rows } = await owner.query<{ name: string; local: string }>(
    'select name, to_char($1::timestamptz at time zone name, \'YYYY-MM-DD"T"HH24:MI:SS\') as local from unnest($2::text[]) as name',
    [at, names],
  )
  const differing = rows.filter(
    ({ name, local }) => Temporal.Instant.from(at).toZonedDateTimeISO(name).toPlainDateTime().toString() !== local,
  )
  if (differing.length > 0)
    return warn(
      'time zones',
      `the database disagrees about ${differing.map((row) => row.name).join(', ')}`,
      'Update the time-zone data of the database server. Dates are computed by Kept, so they are right.',
    )
  return ok('time zones', 'the database agrees')
}

/** Dates are planned with the time-zone data of this runtime; promises planned with another are looked at by a worker. */
const zoneData: Check = async (owner) => {
  const runs = process.versions.tz ?? 'unknown'
  const { waiting, running } = await acrossAll<{ waiting: number; running: number }>(
    owner,
    `select (select count(*) from organization o where not exists (
       select from clock_state c where c.org_id = o.id and c.tz_revision = $1))::int as waiting,
       (select count(*) from rederivation where reason = 'time_zone_data' and state = 'running')::int as running`,
    [runs],
  )
  if (waiting > 0)
    return warn(
      'time-zone data',
      `revision ${runs}; the promises of ${waiting} organizations have not been looked at with it`,
      'A worker does that when it starts, and daily: start one with kept start or kept worker.',
    )
  if (running > 0) return ok('time-zone data', `revision ${runs}; dates are being derived anew with it`)
  return ok('time-zone data', `revision ${runs}, which all promises were looked at with`)
}

/** Reads all organizations: an owner who is no superuser stands under forced row-level security himself. */
async function acrossAll<Row>(owner: pg.Client, text: string, values: unknown[] = []): Promise<Row> {
  try {
    await owner.query('begin read only; set local role kept_backup')
    return await one<Row>(owner, text, values)
  } finally {
    await owner.query('rollback')
  }
}

const tasks: Check = async (owner) => {
  const { failed, oldest } = await acrossAll<{ failed: number; oldest: number | null }>(
    owner,
    'select (select count(*) from failed_task)::int as failed, (select extract(epoch from now() - min(created_at)) from outbox)::float8 as oldest',
  )
  if (oldest !== null && oldest > 300)
    return fail(
      'tasks',
      `the oldest waits for ${Math.round(oldest)} s`,
      'No worker runs: start one with kept start or kept worker.',
    )
  if (failed > 0)
    return warn('tasks', `${failed} have failed for good`, 'See Settings, Background work, and restart them.')
  return ok('tasks', 'none waits long, none has failed')
}

const anchors: Check = async (owner) => {
  const { days, organizations } = await acrossAll<{ days: number | null; organizations: number }>(
    owner,
    `select (current_date - max(day)) as days,
       (select count(*) from organization where created_at < now() - interval '2 days')::int as organizations from ledger_anchor`,
  )
  if (organizations > 0 && (days === null || days > 2))
    return warn(
      'anchors',
      days === null ? 'the ledger has none yet' : `the newest is ${days} days old`,
      'They are made daily while a worker runs.',
    )
  return ok('anchors', organizations === 0 ? 'nothing to anchor yet' : 'made within two days')
}

const OLD_BACKUP_DAYS = 7

const backups: Check = async (owner) => {
  const { days, age } = await one<{ days: number | null; age: number }>(
    owner,
    `select extract(epoch from now() - backed_up_at) / 86400 as days, extract(epoch from now() - created_at) / 86400 as age
     from instance`,
  )
  const todo = 'Write one with: kept backup FILE. Daily, kept elsewhere, with the secret apart from it.'
  if (days === null && age < 1) return ok('backups', 'none yet: this installation is new')
  if (days === null)
    return warn('backups', 'none was written yet', `${todo} Where the database server makes them, let be.`)
  if (days > OLD_BACKUP_DAYS) return warn('backups', `the newest is ${Math.floor(days)} days old`, todo)
  return ok('backups', days < 1 ? 'written within a day' : `the newest is ${Math.floor(days)} days old`)
}

const folder: OutsideCheck = async ({ dataDir }) => {
  try {
    accessSync(dataDir, constants.W_OK)
  } catch {
    return fail(
      'data folder',
      `${dataDir} cannot be written`,
      'Make it writable for this account, or set KEPT_DATA_DIR.',
    )
  }
  const disk = statfsSync(dataDir)
  const free = (disk.bavail * disk.bsize) / 1024 ** 3
  if (free < 1)
    return warn('data folder', `${free.toFixed(1)} GiB free`, 'Make room: PostgreSQL stops when the disk is full.')
  return ok('data folder', `${dataDir}, ${Math.floor(free)} GiB free`)
}

/** All that is ever done with files: what may be written and not removed is found out here, and not when it is full. */
const files: OutsideCheck = async ({ files: { storage, name } }) => {
  const key = `doctor/check/${randomUUID()}`
  const bytes = Buffer.from(key)
  let step = 'written'
  try {
    await storage.put(key, bytes)
    step = 'read'
    if (!(await storage.get(key)).equals(bytes)) throw new StorageError('what comes back is not what was written')
    step = 'listed'
    if (!(await Array.fromAsync(storage.list('doctor/check'))).includes(key))
      throw new StorageError('what was written is not among the files')
    step = 'removed'
    await storage.remove(key)
    step = 'looked for'
    const gone = await storage.get(key).then(
      () => false,
      (error: unknown) => {
        if (error instanceof FileMissing) return true
        throw error
      },
    )
    if (!gone) throw new StorageError('what was removed is still there')
  } catch (error) {
    const todo =
      error instanceof StorageError
        ? 'Mail and attachments are kept there: until it works, what comes in waits.'
        : 'Make it writable for this account, or set KEPT_FILES.'
    return fail('files', `${name}: a file cannot be ${step}: ${(error as Error).message}`, todo)
  }
  return ok('files', `${name}: written, read, listed and removed`)
}

const mail: OutsideCheck = async ({ smtpUrl }) => {
  if (smtpUrl === undefined) return warn('mail', 'no SMTP_URL: mail is held and not sent', 'Set SMTP_URL to send it.')
  const { hostname, port, protocol } = new URL(smtpUrl)
  const to = { host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 587), timeout: 5_000 }
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(to)
    const settle = (value: boolean) => () => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false))
  })
  if (!answers) return fail('mail', `${hostname}:${to.port} does not answer`, 'Check SMTP_URL and the network.')
  return ok('mail', `${hostname}:${to.port} answers`)
}

/** By what each is called, should it not be possible to make it. */
const INSIDE: readonly [what: string, check: Check][] = [
  ['PostgreSQL', version],
  ['migrations', migrations],
  ['secret', secret],
  ['isolation', isolation],
  ['clock', clock],
  ['time zones', zones],
  ['time-zone data', zoneData],
  ['tasks', tasks],
  ['anchors', anchors],
  ['backups', backups],
]
const OUTSIDE: readonly [what: string, check: OutsideCheck][] = [
  ['data folder', folder],
  ['files', files],
  ['mail', mail],
]

const unseen = (what: string, error: Error): Finding =>
  fail(what, `could not be looked at: ${error.message}`, 'Mend what stands above first, then look again.')

async function insideDatabase(place: Place): Promise<Finding[]> {
  const owner = new pg.Client({ connectionString: place.adminUrl, connectionTimeoutMillis: 5_000 })
  owner.on('error', () => {})
  try {
    await owner.connect()
  } catch (error) {
    const { hostname, port } = new URL(place.adminUrl)
    const todo = 'Start it, or check DATABASE_URL: address, user, password.'
    return [fail('PostgreSQL', `${hostname}:${port || 5432} does not let us in: ${(error as Error).message}`, todo)]
  }
  try {
    const findings: Finding[] = []
    for (const [what, check] of INSIDE)
      findings.push(await check(owner, place).catch((error: Error) => unseen(what, error)))
    return findings
  } finally {
    await owner.end()
  }
}

/**
 * Looks an installation over and leaves all as it was; each finding says what to do. What cannot be looked at is a finding
 * too, and so is a database that cannot be reached.
 */
export async function examine(place: Place): Promise<Finding[]> {
  const findings = await insideDatabase(place)
  for (const [what, check] of OUTSIDE) findings.push(await check(place).catch((error: Error) => unseen(what, error)))
  return findings
}
