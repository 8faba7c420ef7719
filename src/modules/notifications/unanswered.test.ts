import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tellUnanswered } from '#modules/conversations'
import { systemActor } from '#platform/operation'
import { posted } from '#test/portal-desk'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { receiveMail } from '../conversations/receive-mail.ts'

// Nobody stays unanswered unseen: whatever the channel, the figure on Today counts it and somebody is told, once.

const START = '2026-11-26T09:00:00Z'
const MAILBOX = '01938c1e-7a00-7000-8000-0000000000aa'
let w: TestWorld
let orgId: string
let key: string
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: START })
  orgId = w.orgs[0].id
  key = (await w.api('post', '/v1/api-keys', { name: 'test', role: 'owner' }, { as: w.orgs[0].owner })).body.key
  await w.owner.query(
    `insert into mailbox (org_id, id, name, address, kind, created_at) values ($1, $2, 'Help', 'help@northside.example', 'listener', $3)`,
    [orgId, MAILBOX, START],
  )
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const call = async (method: string, path: string, body?: unknown, who: Person | string = key) => {
  const answer = await w.api(method, path, body, { as: who })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const later = (hours: number) => w.clock.set(Temporal.Instant.from(START).add({ hours }))
/** As the clock does every few minutes. */
async function look() {
  await w.drainTasks()
  const { told } = await w.gate.run(tellUnanswered, systemActor(orgId, 'clock'), {})
  await w.drainTasks()
  return told
}
const late = async () => (await call('get', '/v1/conversations/count')).late
/** How often each of their news of it happened. Read as it is kept: no session lasts as long as these waits. */
const toldOf = async ({ member }: Person, id: string): Promise<number[]> =>
  (
    await w.owner.query<{ times: number }>(
      "select times from notification where member_id = $1 and kind = 'unanswered' and subject = $2",
      [member.id, `conversation:${id}`],
    )
  ).rows.map(({ times }) => times)
const customer = async () =>
  call('post', '/v1/customers', {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana', phone: `+3460000${1000 + ++turn}`, email: `u${++turn}@example.com` }],
  })

const byMail = async () => {
  const receivedMailId = `01938c1e-7a00-7000-8000-${String(++turn).padStart(12, '0')}`
  await w.owner.query(
    `insert into received_mail (org_id, id, mailbox_id, fingerprint, bytes, state, received_at) values ($1, $2, $3, $4, 9, 'waiting', $5)`,
    [orgId, receivedMailId, MAILBOX, receivedMailId, w.clock.now().toString()],
  )
  const { conversationId } = await w.gate.run(receiveMail, systemActor(orgId, 'conversations.file_mail'), {
    ...{ receivedMailId, mailboxId: MAILBOX, receivedAt: w.clock.now().toString(), mailId: `${turn}@mail.example` },
    from: { name: 'Ana', address: `m${turn}@example.com` },
    to: [{ name: '', address: 'help@northside.example' }],
    ...{ cc: [], subject: 'Boiler', references: [], text: 'It knocks.', quoted: '', html: null },
    ...{ automatic: null, bounce: null, language: 'en', parts: [] },
    authentication: { verified: true, by: 'dmarc' },
  })
  return conversationId ?? ''
}
const byPage = async () => {
  const { id: customerId, contacts } = await customer()
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })
  // Whose it is, is not what is tried here.
  await call('patch', `/v1/requests/${request.id}`, { ownerId: null })
  const promise = await call('post', '/v1/promises', {
    ...{ kind: 'completion', wording: 'Done.', about: `request:${request.id}`, customerId },
    ...{ contactId: contacts[0].id, dueAt: '2027-01-03T15:00:00Z', asksAnswer: false },
  })
  const { url } = await call('post', `/v1/promises/${promise.id}/links`)
  const path = new URL(url).pathname
  const form = /name="form" value="([^"]+)"/.exec(await (await w.app.request(path)).text())?.[1] ?? ''
  expect((await w.app.request(`${path}/write`, posted({ text: 'Hello?', form }))).status).toBe(303)
  const { items } = await call('get', `/v1/conversations?channel=portal&about=request:${request.id}`)
  return items[0].id as string
}
const byMissedCall = async () =>
  (await call('post', '/v1/missed-calls', { externalId: `CA${++turn}`, number: `+44${7000000000 + turn}` }))
    .conversationId
