// Long because one world with a mailbox serves all of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { openInbox } from '#test/inbox'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, type TestWorld } from '#test/world'
import { receiveMail } from './receive-mail.ts'

// From a mail that was read to the inbox and back: who is believed, who waits, what is kept by answering.

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let smtp: MailServer
let orgId: string
let key: string
let desk: Awaited<ReturnType<typeof openInbox>>

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: smtp.url })
  desk = await openInbox(w)
  orgId = desk.orgId
  key = (await w.api('post', '/v1/api-keys', { name: 'test', role: 'owner' }, { as: w.orgs[0].owner })).body.key
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['email'] })
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => w.clock.set(START))

type Desk = typeof desk
const as = () => w.orgs[0].frontline
const call: Desk['call'] = (...asked) => desk.call(...asked)
const arrives: Desk['arrives'] = (...asked) => desk.arrives(...asked)
const known: Desk['known'] = () => desk.known()
const stranger: Desk['stranger'] = () => desk.stranger()
const get: Desk['get'] = (...asked) => desk.get(...asked)
const said: Desk['said'] = (id) => desk.said(id)
const write: Desk['write'] = (...asked) => desk.write(...asked)
const at = (minutes: number) => w.clock.set(Temporal.Instant.from(START).add({ minutes }))
const requestOf = async (id: string | null) => (await get(id)).about.replace('request:', '')
const promisesOf = async (id: string | null) => (await call('get', `/v1/promises?about=${(await get(id)).about}`)).items

describe('a mail that comes in', () => {
  test('opens a request and its promised reply stands in the inbox', async () => {
    const { from, customer } = await known()
    const { conversationId, outcome } = await arrives({ from, subject: 'Re: AW: Boiler' })
    expect(outcome).toBe('started')
    const conversation = await get(conversationId)
    expect(conversation).toMatchObject({
      subject: 'Boiler',
      from: { address: from.address, verified: true },
      customer: { id: customer.id, name: 'Ana Ruiz' },
      language: 'es',
      waitingSince: START,
      last: { text: 'It knocks at night.', direction: 'in' },
    })
    const request = await call('get', `/v1/requests/${await requestOf(conversationId)}`)
    expect(request).toMatchObject({ subject: 'Boiler', channel: 'email', customerId: customer.id, status: 'open' })
    const [reply] = await promisesOf(conversationId)
    expect(reply).toMatchObject({ kind: 'first_reply', state: 'open', customerId: customer.id })
    expect(conversation.replyDueAt).toBe(reply.dueAt)
    const inbox = await call('get', '/v1/conversations')
    expect(inbox.items.map(({ id }: { id: string }) => id)).toContain(conversationId)
  })

  test('twice is once', async () => {
    const first = await arrives({ from: { name: 'A', address: stranger() } })
    const again = await w.gate.run(receiveMail, systemActor(orgId, 'conversations.file_mail'), first.mail)
    expect(again).toMatchObject({ outcome: 'filed_before', messageId: first.messageId })
    expect(await said(first.conversationId)).toHaveLength(1)
  })

  test('of a sender who is not proven is nobody’s until a person says whose, and gets no automatic answer', async () => {
    const { from, customer, contactId } = await known()
    const before = smtp.mails.length
    const { conversationId } = await arrives({ from }, false)
    const conversation = await get(conversationId)
    expect(conversation).toMatchObject({
      customer: null,
      suggestedCustomer: { id: customer.id },
      from: { verified: false },
    })
    expect(conversation.replyDueAt, 'they wait all the same').not.toBeNull()
    const [reply] = await promisesOf(conversationId)
    expect(reply).toMatchObject({ customerId: null, kind: 'first_reply' })
    expect(smtp.mails.length).toBe(before)
    await call('patch', `/v1/conversations/${conversationId}`, { contactId })
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ customer: { id: customer.id }, suggestedCustomer: null })
    expect(await call('get', `/v1/requests/${await requestOf(conversationId)}`)).toMatchObject({
      customerId: customer.id,
      contactId,
    })
  })

  test('an address of two customers says nothing about which', async () => {
    const { from, email } = await known()
    await call('post', '/v1/customers', { name: 'Ana’s mother', contacts: [{ name: 'Eva', email }] })
    expect(await get((await arrives({ from })).conversationId)).toMatchObject({ customer: null })
  })

  test.each([
    ['auto_reply', 'automatic'],
    ['list', 'list'],
  ])('of a machine (%s) starts nothing and waits for nobody', async (automatic, sort) => {
    const { conversationId } = await arrives({ automatic, from: { name: '', address: stranger() } })
    const conversation = await get(conversationId)
    expect(conversation).toMatchObject({ sort, waitingSince: null, about: `conversation:${conversationId}` })
    const answer = await w.api('post', `/v1/conversations/${conversationId}/messages`, { text: 'Hi' }, { as: as() })
    expect([answer.status, answer.body.code]).toEqual([409, 'conversations/writes_to_machine'])
  })

  test('of a person in a thread that a machine began opens a request with its promised reply', async () => {
    const from = { name: 'Ana', address: stranger() }
    const { conversationId, mail } = await arrives({ automatic: 'auto_reply', from, text: 'I am away.' })
    await arrives({ from, references: [mail.mailId], text: 'It knocks.' })
    const conversation = await get(conversationId)
    expect(conversation).toMatchObject({ sort: 'person', about: expect.stringMatching(/^request:/) })
    expect([conversation.waitingSince, conversation.replyDueAt]).not.toContain(null)
    const request = await call('get', `/v1/requests/${conversation.about.slice('request:'.length)}`)
    expect(request.description).toBe('It knocks.')
  })

  test('of a program that answers every mail with a new one starts nothing any more after ten', async () => {
    const { from } = await known()
    const before = smtp.mails.length
    for (let n = 0; n < 12; n++) await arrives({ from, subject: `Ticket ${n} received` })
    expect(smtp.mails.length - before, 'one notice each').toBe(10)
    const { items } = await call('get', '/v1/conversations?show=automatic&limit=200')
    expect(items.filter((item: { from: { address: string } }) => item.from.address === from.address)).toHaveLength(2)
    at(61)
    expect(await get((await arrives({ from })).conversationId)).toMatchObject({ sort: 'person' })
  })

  test('of our own, or of nobody, is put aside', async () => {
    expect(await arrives({ automatic: 'loop' })).toMatchObject({ outcome: 'ignored', conversationId: null })
    expect(await arrives({ from: null })).toMatchObject({ outcome: 'ignored', conversationId: null })
  })
})

