import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { getPromise, type PromiseView } from '#modules/promises'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { createMailer } from '#platform/mail'
import { type MailServer, startMailServer } from '#test/mail-server'
import { memoryStorage } from '#test/memory-storage'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { makePromise } from '../promises/make-promise.ts'
import { acceptPromise } from '../promises/record-answer.ts'
import { withdrawPromise } from '../promises/withdraw-promise.ts'
import { getMessage } from './get-message.ts'
import { listMessages } from './list-messages.ts'
import { reactions } from './reactions.ts'
import { resendMessage } from './resend-message.ts'
import { tasksWith } from './tasks.ts'

const START = '2026-11-26T09:00:00Z'
let w: TwoOrganizations
let smtp: MailServer
let customerId: string
let about: string

beforeAll(async () => {
  ;[w, smtp] = await Promise.all([twoOrganizations(START), startMailServer()])
  customerId = await customer('ana@example.com')
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => {
  w.clock.set(START)
  smtp.accept()
  about = `request:${newId(w.clock.now())}`
})

async function customer(email: string | null): Promise<string> {
  const made = await w.gate.run(createCustomer, w.member, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana Ruiz', email, language: 'es', timeZone: 'Europe/Madrid' }],
  })
  return made.id
}
const propose = (over: Record<string, unknown> = {}): Promise<PromiseView> =>
  w.gate.run(makePromise, w.member, {
    ...{ kind: 'completion', wording: 'Su caldera quedará reparada.', language: 'es', about, customerId },
    ...{ dueAt: '2026-12-03T15:00:00Z', asksAnswer: true, ...over },
  })

const mailerOf = (smtpUrl?: string) => createMailer({ smtpUrl })
async function runTask(name: string, data: Record<string, unknown>, smtpUrl?: string): Promise<void> {
  const task = tasksWith(mailerOf(smtpUrl), memoryStorage()).find((candidate) => candidate.name === name)
  await task?.run(
    { orgId: w.ours, gate: w.gate, clock: w.clock, log: silentLog, signal: new AbortController().signal },
    data,
  )
}
/** What the relay would do with the promise's newest event that tells somebody. */
async function deliver(promise: PromiseView): Promise<void> {
  const events = await w.eventsOf(w.ours, ...Object.keys(reactions))
  const event = events.findLast(({ subject, data }) => subject === `promise:${promise.id}` && 'noticeId' in data)
  await runTask('conversations.deliver_notice', { ...event })
}
const messagesOf = async () => (await w.gate.run(listMessages, w.member, { about })).items
const onlyMessage = async () => {
  const [message, ...more] = await messagesOf()
  expect(more).toEqual([])
  if (!message) throw new Error('There is no message')
  return message
}
const send = async (smtpUrl?: string) =>
  runTask('conversations.send_message', { messageId: (await onlyMessage()).id }, smtpUrl)
const telling = async (promise: PromiseView) => (await w.gate.run(getPromise, w.member, { id: promise.id })).telling
const queuedRuns = async () => {
  const { rows } = await w.owner.query<{ run_at: Date }>(
    "select run_at from outbox where org_id = $1 and task = 'conversations.send_message' order by created_at, id",
    [w.ours],
  )
  return rows.map((row) => row.run_at.toISOString())
}