const byNote = (channel: string) => async () => {
  const { contacts } = await customer()
  const note = { contactId: contacts[0].id, channel, direction: 'in', answered: false, text: 'Wants the price.' }
  await call('post', '/v1/contact-notes', note)
  const { items } = await call('get', `/v1/conversations?channel=${channel}&limit=200`)
  const found = items.find(({ contactId }: Record<string, string>) => contactId === contacts[0].id)
  await call('patch', `/v1/conversations/${found.id}`, { ownerId: null })
  await w.drainTasks()
  const [kind, requestId] = (await call('get', `/v1/conversations/${found.id}`)).about.split(':')
  if (kind === 'request') await call('patch', `/v1/requests/${requestId}`, { ownerId: null })
  return found.id as string
}

describe.each([
  ['a mail', byMail],
  ['a message on the page', byPage],
  ['a missed call', byMissedCall],
  ['a telephone note', byNote('phone')],
  ['a visit', byNote('counter')],
])('%s that nobody answers', (_, begin) => {
  test('is late on Today, and the leads are told once where nobody has it', async () => {
    const before = await late()
    const id = await begin()
    later(23)
    expect(await look(), 'not yet').toBe(0)
    later(25)
    expect(await late()).toBe(before + 1)
    expect(await look()).toBe(1)
    expect(await toldOf(w.orgs[0].lead, id)).toEqual([1])
    expect(await toldOf(w.orgs[0].frontline, id)).toEqual([])
    later(49)
    expect(await look(), 'not again').toBe(0)
    expect(await toldOf(w.orgs[0].lead, id)).toEqual([1])
    // Answered: the next wait is another one.
    await call('post', `/v1/conversations/${id}/contact-notes`, { channel: 'phone', direction: 'out', text: 'Told.' })
    await look()
    expect(await late()).toBe(before)
    const note = { channel: 'phone', direction: 'in', answered: false, text: 'And on Sundays?' }
    await call('post', `/v1/conversations/${id}/contact-notes`, note)
    later(80)
    expect(await look()).toBe(1)
    await call('post', `/v1/conversations/${id}/contact-notes`, { channel: 'phone', direction: 'out', text: 'No.' })
    await look()
  })
})

test('whoever sees to it is told, else who is on duty in its team', async () => {
  const [mine, theirs] = [await byMissedCall(), await byMissedCall()]
  await w.drainTasks()
  const { frontline, lead } = w.orgs[0]
  await call('patch', `/v1/conversations/${mine}`, { ownerId: frontline.member.id })
  const team = await call('post', '/v1/teams', { name: 'Front desk', memberIds: [w.orgs[0].owner.member.id] })
  await w.owner.query('update conversation set owner_team_id = $1 where id = $2', [team.id, theirs])
  later(30)
  await look()
  expect(await toldOf(frontline, mine)).toHaveLength(1)
  expect(await toldOf(lead, mine)).toEqual([])
  expect(await toldOf(w.orgs[0].owner, theirs)).toHaveLength(1)
  expect(await toldOf(lead, theirs)).toEqual([])
})

test('what rests or is closed is nobody’s news; elsewhere nothing is told', async () => {
  const [rests, closed] = [await byMissedCall(), await byMissedCall()]
  await call('patch', `/v1/conversations/${rests}`, { snoozedUntil: '2026-12-24T09:00:00Z' })
  await call('patch', `/v1/conversations/${closed}`, { state: 'closed' })
  later(30)
  expect(await look()).toBe(0)
  await byMissedCall()
  later(60)
  const elsewhere = await w.gate.run(tellUnanswered, systemActor(w.orgs[1].id, 'clock'), {})
  expect(elsewhere.told).toBe(0)
})
