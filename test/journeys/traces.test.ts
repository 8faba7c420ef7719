import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey, init } from '#modules/accounts'
import { silentLog } from '#platform/log'
import { type TestDatabase, testDatabase } from '#test/database'
import { memoryStorage } from '#test/memory-storage'
import { killProducts, type ProductProcess, startProduct } from '#test/product-process'
import { type CollectedSpan, startTraceCollector } from '#test/trace-collector'
import { followUps } from '../../src/follow-ups.ts'
import { buildWorld } from '../../src/world.ts'

// Traces as they leave the product: a web node and a worker, and a collector on this machine.

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const CALLER = '00f067aa0ba902b7'
const OK = 0
const FAILED = 2

let database: TestDatabase
let key: string

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
  const business = { name: 'Secret Shop', country: 'GB', timeZone: 'Europe/London', ownerEmail: 'owner@shop.example' }
  const { organizationId } = await init(world.gate, followUps, business)
  key = await createApiKey(world.gate, { org: organizationId, role: 'owner', name: 'traces' })
  await world.close()
})
afterAll(async () => {
  await killProducts()
  await database?.close()
})

async function call(node: ProductProcess, method: string, path: string, body?: unknown, traceparent?: string) {
  const response = await fetch(node.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(traceparent ? { traceparent } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects there, and fails where it is not.
  return { status: response.status, body: (await response.json().catch(() => null)) as any }
}

async function until(what: string, found: () => boolean): Promise<void> {
  for (let tries = 0; !found(); tries++) {
    if (tries > 800) throw new Error(`${what} did not come`)
    await sleep(25)
  }
}

describe('with a collector', () => {
  let collector: Awaited<ReturnType<typeof startTraceCollector>>
  let one: CollectedSpan | undefined
  const ids: string[] = []
  const named = (name: string): CollectedSpan => {
    const span = collector.spans.find((each) => each.name === name)
    if (!span) throw new Error(`No span ${name} among ${collector.spans.map((each) => each.name).join(', ')}`)
    return span
  }

  beforeAll(async () => {
    collector = await startTraceCollector()
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=shop' }
    const [web, worker] = await Promise.all([
      startProduct('web', database, env),
      startProduct('worker', database, { ...env, OTEL_SERVICE_NAME: 'kept-worker' }),
    ])
    const contacts = [{ name: 'Ana Secreta', email: 'ana@secret.example' }]
    const customer = await call(web, 'POST', '/v1/customers', { name: 'Ana Secreta', contacts })
    const request = await call(web, 'POST', '/v1/requests', {
      ...{ kind: 'job', subject: 'The secret boiler', customerId: customer.body.id },
    })
    const input = {
      ...{ kind: 'completion', wording: 'Your secret boiler will work.', customerId: customer.body.id },
      ...{ about: `request:${request.body.id}`, dueAt: new Date(Date.now() + 86_400_000).toISOString() },
    }
    const promise = await call(web, 'POST', '/v1/promises', input, `00-${TRACE}-${CALLER}-01`)
    expect(promise.status).toBe(201)
    ids.push(customer.body.id, request.body.id, promise.body.id)
    const refused = await call(web, 'GET', '/v1/customers/01938c1e-7a00-7000-8000-000000000009')
    ids.push(refused.body.traceId)
    await call(web, 'GET', '/v1/promises?state=open', undefined, `00-${'a'.repeat(32)}-${CALLER}-00`)
    await fetch(`${web.url}/t/a-secret-token`)
    await fetch(`${web.url}/healthz`)
    const told = 'conversations.prepare_notice'
    await until('the task', () => collector.spans.some(({ name }) => name.startsWith('conversations.')))
    one = collector.spans.find(({ name }) => name === told)
    // What has not been sent yet is sent at the end.
    expect(await Promise.all([web.stop(), worker.stop()])).toEqual([0, 0])
  }, 60_000)
  afterAll(() => collector?.close())

  test('a request, its operation and its task in another process are one trace, which the caller began', () => {
    const request = named('POST /v1/promises')
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: CALLER, kind: 2, status: { code: OK } })
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/promises',
      'http.response.status_code': 201,
    })
    const operation = named('promises.make')
    expect(operation).toMatchObject({ traceId: TRACE, parentSpanId: request.spanId, kind: 1 })
    expect(operation.attributes).toMatchObject({
      ...{ 'kept.operation': 'promises.make', 'kept.effect': 'writes', 'kept.actor': 'apiKey', 'kept.outcome': 'done' },
      'kept.attempts': 1,
    })
    expect(operation.attributes['kept.statements']).toBeGreaterThan(3)
    const tasks = collector.spans.filter(({ traceId, kind }) => traceId === TRACE && kind === 5)
    expect(tasks.length).toBeGreaterThan(0)
    const first = tasks.find(({ parentSpanId }) => parentSpanId === operation.spanId)
    expect(first?.service).toMatchObject({ 'service.name': 'kept-worker' })
    expect(first?.attributes).toMatchObject({ 'kept.task': first?.name, 'kept.attempt': 1, 'kept.outcome': 'done' })
    const inner = collector.spans.filter(({ parentSpanId }) => parentSpanId === first?.spanId)
    expect(inner.length).toBeGreaterThan(0)
    expect(inner.every(({ attributes }) => attributes['kept.actor'] === 'system')).toBe(true)
    expect(request.service).toMatchObject({ 'service.name': 'kept' })
    expect(one?.traceId ?? TRACE).toBe(TRACE)
  })

  test('a refusal is one, not a fault, and its problem names the trace', () => {
    const operation = named('customers.get')
    expect(operation.attributes).toMatchObject({ 'kept.outcome': 'refused', 'error.type': 'customers/not_found' })
    expect(operation.status.code).toBe(OK)
    expect(ids).toContain(operation.traceId)
    expect(named('GET /v1/customers/:id').attributes['http.response.status_code']).toBe(404)
    expect(collector.spans.filter(({ status }) => status.code === FAILED)).toEqual([])
  })

  test('what the caller leaves out is left out; so are probes', () => {
    expect(collector.spans.filter(({ traceId }) => traceId === 'a'.repeat(32))).toEqual([])
    expect(collector.spans.filter(({ name }) => /health|openapi/.test(name))).toEqual([])
  })

  test('customers’ pages are named by their template', () => {
    expect(named('GET /t/:token').attributes).toMatchObject({ 'http.route': '/t/:token' })
  })

  test('nothing of anybody is told: no names, wordings, addresses, tokens, keys, no ids', () => {
    const text = collector.text()
    expect(text.length).toBeGreaterThan(2_000)
    expect(text).not.toMatch(/secret/i)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/)
    expect(text).not.toMatch(/@|kept_[A-Za-z0-9]|127\.0\.0\.1|node\.js|user-agent/i)
    const allowed = /^(http\.(request\.method|route|response\.status_code)|kept\.\w+|error\.type)$/
    const keys = new Set(collector.spans.flatMap(({ attributes }) => Object.keys(attributes)))
    expect([...keys].filter((name) => !allowed.test(name))).toEqual([])
  })

  test('the exporter’s own settings hold', () => {
    expect(new Set(collector.asked.map(({ path }) => path))).toEqual(new Set(['/v1/traces']))
    expect(collector.asked.every(({ headers }) => headers['x-tenant'] === 'shop')).toBe(true)
  })
})

