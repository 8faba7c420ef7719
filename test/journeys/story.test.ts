import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'

// The main job over the API alone, from a log to evidence; each test goes on from the one before.
const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let key: string
let requestId: string
let customerId: string
let promiseId: string
let page: string

beforeAll(async () => {
  w = await createWorld({ start: START })
  key = (await w.api('post', '/v1/api-keys', { name: 'story', role: 'owner' }, { as: w.orgs[0].owner })).body.key
})
afterAll(() => w?.close())

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: key })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: hours * 60 })
    .toString()
const sweep = () => w.gate.run(sweepDue, systemActor(w.orgs[0].id, 'clock'), {})

test('set up: a calendar with the holidays of the country is there', async () => {
  const { items } = await call('get', '/v1/calendars')
  const calendar = await call('get', `/v1/calendars/${items[0].id}`)
  expect(calendar.isDefault).toBe(true)
  expect(calendar.holidays.length).toBeGreaterThan(5)
})

test('import: a real log, silently, and the same file twice changes nothing', async () => {
  const file = readFileSync(join(import.meta.dirname, '../../examples/boston-311-excerpt.csv'))
  const bring = async () => {
    const made = await call('post', '/v1/imports', { name: 'log.csv', bytes: file.length, kind: 'requests' })
    const sent = await w.app.request(`http://localhost:3000/v1/imports/${made.id}/parts/1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}` },
      body: file,
    })
    expect(sent.status).toBe(200)
    await call('patch', `/v1/imports/${made.id}`, { timeZone: 'America/New_York' })
    await call('post', `/v1/imports/${made.id}/check`)
    await w.drainTasks()
    expect(await call('get', `/v1/imports/${made.id}`)).toMatchObject({ state: 'checked', questions: [] })
    await call('post', `/v1/imports/${made.id}/start`)
    await w.drainTasks()
    return call('get', `/v1/imports/${made.id}`)
  }
  const first = await bring()
  expect(first).toMatchObject({ state: 'done', progress: { imported: first.check.valid, bad: first.check.bad } })
  expect(first.progress.imported).toBeGreaterThan(900)
  expect((await bring()).progress).toMatchObject({ imported: 0, known: first.progress.imported })
  const { items } = await call('get', `/v1/imports/${first.id}/errors`)
  expect(items.every((error: { line: number; sentence: string }) => error.line > 1 && error.sentence.length > 10)).toBe(
    true,
  )
  expect(await call('get', '/v1/today')).toMatchObject({ actNow: [], figures: { overdue: 0, dueToday: 0, notTold: 0 } })
  expect((await call('get', '/v1/messages')).items).toEqual([])
})

test('promise: dates from the history of similar requests, and what they rest on', async () => {
  customerId = (
    await call('post', '/v1/customers', {
      name: 'Ana Ruiz',
      contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'es', timeZone: 'Europe/Madrid' }],
    })
  ).id
  const history = (await call('get', '/v1/requests?followed=false&status=closed&limit=200')).items
  const [category] =
    [...Map.groupBy(history, (item: { category: string }) => item.category)].sort(
      (a, b) => b[1].length - a[1].length,
    )[0] ?? []
  requestId = (
    await call('post', '/v1/requests', { kind: 'job', subject: 'Street light is out', category, customerId })
  ).id
  const quote = await call('get', `/v1/requests/${requestId}/quote`)
  expect(quote.basis.similar).toBeGreaterThanOrEqual(30)
  const dates = quote.quotes.filter((one: { dueAt: string | null }) => one.dueAt !== null)
  expect(dates.length).toBeGreaterThan(0)
})