describe('an answer', () => {
  test('goes out after ten seconds into the thread, keeps what was promised, and its answer comes back to it', async () => {
    const { from } = await known()
    const { conversationId, mail } = await arrives({ from })
    at(30)
    const message = await write(conversationId, 'We come <tomorrow>.\nAt ten.')
    expect(message).toMatchObject({ state: 'queued', direction: 'out', from: { name: as().member.name } })
    expect(await get(conversationId)).toMatchObject({
      waitingSince: null,
      replyDueAt: null,
      owner: { id: as().member.id },
    })
    const before = smtp.mails.length
    await w.drainTasks()
    expect(smtp.mails.length, 'not yet').toBe(before)
    at(31)
    await w.drainTasks()
    const sent = await smtp.latest()
    expect(sent.from).toMatchObject({ address: 'help@northside.example', name: 'Northside Repairs' })
    expect(sent.to?.[0]?.address).toBe(from.address)
    expect([sent.inReplyTo, sent.references]).toEqual([`<${mail.mailId}>`, `<${mail.mailId}>`])
    expect(sent.text).toBe('We come <tomorrow>.\nAt ten.\n')
    expect(sent.html).toContain('We come &lt;tomorrow&gt;.<br>At ten.')
    expect(sent.headers.map(({ key }) => key)).not.toContain('auto-submitted')
    expect((await promisesOf(conversationId))[0]).toMatchObject({ kind: 'first_reply', state: 'kept' })

    // Without References, from another address: the address it was sent to says where it belongs.
    const replyTo = sent.replyTo?.[0]?.address ?? ''
    expect(replyTo).toMatch(/^help\+[0-9a-z]{42}@northside\.example$/)
    at(60)
    const back = await arrives({ from: { name: '', address: stranger() }, to: [{ name: '', address: replyTo }] }, false)
    expect(back).toMatchObject({ outcome: 'continued', conversationId })
    expect(await get(conversationId)).toMatchObject({ waitingSince: '2026-11-26T10:00:00Z' })
    expect((await said(conversationId))[0]).toMatchObject({ direction: 'in', from: { verified: false } })
  })

  test('by References joins; a subject joins nothing', async () => {
    const { from } = await known()
    const first = await arrives({ from })
    const second = await arrives({ from, references: ['unknown@x', first.mail.mailId], subject: 'Something else' })
    expect(second).toMatchObject({ outcome: 'continued', conversationId: first.conversationId })
    expect(await arrives({ from, subject: 'Re: Boiler' })).toMatchObject({ outcome: 'started' })
  })

  test('taken back in time: it does not go out, and the customer waits again', async () => {
    const { from } = await known()
    const { conversationId } = await arrives({ from })
    const { id } = await write(conversationId, 'Wrong window.')
    const before = smtp.mails.length
    expect(await call('post', `/v1/messages/${id}/taking-back`)).toMatchObject({ state: 'cancelled' })
    expect(await get(conversationId)).toMatchObject({ waitingSince: START })
    at(5)
    await w.drainTasks()
    expect(smtp.mails.length).toBe(before)
    const late = await write(conversationId, 'Now for real.')
    at(6)
    const refused = await w.api('post', `/v1/messages/${late.id}/taking-back`, {}, { as: as() })
    expect([refused.status, refused.body.code]).toEqual([409, 'conversations/sent_already'])
  })

  test('put off goes out at its time; closing takes it from the inbox; the next mail opens it again', async () => {
    const { from } = await known()
    const { conversationId } = await arrives({ from })
    const mailsTo = () => smtp.mails.filter(({ to }) => to.includes(from.address)).length
    await write(conversationId, 'Tomorrow.', { sendAt: '2026-11-27T08:00:00Z', close: true })
    expect(await get(conversationId)).toMatchObject({ state: 'closed', waitingSince: null })
    const before = mailsTo()
    w.clock.set('2026-11-27T07:59:00Z')
    await w.drainTasks()
    expect(mailsTo()).toBe(before)
    w.clock.set('2026-11-27T08:00:01Z')
    await w.drainTasks()
    expect(mailsTo()).toBe(before + 1)
    const requestId = await requestOf(conversationId)
    await call('post', `/v1/requests/${requestId}/closing`, {})
    const replyTo = (await smtp.latest()).replyTo?.[0]?.address
    await arrives({ from, to: [{ name: '', address: replyTo }] })
    expect(await get(conversationId)).toMatchObject({ state: 'open', waitingSince: '2026-11-27T08:00:01Z' })
    expect((await call('get', `/v1/requests/${requestId}`)).status).toBe('open')
  })

  test('that the server refuses answers nobody', async () => {
    const { from } = await known()
    const { conversationId } = await arrives({ from })
    smtp.refuse(from.address, 550, '5.1.1 No such user')
    await write(conversationId, 'Hello?')
    at(1)
    await w.drainTasks()
    smtp.accept()
    expect(await get(conversationId)).toMatchObject({ waitingSince: START, state: 'open' })
    expect((await said(conversationId))[0]).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('5.1.1'),
    })
  })

  test('that comes back marks the address, and a forged bounce does not', async () => {
    const { from, customer } = await known()
    const { conversationId } = await arrives({ from })
    await write(conversationId, 'Hello.')
    at(1)
    await w.drainTasks()
    const [{ id }] = await said(conversationId)
    const mailId = (await smtp.latest()).messageId?.slice(1, -1)
    const bounce = { action: 'failed', reason: '5.1.1 No such mailbox', mailId, recipient: from.address }
    const server = { name: '', address: 'mailer-daemon@example.com' }
    const bouncedAt = async () => (await call('get', `/v1/customers/${customer.id}`)).contacts[0].bouncedAt
    await arrives({ from: server, automatic: 'bounce', bounce: { ...bounce, recipient: 'other@example.com' } })
    await arrives({ from: server, automatic: 'bounce', bounce: { ...bounce, mailId: 'guessed@localhost' } })
    await arrives({ from: server, automatic: 'bounce', bounce: { ...bounce, action: 'delayed' } })
    expect(await bouncedAt()).toBeNull()
    expect(await promisesOf(conversationId)).toMatchObject([{ kind: 'first_reply', state: 'kept' }])
    await call('patch', `/v1/conversations/${conversationId}`, { state: 'closed' })
    await arrives({ from: server, automatic: 'bounce', bounce })
    expect(await bouncedAt()).toBe('2026-11-26T09:01:00Z')
    const [owed, kept, ...more] = (await promisesOf(conversationId)).toSorted(
      (a: { state: string }, b: { state: string }) => b.state.localeCompare(a.state),
    )
    expect(more).toEqual([])
    expect(kept, 'nothing in a chain is undone').toMatchObject({ kind: 'first_reply', state: 'kept' })
    const { dueAt, wording, customerId } = kept
    expect(owed).toMatchObject({ kind: 'first_reply', state: 'open', dueAt, wording, customerId })
    expect(owed.chainId).not.toBe(kept.chainId)
    const { items } = await call('get', `/v1/calls?about=${owed.about}&state=open`)
    expect(items, 'who has a telephone is called').toMatchObject([{ why: 'bounced', promise: { id: owed.id } }])
    expect(await get(conversationId)).toMatchObject({ state: 'open', replyDueAt: dueAt })
    expect((await said(conversationId)).find((each: { id: string }) => each.id === id)).toMatchObject({
      state: 'failed',
      failure: '5.1.1 No such mailbox',
    })
    expect(await get(conversationId), 'nobody heard it').toMatchObject({ waitingSince: START })
  })
})

