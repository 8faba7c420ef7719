import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

// A firm takes the starter set, and from then on nobody has to think of the first reply.
const START = '2026-11-26T09:00:00Z'
const ORIGIN = 'http://localhost:3000'

let w: TestWorld
let key: string

beforeAll(async () => {
  w = await createWorld({ start: START })
  const made = await w.api('post', '/v1/api-keys', { name: 'help desk', role: 'lead' }, { as: w.orgs[0].owner })
  key = made.body.key
})
afterAll(() => w?.close())

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: key })
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
let customerId: string
const opened = async (subject: string) =>
  (await call('post', '/v1/requests', { kind: 'complaint', channel: 'E-mail', subject, customerId })).id
const promiseOf = async (requestId: string) => {
  const { items } = await call('get', `/v1/promises?about=request:${requestId}`)
  expect(items).toHaveLength(1)
  return items[0]
}

let policyId: string
let first: string

test('one click: every norm has its policy', async () => {
  const contact = { name: 'Ana Ruiz', email: 'ana@example.com', language: 'es', timeZone: 'Atlantic/Canary' }
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })).id
  expect((await call('post', '/v1/policy-starter-set', { industry: 'repair' })).created).toHaveLength(13)
  const { norms } = await call('get', '/v1/norms')
  expect(norms.map((norm: { enabled: boolean }) => norm.enabled)).not.toContain(false)
  policyId = norms.find((norm: { code: string }) => norm.code === 'email').policyId
})

test('a request by API is answered with a promise, told in the customer’s language and shown on their page', async () => {
  first = await opened('Se ha roto otra vez')
  const promise = await promiseOf(first)
  // Three business days: Friday, Monday, Tuesday at closing.
  expect(promise).toMatchObject({
    ...{ policyId, policyVersion: 1, basis: 'policy', state: 'open', telling: 'waiting', language: 'es' },
    ...{ kind: 'first_reply', wording: 'Responderemos a su correo.', dueAt: '2026-12-01T17:00:00Z' },
  })
  await w.drainTasks()
  const { items } = (await w.api('get', '/v1/messages', undefined, { as: w.orgs[0].owner })).body
  expect(items).toMatchObject([{ to: 'ana@example.com', state: 'held', language: 'es' }])
  const { url } = await call('post', `/v1/promises/${promise.id}/links`, {})
  const page = await (await w.app.request(`${ORIGIN}${new URL(url).pathname}`)).text()
  expect(page).toContain('Responderemos a su correo a más tardar el martes')
})

test('the policy is made stricter: what runs keeps its version, what is new has the new one', async () => {
  const { spec, version } = await call('get', `/v1/policies/${policyId}`)
  const stricter = { ...spec, duration: { unit: 'business_seconds', n: 4 * 3600 }, target: undefined }
  expect(await call('patch', `/v1/policies/${policyId}`, { spec: stricter, ifVersion: version })).toMatchObject({
    ...{ specVersion: 2, openPromises: 1 },
  })
  const second = await opened('Y otra vez')
  expect(await promiseOf(first)).toMatchObject({ policyVersion: 1, dueAt: '2026-12-01T17:00:00Z' })
  expect(await promiseOf(second)).toMatchObject({ policyVersion: 2, dueAt: '2026-11-26T13:00:00Z' })
})

test('answered in time, the norm says so beside what it asks for', async () => {
  w.clock.set('2026-11-26T11:00:00Z')
  await call('post', `/v1/promises/${(await promiseOf(first)).id}/delivery`, {})
  const { norms } = await call('get', '/v1/norms')
  expect(norms.find((norm: { code: string }) => norm.code === 'email')).toMatchObject({
    delivered: [{ promises: 1, kept: 1, keptShare: 1, medianSeconds: 7200, open: 1 }, { days: 90 }],
  })
  expect(await call('get', `/v1/requests/${first}/evidence`)).toMatchObject({ verified: true })
})
