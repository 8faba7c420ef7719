import { afterAll, beforeAll, expect, test } from 'vitest'
import { lowestIdAt } from '#platform/ids'
import { openInbox } from '#test/inbox'
import { createWorld, type Person, type TestWorld } from '#test/world'

// One customer, on every channel and in every request, on one list.

const START = '2026-11-26T09:00:00Z'
const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
let w: TestWorld
let inbox: Awaited<ReturnType<typeof openInbox>>
let ana: Awaited<ReturnType<typeof inbox.known>>
let boiler: { id: string; number: number }
let sink: { id: string; number: number }

type Entry = {
  id: string
  at: string
  kind: string
  what?: string
  said?: { text: string; channel: string }
  request: { id: string; number: number; subject: string } | null
}
const page = (
  query = '',
  id = ana.customer.id,
  as?: Person | string,
): Promise<{ items: Entry[]; nextCursor: string | null }> =>
  inbox.call('get', `/v1/customers/${id}/timeline${query}`, undefined, as ?? w.orgs[0].lead)
const later = (minutes: number) => w.clock.advance({ minutes })

beforeAll(async () => {
  w = await createWorld({ start: START, onStatement: (statement) => sent.push(statement) })
  inbox = await openInbox(w)
  ana = await inbox.known()
  const people = { customerId: ana.customer.id, contactId: ana.contactId }
  boiler = await inbox.call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', ...people })
  later(1)
  const about = `request:${boiler.id}`
  const due = { kind: 'completion', wording: 'Repaired.', dueAt: '2026-11-27T15:00:00Z' }
  const promise = await inbox.call('post', '/v1/promises', { ...due, about, ...people })
  later(1)
  // A mail opens a request of its own.
  const mail = await inbox.arrives({ from: ana.from, text: 'The sink drips.', subject: 'Sink' })
  sink = await inbox.call('get', `/v1/requests/${(await inbox.get(mail.conversationId)).about.slice(8)}`)
  later(1)
  await inbox.call('post', `/v1/conversations/${mail.conversationId}/notes`, { text: 'She sounds tired.' })
  const spoken = { contactId: ana.contactId, channel: 'phone', direction: 'out', text: 'Told her on the phone.' }
  later(1)
  await inbox.call('post', '/v1/contact-notes', spoken)
  later(1)
  await inbox.call('post', `/v1/conversations/${mail.conversationId}/messages`, { text: 'We come on Friday.' })
  later(1)
  await inbox.call('post', `/v1/promises/${promise.id}/delivery`, {})
  await inbox.call('post', `/v1/requests/${boiler.id}/closing`, {})
  await inbox.call('patch', `/v1/customers/${ana.customer.id}`, { note: 'Call first.' })
  await w.drainTasks()
})
afterAll(() => w?.close())

test('what happened in every request and on every channel, newest first, each with the request that it belongs to', async () => {
  const { items, nextCursor } = await page()
  expect(nextCursor).toBeNull()
  expect(items.map(({ id }) => id)).toEqual(
    items
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  )
  const updated = items.find(({ what }) => what === 'customer.updated')
  expect(updated).toMatchObject({ kind: 'record', fields: ['note'], request: null })
  expect(items.at(-1)).toMatchObject({ kind: 'record', what: 'customer.created' })
  const of = (what: string) => items.find((entry) => `${entry.kind} ${entry.what}` === what)
  expect(of('promise kept')?.request).toEqual({ id: boiler.id, number: boiler.number, subject: 'Boiler' })
  expect(of('change closed')?.request?.id).toBe(boiler.id)
  expect(of('said came_in')).toMatchObject({ said: { text: 'The sink drips.' }, request: { id: sink.id } })
  expect(of('said noted')?.request?.id).toBe(sink.id)
  expect(of('said answered')).toMatchObject({ said: { channel: 'email' }, request: { id: sink.id } })
  expect(of('said spoken')).toMatchObject({ said: { text: 'Told her on the phone.', channel: 'phone' }, request: null })
  expect(items.filter(({ said }) => said?.text === 'The sink drips.')).toHaveLength(1)
})

test('the same code as a request’s: what both have is the same', async () => {
  const { items } = await page()
  for (const { id } of [boiler, sink]) {
    const of = await inbox.call('get', `/v1/requests/${id}/timeline`)
    expect(of.items.length).toBeGreaterThan(2)
    expect(items.filter(({ request }) => request?.id === id)).toEqual(of.items)
  }
})

