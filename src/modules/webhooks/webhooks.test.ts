import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { forgetDeliveries } from './forget-deliveries.ts'
import { tasksWith } from './tasks.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: string }
let w: TestWorld
let server: Server
let base: string
let received: Received[]
let answer: { status: number; headers?: Record<string, string>; text?: string }

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    received.push({ path: request.url ?? '', headers: request.headers, body })
    response.writeHead(answer.status, answer.headers).end(answer.text ?? '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  w = await createWorld({ start: '2026-11-26T09:00:00Z', allowPrivateAddresses: true })
})
beforeEach(async () => {
  received = []
  answer = { status: 200, text: 'ok' }
  w.clock.set('2026-11-26T09:00:00Z')
  // One endpoint at a time, so that each test hears its own.
  for (const { id } of (await good('get', '/v1/webhooks')).items) await good('delete', `/v1/webhooks/${id}`)
  await w.drainTasks()
  received = []
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await w.close()
})

const call = (method: string, path: string, body?: unknown, as = w.orgs[0].owner) => w.api(method, path, body, { as })
const good = async (method: string, path: string, body?: unknown) => {
  const answered = await call(method, path, body)
  expect(answered.status, JSON.stringify(answered.body)).toBeLessThan(300)
  return answered.body
}
const endpoint = (more: object = {}) => good('post', '/v1/webhooks', { url: `${base}/hook`, ...more })
const customer = (name = 'Ana Ruiz') => good('post', '/v1/customers', { name })
const deliveries = async (id: string) => (await good('get', `/v1/webhooks/${id}/deliveries`)).items
const pass = async (duration: Temporal.DurationLike) => {
  w.clock.set(w.clock.now().add(duration).toString())
  await w.drainTasks()
}

