import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { type MailServer, startMailServer } from '#test/mail-server'
import { posted } from '#test/portal-desk'
import { createWorld, type TestWorld } from '#test/world'

// Through the API, the workers, the mail and the customer's page, with the clock moved. The firm is open 9 to 17 in
// London; Ana lives in Madrid, an hour ahead. Thursday 26 November 2026.
const START = '2026-11-26T09:00:00Z'
const ORIGIN = 'http://localhost:3000'
let w: TestWorld
let smtp: MailServer
let customers = 0
// Sessions end while the clock moves on; keys do not.
let keys: { frontline: string; viewer: string; elsewhere: string }

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: `${smtp.url}?from=promises@northside.example` })
  const key = async (org: 0 | 1, role: string): Promise<string> =>
    (await w.api('post', '/v1/api-keys', { name: role, role }, { as: w.orgs[org].owner })).body.key
  keys = { frontline: await key(0, 'frontline'), viewer: await key(0, 'viewer'), elsewhere: await key(1, 'frontline') }
})
afterAll(async () => {
  await w?.close()
  await smtp?.close()
})
beforeEach(() => w.clock.set(START))

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: keys.frontline })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const at = async (instant: string): Promise<void> => {
  w.clock.set(instant)
  await w.gate.run(sweepDue, systemActor(w.orgs[0].id, 'clock'), {})
  await w.drainTasks()
}
const promise = (id: string) => call('get', `/v1/promises/${id}`)
const evidence = (about: string) => call('get', `/v1/evidence?about=${about}`)

/** A request of a new customer, and a way to make promises about it. */
async function matter() {
  customers += 1
  const email = `ana${customers}@example.com`
  const contact = { name: 'Ana', email, language: 'en', timeZone: 'Europe/Madrid' }
  const { id: customerId } = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })
  const about = `request:${request.id}`
  const wording = 'Your boiler will be repaired.'
  const make = (over: object) =>
    call('post', '/v1/promises', { kind: 'completion', wording, about, customerId, ...over })
  const mails = () => smtp.mails.filter(({ to }) => to.includes(email)).length
  return { requestId: request.id as string, about, make, mails }
}

const pathIn = (text: string | undefined): string => /http:\/\/localhost:3000(\/t\/[\w-]+)/.exec(text ?? '')?.[1] ?? ''
const pageAt = async (path: string) => (await w.app.request(`${ORIGIN}${path}`)).text()
const reply = (path: string, text: string) => w.app.request(`${ORIGIN}${path}/reply`, posted({ text }))

