import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey, init } from '#modules/accounts'
import { silentLog } from '#platform/log'
import { type TestDatabase, testDatabase } from '#test/database'
import { memoryStorage } from '#test/memory-storage'
import { killProducts, type ProductProcess, startProduct } from '#test/product-process'
import { type SlowMail, startSlowMail } from '#test/slow-mail'
import { followUps } from '../../src/follow-ups.ts'
import { buildWorld } from '../../src/world.ts'

// The processes of the product as they run in production, over one database: beside each other, and killed.

const CUSTOMERS = 30
const ROWS = 2_500
const DUE_AT_ONCE = 200

type Node = ProductProcess & { readonly name: string }

let database: TestDatabase
let orgId: string
let key: string
let web: readonly [Node, Node]

/** Starts a web node or a worker and waits until it is at work. The name is on its database connections. */
async function startNode(role: 'web' | 'worker', name: string, mail?: SlowMail): Promise<Node> {
  const own = mail ? { SMTP_URL: mail.url, KEPT_URL: 'https://kept.example' } : {}
  return { name, ...(await startProduct(role, database, { PGAPPNAME: name, ...own })) }
}

async function api(method: string, path: string, body?: unknown, node: Node = web[0]) {
  const isFile = typeof body === 'string'
  const response = await fetch(`${node.url}${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${key}`, ...(isFile ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests read deeply into answers of many shapes.
  return { status: response.status, body: (await response.json()) as any }
}
async function done(method: string, path: string, body?: unknown) {
  const answer = await api(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await database.owner.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n)
async function until(what: string, found: () => boolean | Promise<boolean>, limit = 60_000): Promise<void> {
  const began = Date.now()
  while (!(await found())) {
    if (Date.now() - began > limit) throw new Error(`${what}: not within ${limit} ms`)
    await sleep(25)
  }
}
const newAbout = (): string => `request:${crypto.randomUUID()}`
const evidence = (about: string) => done('get', `/v1/evidence?about=${about}`)

beforeAll(async () => {
  database = await testDatabase()
  const { appUrl, systemUrl, secret } = database
  const world = buildWorld({
    ...{
      appUrl,
      systemUrl,
      secret,
      version: '0.0.0',
      url: () => 'http://localhost',
      storage: memoryStorage(),
      smtpUrl: undefined,
    },
    ...{ log: silentLog, connections: 2 },
  })
  const business = { name: 'Shop', country: 'GB', timeZone: 'Europe/London', ownerEmail: 'owner@shop.example' }
  orgId = (await init(world.gate, followUps, business)).organizationId
  key = await createApiKey(world.gate, { org: orgId, role: 'owner', name: 'test' })
  await world.close()
  web = await Promise.all([startNode('web', 'web 1'), startNode('web', 'web 2')])
}, 120_000)
afterAll(async () => {
  await killProducts()
  await database?.close()
})

test('what is done on one web node is heard on another', async () => {
  const stopping = new AbortController()
  const headers = { authorization: `Bearer ${key}` }
  const stream = await fetch(`${web[1].url}/v1/stream`, { headers, signal: stopping.signal })
  let heard = ''
  const listening = (async () => {
    for await (const part of stream.body ?? []) heard += Buffer.from(part).toString()
  })().catch(() => {})
  await until('an open stream', () => heard.includes('event: ready'))
  const { id } = await done('post', '/v1/customers', { name: 'Ana', contacts: [] })
  await until('the change on the other node', () => heard.includes(`"subject":"customer:${id}"`), 20_000)
  stopping.abort()
  await listening
  expect(heard.split(`"subject":"customer:${id}"`), 'once').toHaveLength(2)
})

describe('two workers', () => {
  let workers: Node[]
  let mails: SlowMail[]
  beforeAll(async () => {
    mails = await Promise.all([startSlowMail(), startSlowMail()])
    // At the same moment, on a database that has no task library yet.
    workers = await Promise.all(mails.map((mail, i) => startNode('worker', `worker ${i + 1}`, mail)))
  }, 120_000)
  afterAll(async () => {
    for (const worker of workers ?? []) await worker.kill()
    for (const mail of mails ?? []) await mail.close()
  })

  /** Makes promises that fall due one after another within a second. False: not all before the first was due. */
  async function makePromises(about: string, number: number, due: number): Promise<boolean> {
    let next = 0
    const statuses: number[] = []
    const client = async () => {
      while (next < number) {
        const dueAt = new Date(due + (next++ * 1000) / number).toISOString()
        const input = { kind: 'completion', wording: 'Done.', dueAt, about, beneficiary: 'organization' }
        statuses.push((await api('post', '/v1/promises', input)).status)
      }
    }
    await Promise.all(Array.from({ length: 8 }, client))
    return Date.now() < due && statuses.every((status) => status === 201)
  }

  /** As many as asked for, due as soon as this machine can have made them. */
  async function promisesSoonDue(number: number): Promise<string> {
    const began = Date.now()
    await makePromises(newAbout(), number / 5, began + 3_600_000)
    for (let milliseconds = 1000 + 6 * (Date.now() - began); milliseconds < 200_000; milliseconds *= 3) {
      const about = newAbout()
      if (await makePromises(about, number, Date.now() + milliseconds)) return about
    }
    throw new Error(`This machine does not make ${number} promises in a minute`)
  }

  test('break each promise once that falls due', async () => {
    const about = await promisesSoonDue(DUE_AT_ONCE)
    // Whoever is first is held up in the middle of breaking them, so that the other comes upon the same promises.
    const holder = await database.owner.connect()
    try {
      await holder.query('begin')
      await holder.query('lock table event in share row exclusive mode')
      await until('both have looked', async () => {
        const { rows } = await database.owner.query<{ held: number; looked: number }>(
          `with app as (
             select application_name as name, wait_event_type = 'Lock' as waits, query_start as at from pg_stat_activity
             where datname = current_database() and usename like 'kept_app%' and application_name like 'worker %')
           select count(distinct name) filter (where waits)::int as held, count(distinct name) filter (
             where waits or at > (select min(at) from app where waits) + interval '1 s')::int as looked from app`,
        )
        return rows[0]?.looked === 2 && rows[0].held > 0
      })
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    await until('all of them broken', async () => {
      return (await count("promise where about = $1 and state = 'broken'", [about])) === DUE_AT_ONCE
    })
    const events = "event where type = 'promise.broken' and about = $1"
    expect(await count(events, [about])).toBe(DUE_AT_ONCE)
    expect(await count(`(select distinct subject from ${events}) s`, [about])).toBe(DUE_AT_ONCE)
    expect(await count('promise where about = $1 and version = 2 and chain_seq = 2', [about])).toBe(DUE_AT_ONCE)
    const { chains, verified } = await evidence(about)
    expect(chains).toHaveLength(DUE_AT_ONCE)
    expect(verified).toBe(true)
    const { rows } = await database.owner.query<{ name: string }>(
      "select distinct application_name as name from pg_stat_activity where application_name like 'worker %' order by 1",
    )
    for (const worker of workers)
      expect(worker.said(), 'neither stumbles over the other').not.toContain('"msg":"clock"')
    expect(
      rows.map(({ name }) => name),
      'both at work',
    ).toEqual(workers.map(({ name }) => name))
  }, 120_000)

  describe('one is killed while it imports a file and sends mail', () => {
    const about = newAbout()
    const addresses = Array.from({ length: CUSTOMERS }, (_, i) => `customer${i}@example.com`)
    let importId: string
    let answeredFor: number
    let leftBehind: { to: string; id: string }[]

    beforeAll(async () => {
      const start = Date.parse('2025-01-01T08:00:00Z')
      const lines = Array.from({ length: ROWS }, (_, i) => {
        const [opened, closed] = [0, 20].map((hours) => new Date(start + i * 60_000 + hours * 3_600_000).toISOString())
        return `case-${i},${opened},${closed},Boiler`
      })
      const file = `case_id,opened_at,closed_at,category\n${lines.join('\n')}\n`
      const made = await done('post', '/v1/imports', { name: 'log.csv', bytes: file.length, kind: 'requests' })
      importId = made.id
      await done('put', `/v1/imports/${importId}/parts/1`, file)
      await done('post', `/v1/imports/${importId}/check`)
      const state = async () => (await done('get', `/v1/imports/${importId}`)).state
      await until('the dry run', async () => (await state()) === 'checked')
      // Somebody holds an id in the middle of the file: there the import waits.
      const { source } = (await done('get', `/v1/imports/${importId}`)).mapping
      const holder = await database.owner.connect()
      try {
        await holder.query('begin')
        await holder.query(
          `insert into request (org_id, id, number, kind, subject, status, source, external_id, opened_at, followed, created_at)
           values ($1, $2, 0, 'job', 'held', 'open', $3, $4, now(), false, now())`,
          [orgId, crypto.randomUUID(), source, `case-${ROWS - 500}`],
        )
        await done('post', `/v1/imports/${importId}/start`)
        let victim: string | undefined
        await until('the import in its middle', async () => {
          const { rows } = await database.owner.query<{ name: string }>(
            `select application_name as name from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and application_name like 'worker %'`,
          )
          victim = rows[0]?.name
          return victim !== undefined
        })
        const at = workers.findIndex(({ name }) => name === victim)
        const [worker, mail] = [workers[at], mails[at]]
        if (!worker || !mail) throw new Error(`Nobody is called ${victim}`)
        // Each mail server leaves some unanswered, so that no worker sends them all.
        for (const each of mails) each.hold(3)
        // Told at any hour: the clock is the real one, and the test may run at night.
        const contact = { name: 'Ana', quietHours: 'none' }
        const customers = await Promise.all(
          addresses.map((email) => done('post', '/v1/customers', { name: 'Ana', contacts: [{ ...contact, email }] })),
        )
        const dueAt = new Date(Date.now() + 86_400_000).toISOString()
        const input = { kind: 'completion', wording: 'Done.', dueAt, about }
        await Promise.all(customers.map(({ id }) => done('post', '/v1/promises', { ...input, customerId: id })))
        await until('mails of the one that will be killed', () => mail.unanswered() === 3)
        await worker.kill()
        leftBehind = mail.mails.slice()
        answeredFor = await count("message where about = $1 and state = 'sent'", [about])
        workers.splice(at, 1)
      } finally {
        await holder.query('rollback')
        holder.release()
        for (const each of mails) each.release()
      }
    }, 120_000)

    test('every customer gets the mail, what is sent twice is the same mail, and each is told once', async () => {
      expect(answeredFor, 'it was in the middle').toBeLessThan(CUSTOMERS)
      await until('all are told', async () => {
        return (await count("message where about = $1 and state = 'sent'", [about])) === CUSTOMERS
      })
      const sent = mails.flatMap((mail) => mail.mails)
      expect(new Set(sent.map(({ to }) => to))).toEqual(new Set(addresses))
      const ids = Map.groupBy(sent, ({ to }) => to)
      for (const [to, copies] of ids) expect(new Set(copies.map(({ id }) => id)).size, to).toBe(1)
      expect(new Set(sent.map(({ id }) => id)).size, 'a Message-ID a mail').toBe(CUSTOMERS)
      expect(sent.length - CUSTOMERS, 'only those without an answer again').toBeLessThanOrEqual(leftBehind.length)
      expect(sent.length, 'whose answer the killed one did not hear').toBeGreaterThan(CUSTOMERS)
      const ofThese = 'notice where promise_id in (select id from promise where about = $1)'
      expect(await count(ofThese, [about])).toBe(CUSTOMERS)
      expect(await count(`${ofThese} and state = 'told'`, [about])).toBe(CUSTOMERS)
      expect(await count("event where type = 'promise.told' and about = $1", [about])).toBe(CUSTOMERS)
      const { chains, verified } = await evidence(about)
      expect(chains).toHaveLength(CUSTOMERS)
      expect(verified).toBe(true)
      expect(await count('failed_task')).toBe(0)
    }, 90_000)

    test('another goes on with the import where it stood, every row once', async () => {
      await until('the import', async () => (await done('get', `/v1/imports/${importId}`)).state === 'done')
      const { progress } = await done('get', `/v1/imports/${importId}`)
      expect(progress).toMatchObject({ read: ROWS, imported: ROWS, bad: 0, known: 0 })
      expect(await count('request where import_id = $1', [importId])).toBe(ROWS)
      expect(await count('(select distinct external_id from request where import_id = $1) r', [importId])).toBe(ROWS)
      expect(await count('(select distinct number from request) r')).toBe(ROWS)
      expect(await count("event where type = 'import.finished' and subject = $1", [`import:${importId}`])).toBe(1)
    }, 90_000)
  })
})
