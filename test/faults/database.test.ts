import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey, init } from '#modules/accounts'
import { silentLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { type FragilePostgres, fragilePostgres } from '#test/fragile-postgres'
import { memoryStorage } from '#test/memory-storage'
import { createWorld, type TestWorld } from '#test/world'
import { followUps } from '../../src/follow-ups.ts'
import { createWeb } from '../../src/web.ts'
import { buildWorld, type World } from '../../src/world.ts'

const CUTS = 40

const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

describe('connections that are cut in the middle of a transaction', () => {
  let w: TestWorld
  let key: string
  let customerId: string
  beforeAll(async () => {
    w = await createWorld({ start: '2026-11-26T09:00:00Z' })
    key = (await w.api('post', '/v1/api-keys', { name: 'x', role: 'owner' }, { as: w.orgs[0].owner })).body.key
    customerId = (await w.api('post', '/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana' }] }, { as: key })).body
      .id
  })
  afterAll(() => w?.close())

  test('leave nothing half written, and what was answered holds', async () => {
    const about = 'request:01938c1e-7a00-7000-8000-000000000001'
    const input = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', about, customerId }
    const answers: { n: number; status: number; code: string; id: string }[] = []
    let cuts = 0
    const cut = (async () => {
      while (cuts < CUTS) {
        const { rows } = await w.owner.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'kept_app%' and state <> 'idle'",
        )
        cuts += rows.length
        await sleep(30)
      }
    })()
    const send = async (n: number) => {
      const headers = { 'idempotency-key': `promise ${n}` }
      const { status, body } = await w.api('post', '/v1/promises', input, { as: key, headers })
      return { n, status, code: body.code ?? '', id: body.id ?? '' }
    }
    let next = 0
    const clients = Array.from({ length: 5 }, async () => {
      while (cuts < CUTS) answers.push(await send(next++))
    })
    await Promise.all([...clients, cut])
    for (const { status, code } of answers)
      expect(['201 ', '503 internal/unavailable', '503 internal/outcome_unknown'], code).toContain(`${status} ${code}`)
    const rows = async (sql: string): Promise<string[]> => (await w.owner.query(sql)).rows.map(({ id }) => id)
    const promises = new Set(await rows('select id from promise'))
    for (const { status, id } of answers) if (status === 201) expect(promises, 'what was answered').toContain(id)
    // What was said to be undone is undone: the same key makes it now, once.
    for (const { n, status } of answers) if (status !== 201) expect((await send(n)).status).toBe(201)
    expect(await rows('select id from promise')).toHaveLength(next)
    expect(await rows('select id from notice')).toHaveLength(next)
    expect(await rows("select id from event where type = 'promise.made'")).toHaveLength(next)
    expect(await rows("select id from outbox where task = 'conversations.deliver_notice'")).toHaveLength(next)
    const evidence = await w.api('get', `/v1/evidence?about=${about}`, undefined, { as: key })
    expect(evidence.body.verified).toBe(true)
  })

  test('an operation that waits while its connection is cut is done again from the start', async () => {
    const locker = await w.owner.connect()
    await locker.query('begin')
    await locker.query('select id from customer where id = $1 for update', [customerId])
    const answer = w.api('patch', `/v1/customers/${customerId}`, { note: 'Call first.' }, { as: key })
    await sleep(100)
    const { rows } = await locker.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    expect(rows).toHaveLength(1)
    await sleep(50)
    await locker.query('rollback')
    locker.release()
    expect(await answer).toMatchObject({ status: 200, body: { note: 'Call first.', version: 2 } })
    const { rows: events } = await w.owner.query("select 1 from event where type = 'customer.updated'")
    expect(events).toHaveLength(1)
  })
})

