// Every way in which a customer is told, in one file: all of it needs the work between the steps run as it is in the product.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import {
  evidenceAbout,
  getPromise,
  handOverPromise,
  keepPromise,
  listPromises,
  type PromiseView,
} from '#modules/promises'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { createMailer } from '#platform/mail'
import { type MailServer, startMailServer } from '#test/mail-server'
import { memoryStorage } from '#test/memory-storage'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { listUntold } from '../promises/list-untold.ts'
import { makePromise } from '../promises/make-promise.ts'
import { recordPromiseTold } from '../promises/record-told.ts'
import { renegotiatePromise } from '../promises/renegotiate-promise.ts'
import { getCall, listCalls } from './list-calls.ts'
import { listMessages } from './list-messages.ts'
import { reactions } from './reactions.ts'
import { receiveMail } from './receive-mail.ts'
import { recordCall } from './record-call.ts'
import { resendMessage } from './resend-message.ts'
import { takeCall } from './take-call.ts'
import { tasksWith } from './tasks.ts'

/** Thursday, 10:00 in Madrid. */
const START = '2026-11-26T09:00:00Z'
/** 23:10 in Madrid; their night ends at eight. */
const NIGHT = '2026-11-26T22:10:00Z'
const MORNING = '2026-11-27T07:00:00Z'
let w: TwoOrganizations
let smtp: MailServer
let about: string
const seen = new Set<string>()

