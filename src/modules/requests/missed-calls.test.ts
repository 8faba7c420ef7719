import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { createWorld, type Person, type TestWorld } from '#test/world'

// A telephone system tells of a call that nobody answered, until somebody has called back.

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let key: string
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: START })
  key = (await w.api('post', '/v1/api-keys', { name: 'telephone', role: 'frontline' }, { as: w.orgs[0].owner })).body
    .key
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair' })
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const call = async (method: string, path: string, body?: unknown, who: Person | string = w.orgs[0].lead) => {
  const answer = await w.api(method, path, body, { as: who })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const at = (minutes: number) => w.clock.set(Temporal.Instant.from(START).add({ minutes }))
const number = () => `+3460000${1000 + ++turn}`
const missed = async (over: Record<string, unknown> = {}) => {
  const answer = await call('post', '/v1/missed-calls', { externalId: `CA${++turn}`, number: number(), ...over }, key)
  await w.drainTasks()
  return answer
}
const get = (id: string) => call('get', `/v1/conversations/${id}`)
const promisesOf = async (id: string) => (await call('get', `/v1/promises?about=${(await get(id)).about}`)).items
const known = async (phone: string, email: string | null = null) => {
  const contacts = [{ name: 'Ana Ruiz', phone, language: 'es', ...(email === null ? {} : { email }) }]
  return call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })
}