describe('a database that goes down', () => {
  let postgres: FragilePostgres
  let world: World
  let working: { stop(): Promise<void> }
  let server: Server
  let url: string
  let key: string
  let customerId: string
  let requestId: string

  const api = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${url}${path}`, { method: method.toUpperCase(), headers, ...sent })
    // biome-ignore lint/suspicious/noExplicitAny: tests read deeply into answers of many shapes.
    return { status: response.status, body: (await response.json()) as any, headers: response.headers }
  }
  const promise = () =>
    api('post', '/v1/promises', {
      ...{ kind: 'completion', wording: 'Done.', dueAt: soon(60), about: `request:${requestId}`, customerId },
    })
  const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status
  const until = async (what: string, found: () => Promise<boolean>, limit = 15_000): Promise<void> => {
    const began = Date.now()
    while (!(await found())) {
      if (Date.now() - began > limit) throw new Error(`${what} did not come about in ${limit} ms`)
      await sleep(50)
    }
  }
  /** Messages that are written and have met the mailer, which holds them: the relay and the workers are at work. */
  const heldMessages = async (): Promise<number> =>
    (await api('get', '/v1/messages?state=held&limit=200')).body.items.length

  beforeAll(async () => {
    postgres = await fragilePostgres()
    const secret = 'the secret of a database that goes down'
    const urls = await migrate(postgres.adminUrl, { secret })
    world = buildWorld({
      ...{ appUrl: urls.appUrl, systemUrl: urls.systemUrl, secret, version: '0.0.0' },
      ...{
        url: () => 'http://localhost:3000',
        storage: memoryStorage(),
        smtpUrl: undefined,
        log: silentLog,
        connections: 4,
      },
    })
    working = await world.work(postgres.adminUrl)
    const listener = getRequestListener(createWeb(world).fetch)
    server = createServer((request, response) => void listener(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const business = { name: 'Shop', country: 'GB', timeZone: 'Europe/London', ownerEmail: 'owner@shop.example' }
    const { organizationId } = await init(world.gate, followUps, business)
    key = await createApiKey(world.gate, { org: organizationId, role: 'owner', name: 'test' })
    const contacts = [{ name: 'Ana', email: 'ana@example.com', quietHours: 'none' }]
    customerId = (await api('post', '/v1/customers', { name: 'Ana', contacts })).body.id
    requestId = (await api('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })).body.id
  })
  afterAll(async () => {
    server?.closeAllConnections()
    server?.close()
    await working?.stop()
    await world?.close()
    await postgres?.close()
  })

  test('the product works to begin with', async () => {
    expect(await ready()).toBe(200)
    expect((await promise()).status).toBe(201)
    await until('the first mail', async () => (await heldMessages()) === 1)
  })

  test.each(['stop', 'crash'] as const)(
    'after a %s the product says so, loses nothing and goes on by itself',
    async (how) => {
      const before = await heldMessages()
      const stream = await fetch(`${url}/v1/stream`, { headers: { authorization: `Bearer ${key}` } })
      const made: string[] = []
      const writing = Array.from({ length: 8 }, async () => {
        for (;;) {
          const { status, body } = await promise()
          if (status === 201) made.push(body.id)
          else return { status, code: body.code }
        }
      })
      await until('some promises', async () => made.length > 16)
      await postgres.down(how)
      expect(await ready()).toBe(503)
      expect((await fetch(`${url}/healthz`)).status, 'the process lives').toBe(200)
      const ends = await Promise.all(writing)
      for (const { status, code } of ends)
        expect(['internal/unavailable', 'internal/outcome_unknown'], `${status} ${code}`).toContain(code)
      const refused = await promise()
      expect(refused).toMatchObject({ status: 503, body: { code: 'internal/unavailable' } })
      expect(refused.headers.get('retry-after')).toBe('5')

      await postgres.up()
      await until('readiness', async () => (await ready()) === 200)
      const { body } = await api('get', `/v1/evidence?about=request:${requestId}`)
      const kept = body.chains.map((chain: { id: string }) => chain.id)
      expect(kept).toEqual(expect.arrayContaining(made))
      expect(body.verified).toBe(true)
      // The relay and the workers come back too, without anybody's help.
      const more = await promise()
      expect(more.status).toBe(201)
      const all = kept.length + 1
      await until(
        'all mails',
        async () => (await api('get', '/v1/messages?limit=200')).body.items.length >= Math.min(200, all),
        150_000,
      )
      await until('the last mail', async () => (await heldMessages()) >= Math.min(200, before + 1), 40_000)
      await stream.body?.cancel()
    },
    240_000,
  )
})
