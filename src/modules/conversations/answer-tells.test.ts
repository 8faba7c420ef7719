import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tellDayLongHistory } from '#test/history'
import { openInbox } from '#test/inbox'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, type Person, type TestWorld } from '#test/world'

// What is promised in an answer is recorded with it and told by it; what is said anyway is counted.

const START = '2026-11-26T09:00:00Z'
const CALL = { kind: 'callback', wording: 'I will call you back tomorrow by three', dueAt: '2026-11-27T15:00:00Z' }
let w: TestWorld
let smtp: MailServer
let orgId: string
let desk: Awaited<ReturnType<typeof openInbox>>

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: smtp.url })
  await tellDayLongHistory(w, 'plumbing')
  desk = await openInbox(w)
  orgId = desk.orgId
})
afterAll(() => Promise.all([w?.close(), smtp?.close()]))
beforeEach(() => w.clock.set(START))

const frontline = () => w.orgs[0].frontline
const call = (method: string, path: string, body?: unknown, as?: Person) => desk.call(method, path, body, as)
const ask = (method: string, path: string, body?: unknown, as: Person = frontline()) =>
  w.api(method, path, body, { as })
const at = (seconds: number) => w.clock.set(Temporal.Instant.from(START).add({ seconds }))
const mailsTo = (address: string) => smtp.mails.filter(({ to }) => to.includes(address)).length

/** A conversation with a known customer about a request of plumbing. */
async function begun() {
  const { contactId, customer, email } = await desk.known()
  const request = { kind: 'job', subject: 'Tap', category: 'plumbing', customerId: customer.id }
  const about = `request:${(await call('post', '/v1/requests', request)).id}`
  const first = { contactId, subject: 'Tap', text: 'We are looking at it.' }
  const { id } = await call('post', `/v1/requests/${about.slice('request:'.length)}/conversations`, first)
  await w.drainTasks()
  at(11)
  await w.drainTasks()
  w.clock.set(START)
  return { id, about, customer, contactId, email, before: mailsTo(email) }
}
const messages = (id: string) => `/v1/conversations/${id}/messages`
const promised = async (about: string) => (await call('get', `/v1/promises?about=${about}`)).items