test('agree: told by mail with a link, answered on its page, stored as seen', async () => {
  const made = await call('post', '/v1/promises', {
    kind: 'completion',
    wording: 'La farola funcionará',
    language: 'es',
    dueAt: at(48),
    about: `request:${requestId}`,
    customerId,
    asksAnswer: true,
    caveats: ['Puede faltar una pieza.'],
  })
  promiseId = made.id
  await w.drainTasks()
  const [message] = (await call('get', '/v1/messages')).items
  expect(message).toMatchObject({ to: 'ana@example.com', state: 'held', language: 'es' })
  const whole = await call('get', `/v1/messages/${message.id}`)
  expect(JSON.stringify(whole)).not.toMatch(/\/t\/[\w-]{20,}/)
  const { url } = await call('post', `/v1/promises/${promiseId}/links`, {})
  page = new URL(url).pathname
  const opened = await w.app.request(`http://localhost:3000${page}`)
  expect(opened.headers.get('cache-control')).toContain('no-store')
  const html = await opened.text()
  expect(html).toContain('La farola funcionará')
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'proposed' })
})

test('a member records the answer given by phone, and the evidence holds what was read out', async () => {
  expect(
    await call('post', `/v1/promises/${promiseId}/acceptance`, { saidBy: 'Ana Ruiz', channel: 'phone' }),
  ).toMatchObject({ state: 'open', consent: 'accepted' })
  const evidence = await call('get', `/v1/requests/${requestId}/evidence`)
  expect(evidence).toMatchObject({
    verified: true,
    chains: [{ answers: [{ saidBy: 'Ana Ruiz', seen: { wording: 'La farola funcionará' } }] }],
  })
  expect(await (await w.app.request(`http://localhost:3000${page}`)).text()).toContain('La farola funcionará')
})

test('watch: due soon, overdue; a date moves by a successor that is told and answered', async () => {
  expect(await call('post', `/v1/promises/${promiseId}/telling`, { channel: 'link' })).toMatchObject({
    telling: 'told',
  })
  w.clock.set(at(30))
  const due = (await call('get', '/v1/today')).actNow
  expect(due).toContainEqual(
    expect.objectContaining({ why: 'due_soon', promise: expect.objectContaining({ id: promiseId }) }),
  )
  const moved = await call('post', `/v1/promises/${promiseId}/renegotiation`, {
    wording: 'La farola funcionará',
    language: 'es',
    dueAt: at(72),
    reason: 'Falta una pieza.',
  })
  await w.drainTasks()
  await call('post', `/v1/promises/${moved.id}/acceptance`, { saidBy: 'Ana Ruiz', channel: 'phone' })
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'renegotiated' })
  w.clock.set(at(73))
  await sweep()
  const today = await call('get', '/v1/today')
  expect(today.actNow).toContainEqual(
    expect.objectContaining({ why: 'overdue', promise: expect.objectContaining({ id: moved.id }) }),
  )
  const kept = await call('post', `/v1/promises/${moved.id}/delivery`, {
    occurredAt: at(71),
    reason: 'Recorded after the round.',
  })
  expect(kept).toMatchObject({ state: 'kept', outcome: 'kept_as_moved', firstDueAt: at(48) })
  await call('post', `/v1/requests/${requestId}/closing`, { outcome: 'Repaired' })
})

test('prove: whole as written, and what is altered is named', async () => {
  const evidence = await call('get', `/v1/requests/${requestId}/evidence`)
  expect(evidence.verified).toBe(true)
  expect(evidence.chains[0].events.map((event: { type: string }) => event.type)).toEqual([
    'promise.proposed',
    'promise.accepted',
    'promise.told',
    'promise.moved',
    'promise.accepted',
    'promise.renegotiated',
    'promise.broken',
    'promise.corrected',
  ])
  await w.owner.query(
    "update event_text set text = jsonb_set(text, '{wording}', '\"Nothing was promised\"') where text->>'wording' = 'La farola funcionará'",
  )
  const altered = await call('get', `/v1/requests/${requestId}/evidence`)
  expect(altered.verified).toBe(false)
  expect(altered.chains[0].faults[0]).toMatchObject({ what: 'text', detail: expect.stringContaining('altered') })
})
