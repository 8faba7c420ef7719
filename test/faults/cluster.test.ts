import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres'
import { type SlowMail, startSlowMail } from '#test/slow-mail'

// Two web nodes and two workers on an external PostgreSQL, set up by the commands of README.md and production.md. While
// clients write to both web nodes, one web node and one worker are killed, and started again.
//
// What the design guarantees, and what is looked at here: a write with an Idempotency-Key happens once, however often it
// is sent and to whichever node. A notice is one mail with one Message-ID; it may be sent again when a worker is killed
// between the mail server's answer and its own note of it, and is then the same mail, which mail programs show once. What
// falls due is recorded once. The ledger verifies.

const CLIENTS = 8
const REQUESTS = 4
const CUSTOMERS = 20
/** Writes that are acknowledged before anything happens, and the most there can be. */
const EARLY = 60
const MOST_WRITES = 2_000
const PACE_MS = 150
const TWICE_EVERY = 3
/** Every so many of the early promises fall due while a web node and a worker are away. */
const DUE_EVERY = 4
const DUE_AFTER_MS = 8_000
/** How many tasks a worker has in hand at most: what is sent again is no more. */
const IN_HAND = 10

const bin = join(import.meta.dirname, '../../bin/kept')
const SECRET = 'the secret that all processes of the cluster share'

type Node = {
  name: string
  role: 'web' | 'worker'
  child: ChildProcess
  ended: Promise<void>
  env: Record<string, string>
}
type Write = { key: string; body: Record<string, unknown>; refused: string[]; lost: number; ids: Set<string> }

const idOf = ({ ids }: Write): string => [...ids].join()

let folder: string
let postgres: EmbeddedPostgres
let owner: pg.Pool
let env: Record<string, string>
let mailOfFirst: SlowMail
let mailOfSecond: SlowMail
const nodes = new Map<string, Node>()
const urls: string[] = []
let key: string

// The owner is written to as well; that is another matter.
const counts = (address: string): boolean => address.startsWith('customer')