describe('an event that is heard', () => {
  it('arrives signed, with what happened and the record, and is on the list with its body and answer', async () => {
    const { id } = await endpoint({ eventTypes: ['customer.*'], description: 'Booking site' })
    const made = await customer()
    await w.drainTasks()
    expect(received).toHaveLength(1)
    const [{ headers, body, path } = {} as Received] = received
    expect(path).toBe('/hook')
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Kept' })
    const { secret } = await good('get', `/v1/webhooks/${id}/secret`)
    // The library judges a signature by the hour of this machine, which the test does not change.
    const sent = JSON.parse(body)
    const signed = new Webhook(secret).sign(headers['webhook-id'] as string, new Date('2026-11-26T09:00:00Z'), body)
    expect(headers['webhook-signature']).toBe(signed)
    expect(headers['webhook-timestamp']).toBe(String(Date.parse('2026-11-26T09:00:00Z') / 1000))
    expect(sent).toMatchObject({
      type: 'customer.created',
      timestamp: '2026-11-26T09:00:00Z',
      data: {
        organizationId: w.orgs[0].id,
        subject: `customer:${made.id}`,
        actor: { kind: 'member', id: w.orgs[0].owner.member.id },
        record: { id: made.id, name: 'Ana Ruiz' },
      },
    })
    const [only, ...others] = await deliveries(id)
    expect(others).toEqual([])
    expect(only).toMatchObject({
      id: headers['webhook-id'],
      state: 'delivered',
      attempts: 1,
      eventType: 'customer.created',
    })
    expect(await good('get', `/v1/webhook-deliveries/${only.id}`)).toMatchObject({
      body,
      log: [{ at: '2026-11-26T09:00:00Z', status: 200, failure: null, answer: 'ok' }],
    })
  })

  it('names its trace to who hears it, where there is one', async () => {
    const { id } = await endpoint()
    answer = { status: 500 }
    await customer()
    await w.drainTasks()
    const [{ id: deliveryId }] = await deliveries(id)
    const send = tasksWith({ allowPrivateAddresses: true }).find(({ name }) => name === 'webhooks.send')
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const { gate, clock } = w
    const ctx = { ...{ orgId: w.orgs[0].id, gate, clock, log: silentLog }, signal: new AbortController().signal }
    await send?.run({ ...ctx, traceparent }, { deliveryId, attempt: 1 })
    expect(received.map(({ headers }) => headers.traceparent)).toEqual([undefined, traceparent])
  })

  it('is no other, and no other organization’s', async () => {
    const { id } = await endpoint({ eventTypes: ['request.opened'] })
    await customer()
    await call('post', '/v1/customers', { name: 'Theirs' }, w.orgs[1].owner)
    await w.drainTasks()
    expect(received).toEqual([])
    expect(await deliveries(id)).toEqual([])
    expect((await call('get', `/v1/webhooks/${id}`, undefined, w.orgs[1].owner)).status).toBe(404)
  })

  it('reaches each endpoint once, however often it is announced', async () => {
    const first = await endpoint()
    const second = await endpoint({ eventTypes: ['customer.created'] })
    const made = await customer()
    await w.drainTasks()
    const announce = tasksWith({ allowPrivateAddresses: true })[0]
    const event = (await deliveries(first.id))[0]
    const ctx = { orgId: w.orgs[0].id, gate: w.gate, clock: w.clock, signal: new AbortController().signal }
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    await announce?.run({ ...ctx, log }, { eventId: event.eventId, subject: `customer:${made.id}` })
    await w.drainTasks()
    expect(await deliveries(first.id)).toHaveLength(1)
    expect(await deliveries(second.id)).toHaveLength(1)
    expect(received).toHaveLength(2)
  })

  it('asked for twice under one key is announced once', async () => {
    const { id } = await endpoint()
    const headers = { 'idempotency-key': 'one-and-the-same' }
    for (let i = 0; i < 2; i++) await w.api('post', '/v1/customers', { name: 'Ana' }, { as: w.orgs[0].owner, headers })
    await w.drainTasks()
    expect(await deliveries(id)).toHaveLength(1)
  })

  it('that is off hears nothing, also not later', async () => {
    const { id } = await endpoint()
    expect(await good('patch', `/v1/webhooks/${id}`, { on: false })).toMatchObject({ state: 'off', version: 2 })
    await customer()
    await w.drainTasks()
    expect(await good('patch', `/v1/webhooks/${id}`, { on: true })).toMatchObject({ state: 'on' })
    await w.drainTasks()
    expect(received).toEqual([])
    await customer()
    await w.drainTasks()
    expect(received).toHaveLength(1)
  })
})

