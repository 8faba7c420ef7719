import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openInbox } from '#test/inbox'
import { createWorld, type Person, type TestWorld } from '#test/world'

// What the record says of a customer: mood with its reasons, value, who tried to reach whom.

const START = '2026-11-26T09:00:00Z'
const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
let w: TestWorld
let inbox: Awaited<ReturnType<typeof openInbox>>
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: START, onStatement: (statement) => sent.push(statement) })
  inbox = await openInbox(w)
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const at = (hours: number) => Temporal.Instant.from(START).add({ hours })
const goTo = async (hours: number) => {
  w.clock.set(at(hours))
  await w.drainTasks()
}
const notes = (id: string, as: Person | string = w.orgs[0].viewer) =>
  inbox.call('get', `/v1/customers/${id}/notes`, undefined, as)
const codes = async (id: string): Promise<string[]> => (await notes(id)).notes.map(({ code }: { code: string }) => code)
async function someone() {
  const phone = `+34 600 ${String(100_000 + ++turn)}`
  const email = inbox.stranger()
  const contacts = [{ name: 'Ana', email, phone }]
  const customer = await inbox.call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })
  return {
    id: customer.id as string,
    contactId: customer.contacts[0].id as string,
    phone,
    from: { name: 'Ana', address: email },
  }
}
const requestOf = (customerId: string, kind = 'job') =>
  inbox.call('post', '/v1/requests', { kind, subject: 'Boiler', customerId })
async function promiseOf(customerId: string, dueAt: Temporal.Instant, over: Record<string, unknown> = {}) {
  const about = `request:${(await requestOf(customerId)).id}`
  const promise = { kind: 'completion', wording: 'Repaired.', about, customerId, dueAt: dueAt.toString(), ...over }
  return inbox.call('post', '/v1/promises', promise)
}
const missed = (number: string) =>
  inbox.call('post', '/v1/missed-calls', { externalId: `call-${++turn}`, number }).then(() => w.drainTasks())

test('of somebody new nothing is said but since when, and that they are neutral', async () => {
  const { id } = await someone()
  expect(await notes(id)).toEqual({
    mood: { word: 'neutral', because: [] },
    notes: [],
    value: { since: START, requestsLastYear: 0, openRequests: 0, kept: 0, judged: 0 },
    reach: { theirs: null, ours: null },
  })
})

test('promises kept and broken, with the promises that it rests on', async () => {
  const { id } = await someone()
  const kept = await promiseOf(id, at(1))
  await inbox.call('post', `/v1/promises/${kept.id}/delivery`, {})
  const broken = [await promiseOf(id, at(2)), await promiseOf(id, at(3))]
  await goTo(4)
  const { sweepDue } = await import('#modules/promises')
  await w.gate.run(sweepDue, { ...w.actorOf('owner'), kind: 'system', id: 'clock', may: () => true }, {})
  const said = await notes(id)
  expect(said.mood).toEqual({ word: 'strained', because: ['broken_promises', 'overdue'] })
  expect(said.notes).toMatchObject([
    { code: 'broken_promises', weight: 'grave', n: 2, of: 3 },
    { code: 'overdue', weight: 'bad', n: 2, at: at(2).toString() },
  ])
  expect(said.notes[1].grounds).toMatchObject(
    broken.map((promise) => ({ promiseId: promise.id, requestId: promise.about.slice(8), says: 'Repaired.' })),
  )
  expect(said.value).toMatchObject({ kept: 1, judged: 3, requestsLastYear: 3, openRequests: 3 })
})

