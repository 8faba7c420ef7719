import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, postgresAccount } from './postgres-account.ts'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'
import { findServerProcess, shutDown } from './postgres-process.ts'
import { postgresSettings } from './postgres-settings.ts'
import { type Holder, readHold, takeHold, waitForHold } from './process-hold.mjs'

export interface EmbeddedPostgresOptions {
  /** The folder for this server alone: its data, password, log and the list of who uses it. Made when absent. */
  readonly dir: string
  /** A throw-away server for tests: faster, loses its data in a crash; `stop` deletes `dir`. */
  readonly volatile?: boolean
  readonly onProgress?: (message: string) => void
}

export interface EmbeddedPostgres {
  /** Address of the database `kept` for its owner, who may do anything. */
  readonly adminUrl: string
  /** Whether the server ran already: left by a process that was killed, or started by another running one. */
  readonly reused: boolean
  /** Says that this process no longer uses the server, and shuts it down unless another running process does. */
  stop(): Promise<void>
}

const OWNER = 'kept_admin'
const DATABASE = 'kept'
const RECOVERY_MS = 10 * 60_000
const LOG_LIMIT = 8 * 1024 * 1024

interface Place {
  readonly dir: string
  readonly data: string
  readonly log: string
  readonly users: string
  readonly account: Account | undefined
  readonly binaries: PostgresBinaries
  readonly volatile: boolean
  readonly say: (message: string) => void
}

/**
 * Starts the bundled PostgreSQL on `dir`, or uses the one that already runs there. It listens on 127.0.0.1 only, on a
 * free port, with a password of its own; it survives this process, so that a Ctrl-C reaches Kept first and a killed
 * Kept loses nothing: the next start takes the server over.
 * @throws when there is no PostgreSQL for this platform, or it does not start; the text ends with its own words.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = openPlace(options)
  const hold = await lock(place)
  try {
    const password = await initialise(place)
    const running = await findRunning(place, password)
    const server = running ?? (await launch(place, password))
    const use = takeHold(join(place.users, `${process.pid}-${randomUUID()}.json`))
    let stopping: Promise<void> | undefined
    return {
      adminUrl: addressOf(server.port, password, DATABASE),
      reused: running !== undefined,
      stop() {
        stopping ??= stopUsing(place, () => use?.release())
        return stopping
      },
    }
  } finally {
    hold.release()
  }
}

/**
 * Shuts down a server whose users were all killed, and deletes its folder if it was volatile. Does nothing while
 * somebody uses it. Returns whether it was abandoned.
 */
export async function clearAbandoned(dir: string): Promise<boolean> {
  if (readHold(join(dir, 'lock')) || usersOf(join(dir, 'users')).length > 0) return false
  await stopUsing(openPlace({ dir, volatile: true }), () => {})
  return true
}

function openPlace({ dir: given, volatile = false, onProgress = () => {} }: EmbeddedPostgresOptions): Place {
  mkdirSync(given, { recursive: true, mode: 0o700 })
  const dir = realpathSync(given)
  const data = join(dir, 'data')
  const account = postgresAccount(data)
  // Under root the account must get through to its data; the password in here stays for root alone.
  if (account) chmodSync(dir, 0o711)
  const binaries = postgresBinaries(account, onProgress)
  return {
    dir,
    data,
    log: join(dir, 'postgres.log'),
    users: join(dir, 'users'),
    account,
    binaries,
    volatile,
    say: onProgress,
  }
}

const lock = (place: Place) =>
  waitForHold(join(place.dir, 'lock'), (holder: Holder) =>
    place.say(`Waiting for process ${holder.pid}, which is starting or stopping PostgreSQL`),
  )

