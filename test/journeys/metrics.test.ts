import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics, type Metrics, serveMetrics } from '#platform/metrics'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let metrics: Metrics
let served: Awaited<ReturnType<typeof serveMetrics>>

beforeAll(async () => {
  metrics = createMetrics('1.2.3')
  w = await createWorld({ telemetry: metrics.telemetry })
  metrics.watch(w.database.db)
  served = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await served?.stop()
  await w?.close()
})

const scrape = async () => (await fetch(served.url)).text()
const value = (text: string, line: string): number => {
  const found = text.split('\n').find((each) => each.startsWith(line))
  return Number(found?.slice(found.lastIndexOf(' ') + 1) ?? Number.NaN)
}

test('says what was asked, what ran and what waits, by the names of the code', async () => {
  const as = w.orgs[0].lead
  const customer = await w.api('post', '/v1/customers', { name: 'Somebody Secret' }, { as })
  await w.api('get', `/v1/customers/${customer.body.id}`, undefined, { as })
  await w.api('get', '/v1/customers/01938c1e-7a00-7000-8000-000000000009', undefined, { as })
  await w.api(
    'post',
    '/v1/members',
    { name: 'N', email: 'n@example.com', role: 'viewer', delivery: 'link' },
    { as: w.orgs[0].owner },
  )
  const text = await scrape()
  expect(value(text, 'kept_http_request_seconds_count{route="/v1/customers",method="post",status="201"}')).toBe(1)
  expect(value(text, 'kept_http_request_seconds_count{route="/v1/customers/:id",method="get",status="200"}')).toBe(1)
  expect(value(text, 'kept_http_request_seconds_count{route="/v1/customers/:id",method="get",status="404"}')).toBe(1)
  expect(value(text, 'kept_operation_seconds_count{operation="customers.create",outcome="done"}')).toBe(1)
  expect(value(text, 'kept_operation_seconds_count{operation="customers.get",outcome="refused"}')).toBe(1)
  expect(value(text, 'kept_database_up')).toBe(1)
  expect(value(text, 'kept_connections{pool="app",state="waiting"}')).toBe(0)
  expect(value(text, 'kept_info{version="1.2.3"}')).toBe(1)
  expect(value(text, 'kept_tasks_waiting')).toBeGreaterThanOrEqual(0)
  expect(value(text, 'kept_nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
})

test('holds no data: no ids, names or addresses, however many there are', async () => {
  const as = w.orgs[0].lead
  const before = (await scrape()).split('\n').length
  for (let i = 0; i < 5; i++) await w.api('post', '/v1/customers', { name: `Customer ${i}` }, { as })
  for (let i = 0; i < 5; i++) await w.api('get', `/v1/no-such-${i}`, undefined, { as })
  const text = await scrape()
  expect(text.split('\n').length).toBe(before)
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  expect(text).not.toMatch(/Secret|no-such|example\.com/)
})

test('answers nothing else, and without the database all that is left', async () => {
  expect((await fetch(served.url.replace('/metrics', '/'))).status).toBe(404)
  expect((await fetch(served.url, { method: 'POST' })).status).toBe(404)
  const alone = createMetrics('1.2.3')
  alone.watch({ ...w.database.db, asSystem: () => Promise.reject(new Error('away')) })
  const text = await alone.text()
  expect(value(text, 'kept_database_up')).toBe(0)
  expect(value(text, 'kept_info{version="1.2.3"}')).toBe(1)
})