describe('delivering a notice', () => {
  test('writes the mail in the contact’s language and zone, sends it and records that the customer was told', async () => {
    const promise = await propose()
    await deliver(promise)
    expect(await onlyMessage()).toMatchObject({ state: 'queued', to: 'ana@example.com', language: 'es' })
    expect(await telling(promise)).toBe('waiting')
    await send(smtp.url)
    expect(await onlyMessage()).toMatchObject({ state: 'sent', attempts: 1, sentAt: START })
    expect(await telling(promise)).toBe('told')
    const mail = await smtp.latest()
    expect(mail.subject).toContain('Su caldera quedará reparada a más tardar el jueves 3 de diciembre, 16:00 h')
    expect(mail.text).toMatch(/http:\/\/localhost:4000\/t\/[\w-]{86}\?answer=accepted/)
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect((await w.eventsOf(w.ours, 'message.sent')).at(-1)).toMatchObject({ about, data: { attempts: 1 } })
  })

  test('a reply reaches the member who owns the promise, while there is one', async () => {
    const [userId, ownerId] = [newId(w.clock.now()), newId(w.clock.now())]
    await w.owner.query('insert into app_user (id, email, created_at) values ($1, $2, $3)', [
      userId,
      'marta@boreal.example',
      START,
    ])
    await w.owner.query(
      "insert into member (org_id, id, user_id, name, email, role, state, language, created_at) values ($1, $2, $3, 'Marta', 'marta@boreal.example', 'frontline', 'active', 'es', $4)",
      [w.ours, ownerId, userId, START],
    )
    await deliver(await propose({ ownerId }))
    await send(smtp.url)
    expect((await smtp.latest()).replyTo).toMatchObject([{ address: 'marta@boreal.example' }])
    about = `request:${newId(w.clock.now())}`
    const orphaned = await propose({ ownerId })
    await w.owner.query("update member set state = 'removed' where id = $1", [ownerId])
    await deliver(orphaned)
    await send(smtp.url)
    expect((await smtp.latest()).replyTo).toBeUndefined()
  })

  test('what is stored and shown has no link in it', async () => {
    await deliver(await propose())
    const message = await w.gate.run(getMessage, w.member, { id: (await onlyMessage()).id })
    expect(message.text).toContain('{link}?answer=accepted')
    expect(JSON.stringify(message)).not.toContain('/t/')
    const { rows } = await w.owner.query('select * from message')
    expect(JSON.stringify(rows)).not.toMatch(/\/t\/[\w-]{20}/)
  })

  test('twice is once: one mail, one telling', async () => {
    const promise = await propose()
    await Promise.all([deliver(promise), deliver(promise)])
    const before = smtp.mails.length
    await send(smtp.url)
    await send(smtp.url)
    await deliver(promise)
    expect(smtp.mails.length - before).toBe(1)
    expect(await w.eventsOf(w.ours, 'promise.told')).toHaveLength(
      new Set((await w.eventsOf(w.ours, 'promise.told')).map(({ subject }) => subject)).size,
    )
  })

  test('dying between sending and recording repeats the same mail, not another one', async () => {
    const promise = await propose()
    await deliver(promise)
    await send(smtp.url)
    const first = (await smtp.latest()).messageId
    await w.owner.query("update message set state = 'queued' where org_id = $1 and about = $2", [w.ours, about])
    await send(smtp.url)
    expect((await smtp.latest()).messageId).toBe(first)
  })

  test('without a mail server it is held, readable, and the promise stays not yet told', async () => {
    const promise = await propose()
    await deliver(promise)
    await send()
    expect(await onlyMessage()).toMatchObject({ state: 'held' })
    expect(await telling(promise)).toBe('waiting')
    await w.gate.run(resendMessage, w.member, { id: (await onlyMessage()).id })
    await send(smtp.url)
    expect(await telling(promise)).toBe('told')
  })

  test('a server that is away is tried again later, then given up: work for a person, which can restart it', async () => {
    const promise = await propose()
    await deliver(promise)
    smtp.refuse('ana', 451, 'Try again later')
    for (let attempt = 1; attempt < 8; attempt++) {
      await send(smtp.url)
      expect(await onlyMessage()).toMatchObject({ state: 'queued', attempts: attempt, failure: '451 Try again later' })
    }
    expect(await telling(promise)).toBe('waiting')
    expect(await queuedRuns()).toContain('2026-11-26T09:00:30.000Z')
    await send(smtp.url)
    expect(await onlyMessage()).toMatchObject({ state: 'failed', attempts: 8 })
    expect(await telling(promise)).toBe('undelivered')
    // Nobody was told, so the date may move by itself, and the contact may have another address by now.
    const { id: messageId } = await onlyMessage()
    await w.owner.query(`update promise set due_at = '2026-12-04T15:00:00Z' where id = $1`, [promise.id])
    await w.owner.query(`update contact set email = 'ana@new.example' where customer_id = $1`, [customerId])
    await w.gate.run(resendMessage, w.member, { id: messageId })
    const anew = await w.gate.run(getMessage, w.member, { id: messageId })
    expect(anew).toMatchObject({ to: 'ana@new.example', text: expect.stringContaining('viernes 4 de diciembre') })
    await w.owner.query(`update contact set email = 'ana@example.com' where customer_id = $1`, [customerId])
    await w.owner.query(`update message set state = 'failed' where id = $1`, [messageId])
    smtp.accept()
    await w.gate.run(resendMessage, w.member, { id: (await onlyMessage()).id })
    await send(smtp.url)
    expect(await onlyMessage()).toMatchObject({ state: 'sent', failure: null })
    expect(await telling(promise)).toBe('told')
  })

  test('a refused address is work for a person at once', async () => {
    smtp.refuse('ana', 550, 'No such mailbox <ana@example.com>')
    const promise = await propose()
    await deliver(promise)
    await send(smtp.url)
    expect(await onlyMessage()).toMatchObject({ state: 'failed', failure: '550 No such mailbox <…>' })
    expect(await telling(promise)).toBe('undelivered')
  })

  test('a contact without an address is work for a person', async () => {
    const promise = await propose({ customerId: await customer(null) })
    await deliver(promise)
    expect(await messagesOf()).toEqual([])
    expect(await telling(promise)).toBe('undelivered')
    const events = await w.eventsOf(w.ours, 'promise.not_told')
    expect(events.at(-1)?.data.failure).toBe('no_address')
  })

  test('a withdrawal is told too', async () => {
    const promise = await propose()
    await w.gate.run(withdrawPromise, w.member, { id: promise.id, reason: 'El pedido se canceló.' })
    await deliver(promise)
    await send(smtp.url)
    const mail = await smtp.latest()
    expect(mail.text).toContain('El pedido se canceló.')
    expect(mail.text).not.toContain('answer=')
  })

  test('an answer by phone before the mail left leaves nothing to ask', async () => {
    const promise = await propose()
    await w.gate.run(acceptPromise, w.member, { id: promise.id, saidBy: 'Ana', channel: 'phone' })
    await deliver(promise)
    await send(smtp.url)
    expect((await smtp.latest()).text).not.toContain('answer=')
  })

  test('an event without a notice asks for nothing', async () => {
    await runTask('conversations.deliver_notice', {
      subject: `promise:${newId(w.clock.now())}`,
      about,
      data: { noticeId: null },
    })
    expect(await messagesOf()).toEqual([])
  })
})