beforeAll(async () => {
  ;[w, smtp] = await Promise.all([twoOrganizations(START), startMailServer()])
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => {
  w.clock.set(START)
  smtp.accept()
  about = `request:${newId(w.clock.now())}`
})

async function customer(over: Record<string, unknown> = {}): Promise<string> {
  const contact = { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+34 600 100 200' }
  const made = await w.gate.run(createCustomer, w.member, {
    name: 'Ana Ruiz',
    contacts: [{ ...contact, language: 'es', timeZone: 'Europe/Madrid', ...over }],
  })
  return made.id
}
const promised = async (over: Record<string, unknown> = {}, customerId?: string): Promise<PromiseView> => {
  const whose = { about, customerId: customerId ?? (await customer()), language: 'es' }
  const what = { kind: 'completion', wording: 'Su caldera quedará reparada.', dueAt: '2026-12-03T15:00:00Z' }
  return w.gate.run(makePromise, w.member, { ...what, ...whose, asksAnswer: false, ...over })
}
const move = (id: string, dueAt: string): Promise<PromiseView> =>
  w.gate.run(renegotiatePromise, w.member, {
    ...{ id, wording: 'Su caldera quedará reparada.', language: 'es', dueAt, reason: 'Falta una pieza.' },
  })

/** Runs what the relay would start for the events since the last call, and the mails that are due, while there are some. */
async function work(smtpUrl: string | undefined = smtp.url): Promise<void> {
  const tasks = tasksWith(createMailer({ smtpUrl }), memoryStorage())
  const run = (name: string, data: Record<string, unknown>) =>
    tasks
      .find((task) => task.name === name)
      ?.run({ orgId: w.ours, gate: w.gate, clock: w.clock, log: silentLog, signal: new AbortController().signal }, data)
  for (;;) {
    const { rows } = await w.owner.query(
      'select id, type, subject, about, data from event where org_id = $1 and about = $2 and id <> all($3::uuid[]) order by id',
      [w.ours, about, [...seen]],
    )
    for (const event of rows) {
      seen.add(event.id)
      for (const each of reactions[event.type as keyof typeof reactions] ?? []) {
        if (typeof each === 'string') await run(each, event)
        else if (each.when(event.data)) await run(each.task, event)
      }
    }
    const sent = await sendDue(run)
    if (rows.length === 0 && !sent) return
  }
}
async function sendDue(
  run: (name: string, data: Record<string, unknown>) => Promise<void> | undefined,
): Promise<boolean> {
  const { rows } = await w.owner.query(
    `delete from outbox where org_id = $1 and task = 'conversations.send_message' and run_at <= $2
      and data ->> 'messageId' in (select id::text from message where about = $3) returning data`,
    [w.ours, w.clock.now().toString(), about],
  )
  for (const { data } of rows) await run('conversations.send_message', data)
  return rows.length > 0
}

const messages = async () => (await w.gate.run(listMessages, w.member, { about })).items
const calls = async (state = 'open') => (await w.gate.run(listCalls, w.member, { about, state })).items
const call = async () => {
  const [found, ...more] = await calls()
  expect(more).toEqual([])
  if (!found) throw new Error('There is no call')
  return found
}
const telling = async ({ id }: PromiseView) => (await w.gate.run(getPromise, w.member, { id })).telling
const answered = (id: string, outcome: string, attempt = 1, over: Record<string, unknown> = {}) =>
  w.gate.run(recordCall, w.member, { id, outcome, attempt, ...over })
const verified = async () => (await w.within(w.member, (ctx) => evidenceAbout(ctx, about))).verified
const untold = async ({ id }: PromiseView) =>
  (await w.gate.run(listUntold, w.member, { limit: 200 })).items.filter(({ promiseId }) => promiseId === id)

describe('quiet hours', () => {
  test('hold a mail until they end; nobody is bothered with it before, and then it goes', async () => {
    w.clock.set(NIGHT)
    const promise = await promised()
    await work()
    expect(await messages()).toMatchObject([{ state: 'queued', sendAt: MORNING, quiet: true }])
    w.clock.set('2026-11-26T23:00:00Z')
    await work()
    expect([(await messages())[0]?.state, await telling(promise), await untold(promise)]).toEqual([
      'queued',
      'waiting',
      [],
    ])
    w.clock.set(MORNING)
    await work()
    expect([(await messages())[0]?.state, await telling(promise)]).toEqual(['sent', 'told'])
    expect(await verified()).toBe(true)
  })

  test('are those of the contact: none, or their own', async () => {
    w.clock.set(NIGHT)
    await promised({}, await customer({ quietHours: 'none' }))
    await work()
    expect(await messages()).toMatchObject([{ state: 'sent' }])
    about = `request:${newId(w.clock.now())}`
    await promised({}, await customer({ quietHours: { from: '22:00', to: '10:30' } }))
    await work()
    expect(await messages()).toMatchObject([{ state: 'queued', sendAt: '2026-11-27T09:30:00Z' }])
  })

  test('do not hold what is due before they end', async () => {
    w.clock.set(NIGHT)
    await promised({ dueAt: '2026-11-27T06:00:00Z' })
    await work()
    expect(await messages()).toMatchObject([{ state: 'sent', quiet: false }])
    expect(await calls()).toEqual([])
  })

  test('that begin before a mail could be handed over hold the next attempt', async () => {
    w.clock.set('2026-11-26T19:59:50Z')
    await promised()
    smtp.refuse('ana', 451, 'Try again later')
    await work()
    w.clock.set('2026-11-26T20:00:30Z')
    await work()
    expect(await messages()).toMatchObject([{ state: 'queued', attempts: 1, sendAt: MORNING }])
  })

  test('a promise that is kept meanwhile needs no telling: the mail is dropped, and the ledger says why', async () => {
    w.clock.set(NIGHT)
    const promise = await promised()
    await work()
    await w.gate.run(keepPromise, w.member, { id: promise.id })
    await work()
    expect(await messages()).toMatchObject([{ state: 'cancelled', cancelledWhy: 'delivered' }])
    expect(await telling(promise)).toBe('not_needed')
    const [event] = await w.eventsOf(w.ours, 'promise.telling_dropped')
    expect(event).toMatchObject({ subject: `promise:${promise.id}`, data: { notice: 'made', why: 'delivered' } })
    w.clock.set(MORNING)
    const before = smtp.mails.length
    await work()
    expect(smtp.mails.length).toBe(before)
    expect(await verified()).toBe(true)
  })

  test('a promise that is moved meanwhile is told once, with both dates', async () => {
    w.clock.set(NIGHT)
    const promise = await promised()
    await work()
    const moved = await move(promise.id, '2026-12-04T15:00:00Z')
    await work()
    w.clock.set(MORNING)
    const before = smtp.mails.length
    await work()
    expect(smtp.mails.length - before).toBe(1)
    const { text } = await smtp.latest()
    expect(text).toContain('viernes 4 de diciembre')
    expect(text).toContain('jueves 3 de diciembre')
    expect([await telling(promise), await telling(moved)]).toEqual(['told', 'told'])
    expect(await verified()).toBe(true)
  })

  test('a mail that waited says the date as it is when it goes', async () => {
    w.clock.set(NIGHT)
    const promise = await promised()
    await work()
    // Nobody was told, so that a calendar may move the date by itself.
    await w.owner.query(`update promise set due_at = '2026-12-04T15:00:00Z' where id = $1`, [promise.id])
    w.clock.set(MORNING)
    await work()
    expect((await smtp.latest()).text).toContain('viernes 4 de diciembre')
  })
})

describe('a mail that does not arrive', () => {
  test('refused: a call takes its place, and nobody is asked to do more than that', async () => {
    smtp.refuse('ana', 550, 'No such mailbox')
    const promise = await promised()
    await work()
    expect(await messages()).toMatchObject([{ state: 'failed', call: { state: 'open' } }])
    expect(await call()).toMatchObject({
      ...{ why: 'refused', kind: 'made', number: '+34 600 100 200', language: 'es', attempts: 0 },
      ...{
        contact: { name: 'Ana Ruiz' },
        promise: { id: promise.id },
        notBefore: START,
        dueAt: '2026-11-26T13:00:00Z',
      },
    })
    expect([await telling(promise), await untold(promise)]).toEqual(['waiting', []])
    expect(await w.eventsOf(w.ours, 'call.planned')).toContainEqual(expect.objectContaining({ about }))
  })

  test('refused, and no other way is left: work for a person', async () => {
    smtp.refuse('ana', 550, 'No such mailbox')
    const promise = await promised({}, await customer({ phone: null }))
    await work()
    expect([await calls(), await telling(promise)]).toEqual([[], 'undelivered'])
  })

  test('come back after it counted as told: it was not, and a call tells; the address is not mailed again', async () => {
    const customerId = await customer()
    const promise = await promised({}, customerId)
    await work()
    expect(await telling(promise)).toBe('told')
    await comesBack()
    expect(await messages()).toMatchObject([{ state: 'failed', cameBackAt: START }])
    expect(await w.gate.run(getPromise, w.member, { id: promise.id })).toMatchObject({
      telling: 'waiting',
      toldAt: null,
    })
    expect(await verified()).toBe(true)
    expect(await call()).toMatchObject({ why: 'bounced' })
    await answered((await call()).id, 'reached')
    expect(await w.gate.run(getPromise, w.member, { id: promise.id })).toMatchObject({ telling: 'told', toldAt: START })
    expect(await verified()).toBe(true)
    // The next notice does not try the address at all, until a person says so.
    const before = smtp.mails.length
    await promised({ wording: 'Le llamamos.' }, customerId)
    await work()
    expect([smtp.mails.length - before, (await call()).why]).toEqual([0, 'bounced'])
    const failed = (await messages()).find(({ state }) => state === 'failed')
    await w.gate.run(resendMessage, w.member, { id: failed?.id })
    await promised({ wording: 'Le escribimos.' }, customerId)
    await work()
    expect(smtp.mails.length - before).toBe(1)
    expect((await smtp.latest()).text).toContain('Le escribimos')
  })

  test('sent again, it tells, and nobody need call', async () => {
    smtp.refuse('ana', 550, 'No such mailbox')
    const promise = await promised()
    await work()
    smtp.accept()
    await w.gate.run(resendMessage, w.member, { id: (await messages())[0]?.id })
    await work()
    expect([await telling(promise), await calls()]).toEqual(['told', []])
    expect(await calls('cancelled')).toMatchObject([{ cancelledWhy: 'told' }])
  })

  test('a mail server that is away for an hour: the mail waits, goes once it is back, and is recorded once', async () => {
    const promise = await promised()
    smtp.refuse('ana', 421, 'Service not available')
    for (let minutes = 0; minutes <= 60; minutes++) {
      w.clock.set(Temporal.Instant.from(START).add({ minutes }).toString())
      await work()
    }
    expect([(await messages())[0]?.state, await telling(promise)]).toEqual(['queued', 'waiting'])
    smtp.accept()
    const before = smtp.mails.length
    w.clock.set('2026-11-26T11:00:00Z')
    await work()
    await work()
    expect(smtp.mails.length - before).toBe(1)
    expect([(await messages())[0]?.state, await telling(promise)]).toEqual(['sent', 'told'])
    const told = (await w.eventsOf(w.ours, 'promise.told')).filter(({ subject }) => subject === `promise:${promise.id}`)
    expect(told).toHaveLength(1)
  })

  async function comesBack(): Promise<void> {
    const { rows } = await w.owner.query('select id, mail_id from message where about = $1', [about])
    const [mailboxId, receivedMailId] = [newId(w.clock.now()), newId(w.clock.now())]
    await w.owner.query(
      "insert into mailbox (org_id, id, name, address, kind, created_at) values ($1, $2, 'Help', $3, 'listener', $4)",
      [w.ours, mailboxId, `help-${mailboxId}@ours.example`, START],
    )
    await w.owner.query(
      "insert into received_mail (org_id, id, mailbox_id, fingerprint, file, bytes, state, received_at) values ($1, $2, $3, $4, 'a', 1, 'waiting', $5)",
      [w.ours, receivedMailId, mailboxId, receivedMailId, START],
    )
    await w.gate.run(receiveMail, w.member, {
      ...{ receivedMailId, mailboxId, receivedAt: START, mailId: 'b@mail.example', to: [], cc: [], subject: 'Failed' },
      ...{ from: { name: '', address: 'mailer-daemon@mail.example' }, references: [], text: 'Failed', quoted: '' },
      ...{ html: null, automatic: 'bounce', language: null, parts: [] },
      authentication: { verified: false, by: '' },
      bounce: {
        recipient: 'ana@example.com',
        action: 'failed',
        reason: '5.1.1 No such mailbox',
        mailId: rows[0].mail_id,
      },
    })
    await work()
  }
})

describe('what cannot wait', () => {
  test('a change of what is due soon goes by mail and by telephone, at any hour', async () => {
    w.clock.set(NIGHT)
    const promise = await promised({ dueAt: '2026-11-27T08:00:00Z' })
    await work()
    const moved = await move(promise.id, '2026-11-30T15:00:00Z')
    await work()
    expect(await call()).toMatchObject({ why: 'urgent', kind: 'moved', quiet: { now: true, until: MORNING } })
    expect((await messages()).filter(({ state }) => state === 'sent')).toHaveLength(2)
    // The mail has told; who knows when it is read.
    expect(await telling(moved)).toBe('told')
    expect(await calls()).toHaveLength(1)
    await answered((await call()).id, 'not_reached')
    expect(await calls('not_reached')).toHaveLength(1)
    expect(await telling(moved)).toBe('told')
  })
})

describe('a call', () => {
  const without = async (over: Record<string, unknown> = {}) => promised({}, await customer({ email: null, ...over }))

  test('says what the mail would, in their language, and in the reader’s', async () => {
    await without()
    await work()
    const { script, summary } = await w.gate.run(getCall, w.member, { id: (await call()).id })
    expect(script).toContain('¿Hablo con Ana Ruiz?')
    expect(script).toContain('Su caldera quedará reparada a más tardar el jueves 3 de diciembre, 16:00 h')
    expect(script).not.toContain('{link}')
    // Who reads is no member of the table here.
    expect(summary).toBeNull()
  })

  test('that reached them tells, stands in the conversation, and counts once however often it is said', async () => {
    const promise = await without()
    await work()
    const { id } = await call()
    const first = await answered(id, 'reached', 1, { text: 'Le viene bien.', nextStep: 'Enviar la foto.' })
    expect(first).toMatchObject({ state: 'reached', endedAt: START })
    expect(await answered(id, 'reached', 1)).toMatchObject({ state: 'reached' })
    expect(await telling(promise)).toBe('told')
    const told = (await w.eventsOf(w.ours, 'promise.told')).filter(({ subject }) => subject === `promise:${promise.id}`)
    expect(told).toMatchObject([{ data: { channel: 'phone', by: w.member.id } }])
    expect(await messages()).toMatchObject([{ channel: 'phone', to: '+34 600 100 200', state: 'written' }])
    await expect(answered(id, 'not_reached')).rejects.toEqual(
      expect.objectContaining({ code: 'conversations/call_over' }),
    )
    expect((await w.gate.run(getCall, w.member, { id })).script).toContain('16:00')
  })

  test('that reached nobody is made again, three times, and then is work for a person', async () => {
    const promise = await without()
    await work()
    const { id } = await call()
    expect(await answered(id, 'not_reached', 1)).toMatchObject({
      state: 'open',
      attempts: 1,
      notBefore: '2026-11-26T11:00:00Z',
    })
    expect(await answered(id, 'not_reached', 1)).toMatchObject({ attempts: 1 })
    expect(await answered(id, 'left_message', 2)).toMatchObject({ state: 'open', attempts: 2 })
    expect(await telling(promise)).toBe('waiting')
    expect(await answered(id, 'not_reached', 3)).toMatchObject({ state: 'not_reached', attempts: 3 })
    expect(await telling(promise)).toBe('undelivered')
    const events = await w.eventsOf(w.ours, 'promise.not_told')
    expect(events).toContainEqual(
      expect.objectContaining({
        subject: `promise:${promise.id}`,
        data: expect.objectContaining({ failure: 'not_reached' }),
      }),
    )
    expect(await messages()).toHaveLength(3)
  })

  test('that reached nobody gives way to mail, where they have an address', async () => {
    const customerId = await customer({ preferredChannel: 'phone' })
    const promise = await promised({}, customerId)
    await work()
    expect(await call()).toMatchObject({ why: 'preferred' })
    await answered((await call()).id, 'wrong_number')
    await work()
    expect([await calls(), await telling(promise)]).toEqual([[], 'told'])
    expect((await smtp.latest()).text).toContain('Su caldera')
  })

  test('is nobody’s any more once the promise is kept, or they know in another way', async () => {
    const promise = await without()
    await work()
    await w.gate.run(keepPromise, w.member, { id: promise.id })
    await work()
    expect(await calls('cancelled')).toMatchObject([{ cancelledWhy: 'delivered' }])
    about = `request:${newId(w.clock.now())}`
    const second = await without()
    await work()
    await w.gate.run(recordPromiseTold, w.member, { id: second.id, channel: 'in_person' })
    await work()
    expect(await calls('cancelled')).toMatchObject([{ cancelledWhy: 'told' }])
    const [over] = await calls('cancelled')
    await expect(answered(over?.id ?? '', 'reached')).rejects.toEqual(
      expect.objectContaining({ code: 'conversations/call_over' }),
    )
  })

  test('goes with the promise to whoever sees to it from now on', async () => {
    const promise = await without()
    await work()
    const [userId, ownerId] = [newId(w.clock.now()), newId(w.clock.now())]
    await w.owner.query('insert into app_user (id, email, created_at) values ($1, $2, $3)', [
      ...[userId, 'marta@ours.example', START],
    ])
    await w.owner.query(
      "insert into member (org_id, id, user_id, name, email, role, state, language, created_at) values ($1, $2, $3, 'Marta', 'marta@ours.example', 'frontline', 'active', 'en', $4)",
      [w.ours, ownerId, userId, START],
    )
    await w.gate.run(handOverPromise, w.member, { id: promise.id, ownerId })
    await work()
    expect(await call()).toMatchObject({ owner: { id: ownerId, name: 'Marta' }, ownerTeam: null })
    const marta = { ...w.member, id: ownerId, memberId: ownerId }
    const { script, summary } = await w.gate.run(getCall, marta, { id: (await call()).id })
    expect(script).toContain('jueves 3 de diciembre, 16:00')
    expect(summary).toContain('Thursday 3 December, 16:00')
  })

  test('a lost contact, and one that cannot be reached at all', async () => {
    const promise = await without({ phone: null })
    await work()
    expect([await calls(), await telling(promise)]).toEqual([[], 'undelivered'])
  })

  test('is for who may write, in their own organization', async () => {
    await without()
    await work()
    const { id } = await call()
    const reader = w.limitedTo('conversations.read')
    expect((await w.gate.run(listCalls, reader, { about })).items).toHaveLength(1)
    const forbidden = expect.objectContaining({ kind: 'forbidden' })
    await expect(w.gate.run(recordCall, reader, { id, outcome: 'reached', attempt: 1 })).rejects.toEqual(forbidden)
    await expect(w.gate.run(takeCall, reader, { id })).rejects.toEqual(forbidden)
    await expect(w.gate.run(listCalls, w.limitedTo(), {})).rejects.toEqual(forbidden)
    const missing = expect.objectContaining({ code: 'conversations/not_found' })
    await expect(w.gate.run(getCall, w.stranger, { id })).rejects.toEqual(missing)
    await expect(w.gate.run(recordCall, w.stranger, { id, outcome: 'reached', attempt: 1 })).rejects.toEqual(missing)
    await expect(w.gate.run(takeCall, w.stranger, { id })).rejects.toEqual(missing)
    expect((await w.gate.run(listCalls, w.stranger, { about })).items).toEqual([])
    await expect(answered(id, 'reached', 0)).rejects.toEqual(expect.objectContaining({ kind: 'invalid' }))
    await expect(answered(id, 'reached', 1, { at: '2026-11-27T09:00:00Z' })).rejects.toEqual(
      expect.objectContaining({ code: 'conversations/in_future' }),
    )
    expect((await w.gate.run(listPromises, w.member, { about })).items).toHaveLength(1)
  })
})