/** Makes the data folder unless it is there. Returns the owner's password. */
async function initialise(place: Place): Promise<string> {
  const passwordFile = join(place.dir, 'password')
  if (existsSync(place.data)) {
    checkVersion(place)
    if (!existsSync(passwordFile))
      throw new Error(`${passwordFile} is missing: without it the data beside it cannot be opened`)
    return readFileSync(passwordFile, 'utf8')
  }
  place.say('Preparing the database')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  chmodSync(passwordFile, 0o600)
  // Under another name first: what a kill leaves half made is made again.
  const unfinished = `${place.data}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const { account } = place
  if (account) {
    chownSync(unfinished, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  const flags = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  if (place.volatile) flags.push('--no-sync', '--no-data-checksums')
  const made = spawnSync(
    place.binaries.path('initdb'),
    ['-D', unfinished, '-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions', ...flags],
    { ...account, cwd: '/', env: environment(), encoding: 'utf8' },
  )
  if (account) chownSync(passwordFile, 0, 0)
  if (made.status !== 0)
    throw new Error(`The database could not be prepared in ${place.dir}: ${made.error?.message ?? made.stderr.trim()}`)
  renameSync(unfinished, place.data)
  return password
}

function checkVersion(place: Place): void {
  const file = join(place.data, 'PG_VERSION')
  let made: string
  try {
    made = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new Error(`The database in ${place.dir} cannot be opened by this account: ${(error as Error).message}`)
  }
  const here = place.binaries.version.split('.')[0] ?? ''
  if (made !== here)
    throw new Error(
      `The database in ${place.dir} was made by PostgreSQL ${made}, this Kept brings ${here}: restore a backup into a new folder.`,
    )
}

interface Server {
  readonly pid: number
  readonly port: number
}

async function findRunning(place: Place, password: string): Promise<Server | undefined> {
  const until = Date.now() + RECOVERY_MS
  for (let told = false; ; told = true) {
    const found = findServerProcess(place.data)
    if (!found) return undefined
    if (found.port > 0 && found.status !== 'stopping' && (await accepts(place, found.port, password))) {
      place.say('Using the PostgreSQL that already runs here')
      return found
    }
    if (Date.now() > until)
      throw new Error(`PostgreSQL (process ${found.pid}) runs on ${place.data} but does not answer; see ${place.log}`)
    if (!told) place.say(`Waiting for the PostgreSQL that is ${found.status || 'starting'} here`)
    await sleep(100)
  }
}

async function launch(place: Place, password: string): Promise<Server> {
  place.say(`Starting PostgreSQL ${place.binaries.version.split('.').slice(0, 2).join('.')}`)
  for (let attempt = 0; ; attempt++) {
    const port = await freePort()
    const end = await launchOn(place, port, password)
    if (typeof end !== 'string') return end
    // The port was taken between asking and binding, or the last children of a killed server are still leaving.
    const again = /address already in use|could not create any tcp|shared memory block|lock file .* already exists/i
    if (attempt >= 20 || !again.test(end)) throw new Error(`PostgreSQL does not start in ${place.dir}:\n${end}`)
    await sleep(attempt * 50)
  }
}

/** Returns the server, or the words with which PostgreSQL gave up. */
async function launchOn(place: Place, port: number, password: string): Promise<Server | string> {
  if (existsSync(place.log) && statSync(place.log).size > LOG_LIMIT) renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  const before = statSync(place.log).size
  const settings = Object.entries(postgresSettings(port, place.volatile)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  // Its own session: a Ctrl-C in the terminal reaches Kept, which drains first and stops PostgreSQL last.
  const child = spawn(place.binaries.path('postgres'), ['-D', place.data, ...settings], {
    ...place.account,
    cwd: '/',
    detached: true,
    env: environment(),
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended: string | undefined
  const onEnd = (error?: Error | number | null): void => {
    ended ??= error instanceof Error ? error.message : tailOf(place.log, before)
  }
  child.once('error', onEnd).once('exit', onEnd)
  child.unref()
  const started = Date.now()
  for (let told = false; ; ) {
    if (ended !== undefined) return ended
    const found = findServerProcess(place.data)
    if (found?.pid === child.pid && found?.status === 'ready' && (await accepts(place, port, password))) {
      child.removeListener('exit', onEnd)
      return { pid: found.pid, port }
    }
    const waited = Date.now() - started
    if (waited > RECOVERY_MS) throw new Error(`PostgreSQL does not answer; see ${place.log}`)
    if (!told && waited > 5000) {
      told = true
      place.say('PostgreSQL is recovering what was in progress when it was last stopped')
    }
    await sleep(20)
  }
}

function tailOf(log: string, from: number): string {
  try {
    return readFileSync(log).subarray(from).toString('utf8').slice(-4000)
  } catch (error) {
    return (error as Error).message
  }
}

/** Whether our own server answers on the port with our data. Makes the database `kept` in it if it is not there. */
async function accepts(place: Place, port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: addressOf(port, password, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string; made: boolean }>(
      `select current_setting('data_directory') as folder,
              exists (select from pg_database where datname = '${DATABASE}') as made`,
    )
    if (rows[0]?.folder !== place.data) return false
    if (!rows[0].made) await client.query(`create database ${DATABASE}`)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new Error(`The PostgreSQL on ${place.data} does not take the password in ${join(place.dir, 'password')}`)
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function stopUsing(place: Place, release: () => void): Promise<void> {
  const hold = await lock(place)
  try {
    release()
    if (usersOf(place.users).length > 0) return
    const server = findServerProcess(place.data)
    if (server) await shutDown(server.pid, place.data, place.binaries, place.account)
  } finally {
    hold.release()
  }
  if (place.volatile) rmSync(place.dir, { recursive: true, force: true })
}

/** The running processes that use the server; the entries of killed ones are removed. */
function usersOf(folder: string): Holder[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  return names.flatMap((name) => {
    const holder = readHold(join(folder, name))
    if (!holder) rmSync(join(folder, name), { force: true })
    return holder ?? []
  })
}

function addressOf(port: number, password: string, database: string): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

// Nothing of the caller's: PGDATA, PGPORT, LD_PRELOAD and the like would steer the server.
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot, TEMP } : {}) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