describe('an answer that promises', () => {
  test('is one mail: the text, the promise with its date, and the link; told when it is sent', async () => {
    const { id, about, email, before } = await begun()
    const text = 'We have it. I will call you back tomorrow by three.'
    const message = await call('post', messages(id), { text, promises: [CALL] })
    expect(message).toMatchObject({ text, promises: [{ wording: CALL.wording, state: 'open', toldAt: null }] })
    const [promise] = await promised(about)
    expect(promise).toMatchObject({ ...CALL, telling: 'waiting', ownerId: frontline().member.id, language: 'en' })
    await w.drainTasks()
    expect(mailsTo(email), 'nothing before its time').toBe(before)
    at(11)
    await w.drainTasks()
    expect(mailsTo(email) - before, 'one mail, not two').toBe(1)
    const sent = await smtp.latest()
    expect(sent.text).toContain(text)
    expect(sent.text).toContain('I will call you back tomorrow by three')
    expect(sent.text).toMatch(/viernes 27 de noviembre/)
    expect(sent.text).toContain('http://localhost:3000/t/')
    expect(sent.html).toContain('http://localhost:3000/t/')
    const told = await call('get', `/v1/promises/${promise.id}`)
    expect(told).toMatchObject({ telling: 'told', toldAt: '2026-11-26T09:00:11Z' })
    const [chain] = (await call('get', `/v1/evidence?about=${about}`)).chains
    expect(chain.events.find(({ type }: { type: string }) => type === 'promise.told').data).toMatchObject({
      by: message.id,
      channel: 'email',
    })
    expect(chain.faults).toEqual([])
  })

  test('taken back in time, it was promised to nobody: withdrawn, and nobody hears of it', async () => {
    const { id, about, email, before } = await begun()
    const message = await call('post', messages(id), { text: 'Tomorrow by three.', promises: [CALL] })
    await call('post', `/v1/messages/${message.id}/taking-back`)
    const [promise] = await promised(about)
    expect(promise).toMatchObject({ state: 'withdrawn', telling: 'not_needed', toldAt: null })
    expect(promise.reason).toContain('taken back')
    at(600)
    await w.drainTasks()
    expect(mailsTo(email)).toBe(before)
    const untold = (await call('get', '/v1/notices?limit=200')).items
    expect(untold.map(({ promiseId }: { promiseId: string }) => promiseId)).not.toContain(promise.id)
    expect((await call('get', `/v1/evidence?about=${about}`)).verified).toBe(true)
  })

  test('that cannot be sent tells nobody', async () => {
    const { id, about, email } = await begun()
    smtp.refuse(email, 550, '5.1.1 No such user')
    await call('post', messages(id), { text: 'Tomorrow by three.', promises: [CALL] })
    at(11)
    await w.drainTasks()
    smtp.accept()
    expect((await promised(about))[0]).toMatchObject({ state: 'open', telling: 'undelivered', toldAt: null })
  })

  test('asks for an answer in the same mail, and the link in it answers', async () => {
    const { id, about, email, before } = await begun()
    await call('post', messages(id), { text: 'Does it suit you?', promises: [{ ...CALL, asksAnswer: true }] })
    at(11)
    await w.drainTasks()
    expect(mailsTo(email) - before).toBe(1)
    expect((await smtp.latest()).text).toMatch(/\/t\/\S+\?answer=accepted/)
    const [promise] = await promised(about)
    expect(promise).toMatchObject({ state: 'proposed', telling: 'told' })
    const { items } = await call('get', `/v1/promises/${promise.id}/links`)
    expect(items.filter(({ kind }: { kind: string }) => kind === 'action')).toHaveLength(1)
    const two = [CALL, { ...CALL, kind: 'refund' }].map((each) => ({ ...each, asksAnswer: true }))
    const refused = await ask('post', messages((await begun()).id), { text: 'Both?', promises: two })
    expect([refused.status, refused.body.code]).toEqual([400, 'conversations/asks_one_answer'])
  })

  test('an update that is promised in it is not kept by it', async () => {
    const { id, about } = await begun()
    const update = { kind: 'next_update', wording: 'You hear from us', dueAt: '2026-11-27T15:00:00Z' }
    await call('post', messages(id), { text: 'We are on it.', promises: [update] })
    at(11)
    await w.drainTasks()
    expect((await promised(about))[0]).toMatchObject({ kind: 'next_update', state: 'open', telling: 'told' })
  })

  test('text that looks like our link stays text', async () => {
    const { id } = await begun()
    await call('post', messages(id), { text: 'Type {link} there.', promises: [CALL] })
    at(11)
    await w.drainTasks()
    expect((await smtp.latest()).text).toContain('Type { link } there.')
  })

  test('a first mail tells too; nothing is promised by whoever may not write, or elsewhere', async () => {
    const { contactId, email } = await desk.known()
    const first = { contactId, subject: 'Tap', text: 'Tomorrow by three.', promises: [CALL] }
    const { about } = await call('post', '/v1/conversations', first)
    at(11)
    await w.drainTasks()
    expect(mailsTo(email)).toBe(1)
    expect((await promised(about))[0]).toMatchObject({ telling: 'told' })
    expect((await ask('post', '/v1/conversations', first, w.orgs[0].viewer)).status).toBe(403)
    expect((await ask('post', '/v1/conversations', first, w.orgs[1].owner)).status).toBe(404)
    const noDate = { ...first, promises: [{ ...CALL, dueAt: undefined }] }
    expect((await ask('post', '/v1/conversations', noDate)).status).toBe(400)
  })
})

describe('what is said by telephone', () => {
  const note = (about: string) => `/v1/requests/${about.slice('request:'.length)}/contact-notes`

  test('is promised at the call and told by it', async () => {
    const { about, contactId, email, before } = await begun()
    const spoken = {
      contactId,
      channel: 'phone',
      direction: 'out',
      text: 'I told her I will call back tomorrow by three.',
    }
    const noted = await call('post', note(about), { ...spoken, promises: [CALL] })
    expect(noted.promises).toMatchObject([{ wording: CALL.wording, toldAt: START }])
    expect((await promised(about))[0]).toMatchObject({ telling: 'told', state: 'open' })
    // Calling back keeps it, and promises the next without being the second for the same thing.
    at(30)
    const later = { ...CALL, dueAt: '2026-11-30T15:00:00Z' }
    expect(await call('post', note(about), { ...spoken, promises: [later] })).toMatchObject({ contradicts: null })
    expect((await promised(about)).map(({ state }: { state: string }) => state).sort()).toEqual(['kept', 'open'])
    at(60)
    await w.drainTasks()
    expect(mailsTo(email), 'no mail says it again').toBe(before)
    const nobody = await ask('post', note(about), { ...spoken, outcome: 'not_reached', promises: [CALL] })
    expect([nobody.status, nobody.body.code]).toEqual([400, 'conversations/nothing_was_said'])
  })

  test('is noted whatever it contradicts, and counted', async () => {
    const { about, contactId, customer } = await begun()
    const refund = { kind: 'refund', wording: 'You will be refunded', dueAt: '2026-11-27T15:00:00Z' }
    await call('post', '/v1/promises', { ...refund, about, customerId: customer.id })
    const text = 'We will refund you the amount by Monday, 7 December.'
    const spoken = { contactId, channel: 'counter', direction: 'in', text }
    const noted = await call('post', note(about), spoken)
    expect(noted.contradicts).toEqual({ codes: ['date_differs'], reason: null })
  })
})