describe('what does not arrive', () => {
  it('is tried again under the same id, then given up, and can be replayed', async () => {
    const { id } = await endpoint()
    answer = { status: 500, text: 'broken' }
    await customer()
    await w.drainTasks()
    expect((await deliveries(id))[0]).toMatchObject({ state: 'pending', attempts: 1 })
    await pass({ seconds: 4 })
    expect(received).toHaveLength(1)
    await pass({ seconds: 2 })
    expect(received).toHaveLength(2)
    for (let i = 0; i < 12; i++) await pass({ hours: 30 })
    // Turned off after five days without one success: nothing more is sent.
    expect(await good('get', `/v1/webhooks/${id}`)).toMatchObject({ state: 'failing' })
    const [failed] = await deliveries(id)
    expect(failed).toMatchObject({ state: 'failed', nextAt: null })
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([failed.id]))
    expect(await w.eventsOf(w.orgs[0].id, 'webhook.turned_off')).toMatchObject([{ data: { why: 'failing' } }])

    expect((await call('post', `/v1/webhook-deliveries/${failed.id}/replay`)).body.code).toBe('webhooks/endpoint_off')
    answer = { status: 200 }
    await good('patch', `/v1/webhooks/${id}`, { on: true })
    const before = received.length
    expect(await good('post', `/v1/webhook-deliveries/${failed.id}/replay`)).toMatchObject({
      state: 'pending',
      attempts: 0,
    })
    await w.drainTasks()
    expect(received).toHaveLength(before + 1)
    expect(received.at(-1)?.body).toBe(received[0]?.body)
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 1 })
  })

  it('ends at 410, waits as Retry-After asks, takes no redirect for an answer', async () => {
    const one = await endpoint()
    answer = { status: 503, headers: { 'retry-after': '600' } }
    await customer()
    await w.drainTasks()
    expect((await deliveries(one.id))[0].nextAt).toBe('2026-11-26T09:10:00Z')
    answer = { status: 302, headers: { location: `${base}/elsewhere` } }
    await pass({ minutes: 11 })
    expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook'])
    expect((await deliveries(one.id))[0]).toMatchObject({ state: 'pending', attempts: 2 })
    answer = { status: 410 }
    await pass({ minutes: 6 })
    expect(await good('get', `/v1/webhooks/${one.id}`)).toMatchObject({ state: 'gone' })
    expect((await deliveries(one.id))[0]).toMatchObject({ state: 'failed' })
  })

  it('lets the endpoint rest, and what waits is sent when it is well', async () => {
    const { id } = await endpoint()
    answer = { status: 500 }
    for (let i = 0; i < 5; i++) await customer(`Customer ${i}`)
    await w.drainTasks()
    const tried = received.length
    expect(tried).toBe(5)
    await customer('While it rests')
    await w.drainTasks()
    expect(received).toHaveLength(tried)
    answer = { status: 200 }
    await pass({ seconds: 21 })
    await pass({ minutes: 6 })
    expect((await deliveries(id)).map(({ state }: { state: string }) => state)).toEqual(Array(6).fill('delivered'))
  })

  it('given up is sent again as a whole', async () => {
    const { id } = await endpoint()
    answer = { status: 410 }
    await customer()
    await w.drainTasks()
    await good('patch', `/v1/webhooks/${id}`, { on: true })
    answer = { status: 200 }
    const since = '2026-11-26T08:59:00Z'
    expect(await good('post', `/v1/webhooks/${id}/recovery`, { since })).toEqual({ sent: 1, more: false })
    await w.drainTasks()
    expect((await deliveries(id))[0].state).toBe('delivered')
    expect(await good('post', `/v1/webhooks/${id}/recovery`, { since })).toEqual({ sent: 0, more: false })
  })

  it('is not sent when the endpoint was removed meanwhile', async () => {
    const { id } = await endpoint()
    await customer()
    await good('delete', `/v1/webhooks/${id}`)
    await w.drainTasks()
    expect(received).toEqual([])
    expect((await call('get', `/v1/webhooks/${id}`)).status).toBe(404)
  })
})

describe('a secret', () => {
  it('is changed so that for a day both sign, and is another for each endpoint', async () => {
    const { id } = await endpoint()
    const other = await endpoint({ eventTypes: ['request.opened'] })
    const before = (await good('get', `/v1/webhooks/${id}/secret`)).secret
    expect((await good('get', `/v1/webhooks/${other.id}/secret`)).secret).not.toBe(before)
    const rotated = await good('post', `/v1/webhooks/${id}/secret-rotation`)
    expect(rotated.previousSecretUntil).toBe('2026-11-27T09:00:00Z')
    const after = (await good('get', `/v1/webhooks/${id}/secret`)).secret
    expect(after).not.toBe(before)
    const signatures = async () => {
      await customer()
      await w.drainTasks()
      const { headers, body } = received.at(-1) as Received
      const at = new Date(w.clock.now().epochMilliseconds)
      const by = (secret: string) => new Webhook(secret).sign(headers['webhook-id'] as string, at, body)
      return { sent: headers['webhook-signature'], before: by(before), after: by(after) }
    }
    const during = await signatures()
    expect(during.sent).toBe(`${during.after} ${during.before}`)
    w.clock.set('2026-11-27T09:00:01Z')
    const later = await signatures()
    expect(later.sent).toBe(later.after)
  })
})