describe('what reaches nobody', () => {
  const server = { name: '', address: 'mailer-daemon@example.com' }
  const bounced = async (recipient: string) => {
    const mailId = (await smtp.latest()).messageId?.slice(1, -1)
    return arrives({
      from: server,
      automatic: 'bounce',
      bounce: { action: 'failed', reason: '5.1.1', mailId, recipient },
    })
  }

  test('an answer that comes back when its reply was due is owed within a business hour', async () => {
    const { from } = await known()
    const { conversationId } = await arrives({ from })
    await write(conversationId, 'Hello.')
    at(1)
    await w.drainTasks()
    const { about } = await get(conversationId)
    // Nobody is signed in for so long.
    const promises = async () => (await call('get', `/v1/promises?about=${about}`, undefined, key)).items
    w.clock.set('2026-12-04T10:00:00Z')
    await bounced(from.address)
    const open = (await promises()).filter(({ state }: { state: string }) => state === 'open')
    expect(open).toMatchObject([{ kind: 'first_reply', dueAt: '2026-12-04T11:00:00Z' }])
    await bounced(from.address)
    expect((await promises()).length, 'a bounce that comes twice').toBe(2)
  })

  test('a first mail that is refused is a task of whoever wrote it, until somebody reaches them', async () => {
    const { contactId, from } = await known()
    smtp.refuse(from.address, 550, '5.1.1 No such user')
    const { id } = await call('post', '/v1/conversations', { contactId, subject: 'Your boiler', text: 'It is here.' })
    at(1)
    await w.drainTasks()
    smtp.accept()
    const [task, ...more] = await promisesOf(id)
    expect(more).toEqual([])
    expect(task).toMatchObject({ beneficiary: 'organization', ownerId: as().member.id, state: 'open' })
    expect(task.wording).toContain(from.address)
    await write(id, 'It is here, once more.')
    at(2)
    await w.drainTasks()
    expect(await promisesOf(id)).toMatchObject([{ state: 'kept' }])
  })
})