describe('the mail view', () => {
  test('pages, filters, and is for owners', async () => {
    await deliver(await propose())
    await deliver(await propose())
    const first = await w.gate.run(listMessages, w.member, { about, limit: 1 })
    const second = await w.gate.run(listMessages, w.member, { about, limit: 1, cursor: first.nextCursor })
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([1, 1, null])
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
    expect((await w.gate.run(listMessages, w.member, { about, state: 'failed' })).items).toEqual([])
    const forbidden = expect.objectContaining({ kind: 'forbidden' })
    await expect(w.gate.run(listMessages, w.limitedTo('promises.read'), {})).rejects.toEqual(forbidden)
    await expect(w.gate.run(resendMessage, w.limitedTo('promises.read'), { id: first.items[0]?.id })).rejects.toEqual(
      forbidden,
    )
  })

  test('another organization finds nothing', async () => {
    await deliver(await propose())
    const { id } = await onlyMessage()
    const missing = expect.objectContaining({ code: 'conversations/not_found', kind: 'not_found' })
    await expect(w.gate.run(getMessage, w.stranger, { id })).rejects.toEqual(missing)
    await expect(w.gate.run(resendMessage, w.stranger, { id })).rejects.toEqual(missing)
    expect((await w.gate.run(listMessages, w.stranger, {})).items).toEqual([])
  })

  test('only held and failed messages are sent again', async () => {
    await deliver(await propose())
    const { id } = await onlyMessage()
    await expect(w.gate.run(resendMessage, w.member, { id })).rejects.toEqual(
      expect.objectContaining({ code: 'conversations/not_sendable', details: { state: 'queued' } }),
    )
    await expect(w.gate.run(resendMessage, w.member, { id: 'x' })).rejects.toEqual(
      expect.objectContaining({ kind: 'invalid' }),
    )
  })
})