describe('a missed call', () => {
  test('of a customer waits in the inbox as theirs, with a callback promised and no other answer', async () => {
    const customer = await known('600 123 456')
    const { conversationId, ...rest } = await missed({ number: '+34 600 123 456', note: 'Chose “repairs”.' })
    expect(rest).toMatchObject({ outcome: 'started', calls: 1 })
    const conversation = await get(conversationId)
    expect(conversation).toMatchObject({
      channel: 'phone',
      subject: 'Missed call from Ana Ruiz',
      customer: { id: customer.id },
      waitingSince: START,
      replyDueAt: '2026-11-26T13:00:00Z',
      last: { text: 'Missed call\nChose “repairs”.', direction: 'in' },
      about: expect.stringMatching(/^request:/),
    })
    const promises = await promisesOf(conversationId)
    expect(promises).toMatchObject([
      { kind: 'callback', state: 'open', customerId: customer.id, dueAt: '2026-11-26T13:00:00Z', basis: 'policy' },
    ])
    expect(promises[0].telling, 'there is no way to tell them but the call').toBe('not_needed')
    const [said] = (await call('get', `/v1/conversations/${conversationId}/messages`)).items
    expect(said).toMatchObject({ outcome: 'missed', state: 'received', from: { address: '+34 600 123 456' } })
  })

  test('of a customer with an address: they are told by when', async () => {
    await known('+34 600 765 432', 'eva@example.com')
    const { conversationId } = await missed({ number: '600765432' })
    expect((await promisesOf(conversationId))[0]).toMatchObject({ beneficiary: 'customer', kind: 'callback' })
  })

  test('told twice is one', async () => {
    const first = await missed({ externalId: 'same', number: '+34600999888' })
    const again = await missed({ externalId: 'same', number: '+34600999888' })
    expect(again).toEqual({ ...first, outcome: 'recorded_before' })
    expect((await call('get', `/v1/conversations/${first.conversationId}/messages`)).items).toHaveLength(1)
  })

  test('again while the caller waits is the same matter, counted; after the callback it is another', async () => {
    const caller = number()
    const first = await missed({ number: caller })
    at(5)
    expect(await missed({ number: caller })).toMatchObject({
      conversationId: first.conversationId,
      outcome: 'continued',
      calls: 2,
    })
    expect(await promisesOf(first.conversationId), 'one promise').toHaveLength(1)
    expect(await get(first.conversationId)).toMatchObject({ waitingSince: START, last: { text: '2 missed calls' } })
    at(10)
    const { conversationId } = first
    const notes = `/v1/conversations/${conversationId}/contact-notes`
    const note = { channel: 'phone', direction: 'out', text: 'Wants a visit on Monday.' }
    await call('post', notes, { ...note, outcome: 'not_reached' })
    expect(await get(conversationId), 'an attempt answers nobody').toMatchObject({ waitingSince: START })
    await call('post', notes, note)
    await w.drainTasks()
    expect(await get(conversationId)).toMatchObject({ waitingSince: null, customer: null })
    expect(await promisesOf(conversationId)).toMatchObject([{ state: 'kept', occurredAt: '2026-11-26T09:10:00Z' }])
    at(20)
    expect((await missed({ number: caller })).conversationId).not.toBe(conversationId)
  })

  test('two at once from one number are one matter', async () => {
    const caller = number()
    const both = await Promise.all([1, 2].map(() => missed({ number: caller })))
    expect(new Set(both.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect(both.map(({ calls }) => calls).sort()).toEqual([1, 2])
  })

  test('of nobody known, of two customers, or with a withheld number is a caller whom nobody knows', async () => {
    await known('+34 600 111 222')
    await known('0034600111222')
    expect(await get((await missed({ number: '+34600111222' })).conversationId)).toMatchObject({ customer: null })
    const unknown = await missed({ number: '+44 20 7946 0018', name: 'J. Doe' })
    expect(await get(unknown.conversationId)).toMatchObject({
      subject: 'Missed call from J. Doe',
      from: { name: 'J. Doe', address: '+442079460018', verified: false },
      customer: null,
      replyDueAt: '2026-11-26T13:00:00Z',
    })
    const withheld = await missed({ number: 'anonymous' })
    expect((await missed({ number: 'anonymous' })).conversationId, 'who knows').not.toBe(withheld.conversationId)
    expect(await get((await missed({ number: '' })).conversationId)).toMatchObject({
      subject: 'Missed call, number withheld',
    })
  })

  test('in the future, or from a viewer, is refused; elsewhere nothing is seen of it', async () => {
    const body = { externalId: 'x', number: '+34600', at: '2027-01-01T00:00:00Z' }
    const future = await w.api('post', '/v1/missed-calls', body, { as: key })
    expect([future.status, future.body.code]).toEqual([400, 'conversations/in_future'])
    const viewer = await w.api('post', '/v1/missed-calls', { externalId: 'x', number: '1' }, { as: w.orgs[0].viewer })
    expect(viewer.status).toBe(403)
    const { conversationId } = await missed()
    const other = await w.api('get', `/v1/conversations/${conversationId}`, undefined, { as: w.orgs[1].owner })
    expect(other.status).toBe(404)
  })

  test('is told to who listens', async () => {
    const { conversationId, messageId } = await missed()
    const events = await w.eventsOf(w.orgs[0].id, 'conversation.started')
    expect(events.find(({ subject }) => subject === `conversation:${conversationId}`)).toMatchObject({
      subject: `conversation:${conversationId}`,
      data: { messageId, channel: 'phone', missed: true },
    })
  })
})

describe('a note of a call', () => {
  const contactOf = async () => (await known(number(), `c${++turn}@example.com`)).contacts[0].id as string
  test('about a request is noted there, and ends what was asked about it', async () => {
    const contactId = await contactOf()
    const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler' })
    const note = { contactId, channel: 'phone', direction: 'out', text: 'Monday.', about: `request:${request.id}` }
    await call('post', '/v1/contact-notes', note)
    const { items } = await call('get', `/v1/conversations?show=all&about=request:${request.id}`)
    expect(items).toMatchObject([{ channel: 'phone', contactId }])
  })

  test('is of a request and a conversation that there are', async () => {
    const note = { channel: 'phone', direction: 'out', text: 'Monday.' }
    const about = 'request:01938c1e-7a00-7000-8000-00000000ffff'
    const lost = await w.api('post', '/v1/contact-notes', { ...note, contactId: await contactOf(), about }, { as: key })
    expect([lost.status, lost.body.code]).toEqual([404, 'requests/not_found'])
    const none = '/v1/conversations/01938c1e-7a00-7000-8000-00000000ffff/contact-notes'
    const gone = await w.api('post', none, note, { as: key })
    expect([gone.status, gone.body.code]).toEqual([404, 'conversations/not_found'])
  })

  test('in which somebody waits has its request at once, and says what was promised, to be recorded with a press', async () => {
    const contactId = await contactOf()
    const note = { contactId, channel: 'phone', direction: 'in', answered: false, text: 'Wants the price.' }
    const noted = await call('post', '/v1/contact-notes', { ...note, nextStep: 'Call back tomorrow 15:00' })
    expect(noted).toMatchObject({ about: expect.stringMatching(/^request:/), conversationId: expect.any(String) })
    await w.drainTasks()
    expect(await get(noted.conversationId)).toMatchObject({ about: noted.about })
    const { items } = await call('get', '/v1/events?limit=200&type=request.opened')
    expect(items.filter(({ subject }: { subject: string }) => subject === noted.about)).toHaveLength(1)
  })

  test.each([
    ['en', '', 'Call back tomorrow 15:00'],
    ['en', 'She is out. I will call her back tomorrow at 15:00.', 'Call back tomorrow at 15:00'],
    ['pt', '', 'Ligar amanhã às 15:00'],
    ['es', '', 'Volver a llamar mañana a las 15:00'],
    ['ca', '', 'Tornar a trucar demà a les 15:00'],
    ['pl', '', 'Oddzwonić jutro o 15:00'],
    ['ru', '', 'Перезвонить завтра в 15:00'],
  ])(
    'its next step is noticed as a callback, once, in the customer’s words: %s %s',
    async (language, text, nextStep) => {
      const contactId = await contactOf()
      const checked = await call('post', '/v1/contact-notes/check', { text, nextStep, contactId, language })
      expect(checked.promises).toMatchObject([
        { kind: 'callback', dueAt: '2026-11-27T15:00:00Z', wording: 'Le llamaremos.', wordingLanguage: 'es' },
      ])
    },
  )

  test('from a mail is noted on the telephone, with the same contact about the same matter', async () => {
    const contactId = await contactOf()
    const mail = await call('post', '/v1/conversations', { contactId, subject: 'Boiler', text: 'It is ready.' })
    const note = { channel: 'phone', direction: 'in', text: 'She comes at five.' }
    await call('post', `/v1/conversations/${mail.id}/contact-notes`, note)
    const { items } = await call('get', '/v1/conversations?show=all&channel=phone&limit=200')
    const spoken = items.filter((each: { contactId: string }) => each.contactId === contactId)
    expect(spoken).toMatchObject([{ waitingSince: null, last: { text: 'She comes at five.' } }])
    expect(spoken[0].id).not.toBe(mail.id)
  })
})

describe('whoever is not answered', () => {
  test.each([
    ['phone', 'in'],
    ['counter', 'in'],
  ])('has an answer promised: %s', async (channel, direction) => {
    const { contacts } = await known(number(), `d${++turn}@example.com`)
    const note = { contactId: contacts[0].id, channel, direction, answered: false, text: 'Wants to know the price.' }
    await call('post', '/v1/contact-notes', note)
    await w.drainTasks()
    const { items } = await call('get', `/v1/conversations?channel=${channel}&limit=200`)
    const waiting = items.find(({ contactId }: { contactId: string }) => contactId === contacts[0].id)
    expect(await promisesOf(waiting.id)).toMatchObject([{ kind: 'first_reply', state: 'open' }])
    // Answered, and asked again: the next reply is promised, from then.
    at(30)
    const notes = `/v1/conversations/${waiting.id}/contact-notes`
    const answer = { channel, direction: 'out', text: 'Forty.' }
    await call('post', notes, answer)
    await w.drainTasks()
    expect(await get(waiting.id)).toMatchObject({ waitingSince: null })
    at(60)
    await call('post', notes, { ...answer, direction, answered: false, text: 'And on Sundays?' })
    await w.drainTasks()
    const again = await promisesOf(waiting.id)
    expect(again.map(({ kind, state }: Record<string, string>) => [kind, state]).sort()).toEqual([
      ['first_reply', 'kept'],
      ['next_reply', 'open'],
    ])
    expect((await get(waiting.id)).replyDueAt).toBe(
      again.find((each: { kind: string }) => each.kind === 'next_reply').dueAt,
    )
  })
})
