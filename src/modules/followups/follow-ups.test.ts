// Asking how it went, from the closing of a request to what becomes of a no: it needs the tasks between the steps run.
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, type Person, type TestWorld } from '#test/world'

// Thursday, nine in London; firms have Monday to Friday.
const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let smtp: MailServer
let contacts = 0
/** A key of an owner: sessions would end between the days. */
let key: string

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: `${smtp.url}?from=kept@northside.example` })
  key = (await call('post', '/v1/api-keys', { name: 'Tests', role: 'owner' }, w.orgs[0].owner)).key
  await call('post', '/v1/policy-starter-set', { industry: 'general', norms: ['went_as_promised'] })
})
afterAll(async () => {
  await w?.close()
  await smtp?.close()
})

async function call(method: string, path: string, body?: unknown, as: Person | string = key) {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
async function to(at: string): Promise<void> {
  w.clock.set(at)
  await w.drainTasks()
}

type Made = { requestId: string; email: string; contactId: string; customerId: string }
/** A request of a new customer, closed on Thursday; what is asked is asked on Monday. */
async function closed(contact: object = {}, of?: Made): Promise<Made> {
  w.clock.set(START)
  const email = `c${++contacts}@example.com`
  const customer = of
    ? null
    : await call('post', '/v1/customers', {
        name: 'Ana Ruiz',
        contacts: [{ name: 'Ana Ruiz', email, language: 'en', timeZone: 'Europe/London', ...contact }],
      })
  const customerId = of?.customerId ?? customer.id
  const contactId = of?.contactId ?? customer.contacts[0].id
  const { id } = await call('post', '/v1/requests', {
    ...{ kind: 'job', subject: 'Boiler knocks', customerId, contactId },
    ownerId: w.orgs[0].frontline.member.id,
  })
  await call('post', `/v1/requests/${id}/closing`, { outcome: 'Repaired' })
  await w.drainTasks()
  return { requestId: id, email: of?.email ?? email, contactId, customerId }
}
const followUpOf = async ({ requestId }: { requestId: string }) =>
  (await call('get', `/v1/follow-ups?about=request:${requestId}`)).items
const mailsTo = async (email: string) =>
  Promise.all(smtp.mails.filter(({ to: all }) => all.includes(email)).map(({ raw }) => PostalMime.parse(raw)))
const linksIn = (text: string) => [...text.matchAll(/\/t\/[\w-]+\/outcome\?went=(?:yes|no)/g)].map(([found]) => found)

const MONDAY = '2026-11-30T09:00:00Z'

/** The page behind a link, and its form. */
async function page(path: string) {
  const answer = await w.app.request(path)
  return { status: answer.status, html: await answer.text() }
}
const press = (path: string, went: string, text = '') =>
  w.app.request(path.split('?')[0] ?? '', {
    method: 'POST',
    body: new URLSearchParams({ went, text }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
async function asked(contact: object = {}) {
  const made = await closed(contact)
  await to(MONDAY)
  const mail = (await mailsTo(made.email)).at(-1)
  const [yes = '', no = ''] = linksIn(mail?.text ?? '')
  return { ...made, mail, yes, no, followUp: (await followUpOf(made))[0] }
}

describe('asking', () => {
  test('two business days after completion, by mail with two links, and the promise to ask is kept', async () => {
    const made = await closed()
    expect(await followUpOf(made)).toMatchObject([{ state: 'planned', askAt: MONDAY, askedAt: null }])
    await to('2026-11-30T08:59:59Z')
    expect(await mailsTo(made.email)).toHaveLength(0)
    await to(MONDAY)
    const [mail] = await mailsTo(made.email)
    expect(mail?.subject).toBe('Northside Repairs: did it go as promised?')
    expect(linksIn(mail?.text ?? '').map((link) => link.split('went=')[1])).toEqual(['yes', 'no'])
    const [followUp] = await followUpOf(made)
    expect(followUp).toMatchObject({ state: 'asked', askedAt: MONDAY, channel: 'email', answers: [] })
    expect((await call('get', `/v1/promises/${followUp.promiseId}`)).state).toBe('kept')
  })

  test('in the night nobody is asked', async () => {
    const made = await closed({ timeZone: 'Asia/Tokyo', quietHours: { from: '18:00', to: '09:00' } })
    await to(MONDAY)
    expect(await mailsTo(made.email)).toHaveLength(0)
    expect(await followUpOf(made)).toMatchObject([{ state: 'asking' }])
    await to('2026-12-01T00:00:00Z')
    expect(await mailsTo(made.email)).toHaveLength(1)
    expect(await followUpOf(made)).toMatchObject([{ state: 'asked', askedAt: '2026-12-01T00:00:00Z' }])
  })

  test('whoever wants to be called is called, with a script, and what they say is noted', async () => {
    const made = await closed({ preferredChannel: 'phone', phone: '+44 20 7946 0001', quietHours: 'none' })
    await to(MONDAY)
    const about = `request:${made.requestId}`
    const { items } = await call('get', `/v1/calls?about=${about}`)
    expect(items).toMatchObject([{ kind: 'follow_up', why: 'preferred', state: 'open' }])
    const { script } = await call('get', `/v1/calls/${items[0].id}`)
    expect(script).toContain('Did it go as promised?')
    expect(script).toContain('Boiler knocks')
    const [followUp] = await followUpOf(made)
    expect(followUp.state).toBe('asking')
    await call('post', `/v1/calls/${items[0].id}/result`, { outcome: 'reached', attempt: 1 })
    const answered = await call('post', `/v1/follow-ups/${followUp.id}/answer`, { answer: 'yes', words: 'All fine.' })
    expect(answered).toMatchObject({
      state: 'yes',
      answers: [{ answer: 'yes', words: 'All fine.', givenBy: 'member', channel: 'phone' }],
    })
    await w.drainTasks()
    expect(await followUpOf(made)).toMatchObject([{ state: 'yes', channel: 'phone' }])
  })

  test('a mail that is refused becomes a call', async () => {
    const made = await closed({ phone: '+44 20 7946 0002', quietHours: 'none' })
    smtp.refuse(made.email, 550, 'No such mailbox')
    await to(MONDAY)
    smtp.accept()
    expect((await call('get', `/v1/calls?about=request:${made.requestId}`)).items).toMatchObject([
      { kind: 'follow_up', why: 'refused' },
    ])
  })

  test('one contact is asked once in two weeks; the second time it is recorded why not', async () => {
    const made = await asked()
    const again = await closed({}, made)
    await to(MONDAY)
    expect(await followUpOf(again)).toMatchObject([{ state: 'not_asked', notAskedBecause: 'asked_recently' }])
    const [{ promiseId }] = await followUpOf(again)
    expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'withdrawn' })
    expect(await mailsTo(made.email)).toHaveLength(1)
  })

  test('who does not want to be asked is not; who has said nothing is', async () => {
    const made = await closed()
    const no = { purpose: 'feedback', given: false, channel: 'phone', words: 'Never ask me again.' }
    await call('post', `/v1/contacts/${made.contactId}/consents`, no)
    await to(MONDAY)
    expect(await followUpOf(made)).toMatchObject([{ state: 'not_asked', notAskedBecause: 'refused' }])
  })

  test('a request that is open again is not asked about; closed again, it is, once', async () => {
    const made = await closed()
    await call('post', `/v1/requests/${made.requestId}/reopening`)
    await w.drainTasks()
    expect(await followUpOf(made)).toMatchObject([{ state: 'not_asked', notAskedBecause: 'reopened' }])
    await call('post', `/v1/requests/${made.requestId}/closing`, {})
    await to(MONDAY)
    expect((await followUpOf(made)).map(({ state }: { state: string }) => state)).toEqual(['asked', 'not_asked'])
    expect(await mailsTo(made.email)).toHaveLength(1)
  })

  test('without a customer there is nobody to ask', async () => {
    w.clock.set(START)
    const { id } = await call('post', '/v1/requests', { kind: 'job', subject: 'Own boiler' })
    await call('post', `/v1/requests/${id}/closing`, {})
    await w.drainTasks()
    expect(await followUpOf({ requestId: id })).toEqual([])
  })
})

describe('answering by link', () => {
  test('opening records nothing; a yes is one press, and two presses are one answer', async () => {
    const made = await asked()
    expect(await page(made.yes)).toMatchObject({ status: 200, html: expect.stringContaining('Boiler knocks') })
    expect(await followUpOf(made)).toMatchObject([{ state: 'asked', answers: [] }])
    const presses = await Promise.all([press(made.yes, 'yes'), press(made.yes, 'yes'), press(made.yes, 'yes')])
    expect(presses.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await followUpOf(made)).toMatchObject([{ state: 'yes', answers: [{ answer: 'yes', givenBy: 'customer' }] }])
    expect((await page(made.yes)).html).toContain('Thank you. We are glad.')
    expect((await call('get', `/v1/requests/${made.requestId}`)).status).toBe('closed')
  })

  test('a no opens the request again, and an answer is promised within one business day', async () => {
    const made = await asked()
    await press(made.no, 'no', 'It still knocks.')
    await w.drainTasks()
    expect((await call('get', `/v1/requests/${made.requestId}`)).status).toBe('open')
    const [followUp] = await followUpOf(made)
    expect(followUp).toMatchObject({ state: 'no', unsettled: true, answers: [{ words: 'It still knocks.' }] })
    const reply = await call('get', `/v1/promises/${followUp.replyPromiseId}`)
    expect(reply).toMatchObject({
      ...{ kind: 'next_reply', state: 'open', beneficiary: 'customer', dueAt: '2026-12-01T09:00:00Z' },
      ownerId: w.orgs[0].frontline.member.id,
    })
    expect((await mailsTo(made.email)).at(-1)?.subject).toContain('We will see what was not right')
    // What they wrote waits in the inbox for an answer.
    const { items } = await call('get', '/v1/conversations?limit=200')
    expect(items.filter((each: { about: string }) => each.about === `request:${made.requestId}`)).toMatchObject([
      { channel: 'portal', state: 'open' },
    ])
    const noes = async () =>
      (await call('get', '/v1/follow-ups?unsettled=true')).items.map(({ id }: { id: string }) => id)
    expect(await noes()).toContain(followUp.id)
    await call('post', `/v1/promises/${followUp.replyPromiseId}/delivery`, {})
    expect(await noes()).not.toContain(followUp.id)
  })

  test('a later answer stands beside the earlier one and counts', async () => {
    const made = await asked()
    await press(made.yes, 'yes')
    await press(made.no, 'no', 'Now it knocks.')
    await press(made.no, 'yes', 'A colleague of yours called. Fine.')
    await w.drainTasks()
    const [followUp] = await followUpOf(made)
    expect(followUp.state).toBe('yes')
    expect(followUp.answers.map(({ answer }: { answer: string }) => answer)).toEqual(['yes', 'no', 'yes'])
    // What was promised after the no stands until somebody keeps it.
    expect(followUp.replyPromiseId).not.toBeNull()
  })

  test('the link is for this alone, and over after thirty days', async () => {
    const made = await asked()
    const token = made.yes.split('/')[2] ?? ''
    expect((await w.app.request(`/t/${token.slice(0, -2)}xx/outcome`)).status).toBe(404)
    w.clock.set('2026-12-30T09:00:01Z')
    expect((await press(made.yes, 'yes')).status).toBe(410)
    expect((await page(made.yes)).html).toContain('The time to answer is over.')
    expect(await followUpOf(made)).toMatchObject([{ answers: [] }])
  })

  test('silence is recorded as silence after a week, and can still be broken', async () => {
    const made = await asked()
    await to('2026-12-07T08:59:59Z')
    expect(await followUpOf(made)).toMatchObject([{ state: 'asked' }])
    await to('2026-12-07T09:00:00Z')
    expect(await followUpOf(made)).toMatchObject([{ state: 'silent', answeredAt: null }])
    expect(await w.eventsOf(w.orgs[0].id, 'follow_up.lapsed')).toContainEqual(
      expect.objectContaining({ subject: `followup:${made.followUp.id}` }),
    )
    await press(made.no, 'no')
    expect(await followUpOf(made)).toMatchObject([{ state: 'no' }])
  })

  test('the tracking page asks, too', async () => {
    const made = await asked()
    const promise = {
      kind: 'completion',
      wording: 'Your boiler will be repaired.',
      about: `request:${made.requestId}`,
      customerId: made.customerId,
      dueAt: '2026-12-24T10:00:00Z',
    }
    const { id } = await call('post', '/v1/promises', promise)
    const { url } = await call('post', `/v1/promises/${id}/links`, {})
    const path = new URL(url).pathname
    expect((await page(path)).html).toContain(`${path}/outcome?went=no`)
    expect((await press(`${path}/outcome`, 'yes')).status).toBe(303)
    expect(await followUpOf(made)).toMatchObject([{ state: 'yes', answers: [{ channel: 'portal' }] }])
  })
})

test('figures say of how many, and count silence as silence', async () => {
  w.clock.set('2026-12-08T09:00:00Z')
  const figures = await call('get', '/v1/follow-ups/figures')
  expect(figures.asked).toBe(figures.yes + figures.no + figures.silent + figures.waiting)
  expect(figures.yesShare).toBe(figures.yes / (figures.yes + figures.no))
  expect(figures.notAsked).toContainEqual({ because: 'refused', n: 1 })
})

test('how often a remedy led to a satisfied customer: by what they said when they were asked next', async () => {
  const owner = w.orgs[0].owner
  const wording = { en: 'We take {amount} off.' }
  const { id: remedyId } = await call('post', '/v1/remedies', { kind: 'discount', name: 'Lateness', wording })
  const give = ({ requestId, customerId }: Made) => {
    const of = { about: `request:${requestId}`, customerId, remedyId, amount: 1000 }
    return call('post', '/v1/remedy-grants', { ...of, situation: 'broken', reason: 'Two days late.' }, owner)
  }
  const figures = async () =>
    (await call('get', '/v1/follow-ups/satisfaction')).items.find(
      (one: { remedyId: string }) => one.remedyId === remedyId,
    )
  const said: string[] = []
  for (const went of ['yes', 'yes', 'no', 'yes', null, 'yes'] as const) {
    const made = await closed()
    await give(made)
    await to(MONDAY)
    const [yes = '', no = ''] = linksIn((await mailsTo(made.email)).at(-1)?.text ?? '')
    if (went !== null) await press(went === 'yes' ? yes : no, went)
    said.push(went ?? 'nothing')
    if (said.length === 4)
      expect(await figures()).toMatchObject({ granted: 4, asked: 4, answered: 4, satisfied: 3, share: null })
  }
  // Given after they were asked: what they said was said of something else. Taken back: it was not given.
  const late = await asked()
  await press(late.yes, 'no')
  await give(late)
  const back = await closed()
  const { grant } = await give(back)
  await call('post', `/v1/remedy-grants/${grant.id}/taking-back`, { reason: 'Not needed.' }, owner)
  const found = await figures()
  expect(found).toMatchObject({ granted: 7, asked: 6, answered: 5, satisfied: 4, share: 0.8 })
  expect(found.from).toBeLessThan(0.8)
  expect(found.to).toBeGreaterThan(0.8)
})

test('rules: changed by leads, from the version that was read', async () => {
  w.clock.set(START)
  const rules = { restDays: 30, silenceDays: 5 }
  const changed = await call('put', '/v1/follow-up-rules', { ...rules, ifVersion: 1 }, w.orgs[0].lead)
  expect(changed).toEqual({ ...rules, version: 2 })
  const late = await w.api('put', '/v1/follow-up-rules', { ...rules, ifVersion: 1 }, { as: w.orgs[0].lead })
  expect(late.status).toBe(412)
  const frontline = await w.api('put', '/v1/follow-up-rules', rules, { as: w.orgs[0].frontline })
  expect(frontline.status).toBe(403)
})

test('other organizations see and answer nothing', async () => {
  const made = await asked()
  w.clock.set(START)
  const theirs = { as: w.orgs[1].owner }
  expect((await w.api('get', `/v1/follow-ups/${made.followUp.id}`, undefined, theirs)).status).toBe(404)
  expect((await w.api('post', `/v1/follow-ups/${made.followUp.id}/answer`, { answer: 'yes' }, theirs)).status).toBe(404)
})
