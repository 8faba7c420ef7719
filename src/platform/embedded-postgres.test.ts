import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runScript, type Script } from '#test/script'
import { clearAbandoned, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { canReach } from './postgres-account.ts'
import { isRunning } from './process-hold.mjs'

const root = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }

async function ask<T extends Record<string, unknown>>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  let folder: string
  let dir: string
  let running: EmbeddedPostgres | undefined
  const serverPid = (): number => Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
  const start = async (onProgress: (message: string) => void = () => {}): Promise<EmbeddedPostgres> => {
    running = await startEmbeddedPostgres({ dir, onProgress })
    return running
  }
  /** Another process that starts or joins the server, says how, and stays until it is told to stop using it. */
  const other = (options: Parameters<typeof runScript>[1] = {}, at = dir): Script =>
    runScript(
      `
      import { startEmbeddedPostgres } from '#platform/embedded-postgres'
      const { adminUrl, reused, stop } = await startEmbeddedPostgres({ dir: ${JSON.stringify(at)} })
      process.on('SIGTERM', () => stop().then(() => process.exit(0)))
      console.log(JSON.stringify({ adminUrl, reused }))
      setInterval(() => {}, 1000)
    `,
      options,
    )
  type Said = { readonly adminUrl: string; readonly reused: boolean }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept postgres '))
    chmodSync(folder, 0o755)
    dir = join(folder, 'postgres')
  })
  afterEach(async () => {
    await running?.stop()
    running = undefined
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('starts durable, on the loopback address alone, with its password and settings, and stops', async () => {
    const steps: string[] = []
    const { adminUrl, reused } = await start((step) => steps.push(step))
    expect(reused).toBe(false)
    expect(steps).toEqual(['Preparing the database', expect.stringMatching(/^Starting PostgreSQL \d+\.\d+$/)])
    const settings = await ask<{ name: string; setting: string }>(
      adminUrl,
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone',
         'listen_addresses', 'unix_socket_directories', 'idle_in_transaction_session_timeout', 'data_checksums')`,
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      idle_in_transaction_session_timeout: '60000',
      data_checksums: 'on',
    })
    const [database] = await ask(
      adminUrl,
      'select datname, datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
    )
    expect(database).toEqual({ datname: 'kept', datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8' })
    expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600)
    const wrong = new URL(adminUrl)
    wrong.password = 'guessed'
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })

    await ask(adminUrl, 'create table kept_by_us (word text)')
    await ask(adminUrl, `insert into kept_by_us values ('here')`)
    const pid = serverPid()
    await running?.stop()
    expect(isRunning(pid)).toBe(false)
  })

  it('is used by several processes at once, and stopped by the last', async () => {
    const { adminUrl } = await start()
    expect(await ask(adminUrl, 'select word from kept_by_us')).toEqual([{ word: 'here' }])
    const second = other()
    expect(await second.next<Said>()).toEqual({ adminUrl, reused: true })
    await running?.stop()
    expect(await ask(adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    const pid = serverPid()
    second.child.kill('SIGTERM')
    expect(await second.ended()).toMatchObject({ code: 0 })
    expect(isRunning(pid)).toBe(false)
  })

  it('survives when everything of Kept is killed, and is taken over', async () => {
    const first = other()
    const { adminUrl } = await first.next<Said>()
    // The whole process group, as a Ctrl-C in a terminal would reach it.
    process.kill(-(first.child.pid ?? 0), 'SIGKILL')
    await first.ended()
    expect(await start()).toMatchObject({ adminUrl, reused: true })
    const pid = serverPid()
    await running?.stop()
    expect(isRunning(pid)).toBe(false)
  })

  it('recovers what was confirmed after it was itself killed', async () => {
    const { adminUrl } = await start()
    await ask(adminUrl, `insert into kept_by_us values ('before the kill')`)
    process.kill(serverPid(), 'SIGKILL')
    await running?.stop()
    const again = await start()
    expect(again.reused).toBe(false)
    expect(await ask(again.adminUrl, 'select word from kept_by_us')).toHaveLength(2)
  })

  it('is not fooled by a pid file whose number now belongs to another program', async () => {
    writeFileSync(join(dir, 'data', 'postmaster.pid'), `${process.pid}\n${dir}/data\n1\n5432\n\n127.0.0.1\n\nready\n`)
    expect(await start()).toMatchObject({ reused: false })
  })

  it('is started once by two processes that start at the same time', async () => {
    const starters = [other(), other()]
    const said = await Promise.all(starters.map((starter) => starter.next<Said>()))
    expect(said[0]?.adminUrl).toBe(said[1]?.adminUrl)
    expect(said.map(({ reused }) => reused).sort()).toEqual([false, true])
    const pid = serverPid()
    for (const starter of starters) starter.child.kill('SIGTERM')
    await Promise.all(starters.map((starter) => starter.ended()))
    expect(isRunning(pid)).toBe(false)
  })

  it('says why it does not start', async () => {
    const version = join(dir, 'data', 'PG_VERSION')
    const made = readFileSync(version, 'utf8')
    writeFileSync(version, '11\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 11, this Kept brings 18/)
    writeFileSync(version, made)
    const control = join(dir, 'data', 'postgresql.conf')
    const settings = readFileSync(control, 'utf8')
    writeFileSync(control, 'nonsense = yes\n')
    await expect(start()).rejects.toThrow(/unrecognized configuration parameter "nonsense"/)
    writeFileSync(control, settings)
  })

  it('of a killed test run is cleared away, but not while one runs', async () => {
    const at = join(folder, 'volatile')
    const run = other({}, at)
    await run.next<Said>()
    expect(await clearAbandoned(at)).toBe(false)
    run.child.kill('SIGKILL')
    await run.ended()
    const pid = Number(readFileSync(join(at, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    expect(isRunning(pid)).toBe(true)
    expect(await clearAbandoned(at)).toBe(true)
    expect(isRunning(pid)).toBe(false)
    expect(existsSync(at)).toBe(false)
  })

  it.runIf(root && canReach(import.meta.dirname, NOBODY))('runs for an account that is not root', async () => {
    const at = join(folder, 'of nobody')
    mkdirSync(at)
    chownSync(at, NOBODY.uid, NOBODY.gid)
    const theirs = other({ ...NOBODY, env: { HOME: '/nonexistent' } }, at)
    const { adminUrl, reused } = await theirs.next<Said>()
    expect(reused).toBe(false)
    expect(await ask(adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(at, 'data')).uid).toBe(NOBODY.uid)
    theirs.child.kill('SIGTERM')
    expect(await theirs.ended()).toMatchObject({ code: 0, errors: '' })
  })
})