describe('what is written is checked', () => {
  test('a promise in it is noticed, in the language and zone of the firm; nothing is recorded', async () => {
    const { from } = await known()
    const { conversationId } = await arrives({ from })
    const check = (text: string) => call('post', `/v1/conversations/${conversationId}/check`, { text })
    const { promises, flags, language } = await check('Le llamo mañana antes de las 15:00. ¿Le va bien?')
    expect([language, flags]).toEqual(['es', []])
    expect(promises).toMatchObject([{ kind: 'callback', dueAt: '2026-11-27T15:00:00Z' }])
    expect((await check('Gracias por su mensaje del lunes.')).promises).toEqual([])
    expect(await promisesOf(conversationId)).toHaveLength(1)
  })

  test('another date than the open promise is refused without a reason, and counted with one', async () => {
    const { from, customer } = await known()
    const { conversationId } = await arrives({ from })
    const about = (await get(conversationId)).about
    const due = {
      dueAt: '2026-12-04T16:00:00Z',
      kind: 'completion',
      wording: 'Repararemos su caldera.',
      language: 'es',
    }
    await call('post', '/v1/promises', { ...due, about, customerId: customer.id })
    const path = `/v1/conversations/${conversationId}/messages`
    const text = 'Le repararemos la caldera el lunes 7 de diciembre.'
    const refused = await w.api('post', path, { text }, { as: as() })
    expect([refused.status, refused.body.code]).toEqual([409, 'promises/said_contradicts'])
    expect(refused.body.details?.flags ?? refused.body.flags).toMatchObject([
      { code: 'date_differs', wording: 'Repararemos su caldera.' },
    ])
    expect(await get(conversationId), 'nothing was sent').toMatchObject({ waitingSince: START })
    await call('post', path, { text, reason: 'She asked for Monday on the telephone.' })
    const queued = await w.eventsOf(orgId, 'message.queued')
    const sent = queued.filter(({ data }) => data.conversationId === conversationId)
    expect(sent.map(({ data }) => data.contradicts)).toEqual([['date_differs']])
  })
})