test('one kind, or one channel', async () => {
  const promises = (await page('?show=promises')).items
  expect(promises.length).toBeGreaterThan(1)
  expect(promises.every(({ kind }) => kind === 'promise')).toBe(true)
  const phone = (await page('?channel=phone')).items
  expect(phone).toMatchObject([{ kind: 'said', what: 'spoken' }])
  expect((await page('?channel=email&show=changes')).items).toEqual([])
  const refused = await inbox.refused('get', `/v1/customers/${ana.customer.id}/timeline?channel=pigeon`)
  expect(refused).toEqual([400, 'input/invalid'])
})

test('what was said before anybody knew who it was, and no request was opened for, is there', async () => {
  const bea = await inbox.known()
  await inbox.call('post', '/v1/contact-notes', {
    ...{ contactId: bea.contactId, channel: 'counter', direction: 'in', text: 'Asks for the key.', answered: false },
  })
  const said = (await page('?show=messages', bea.customer.id)).items
  expect(said).toMatchObject([{ kind: 'said', what: 'came_in', said: { channel: 'counter' } }])
})

test('pages by cursor: each once, in order, while others are added', async () => {
  const all = (await page()).items.map(({ id }) => id)
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = await page(`?limit=3${cursor && `&cursor=${cursor}`}`)
    found.push(...items.map(({ id }) => id))
    await inbox.call('patch', `/v1/requests/${boiler.id}`, { category: `${found.length}` })
    cursor = nextCursor
  }
  expect(found).toEqual(all)
})

test('another customer’s matters are not there; another organization finds nothing', async () => {
  const bea = await inbox.known()
  expect((await page('', bea.customer.id)).items.map(({ kind }) => kind)).toEqual(['record'])
  const path = `/v1/customers/${ana.customer.id}/timeline`
  const stranger = await w.api('get', path, undefined, { as: w.orgs[1].owner })
  expect([stranger.status, stranger.body.code]).toEqual([404, 'customers/not_found'])
  expect((await w.api('get', path)).status).toBe(401)
})

test('who may see customers alone sees no request, no promise and nothing that was said', async () => {
  const actor = { ...w.actorOf('viewer'), may: (permission: string) => permission === 'customers.read' }
  const { readCustomerTimeline } = await import('./read-customer-timeline.ts')
  const { items } = await w.gate.run(readCustomerTimeline, actor, { id: ana.customer.id })
  expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['record']))
})

test('of a customer with 5,000 events among many others a page is read by index', async () => {
  const big = await inbox.known()
  const ids = await many(inbox.orgId, big.customer.id, 500, 10)
  await many(inbox.orgId, null, 1000, 20)
  for (const table of ['event', 'request', 'conversation', 'promise']) await w.owner.query(`analyze ${table}`)
  sent.length = 0
  const first = await page('?limit=50', big.customer.id)
  expect(first.items.map(({ id }) => id)).toEqual(ids.toSorted().reverse().slice(0, 50))
  const read = sent.find(({ sql }) => /with matter as/.test(sql))
  if (!read) throw new Error('No page was read')
  const { rows } = await w.owner.query(`explain (costs off, format json) ${read.sql}`, [...read.parameters])
  const plan = JSON.stringify(rows[0]['QUERY PLAN'])
  expect(plan).toContain('event_about')
  // Those of whom there are only a few are read whole.
  expect(plan).not.toMatch(/"Seq Scan"[^{}]*"Relation Name":"(event|request)"/)
  const count = sent.length
  sent.length = 0
  await page(`?limit=50&cursor=${first.nextCursor}`, big.customer.id)
  expect(sent.length).toBe(count)
})

/** Requests of a customer with events about each, written at once: the ids of the events. */
async function many(orgId: string, customerId: string | null, requests: number, each: number): Promise<string[]> {
  const idAt = (n: number) => lowestIdAt(w.clock.now().add({ milliseconds: n }))
  const base = customerId === null ? 1_000_000 : 0
  const requestIds = Array.from({ length: requests }, (_, n) => idAt(base + n))
  await w.owner.query(
    `insert into request (org_id, id, number, kind, subject, status, source, customer_id, opened_at, followed, created_at)
     select $1, id, $4::int + n, 'question', 'Much', 'open', 'console', $3, $5, true, $5
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [orgId, requestIds, customerId, 10_000 + base, w.clock.now().toString()],
  )
  const events = Array.from({ length: requests * each }, (_, n) => [
    idAt(2_000_000 + base + n),
    requestIds[n % requests],
  ])
  await w.owner.query(
    `insert into event (org_id, id, at, type, subject, about, actor_kind, actor_id, data)
     select $1, id, $4, 'request.changed', 'request:' || request, 'request:' || request, 'system', 'clock', '{"fields":[]}'
     from unnest($2::uuid[], $3::uuid[]) as t (id, request)`,
    [orgId, events.map(([id]) => id), events.map(([, id]) => id), w.clock.now().toString()],
  )
  return events.map(([id]) => id ?? '')
}