describe('an address', () => {
  it.each([
    'ftp://hooks.example.com',
    'https://user:secret@hooks.example.com',
    'not an address',
    'javascript:alert(1)',
  ])('%s is refused', async (url) => {
    const refused = await call('post', '/v1/webhooks', { url })
    expect([refused.status, refused.body.code]).toEqual([400, 'webhooks/address'])
  })

  it('in the own network is refused where it is typed and where it is sent', async () => {
    const strict = await createWorld({ start: '2026-11-26T09:00:00Z' })
    try {
      const as = strict.orgs[0].owner
      for (const url of [
        'http://hooks.example.com/',
        'https://127.0.0.1/',
        'https://[::1]/',
        'https://10.1.2.3/x',
        'https://localhost/',
        'https://169.254.169.254/latest',
      ])
        expect((await strict.api('post', '/v1/webhooks', { url }, { as })).body.code, url).toBe('webhooks/address')
      // A name that turns out to lie inside: it is looked up when something is sent.
      const { body } = await strict.api('post', '/v1/webhooks', { url: 'https://inside.localdomain/' }, { as })
      await strict.owner.query('update webhook_endpoint set url = $1', [`${base}/inside`])
      await strict.api('post', `/v1/webhooks/${body.id}/test`, {}, { as })
      await strict.drainTasks()
      const { items } = (await strict.api('get', `/v1/webhooks/${body.id}/deliveries`, undefined, { as })).body
      const seen = (await strict.api('get', `/v1/webhook-deliveries/${items[0].id}`, undefined, { as })).body
      expect(seen.log).toMatchObject([{ status: null, failure: 'private_address' }])
      expect(received).toEqual([])
    } finally {
      await strict.close()
    }
  })
})

it('a test event arrives with its own type', async () => {
  const { id } = await endpoint({ eventTypes: ['request.opened'] })
  await good('post', `/v1/webhooks/${id}/test`)
  await w.drainTasks()
  expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ type: 'webhook.test', data: { record: null } })
})

it('what is asked for must exist, and twenty endpoints are enough', async () => {
  const wrong = await call('post', '/v1/webhooks', { url: `${base}/x`, eventTypes: ['promise.kept', 'promise.lost'] })
  expect(wrong.body).toMatchObject({ code: 'webhooks/unknown_event_type', issues: [{ path: 'eventTypes.1' }] })
  const types = (await good('get', '/v1/event-types')).items.map(({ type }: { type: string }) => type)
  expect(types).toContain('promise.kept')
  expect(types).not.toContain('session.started')
  for (let i = 0; i < 20; i++) await endpoint({ eventTypes: ['request.opened'] })
  expect((await call('post', '/v1/webhooks', { url: `${base}/x` })).body.code).toBe('webhooks/too_many')
})

it('only owners manage endpoints', async () => {
  const { id } = await endpoint()
  for (const as of [w.orgs[0].lead, w.orgs[0].frontline, w.orgs[0].viewer]) {
    expect((await call('get', '/v1/webhooks', undefined, as)).status).toBe(403)
    expect((await call('get', `/v1/webhooks/${id}/secret`, undefined, as)).status).toBe(403)
    expect((await call('post', '/v1/webhooks', { url: `${base}/x` }, as)).status).toBe(403)
  }
})

it('is forgotten after 30 days, in this organization', async () => {
  const { id } = await endpoint()
  await customer()
  await w.drainTasks()
  const left = async () => {
    const { rows } = await w.owner.query('select id from webhook_delivery where endpoint_id = $1', [id])
    return rows.length
  }
  for (const [at, org, expected] of [
    ['2026-12-26T08:59:59Z', 0, 1],
    ['2026-12-26T09:00:01Z', 1, 1],
    ['2026-12-26T09:00:01Z', 0, 0],
  ] as const) {
    w.clock.set(at)
    await w.gate.run(forgetDeliveries, systemActor(w.orgs[org].id, 'clock'), {})
    expect(await left(), `${at} ${org}`).toBe(expected)
  }
})
