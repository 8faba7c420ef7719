import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { openInbox } from '#test/inbox'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, type TestWorld } from '#test/world'

// Two threads of one customer, read as one; and apart again.

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let smtp: MailServer
let desk: Awaited<ReturnType<typeof openInbox>>
beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: smtp.url })
  desk = await openInbox(w)
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['email'] })
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => w.clock.set(START))

const at = (minutes: number) => w.clock.set(Temporal.Instant.from(START).add({ minutes }))
const merge = (id: string | null, otherId: string | null) =>
  desk.call('post', `/v1/conversations/${id}/merging`, { otherId })
/** What people said in it: a notice of a promise lies in the thread as well. */
const spoken = async (id: string | null): Promise<string[]> =>
  (await desk.said(id)).flatMap(({ text, noticeId }: { text: string; noticeId: string | null }) =>
    noticeId === null ? [text] : [],
  )
const unmerge = (id: string | null) => desk.call('post', `/v1/conversations/${id}/unmerging`)
const inbox = async (): Promise<string[]> =>
  (await desk.call('get', '/v1/conversations?limit=200')).items.map(({ id }: { id: string }) => id)
const replies = async (about: string) =>
  (await desk.call('get', `/v1/promises?about=${about}`)).items.filter(
    ({ kind }: { kind: string }) => kind === 'first_reply',
  )

async function two() {
  const { from, contactId } = await desk.known()
  const first = await desk.arrives({ from, subject: 'Boiler', text: 'It knocks.' })
  at(10)
  const second = await desk.arrives({ from, subject: 'Boiler again', text: 'And it leaks.' })
  return { from, contactId, a: first.conversationId, b: second.conversationId, mails: [first.mail, second.mail] }
}

describe('two conversations merged', () => {
  test('are read as one in the order of time; who waits is worked out over both; an answer keeps what was promised in both', async () => {
    const { a, b } = await two()
    const abouts = [(await desk.get(a)).about, (await desk.get(b)).about]
    const dues = [(await desk.get(a)).replyDueAt, (await desk.get(b)).replyDueAt]
    expect(await merge(b, a)).toMatchObject({ id: b, waitingSince: START, replyDueAt: dues.sort()[0] })
    expect(await spoken(b)).toEqual(['And it leaks.', 'It knocks.'])
    expect(await desk.get(a)).toMatchObject({ mergedInto: b, waitingSince: null })
    expect((await desk.get(b)).merged).toMatchObject([{ id: a, subject: 'Boiler', about: abouts[0] }])
    expect(await inbox()).toContain(b)
    expect(await inbox()).not.toContain(a)
    const found = (await desk.call('get', '/v1/conversations?q=knocks')).items
    expect(found.map(({ id }: { id: string }) => id)).toContain(b)
    expect(found.map(({ id }: { id: string }) => id)).not.toContain(a)
    at(20)
    await desk.write(b, 'We are on our way.')
    expect(await desk.get(b)).toMatchObject({ waitingSince: null })
    at(21)
    await w.drainTasks()
    for (const about of abouts) expect(await replies(about)).toMatchObject([{ state: 'kept' }])
    const events = await w.eventsOf(desk.orgId, 'conversation.merged')
    expect(events.at(-1)).toMatchObject({ subject: `conversation:${a}`, data: { into: b } })
  })

  test('what is answered to the merged one arrives in the one that stays', async () => {
    const { from, a, b, mails } = await two()
    await merge(a, b)
    expect(await desk.arrives({ from, references: [mails[1]?.mailId], text: 'Are you coming?' })).toMatchObject({
      outcome: 'continued',
      conversationId: a,
    })
    expect(await spoken(a)).toHaveLength(3)
    await unmerge(b)
    expect(await spoken(b), 'its own alone').toEqual(['And it leaks.'])
    expect(await spoken(a)).toHaveLength(2)
  })

  test('drafts of both are kept, and go with the answer', async () => {
    const { a, b } = await two()
    await desk.call('put', `/v1/conversations/${b}/draft`, { text: 'About the leak' })
    at(11)
    await desk.call('put', `/v1/conversations/${a}/draft`, { text: 'About the noise' })
    await merge(a, b)
    expect((await desk.get(a)).draft).toBe('About the leak\n\nAbout the noise')
    await desk.call('put', `/v1/conversations/${a}/draft`, { text: 'About both' })
    expect((await desk.get(a)).draft).toBe('About both')
    await desk.write(a, 'About both.')
    expect((await desk.get(a)).draft).toBeNull()
  })

  test('apart again both wait as before; twice is once', async () => {
    const { a, b } = await two()
    const before = [await desk.get(a), await desk.get(b)]
    await merge(a, b)
    await merge(a, b)
    await unmerge(b)
    await unmerge(b)
    for (const conversation of before) {
      const { waitingSince, replyDueAt, mergedInto } = await desk.get(conversation.id)
      expect({ waitingSince, replyDueAt, mergedInto }).toEqual({
        ...{ waitingSince: conversation.waitingSince, replyDueAt: conversation.replyDueAt, mergedInto: null },
      })
    }
    const types = await w.eventsOf(desk.orgId, 'conversation.merged', 'conversation.parted')
    expect(types.filter(({ subject }) => subject === `conversation:${b}`).map(({ type }) => type)).toEqual([
      'conversation.merged',
      'conversation.parted',
    ])
  })

  test('what was merged comes along, and is taken apart by itself', async () => {
    const { from, a, b } = await two()
    const c = (await desk.arrives({ from, subject: 'Third', text: 'Third.' })).conversationId
    await merge(b, c)
    await merge(a, b)
    expect(await desk.get(c)).toMatchObject({ mergedInto: a })
    expect(await spoken(a)).toHaveLength(3)
    await unmerge(b)
    expect(await spoken(a)).toHaveLength(2)
    expect(await desk.get(c)).toMatchObject({ mergedInto: a })
  })

  test('a call about the merged matter is noted there, and answers in the one that stays', async () => {
    const { a, b, contactId } = await two()
    await merge(a, b)
    const { about } = await desk.get(b)
    at(30)
    const call = { contactId, channel: 'phone', direction: 'out', text: 'Told her Thursday.' }
    await desk.call('post', `/v1/requests/${about.slice('request:'.length)}/contact-notes`, call)
    expect(await replies(about)).toMatchObject([{ state: 'kept' }])
  })

  test('said whose it is, all of it is', async () => {
    const address = desk.stranger()
    const mail = { from: { name: 'Ana', address } }
    const a = (await desk.arrives(mail, false)).conversationId
    const b = (await desk.arrives(mail, false)).conversationId
    await merge(a, b)
    const { contactId, customer } = await desk.known()
    await desk.call('patch', `/v1/conversations/${a}`, { contactId })
    await w.drainTasks()
    for (const id of [a, b]) {
      const { about, customer: whose } = await desk.get(id)
      expect(whose).toMatchObject({ id: customer.id })
      const request = await desk.call('get', `/v1/requests/${about.slice('request:'.length)}`)
      expect(request).toMatchObject({ customerId: customer.id })
    }
  })
})