describe('beside the mail', () => {
  test('a note is for colleagues and answers nobody', async () => {
    const { conversationId } = await arrives({ from: { name: '', address: stranger() } })
    await call('post', `/v1/conversations/${conversationId}/notes`, { text: 'He sounds angry.' })
    expect(await get(conversationId)).toMatchObject({ waitingSince: START, last: { text: 'It knocks at night.' } })
    expect((await said(conversationId))[0]).toMatchObject({ direction: 'note', from: { memberId: as().member.id } })
  })

  test('a call that reached them answers, and keeps the promised reply; one that did not is an attempt', async () => {
    const { from, contactId } = await known()
    const { conversationId } = await arrives({ from })
    const { about } = await get(conversationId)
    const notes = `/v1/requests/${about.slice('request:'.length)}/contact-notes`
    const phone = { contactId, channel: 'phone', direction: 'out' }
    await call('post', notes, { ...phone, outcome: 'not_reached', text: 'Nobody picked up.' })
    expect((await promisesOf(conversationId))[0]).toMatchObject({ state: 'open' })
    at(10)
    await call('post', notes, { ...phone, text: 'Told her Thursday at ten.' })
    expect((await promisesOf(conversationId))[0]).toMatchObject({ state: 'kept', occurredAt: '2026-11-26T09:10:00Z' })
    const calls = (await call('get', `/v1/conversations?show=all&about=${about}&channel=phone`)).items
    expect(calls).toHaveLength(1)
    expect(await said(calls[0].id)).toHaveLength(2)
  })

  test('a call about a request answers its mail, too, whatever was promised; the next mail waits again', async () => {
    const { from, customer, contactId } = await known()
    const { conversationId, mail } = await arrives({ from })
    const { about } = await get(conversationId)
    const [reply] = await promisesOf(conversationId)
    await call('post', `/v1/promises/${reply.id}/withdrawal`, { reason: 'Not ours.' })
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ waitingSince: START, replyDueAt: null })
    const notes = `/v1/requests/${about.slice('request:'.length)}/contact-notes`
    const spoke = { contactId, channel: 'phone', direction: 'out' }
    await call('post', notes, { ...spoke, outcome: 'left_message', text: 'Left a message.' })
    await w.drainTasks()
    expect(await get(conversationId), 'an attempt').toMatchObject({ waitingSince: START })
    const husband = await call('post', '/v1/contacts', { customerId: customer.id, name: 'Jan' })
    at(20)
    await call('post', notes, { ...spoke, contactId: husband.id, text: 'Told her husband.' })
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ waitingSince: null, dueAt: null })
    at(30)
    await arrives({ from, references: [mail.mailId] })
    expect(await get(conversationId)).toMatchObject({ waitingSince: '2026-11-26T09:30:00Z' })
  })

  test('an answer in one thread answers the same contact in another of the same matter, and nobody else', async () => {
    const { from, contactId } = await known()
    const { conversationId } = await arrives({ from })
    const { about } = await get(conversationId)
    const requestId = about.slice('request:'.length)
    const other = (await known()).contactId
    const started = await call('post', `/v1/requests/${requestId}/conversations`, {
      ...{ contactId: other, subject: 'Your tenant’s boiler', text: 'When may we come?' },
    })
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ waitingSince: START })
    const elsewhere = await call('post', `/v1/requests/${requestId}/conversations`, {
      ...{ contactId, subject: 'Your boiler', text: 'We come on Monday.' },
    })
    expect(elsewhere.id).not.toBe(started.id)
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ waitingSince: null })
    const [{ id }] = await said(elsewhere.id)
    await call('post', `/v1/messages/${id}/taking-back`)
    await w.drainTasks()
    expect(await get(conversationId), 'taken back').toMatchObject({ waitingSince: START })
  })

  test('somebody called and waits for an answer: it is a request like any other', async () => {
    const { contactId } = await known()
    const note = { contactId, channel: 'phone', direction: 'in', answered: false, text: 'Wants to know the price.' }
    await call('post', '/v1/contact-notes', note)
    await w.drainTasks()
    const [waiting] = (await call('get', '/v1/conversations?channel=phone')).items
    expect(waiting).toMatchObject({ waitingSince: START, about: expect.stringMatching(/^request:/) })
  })

  test('it rests until a promise is due, or until the customer writes', async () => {
    const { from } = await known()
    const { conversationId, mail } = await arrives({ from })
    const [promise] = await promisesOf(conversationId)
    await call('patch', `/v1/conversations/${conversationId}`, { snoozedFor: promise.id })
    const inbox = async () =>
      (await call('get', '/v1/conversations?limit=200', undefined, key)).items.some(
        ({ id }: { id: string }) => id === conversationId,
      )
    expect(await inbox()).toBe(false)
    w.clock.set(promise.dueAt)
    await w.drainTasks()
    expect(await inbox()).toBe(true)
    const snoozedUntil = w.clock.now().add({ hours: 5 }).toString()
    await call('patch', `/v1/conversations/${conversationId}`, { snoozedUntil }, key)
    expect(await inbox()).toBe(false)
    await arrives({ from, references: [mail.mailId] })
    expect(await inbox()).toBe(true)
  })

  test('a draft is its writer’s alone, and goes with the answer', async () => {
    const { conversationId } = await arrives({ from: { name: '', address: stranger() } })
    await call('put', `/v1/conversations/${conversationId}/draft`, { text: 'We have' })
    expect((await get(conversationId)).draft).toBe('We have')
    expect((await call('get', `/v1/conversations/${conversationId}`, undefined, w.orgs[0].lead)).draft).toBeNull()
    await write(conversationId, 'We have it.')
    expect((await get(conversationId)).draft).toBeNull()
  })

  test('we write first', async () => {
    const { contactId, email } = await known()
    const started = await call('post', '/v1/conversations', { contactId, subject: 'Your boiler', text: 'It is ready.' })
    expect(started).toMatchObject({ waitingSince: null, lastBy: 'member', from: { address: email } })
    at(1)
    await w.drainTasks()
    const sent = await smtp.latest()
    expect([sent.to?.[0]?.address, sent.subject]).toEqual([email, 'Your boiler'])
  })

  test('the inbox comes by what was promised, page after page, and counts', async () => {
    const { items } = await call('get', '/v1/conversations?limit=200')
    const dues = items.map(({ dueAt }: { dueAt: string }) => dueAt)
    expect(dues).toEqual([...dues].sort())
    const pages = []
    for (let cursor = ''; ; ) {
      const page = await call('get', `/v1/conversations?limit=3${cursor}`)
      pages.push(...page.items)
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(pages.map(({ id }) => id)).toEqual(items.map(({ id }: { id: string }) => id))
    expect(await call('get', '/v1/conversations/count')).toMatchObject({ waiting: items.length })
  })

  test('of another organization nothing is seen, and a viewer may not write', async () => {
    const { conversationId } = await arrives({ from: { name: '', address: stranger() } })
    const elsewhere = await w.api('get', `/v1/conversations/${conversationId}`, undefined, { as: w.orgs[1].owner })
    expect(elsewhere.status).toBe(404)
    const viewer = { as: w.orgs[0].viewer }
    expect((await w.api('get', `/v1/conversations/${conversationId}`, undefined, viewer)).status).toBe(200)
    const path = `/v1/conversations/${conversationId}/messages`
    expect((await w.api('post', path, { text: 'Hi' }, viewer)).status).toBe(403)
  })
})
