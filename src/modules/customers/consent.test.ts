import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const ours = (): CallOptions => ({ as: world.orgs[0].frontline })
const theirs = (): CallOptions => ({ as: world.orgs[1].owner })
const contact = async (fields: object = {}) => {
  const made = await world.api(
    'post',
    '/v1/customers',
    { name: 'Ruiz', contacts: [{ name: 'Ana', ...fields }] },
    ours(),
  )
  expect(made.status).toBe(201)
  return made.body.contacts[0]
}
const change = (id: string, input: object, options = ours()) => world.api('patch', `/v1/contacts/${id}`, input, options)
const said = { purpose: 'news', given: true, channel: 'counter', words: 'Asked for the newsletter.' }
const record = (id: string, over: object = {}, options = ours()) =>
  world.api('post', `/v1/contacts/${id}/consents`, { ...said, ...over }, options)
const history = (id: string, options = ours()) => world.api('get', `/v1/contacts/${id}/consents`, undefined, options)

describe('how a contact wants to be dealt with', () => {
  test('is nothing in particular until somebody says so', async () => {
    expect(await contact()).toMatchObject({
      nameToUse: '',
      preferredChannel: null,
      quietHours: null,
      standingRequests: '',
      consents: { news: 'none', feedback: 'none' },
    })
  })

  test('is said when the contact is added, and changed field by field', async () => {
    const wanted = {
      nameToUse: 'Mrs Ruiz',
      preferredChannel: 'phone',
      quietHours: { from: '20:00', to: '09:30' },
      standingRequests: 'Call before you come.',
    }
    const ana = await contact(wanted)
    expect(ana).toMatchObject(wanted)
    expect((await change(ana.id, { quietHours: 'none' })).body).toMatchObject({ ...wanted, quietHours: 'none' })
    expect((await change(ana.id, { name: 'Ana R.' })).body).toMatchObject({ nameToUse: 'Mrs Ruiz', quietHours: 'none' })
    expect((await change(ana.id, { quietHours: null, preferredChannel: null })).body).toMatchObject({
      quietHours: null,
      preferredChannel: null,
    })
  })

  test.each([
    ['an hour that is none', { quietHours: { from: '24:00', to: '08:00' } }],
    ['the same time twice', { quietHours: { from: '08:00', to: '08:00' } }],
    ['half of it', { quietHours: { from: '08:00' } }],
    ['a channel that is none', { preferredChannel: 'pigeon' }],
    ['too long a wish', { standingRequests: 'x'.repeat(2001) }],
  ])('refuses %s', async (_, input) => {
    const ana = await contact()
    expect((await change(ana.id, input)).status).toBe(400)
  })
})

describe('consent', () => {
  test('stands as it was said last, and the record says when, how and by whom', async () => {
    const ana = await contact()
    expect(await record(ana.id)).toMatchObject({ status: 201, body: { consents: { news: 'given', feedback: 'none' } } })
    const back = await record(ana.id, { given: false, channel: 'phone', words: 'No more, please.' })
    expect(back.body.consents).toEqual({ news: 'withdrawn', feedback: 'none' })
    expect((await record(ana.id, { purpose: 'feedback' })).body.consents).toEqual({
      news: 'withdrawn',
      feedback: 'given',
    })
    const { items } = (await history(ana.id)).body
    expect(items.map(({ purpose, given }: typeof said) => [purpose, given])).toEqual([
      ['feedback', true],
      ['news', false],
      ['news', true],
    ])
    expect(items[1]).toMatchObject({
      channel: 'phone',
      words: 'No more, please.',
      recordedBy: { kind: 'member', id: world.orgs[0].frontline.member.id, name: expect.stringMatching(/./) },
    })
    const events = await world.eventsOf(world.orgs[0].id, 'consent.given', 'consent.withdrawn')
    expect(events.filter(({ subject }) => subject === `contact:${ana.id}`)).toHaveLength(3)
    expect(JSON.stringify(events)).not.toContain('please')
  })

  test('that is recorded late does not undo what was said since', async () => {
    const ana = await contact()
    await record(ana.id, { given: false })
    const late = await record(ana.id, { occurredAt: '2020-01-15T10:00:00Z' })
    expect(late.body.consents.news).toBe('withdrawn')
    expect((await history(ana.id)).body.items.map(({ given }: typeof said) => given)).toEqual([false, true])
  })

  test('is not of the future, needs words, and cannot be changed or taken out', async () => {
    const ana = await contact()
    expect(await record(ana.id, { occurredAt: '2199-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { code: 'customers/consent_in_future' },
    })
    expect((await record(ana.id, { words: ' ' })).status).toBe(400)
    expect((await record(ana.id, { purpose: 'anything' })).status).toBe(400)
    expect((await change(ana.id, { consents: { news: 'given', feedback: 'given' } })).status).toBe(400)
  })

  test('is for those who may change contacts, and of nobody else’s organization', async () => {
    const ana = await contact()
    expect((await record(ana.id, {}, { as: world.orgs[0].viewer })).status).toBe(403)
    expect(await record(ana.id, {}, theirs())).toMatchObject({
      status: 404,
      body: { code: 'customers/contact_not_found' },
    })
    expect((await history(ana.id, theirs())).status).toBe(404)
    expect((await history(ana.id)).body.items).toEqual([])
  })

  test('sent twice under one key is recorded once', async () => {
    const ana = await contact()
    const options = { ...ours(), headers: { 'idempotency-key': crypto.randomUUID() } }
    await record(ana.id, {}, options)
    await record(ana.id, {}, options)
    expect((await history(ana.id)).body.items).toHaveLength(1)
  })

  test('goes with a contact that is deleted', async () => {
    const ana = await contact()
    await record(ana.id)
    expect((await world.api('delete', `/v1/contacts/${ana.id}`, undefined, ours())).status).toBe(200)
    expect((await history(ana.id)).status).toBe(404)
  })
})