describe('is refused', () => {
  test('with itself, of another customer, in a circle, and nothing is written in what is merged', async () => {
    const { a, b } = await two()
    const others = await two()
    const path = (id: string | null) => `/v1/conversations/${id}/merging`
    expect(await desk.refused('post', path(a), { otherId: a })).toEqual([400, 'conversations/merges_with_itself'])
    expect(await desk.refused('post', path(a), { otherId: others.a })).toEqual([409, 'conversations/not_mergeable'])
    await merge(a, b)
    expect(await desk.refused('post', path(b), { otherId: a })).toEqual([409, 'conversations/merged'])
    expect(await desk.refused('post', `/v1/conversations/${b}/messages`, { text: 'Hi' })).toEqual([
      409,
      'conversations/merged',
    ])
    expect(await desk.refused('post', `/v1/conversations/${b}/notes`, { text: 'Hi' })).toEqual([
      409,
      'conversations/merged',
    ])
    expect(await desk.refused('patch', `/v1/conversations/${b}`, { state: 'closed' })).toEqual([
      409,
      'conversations/merged',
    ])
  })

  test('by two at once the other way round, one of them wins', async () => {
    const { a, b } = await two()
    const ask = (id: string | null, otherId: string | null) =>
      w.api('post', `/v1/conversations/${id}/merging`, { otherId }, { as: desk.as() })
    const answers = await Promise.all([ask(a, b), ask(b, a)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const merged = [(await desk.get(a)).mergedInto, (await desk.get(b)).mergedInto]
    expect(merged.filter((id) => id !== null)).toHaveLength(1)
  })

  test('to a viewer, and another organization sees neither', async () => {
    const { a, b } = await two()
    const path = `/v1/conversations/${a}/merging`
    expect((await desk.refused('post', path, { otherId: b }, w.orgs[0].viewer))[0]).toBe(403)
    expect((await desk.refused('post', path, { otherId: b }, w.orgs[1].owner))[0]).toBe(404)
  })
})

describe('an answer written while others write', () => {
  test('is refused with what was said since, and goes out once that was read', async () => {
    const { a, from, mails } = await two()
    const lastSeenId = (await desk.said(a))[0].id
    await desk.call('post', `/v1/conversations/${a}/notes`, { text: 'A note does not matter.' })
    const path = `/v1/conversations/${a}/messages`
    await desk.write(a, 'We come at ten.', {}, w.orgs[0].lead)
    const answer = await w.api('post', path, { text: 'We come at noon.', lastSeenId }, { as: desk.as() })
    expect([answer.status, answer.body.code]).toEqual([409, 'conversations/said_meanwhile'])
    expect(answer.body.messages).toMatchObject([
      { direction: 'out', by: w.orgs[0].lead.member.name, text: 'We come at ten.' },
    ])
    const [{ id }] = answer.body.messages
    await desk.arrives({ from, references: [mails[0]?.mailId], text: 'Ten is too early.' })
    const again = await w.api('post', path, { text: 'At noon.', lastSeenId: id }, { as: desk.as() })
    expect(again.body.messages).toMatchObject([{ direction: 'in', text: 'Ten is too early.' }])
    await desk.write(a, 'At noon, then.', { lastSeenId: again.body.messages[0].id })
    await desk.write(a, 'One more thing.', { lastSeenId: again.body.messages[0].id })
  })
})