/** A command of the command line, as it is typed. */
function kept(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(bin, args, { env, encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) throw new Error(`kept ${args.join(' ')}: ${status}\n${stdout}\n${stderr}`)
  return stdout.trim()
}

/** Starts `kept web` or `kept worker` in a process group of its own, waits until it is at work, and gives its address. */
async function start(name: string, role: Node['role'], own: Record<string, string>): Promise<string> {
  const all = { ...env, PGAPPNAME: name, ...own }
  const child = spawn(bin, [role], { env: all, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  nodes.set(name, { name, role, child, ended, env: own })
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`${name} ended with ${code}:\n${said}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /Kept is ready: (\S+)|The worker is running/.exec(said)
      if (ready) resolve(ready[1] ?? '')
    })
  })
}

/** Ends it and all that it has started without a word. */
async function kill(name: string): Promise<Node> {
  const node = nodes.get(name)
  if (!node?.child.pid) throw new Error(`There is no ${name}`)
  process.kill(-node.child.pid, 'SIGKILL')
  await node.ended
  nodes.delete(name)
  return node
}

async function until(what: string, found: () => boolean | Promise<boolean>, tries = 2_000): Promise<void> {
  for (let n = 0; !(await found()); n++) {
    if (n > tries) throw new Error(`${what} did not come`)
    await sleep(25)
  }
}

async function call(url: string, method: string, path: string, body?: unknown, idempotencyKey?: string) {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    signal: AbortSignal.timeout(15_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects there, and fails where it is not.
  return { status: response.status, body: (await response.json()) as any }
}

const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await owner.query<Row>(sql, values)).rows

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kept-cluster-'))
  // PostgreSQL's own account has to reach it.
  chmodSync(folder, 0o755)
  postgres = await startEmbeddedPostgres({ dir: join(folder, 'postgres'), volatile: true })
  const admin = new pg.Client(postgres.adminUrl)
  await admin.connect()
  await admin.query("create role kept_owner login createrole password 'firm'")
  await admin.query('create database firm owner kept_owner')
  await admin.end()
  const address = new URL(postgres.adminUrl)
  address.username = 'kept_owner'
  address.password = 'firm'
  address.pathname = '/firm'
  // Who looks behind the product's back, past row-level security.
  const behind = new URL(postgres.adminUrl)
  behind.pathname = '/firm'
  owner = new pg.Pool({ connectionString: behind.href, max: 2 })
  owner.on('error', () => {})
  ;[mailOfFirst, mailOfSecond] = await Promise.all([startSlowMail({ counts }), startSlowMail({ counts })])
  env = {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'error' },
    ...{ DATABASE_URL: address.href, KEPT_SECRET: SECRET, KEPT_URL: 'https://kept.example' },
    SMTP_URL: mailOfFirst.url,
  }
  kept('migrate')
  const at = ['--country', 'GB', '--zone', 'Europe/London', '--owner', 'owner@shop.example']
  const org = kept('init', '--name', 'Shop', ...at)
  key = kept('api-key', 'create', '--org', org, '--role', 'owner', '--name', 'cluster')
  const started = await Promise.all([
    // A web node that is not told its public address says where it listens.
    start('web 1', 'web', { PORT: '0', KEPT_URL: '' }),
    start('web 2', 'web', { PORT: '0', KEPT_URL: '' }),
    start('worker 1', 'worker', { SMTP_URL: mailOfFirst.url }),
    start('worker 2', 'worker', { SMTP_URL: mailOfSecond.url }),
  ])
  urls.push(...started.slice(0, 2))
}, 180_000)

afterAll(async () => {
  for (const name of [...nodes.keys()]) await kill(name)
  await owner?.end()
  for (const each of [mailOfFirst, mailOfSecond]) await each?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('two web nodes and two workers lose nothing and do nothing twice while one of each is killed and comes back', async () => {
  const [one = '', two = ''] = urls
  const abouts: string[] = []
  for (let n = 0; n < REQUESTS; n++)
    abouts.push(`request:${(await call(one, 'POST', '/v1/requests', { kind: 'job', subject: `Job ${n}` })).body.id}`)
  const customers: string[] = []
  for (let n = 0; n < CUSTOMERS; n++) {
    const contacts = [{ name: `Customer ${n}`, email: `customer${n}@example.com`, quietHours: 'none' }]
    customers.push(
      (await call(n % 2 ? one : two, 'POST', '/v1/customers', { name: `Customer ${n}`, contacts })).body.id,
    )
  }
  const writes: Write[] = []
  const isDue = (n: number): boolean => n < EARLY && n % DUE_EVERY === 0
  /** The next write, its wording its own. */
  const nextWrite = (): Write => {
    const n = writes.length
    const dueAt = new Date(Date.now() + (isDue(n) ? DUE_AFTER_MS : 86_400_000)).toISOString()
    const to = { about: abouts[n % REQUESTS], customerId: customers[n % CUSTOMERS] }
    const body = { kind: 'completion', wording: `Promise ${n}.`, dueAt, ...to }
    const write: Write = { key: `write-${n}`, body, refused: [], lost: 0, ids: new Set() }
    writes.push(write)
    return write
  }
  const acknowledged = (): number => writes.filter(({ ids }) => ids.size > 0).length

  /** Sends a write until it is acknowledged: what was lost goes to the other node, under the same key. */
  const insist = async (write: Write, first: number): Promise<void> => {
    for (let attempt = 0; attempt < 400; attempt++) {
      const url = urls[(first + attempt) % 2] ?? ''
      const answer = await call(url, 'POST', '/v1/promises', write.body, write.key).catch(() => null)
      if (answer?.status === 201) {
        write.ids.add(answer.body.id)
        return
      }
      if (answer) write.refused.push(`${answer.status} ${answer.body.code}`)
      else write.lost++
      await sleep(25)
    }
  }
  let over = false
  const client = async (first: number): Promise<void> => {
    while (!over && writes.length < MOST_WRITES) {
      const write = nextWrite()
      // Some are sent to both nodes at the same moment.
      const twice = writes.length % TWICE_EVERY === 0
      await Promise.all([insist(write, first), ...(twice ? [insist(write, first + 1)] : [])])
      await sleep(PACE_MS)
    }
  }
  const writing = Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)))

  await until('writes', () => acknowledged() >= EARLY)
  // One worker has sent mails, and waits for what the mail server says to them.
  mailOfFirst.hold(IN_HAND)
  await until('mails that are not answered', () => mailOfFirst.unanswered() > 0)
  const [web, worker] = await Promise.all([kill('web 1'), kill('worker 1')])
  const unanswered = mailOfFirst.unanswered()
  mailOfFirst.release()
  const before = acknowledged()
  await until('writes by the node that is left', () => acknowledged() > before + CLIENTS)
  await Promise.all([
    // Where it was: its callers know it there.
    start(web.name, 'web', { ...web.env, PORT: new URL(one).port }).then((url) => expect(url).toBe(one)),
    start(worker.name, 'worker', worker.env),
  ])
  const whenBack = acknowledged()
  await until('writes by both again', () => acknowledged() > whenBack + 2 * CLIENTS)
  over = true
  await writing

  // Every write was acknowledged, some after an answer that was lost, and is there once.
  expect(writes.filter(({ ids }) => ids.size !== 1)).toEqual([])
  expect(writes.some(({ lost }) => lost > 0)).toBe(true)
  const written = () =>
    rows<{ id: string; wording: string }>("select id, wording from promise where wording like 'Promise %'")
  const asAcknowledged = writes.map((write) => `${write.body.wording} ${idOf(write)}`).sort()
  expect((await written()).map(({ id, wording }) => `${wording} ${id}`).sort()).toEqual(asAcknowledged)
  // Sent once more, to the node that came back: the same answer, and nothing new.
  for (const write of writes.slice(0, 5)) {
    const repeated = await call(one, 'POST', '/v1/promises', write.body, write.key)
    expect([repeated.status, repeated.body.id]).toEqual([201, idOf(write)])
  }
  expect(await written()).toHaveLength(writes.length)

  // What fell due meanwhile was recorded once.
  const due = writes.filter((_, n) => isDue(n)).map((write) => `promise:${idOf(write)}`)
  const broken = () => rows<{ subject: string }>("select subject from event where type = 'promise.broken'")
  await until('all that fell due', async () => (await broken()).length >= due.length)
  await sleep(500)
  expect((await broken()).map(({ subject }) => subject).sort()).toEqual(due.sort())

  // Each notice is told once, and is one mail: the mails that were sent are those that are written, each under its own id.
  const left = `select (select count(*) from notice where state <> 'told')::int as untold,
    (select count(*) from message where state <> 'sent')::int as unsent, (select count(*) from outbox)::int as waiting`
  const done = [{ untold: 0, unsent: 0, waiting: 0 }]
  await until('all mails', async () => isDeepStrictEqual(await rows(left), done), 4_000)
  const notices = await rows('select id from notice')
  const told = await rows<{ n: number }>("select count(*)::int as n from event where type = 'promise.told'")
  expect(told).toEqual([{ n: notices.length }])
  const messages = await rows<{ mail_id: string; to_address: string }>('select mail_id, to_address from message')
  const mails = [...mailOfFirst.mails, ...mailOfSecond.mails]
  const ids = new Set(mails.map(({ id }) => id))
  const sent = new Set(mails.map(({ to, id }) => `${id} ${to}`))
  expect(sent).toEqual(new Set(messages.map(({ mail_id, to_address }) => `<${mail_id}> ${to_address}`)))
  expect(ids.size, 'an id of its own for each').toBe(messages.length)
  expect(messages.length).toBe(notices.length)
  const again = mails.length - ids.size
  expect(again, 'those that the killed worker heard no answer for').toBeGreaterThanOrEqual(unanswered)
  expect(again, 'and no more than it had in hand').toBeLessThanOrEqual(IN_HAND)

  // The evidence is as it was written, and nothing was left lying.
  for (const about of abouts) {
    const { body } = await call(two, 'GET', `/v1/evidence?about=${about}`)
    const those = writes.filter((write) => write.body.about === about)
    expect([body.chains.length, body.verified]).toEqual([those.length, true])
  }
  expect(await rows('select id from failed_task')).toEqual([])
  const findings: { what: string; state: string; says: string }[] = JSON.parse(kept('doctor', '--json'))
  expect(findings.filter(({ state }) => state === 'fail')).toEqual([])
}, 180_000)