/** Says what is loaded. */
const WATCH = `import { registerHooks } from 'node:module'
registerHooks({ resolve(specifier, context, next) {
  // The task library brings the interface itself; it does nothing without what is behind it.
  if (specifier.startsWith('@opentelemetry/') && !context.parentURL?.includes('/pg-boss/')) process.stderr.write('LOADED ' + specifier + '\\n')
  return next(specifier, context)
} })`
const watched = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCH)}` }

test('without a collector nothing of it is loaded; with one that is away the product works and says so once', async () => {
  const [off, switchedOff, away] = await Promise.all([
    startProduct('web', database, watched),
    startProduct('web', database, {
      ...watched,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_SDK_DISABLED: 'true',
    }),
    startProduct('web', database, { ...watched, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:1/v1/traces' }),
  ])
  for (const node of [off, switchedOff, away]) expect((await call(node, 'GET', '/v1/customers')).status).toBe(200)
  await until('the warning', () => away.said().includes('Traces cannot be sent'))
  await call(away, 'GET', '/v1/customers')
  expect(await Promise.all([off.stop(), switchedOff.stop(), away.stop()])).toEqual([0, 0, 0])
  expect(off.said()).not.toContain('LOADED')
  expect(switchedOff.said()).not.toContain('LOADED')
  expect(away.said()).toContain('LOADED @opentelemetry/sdk-trace')
  expect(away.said().split('Traces cannot be sent')).toHaveLength(2)
}, 60_000)