describe('before it is sent', () => {
  const check = (id: string, text: string) => call('post', `/v1/conversations/${id}/check`, { text })
  const SOON = 'We will repair your tap today by one o’clock.'

  test('a date that few such requests keep is flagged, with what it rests on and the nearest honest date', async () => {
    const { id, about } = await begun()
    const { flags, promises } = await check(id, SOON)
    expect(promises).toMatchObject([{ kind: 'completion', dueAt: '2026-11-26T13:00:00Z' }])
    const [flag] = flags
    expect(flag).toMatchObject({ code: 'below_floor', needsReason: true, promiseId: null, floor: 0.8, hard: false })
    expect(flag.chance).toBeLessThan(0.5)
    expect(flag.similar).toBeGreaterThan(30)
    expect(flag.nearest > '2026-11-26T13:00:00Z').toBe(true)
    const refused = await ask('post', messages(id), { text: SOON })
    expect([refused.status, refused.body.code]).toEqual([409, 'promises/said_contradicts'])
    // One reason serves the text and the promise that is recorded from it.
    const tap = { kind: 'completion', wording: 'We will repair your tap', dueAt: '2026-11-26T13:00:00Z' }
    const sent = await call('post', messages(id), { text: SOON, reason: 'A colleague is next door.', promises: [tap] })
    expect(sent.contradicts).toEqual({ codes: ['below_floor'], reason: 'A colleague is next door.' })
    expect((await promised(about))[0]).toMatchObject({ floorReason: 'A colleague is next door.' })
  })

  test('below a floor that is a hard stop it is not sent, whatever the reason', async () => {
    const rules = (hardFloor: boolean) =>
      call('put', '/v1/promise-rules', { atRiskBelow: 0.5, floor: 0.8, hardFloor }, w.orgs[0].owner)
    await rules(true)
    const { id } = await begun()
    const refused = await ask('post', messages(id), { text: SOON, reason: 'A colleague is next door.' })
    expect([refused.status, refused.body.code]).toEqual([400, 'promises/said_below_hard_floor'])
    await rules(false)
  })

  test('what is promised already is said with what it is compared with; recorded once more it takes a reason', async () => {
    const { id, about, customer } = await begun()
    const { id: known } = await call('post', '/v1/promises', { ...CALL, about, customerId: customer.id })
    const again = await check(id, CALL.wording)
    expect(again.flags).toMatchObject([{ code: 'second', promiseId: known, needsReason: false, dueAt: CALL.dueAt }])
    expect(again.promises[0].already).toBe(known)
    const refused = await ask('post', messages(id), { text: CALL.wording, promises: [CALL] })
    expect([refused.status, refused.body.flags]).toMatchObject([409, [{ code: 'second', promiseId: known }]])
    expect(await promised(about), 'nothing was recorded').toHaveLength(1)
    await call('post', messages(id), { text: `${CALL.wording}, as promised.` })
  })

  test('a text is read in the language in which it is written, and that of its reader is said', async () => {
    const { id } = await begun()
    expect(await check(id, 'I will call you back tomorrow by three, when the part is here.')).toMatchObject({
      language: 'en',
      readerLanguage: 'es',
      promises: [{ kind: 'callback' }],
    })
  })

  test('also where there is no conversation yet', async () => {
    const { about, contactId } = await begun()
    const asked = { text: SOON, about, contactId }
    expect((await call('post', '/v1/text-check', asked)).flags).toMatchObject([{ code: 'below_floor' }])
    expect((await ask('post', '/v1/text-check', asked, w.orgs[0].viewer)).status).toBe(403)
    expect((await ask('post', '/v1/text-check', asked, w.orgs[1].owner)).status).toBe(404)
  })

  test('an update in own words is checked too', async () => {
    const { about, customer } = await begun()
    const update = { kind: 'next_update', wording: 'You hear from us', dueAt: '2026-11-27T09:00:00Z', about }
    const { id } = await call('post', '/v1/promises', { ...update, customerId: customer.id })
    await call('post', '/v1/promises', { ...CALL, about, customerId: customer.id })
    const text = 'We will call you back on Monday at ten.'
    const refused = await ask('post', `/v1/promises/${id}/update`, { text })
    expect([refused.status, refused.body.code]).toEqual([409, 'promises/said_contradicts'])
    await call('post', `/v1/promises/${id}/update`, { text, reason: 'She asked for Monday.' })
  })

  const reasons = async () =>
    (await call('get', '/v1/promise-contradictions', undefined, w.orgs[0].lead)).items.map(
      ({ said, reason }: { said: string; reason: string }) => `${said}: ${reason}`,
    )

  test('what we ask the customer for is checked', async () => {
    const { about, customer } = await begun()
    await call('post', '/v1/promises', { ...CALL, about, customerId: customer.id })
    const waitingFor = 'A photo of the tap. We will call you back on Tuesday at ten.'
    const refused = await ask('post', '/v1/waits', { about, waitingFor })
    expect([refused.status, refused.body.code]).toEqual([409, 'promises/said_contradicts'])
    await call('post', '/v1/waits', { about, waitingFor, reason: 'She asked for Tuesday.' })
    expect(await reasons()).toContain('We will call you back on Tuesday at ten: She asked for Tuesday.')
  })

  test('why a date moves is held against the new date, and against all else that is promised', async () => {
    const { about, customer } = await begun()
    const visit = { kind: 'arrival', wording: 'We come to you', dueAt: '2026-12-03T15:00:00Z', about }
    const { id } = await call('post', '/v1/promises', { ...visit, customerId: customer.id })
    await call('post', '/v1/promises', { ...CALL, about, customerId: customer.id })
    const moved = { wording: visit.wording, dueAt: '2026-12-04T15:00:00Z' }
    const move = (reason: string, over: object = {}) =>
      ask('post', `/v1/promises/${id}/renegotiation`, { ...moved, reason, ...over })
    const refusedWith = async (reason: string) => {
      const { status, body } = await move(reason)
      const flags: Record<string, string>[] = body.flags ?? []
      return [status, body.code, ...flags.map(({ code, wording }) => `${code} ${wording}`)]
    }
    const old = 'We will visit you on Thursday 3 December at 15:00.'
    expect(await refusedWith(old)).toEqual([409, 'promises/said_contradicts', 'date_differs We come to you'])
    const other = 'The van is broken. We will call you back on Tuesday at ten.'
    expect(await refusedWith(other)).toEqual([409, 'promises/said_contradicts', `date_differs ${CALL.wording}`])
    const checked = await call('post', '/v1/text-check', {
      ...{ text: 'We will visit you on Friday 4 December at 15:00.', about, contactId: customer.contacts[0].id },
      moving: { promiseId: id, dueAt: moved.dueAt },
    })
    expect(checked.flags).toMatchObject([{ code: 'second', needsReason: false, dueAt: moved.dueAt }])
    expect((await move(other, { saidReason: 'She asked for Tuesday, too.' })).status).toBe(201)
    expect(await reasons()).toContain('We will call you back on Tuesday at ten: She asked for Tuesday, too.')
  })

  test('a note of a call shows its flags before it is kept', async () => {
    const { about, customer, contactId } = await begun()
    const visit = { kind: 'arrival', wording: 'We come to you', dueAt: '2026-12-03T15:00:00Z', about }
    await call('post', '/v1/promises', { ...visit, customerId: customer.id })
    const text = 'We will visit you on Tuesday 1 December at ten.'
    const { flags } = await call('post', '/v1/contact-notes/check', { text, contactId, about, language: 'en' })
    expect(flags).toMatchObject([{ code: 'date_differs', needsReason: true, wording: visit.wording }])
  })
})