describe('waiting for the customer', () => {
  test('what the customer replied is unanswered until somebody of the firm writes, delivers or closes', async () => {
    const { about, make, requestId } = await matter()
    const made = await make({ duration: { unit: 'business_seconds', n: 40 * 3600 }, countsFromAnswer: true })
    const unanswered = async (as = keys.frontline) => {
      const { items } = (await w.api('get', '/v1/promises?unanswered=true', undefined, { as })).body
      const { figures, actNow } = (await w.api('get', '/v1/today', undefined, { as })).body
      expect(figures.unanswered, 'the figure is the list').toBe(items.length)
      const rows = actNow.filter((row: { reply: unknown }) => row.reply)
      return { ids: items.map(({ id }: { id: string }) => id), rows }
    }
    const ask = async () => {
      await call('post', '/v1/waits', { about, waitingFor: 'A photo of the label.' })
      await w.drainTasks()
      return pathIn((await smtp.latest()).text)
    }
    const path = await ask()
    expect((await unanswered()).ids, 'asked, not replied').toEqual([])
    await at('2026-11-26T10:00:00Z')
    await reply(path, 'It says BX 200.')
    await w.drainTasks()
    // The mail about the moved date went out by itself: nobody has answered.
    expect(await unanswered()).toMatchObject({
      ids: [made.id],
      rows: [
        { why: 'reply', promise: { id: made.id }, reply: { at: '2026-11-26T10:00:00Z', text: 'It says BX 200.' } },
      ],
    })
    expect((await unanswered(keys.elsewhere)).ids).toEqual([])
    const news = await make({ kind: 'next_update', wording: 'News.', dueAt: '2026-11-26T12:00:00Z' })
    expect((await unanswered()).ids, 'promised: they hear of it').toEqual([])
    await at('2026-11-26T10:10:00Z')
    await reply(await ask(), 'And the door is blue.')
    expect((await unanswered()).ids).toHaveLength(1)
    await call('post', `/v1/promises/${news.id}/update`, { text: 'Thank you.' })
    expect((await unanswered()).ids, 'written to').toEqual([])
    await at('2026-11-26T10:20:00Z')
    await reply(await ask(), 'Ring twice.')
    expect((await unanswered()).ids).toHaveLength(1)
    await call('post', `/v1/requests/${requestId}/closing`, {})
    expect((await unanswered()).ids, 'closed').toEqual([])
  })

  test('a date counted from the answer: asked, reminded, answered on the page, moved and told, and evidence holds', async () => {
    const { about, make, mails, requestId } = await matter()
    const made = await make({ duration: { unit: 'business_seconds', n: 8 * 3600 }, countsFromAnswer: true })
    expect(made).toMatchObject({ pausable: true, waiting: null, dueAt: '2026-11-26T17:00:00Z' })
    await w.drainTasks()
    expect((await smtp.latest()).text).toContain(
      'If we have to wait for something from you, this date moves by that time.',
    )

    await at('2026-11-26T11:00:00Z')
    const asked = await call('post', '/v1/waits', { about, waitingFor: 'A photo of the label.' })
    expect(asked).toMatchObject({ paused: [made.id], running: [] })
    expect(asked.wait).toMatchObject({ waitingFor: 'A photo of the label.', language: 'en', reminders: 0 })
    expect(asked.wait.ifAnsweredNow).toEqual([{ promiseId: made.id, dueAt: '2026-11-26T17:00:00Z' }])
    await w.drainTasks()
    const mail = await smtp.latest()
    expect(mail.subject).toBe('Northside Repairs needs something from you')
    expect(mail.text).toContain('What we need: A photo of the label.')
    // Answered by the end of today, the six hours of today are to come: on Friday at 15:00 in London.
    expect(mail.text).toContain('If you answer today: Your boiler will be repaired by Friday 27 November, 16:00')

    // The date passes while the clock stands: nothing breaks.
    await at('2026-11-27T08:30:00Z')
    expect(await promise(made.id)).toMatchObject({ state: 'open', pausedAt: '2026-11-26T11:00:00Z' })
    const before = mails()
    await at('2026-11-27T11:00:00Z')
    expect(mails()).toBe(before + 1)
    expect((await smtp.latest()).subject).toBe('Reminder: Northside Repairs needs something from you')
    expect((await smtp.latest()).text).toContain('We asked you on Thursday 26 November, 12:00.')
    const waiting = (await promise(made.id)).waiting
    expect(waiting).toMatchObject({ waitingFor: 'A photo of the label.', dueIfAnsweredNow: '2026-11-27T17:00:00Z' })

    const path = pathIn(mail.text)
    const shown = await pageAt(path)
    expect(shown).toContain('Waiting for you')
    expect(shown).toContain('We need something from you')
    expect(shown).toContain('If you answer now: Your boiler will be repaired by Friday 27 November, 18:00')
    expect(shown).toContain('If you answer today: Your boiler will be repaired by Monday 30 November, 16:00')
    expect((await promise(made.id)).waiting, 'opening the page answers nothing').not.toBeNull()
    expect((await reply(path, '  ')).status).toBe(400)

    const answered = await reply(path, 'It says BX 200.')
    expect(answered.status).toBe(303)
    expect(answered.headers.get('location')).toContain('reply=sent')
    expect((await reply(path, 'It says BX 200.')).headers.get('location'), 'twice is once').toContain('reply=sent')
    expect((await reply(path, 'Something else')).headers.get('location')).toContain('reply=over')
    expect(await pageAt(`${path}?reply=sent`)).toContain('Thank you. Northside Repairs has your answer.')
    await w.drainTasks()
    expect(await promise(made.id)).toMatchObject({ pausedAt: null, waiting: null, dueAt: '2026-11-27T17:00:00Z' })
    expect((await smtp.latest()).subject).toBe(
      'New date: Your boiler will be repaired by Friday 27 November, 18:00 (Central European Time)',
    )
    const after = await pageAt(path)
    expect(after).toContain('You answered: It says BX 200.')
    expect(after).toContain('We asked you for something: A photo of the label.')
    expect(after).toContain('In the time of Northside Repairs: Friday 27 November, 17:00')

    const { items } = await call('get', `/v1/waits?about=${about}`)
    expect(items).toMatchObject([{ endedBy: 'customer', reply: 'It says BX 200.', replyChannel: 'link', reminders: 1 }])
    const entries = (await call('get', `/v1/requests/${requestId}/timeline?limit=200`)).items.map(
      ({ kind, what }: { kind: string; what: string }) => `${kind} ${what}`,
    )
    expect(entries).toEqual(expect.arrayContaining(['notice asked', 'promise paused', 'promise resumed']))
    // The answer on the page stands for the end of the wait, and comes with its words.
    expect(entries.filter((entry: string) => /^(reply|wait)/.test(entry))).toEqual(['reply written'])
    // A message that came in: what the policies promise for one follows.
    expect(entries.filter((entry: string) => entry.startsWith('occurrence'))).toHaveLength(1)

    const sent = mails()
    await at('2026-12-08T12:00:00Z')
    expect(mails(), 'reminders stop with the answer').toBe(sent)
    // Nobody repaired it: the moved date breaks.
    expect(await promise(made.id)).toMatchObject({ state: 'broken', endedAt: '2026-11-27T17:00:00Z' })
    expect(await evidence(about)).toMatchObject({ verified: true })
  })

  test('a member records what was said on the phone, when it was said; what runs on stands', async () => {
    const { about, make, mails } = await matter()
    const counted = await make({ duration: { unit: 'business_days', n: 2, at: 'close' }, countsFromAnswer: true })
    const stands = await make({ kind: 'callback', wording: 'We will call you.', dueAt: '2026-12-01T12:00:00Z' })
    const { wait, paused, running } = await call('post', '/v1/waits', {
      ...{ about, waitingFor: 'Your choice of colour.', remindAfterBusinessDays: [] },
    })
    expect([paused, running]).toEqual([[counted.id], [stands.id]])
    await w.drainTasks()
    expect((await smtp.latest()).text).toContain('The date we gave you stands: We will call you by Tuesday 1 December')
    const sent = mails()
    await at('2026-11-27T16:00:00Z')
    expect(mails(), 'no reminder was wanted').toBe(sent)

    const end = (over: object) => w.api('post', `/v1/waits/${wait.id}/end`, over, { as: keys.frontline })
    expect(await end({ answeredAt: '2026-11-25T09:00:00Z' })).toMatchObject({
      body: { code: 'promises/answered_before_asked' },
    })
    expect(await end({ answeredAt: '2026-12-25T09:00:00Z' })).toMatchObject({
      body: { code: 'promises/occurred_in_future' },
    })
    const ended = await end({ reply: 'Red.', channel: 'phone', answeredAt: '2026-11-26T17:00:00Z' })
    expect(ended.body).toMatchObject({ endedBy: 'member', reply: 'Red.', endedAt: '2026-11-26T17:00:00Z' })
    expect((await end({ reply: 'Red.' })).body).toMatchObject({ code: 'promises/wait_ended' })
    // A business day was spent waiting.
    expect(await promise(counted.id)).toMatchObject({ dueAt: '2026-12-01T17:00:00Z', pausedAt: null })
    expect(await promise(stands.id)).toMatchObject({ dueAt: '2026-12-01T12:00:00Z', state: 'open' })
    expect(await evidence(about)).toMatchObject({ verified: true })
  })

  test('kept while its clock stands is in time; withdrawn and closed end it too', async () => {
    const { about, make, requestId } = await matter()
    const [kept, withdrawn, left] = [
      await make({ businessSeconds: 8 * 3600, countsFromAnswer: true }),
      await make({ businessSeconds: 8 * 3600, countsFromAnswer: true }),
      await make({ dueAt: '2026-11-27T12:00:00Z', countsFromAnswer: true }),
    ]
    await call('post', '/v1/waits', { about, waitingFor: 'The key.' })
    await at('2026-11-30T10:00:00Z')
    expect(await call('post', `/v1/promises/${kept.id}/delivery`, {})).toMatchObject({ state: 'kept', pausedAt: null })
    expect(await call('post', `/v1/promises/${withdrawn.id}/withdrawal`, { reason: 'Sold.' })).toMatchObject({
      ...{ state: 'withdrawn', pausedAt: null },
    })
    expect(await promise(left.id)).toMatchObject({ state: 'open', pausedAt: START })
    const sent = smtp.mails.length
    await call('post', `/v1/requests/${requestId}/closing`, {})
    // A chosen date moves by the business time of the wait: two days and an hour.
    expect(await promise(left.id)).toMatchObject({ state: 'open', pausedAt: null, dueAt: '2026-12-01T13:00:00Z' })
    expect((await call('get', `/v1/waits?about=${about}&open=true`)).items).toEqual([])
    await w.drainTasks()
    expect(smtp.mails.length, 'nobody is told of a new date by closing; the withdrawal is told').toBe(sent + 1)
    expect(await evidence(about)).toMatchObject({ verified: true })
  })

  test('moving a paused promise: the successor runs, what it replaces is renegotiated', async () => {
    const { about, make } = await matter()
    const made = await make({ businessSeconds: 8 * 3600, countsFromAnswer: true })
    await call('post', '/v1/waits', { about, waitingFor: 'The key.' })
    await at('2026-11-27T10:00:00Z')
    const moved = await call('post', `/v1/promises/${made.id}/renegotiation`, {
      ...{ wording: made.wording, dueAt: '2026-12-03T12:00:00Z', reason: 'The part is late.' },
    })
    expect(moved).toMatchObject({ state: 'proposed', pausable: true, pausedAt: null })
    await call('post', `/v1/promises/${moved.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
    expect(await promise(made.id)).toMatchObject({ state: 'renegotiated', pausedAt: null, waiting: null })
    expect(await evidence(about)).toMatchObject({ verified: true })
  })

  test('is refused where nothing stands, nobody can be asked, it is waited already; and to others', async () => {
    const { about, make } = await matter()
    const start = (as = keys.frontline) => w.api('post', '/v1/waits', { about, waitingFor: 'The key.' }, { as })
    expect((await start()).body).toMatchObject({ code: 'promises/nothing_promised' })
    await make({ dueAt: '2026-12-01T12:00:00Z', beneficiary: 'organization' })
    expect((await start()).body).toMatchObject({ code: 'promises/wait_needs_customer' })
    await make({ dueAt: '2026-12-01T12:00:00Z' })
    expect((await start(keys.viewer)).status).toBe(403)
    expect((await start(keys.elsewhere)).body).toMatchObject({ code: 'promises/nothing_promised' })
    const first = await start()
    expect(first.status).toBe(201)
    expect((await start()).body).toMatchObject({ code: 'promises/waiting_already' })
    const elsewhere = { as: keys.elsewhere }
    expect((await w.api('get', `/v1/waits?about=${about}`, undefined, elsewhere)).body.items).toEqual([])
    expect((await w.api('post', `/v1/waits/${first.body.wait.id}/end`, {}, elsewhere)).status).toBe(404)
  })
})

describe('updates', () => {
  test('sent in one press: one mail, the promise is kept, the next is made; forgotten, it is overdue', async () => {
    const { about, make, mails, requestId } = await matter()
    const wording = 'You will hear from us about your boiler.'
    const first = await make({
      ...{ kind: 'next_update', wording, duration: { unit: 'business_days', n: 2, at: 'same_time' }, repeats: true },
    })
    expect(first).toMatchObject({ repeats: true, dueAt: '2026-11-30T09:00:00Z' })
    await w.drainTasks()
    await at('2026-11-27T10:00:00Z')
    const sent = mails()
    const { promise: kept, next } = await call('post', `/v1/promises/${first.id}/update`, { text: 'The part is here.' })
    expect(kept).toMatchObject({ id: first.id, state: 'kept', occurredAt: '2026-11-27T10:00:00Z' })
    expect(next).toMatchObject({
      kind: 'next_update',
      wording,
      repeats: true,
      dueAt: '2026-12-01T10:00:00Z',
      state: 'open',
    })
    await w.drainTasks()
    expect(mails(), 'one mail').toBe(sent + 1)
    const mail = await smtp.latest()
    expect(mail.subject).toBe('News from Northside Repairs')
    expect(mail.text).toContain('The part is here.')
    expect(mail.text).toContain('Next: You will hear from us about your boiler by Tuesday 1 December, 11:00')
    expect(await promise(next.id)).toMatchObject({ telling: 'told' })
    expect(await pageAt(pathIn(mail.text))).toContain('We wrote to you: The part is here.')

    const again = await w.api('post', `/v1/promises/${first.id}/update`, {}, { as: keys.frontline })
    expect(again.body).toMatchObject({ code: 'promises/not_possible' })
    await at('2026-12-01T10:00:01Z')
    expect(await promise(next.id)).toMatchObject({ state: 'broken', overdue: true })
    // Late, but sent: the holding message, and the next one follows.
    const late = await call('post', `/v1/promises/${next.id}/update`, {})
    expect(late.promise).toMatchObject({ state: 'broken', lateSeconds: 1 })
    expect(late.next).toMatchObject({ state: 'open', repeats: true })
    await w.drainTasks()
    expect((await smtp.latest()).text).toContain('We are still on it.')

    // Kept by the button alone: the next is made and told all the same.
    await call('post', `/v1/promises/${late.next.id}/delivery`, {})
    const { items: open } = await call('get', `/v1/promises?about=${about}&state=open`)
    expect(open).toHaveLength(1)
    await call('post', `/v1/requests/${requestId}/closing`, {})
    expect(await promise(open[0].id)).toMatchObject({ state: 'open', repeats: false })
    const last = await call('post', `/v1/promises/${open[0].id}/update`, { text: 'It is done.' })
    expect(last).toMatchObject({ promise: { state: 'kept' }, next: null })
    await w.drainTasks()
    const final = await smtp.latest()
    expect(final.text).toContain('It is done.')
    expect(final.text).not.toContain('Next:')
    expect(await evidence(about)).toMatchObject({ verified: true })
  })

  test('keeps a first reply, makes no next one of the last, and is refused elsewhere', async () => {
    const { make } = await matter()
    const first = await make({ kind: 'first_reply', wording: 'You will have our answer.', businessSeconds: 3600 })
    const answer = await call('post', `/v1/promises/${first.id}/update`, { text: 'Yes, we can.' })
    expect(answer).toMatchObject({ promise: { state: 'kept' }, next: null })
    const cadence = await make({ kind: 'next_update', wording: 'News.', businessSeconds: 3600, repeats: true })
    expect(await call('post', `/v1/promises/${cadence.id}/update`, { last: true })).toMatchObject({ next: null })

    const done = await make({ dueAt: '2026-12-01T12:00:00Z' })
    const update = (id: string, as = keys.frontline) => w.api('post', `/v1/promises/${id}/update`, {}, { as })
    expect((await update(done.id)).body).toMatchObject({ code: 'promises/not_an_update' })
    const open = await make({ kind: 'next_update', wording: 'News.', businessSeconds: 3600 })
    expect((await update(open.id, keys.viewer)).status).toBe(403)
    expect((await update(open.id, keys.elsewhere)).status).toBe(404)
    const dated = { kind: 'next_update', wording: 'News.', dueAt: '2026-12-01T12:00:00Z', repeats: true }
    const refused = await w.api(
      'post',
      '/v1/promises',
      { ...dated, about: first.about, customerId: first.customerId },
      { as: keys.frontline },
    )
    expect(refused.body).toMatchObject({ code: 'promises/repeats_how_often' })
  })
})