test('a declined date, until they accept another', async () => {
  const { id } = await someone()
  const promise = await promiseOf(id, at(50), { asksAnswer: true })
  await inbox.call('post', `/v1/promises/${promise.id}/refusal`, { saidBy: 'Ana', channel: 'phone' })
  expect(await codes(id)).toEqual(['declined'])
  const next = await promiseOf(id, at(60), { asksAnswer: true })
  await goTo(1)
  await inbox.call('post', `/v1/promises/${next.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
  expect(await codes(id)).toEqual([])
})

test('a complaint', async () => {
  const { id } = await someone()
  const complaint = await requestOf(id, 'complaint')
  expect((await notes(id)).notes).toMatchObject([
    { code: 'complaint', weight: 'grave', grounds: [{ requestId: complaint.id, says: 'Boiler' }] },
  ])
})

test('called twice, wrote once, and nobody has answered: one line, until somebody does', async () => {
  const { id, phone, from, contactId } = await someone()
  await missed(phone)
  w.clock.set(at(1))
  await missed(phone)
  w.clock.set(at(2))
  const mail = await inbox.arrives({ from })
  const said = await notes(id)
  expect(said.reach.theirs).toMatchObject({
    calls: [START, at(1).toString()],
    ...{ mails: 1, portal: 0, spoken: 0, since: START, lastAt: at(2).toString() },
  })
  expect(said.reach.theirs.conversationIds).toContain(mail.conversationId)
  w.clock.set(at(3))
  await inbox.call('post', `/v1/conversations/${mail.conversationId}/messages`, { text: 'We come today.' })
  expect((await notes(id)).reach.theirs).toMatchObject({ calls: [START, at(1).toString()], mails: 0 })
  const calls = { contactId, channel: 'phone', direction: 'out', text: 'Told her.' }
  const [call] = (await notes(id)).reach.theirs.conversationIds
  await inbox.call('post', `/v1/conversations/${call}/contact-notes`, { ...calls, contactId: undefined })
  await w.drainTasks()
  expect((await notes(id)).reach.theirs).toBeNull()
})

test('we called without reaching them, and the mail came back; they write, and it is over', async () => {
  const { id, contactId, from } = await someone()
  const call = { contactId, channel: 'phone', direction: 'out', text: 'No answer.' }
  await inbox.call('post', '/v1/contact-notes', { ...call, outcome: 'not_reached' })
  w.clock.set(at(1))
  await inbox.call('post', '/v1/contact-notes', { ...call, outcome: 'left_message' })
  await w.owner.query(`update contact set bounced_at = $2 where id = $1`, [contactId, at(2).toString()])
  w.clock.set(at(3))
  expect((await notes(id)).reach.ours).toMatchObject({
    calls: [START],
    ...{ messagesLeft: 1, mailsBack: 1, lastAt: at(2).toString() },
  })
  w.clock.set(at(4))
  await inbox.arrives({ from })
  expect((await notes(id)).reach.ours).toBeNull()
})

test('asked three times about one matter', async () => {
  const { id, from } = await someone()
  const first = await inbox.arrives({ from })
  for (const mailId of ['again', 'and again'])
    await inbox.arrives({ from, mailId: `${mailId}@mail.example`, references: [first.mail.mailId] })
  expect((await notes(id)).notes).toMatchObject([
    { code: 'asked_again', n: 3, grounds: [{ conversationId: first.conversationId }] },
  ])
})

test('another organization finds nothing; who may see customers alone learns of nothing else', async () => {
  const { id, phone } = await someone()
  await requestOf(id, 'complaint')
  await missed(phone)
  const stranger = await w.api('get', `/v1/customers/${id}/notes`, undefined, { as: w.orgs[1].owner })
  expect([stranger.status, stranger.body.code]).toEqual([404, 'customers/not_found'])
  const { readCustomerNotes } = await import('./read-customer-notes.ts')
  const actor = { ...w.actorOf('viewer'), may: (permission: string) => permission === 'customers.read' }
  expect(await w.gate.run(readCustomerNotes, actor, { id })).toEqual({
    mood: { word: 'neutral', because: [] },
    notes: [],
    value: { since: START, requestsLastYear: null, openRequests: null, kept: null, judged: null },
    reach: null,
  })
})

test('of a customer with thousands of promises no more than the last are read, by index', async () => {
  const { id } = await someone()
  await w.owner.query(
    `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, customer_id, about, basis, state, consent, made_at, due_at, occurred_at, clock, caveats, followed, chain_seq, chain_hash)
     select $1, id, id, 'completion', 'Done.', 'en', 'customer', case when n <= 5000 then $2::uuid end, 'order:' || n, 'person', 'kept', 'not_asked', $3, $3::timestamptz - n * interval '1 hour', $3, '{}', '[]', true, 1, 'hash'
     from (select n, uuidv7() as id from generate_series(1, 25000) n) t`,
    [inbox.orgId, id, START],
  )
  await w.owner.query('analyze promise')
  sent.length = 0
  expect((await notes(id)).notes).toMatchObject([{ code: 'all_kept', n: 10 }])
  const reads = sent.filter(({ sql }) => /from promise\b/.test(sql) && /beneficiary = 'customer'/.test(sql))
  expect(reads).toHaveLength(3)
  for (const { sql, parameters } of reads) {
    const { rows } = await w.owner.query(`explain (costs off, format json) ${sql}`, [...parameters])
    // Where few are overdue, those are read.
    expect(JSON.stringify(rows[0]['QUERY PLAN']), sql).toMatch(/promise_of_customer|promise_overdue/)
  }
})