test('a lead sees how often something was said anyway, by whom, and why; what was taken back was not said', async () => {
  const { lead } = w.orgs[0]
  const { id, about, customer } = await begun()
  await call('post', '/v1/promises', { ...CALL, about, customerId: customer.id })
  const figures = async () => call('get', '/v1/promise-contradictions/figures', undefined, lead)
  const before = await figures()
  const text = 'I will call you back on Monday at ten.'
  const first = await call('post', messages(id), { text, reason: 'She asked for Monday.' })
  const { items } = await call('get', '/v1/promise-contradictions', undefined, lead)
  expect(items.find(({ messageId }: { messageId: string }) => messageId === first.id)).toMatchObject({
    ...{ code: 'date_differs', about, customerName: 'Ana Ruiz', memberId: frontline().member.id, channel: 'email' },
    ...{ messageId: first.id, dueAt: '2026-11-30T10:00:00Z', reason: 'She asked for Monday.' },
    promise: { wording: CALL.wording, dueAt: CALL.dueAt },
  })
  const after = await figures()
  expect([after.said - before.said, after.members[0].memberId]).toEqual([1, frontline().member.id])
  expect(after.codes.reduce((all: number, { said }: { said: number }) => all + said, 0)).toBe(after.said)
  expect(after.unexplained).toBeGreaterThan(0)
  await call('post', `/v1/messages/${first.id}/taking-back`)
  expect((await figures()).said).toBe(before.said)
  expect((await ask('get', '/v1/promise-contradictions')).status).toBe(403)
  const elsewhere = await call('get', '/v1/promise-contradictions', undefined, w.orgs[1].owner)
  expect(elsewhere.items).toEqual([])
  const events = await w.eventsOf(orgId, 'message.queued')
  const queued = events.find(({ subject }) => subject === `message:${first.id}`)
  expect(queued?.data.contradicts).toEqual(['date_differs'])
})
