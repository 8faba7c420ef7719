import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const ours = (): CallOptions => ({ as: world.orgs[0].frontline })
const theirs = (): CallOptions => ({ as: world.orgs[1].owner })
const customer = async (contacts: object[] = []) =>
  (await world.api('post', '/v1/customers', { name: 'Ruiz', contacts }, ours())).body
const contactsOf = async (id: string) =>
  (await world.api('get', `/v1/customers/${id}`, undefined, ours())).body.contacts
const add = (id: string, input: object, options = ours()) =>
  world.api('post', '/v1/contacts', { customerId: id, ...input }, options)
const change = (contact: string, input: object, options = ours()) =>
  world.api('patch', `/v1/contacts/${contact}`, input, options)
const remove = (contact: string, options = ours()) => world.api('delete', `/v1/contacts/${contact}`, undefined, options)
const primaries = (contacts: { name: string; isPrimary: boolean }[]) =>
  contacts.filter(({ isPrimary }) => isPrimary).map(({ name }) => name)

describe('the primary contact', () => {
  test('is the first, then whoever is made it, and always one', async () => {
    const { id } = await customer()
    const ana = await add(id, { name: 'Ana', email: 'ana@ruiz.example' })
    expect(ana).toMatchObject({
      status: 201,
      body: { isPrimary: true, language: 'en', timeZone: 'Europe/London', version: 1 },
    })
    const bo = await add(id, { name: 'Bo' })
    expect(bo.body.isPrimary).toBe(false)
    await add(id, { name: 'Cy', isPrimary: true })
    expect(primaries(await contactsOf(id))).toEqual(['Cy'])
    expect((await change(bo.body.id, { isPrimary: true })).body.isPrimary).toBe(true)
    expect(primaries(await contactsOf(id))).toEqual(['Bo'])
    expect((await change(bo.body.id, { isPrimary: false })).status).toBe(400)
    expect((await remove(bo.body.id)).status).toBe(200)
    expect(primaries(await contactsOf(id))).toEqual(['Ana'])
    const types = (await world.eventsOf(world.orgs[0].id, 'contact.created', 'contact.updated', 'contact.deleted')).map(
      ({ type, about }) => [type, about],
    )
    expect(types).toEqual([
      ['contact.created', `customer:${id}`],
      ['contact.created', `customer:${id}`],
      ['contact.created', `customer:${id}`],
      ['contact.updated', `customer:${id}`],
      ['contact.deleted', `customer:${id}`],
    ])
  })

  test('stays one when several are made it at the same time', async () => {
    const { id, contacts } = await customer([{ name: 'Ana' }, { name: 'Bo' }, { name: 'Cy' }])
    await Promise.all(contacts.map((contact: { id: string }) => change(contact.id, { isPrimary: true })))
    expect(primaries(await contactsOf(id))).toHaveLength(1)
  })
})

describe('changing', () => {
  test('changes what is given, for whoever read the present version', async () => {
    const { contacts } = await customer([{ name: 'Ana', email: 'ana@ruiz.example', phone: '+34 600' }])
    const [ana] = contacts
    const headers = { 'if-match': '"1"' }
    const changed = await change(ana.id, { email: null, language: 'pl' }, { ...ours(), headers })
    expect(changed).toMatchObject({ status: 200, body: { email: null, language: 'pl', phone: '+34 600', version: 2 } })
    expect(await change(ana.id, { name: 'Lost' }, { ...ours(), headers })).toMatchObject({
      status: 412,
      body: { code: 'customers/stale' },
    })
    expect((await change(ana.id, { name: 'No' }, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await change(ana.id, { email: 'no' })).status).toBe(400)
    expect((await change(ana.id, { customer: 'x' })).status).toBe(400)
  })

  test('another organization reaches no contact, and learns nothing from trying', async () => {
    const one = await customer([{ name: 'Ana' }])
    const [ana] = one.contacts
    const unknown = await change(one.id, { name: 'X' }, theirs())
    expect(unknown).toMatchObject({ status: 404, body: { code: 'customers/contact_not_found' } })
    const read = (options = ours()) => world.api('get', `/v1/contacts/${ana.id}`, undefined, options)
    for (const call of [change(ana.id, { name: 'X' }, theirs()), remove(ana.id, theirs()), read(theirs())])
      expect(await call).toMatchObject({ status: 404, body: { detail: unknown.body.detail } })
    expect(await add(one.id, { name: 'X' }, theirs())).toMatchObject({
      status: 404,
      body: { code: 'customers/not_found' },
    })
    expect((await read()).body).toEqual(ana)
    expect(await contactsOf(one.id)).toEqual(one.contacts)
  })
})

test('contacts are listed in pages, of a customer or by their address', async () => {
  const { id, contacts } = await customer([{ name: 'Ana', email: 'Ana@Listed.example' }, { name: 'Bo' }])
  const list = async (query: string, options = ours()) =>
    (await world.api('get', `/v1/contacts?${query}`, undefined, options)).body
  const first = await list(`customerId=${id}&limit=1`)
  const second = await list(`customerId=${id}&limit=1&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items]).toEqual(contacts)
  expect(second.nextCursor).toBeNull()
  expect((await list('email=ana@listed.EXAMPLE')).items).toEqual([contacts[0]])
  expect((await list('email=ana@listed.EXAMPLE', theirs())).items).toEqual([])
})

describe('removing', () => {
  test('is refused while a promise names the contact', async () => {
    const { id, contacts } = await customer([{ name: 'Ana', email: 'ana@ruiz.example' }])
    const about = `request:${crypto.randomUUID()}`
    const promise = {
      kind: 'completion',
      wording: 'Your boiler will be repaired.',
      dueAt: '2026-12-01T12:00:00Z',
      about,
      customerId: id,
    }
    expect((await world.api('post', '/v1/promises', promise, ours())).status).toBe(200 + 1)
    expect(await remove(contacts[0].id)).toMatchObject({ status: 409, body: { code: 'customers/contact_in_use' } })
    expect(await contactsOf(id)).toHaveLength(1)
  })

  test('is for the frontline, and works once', async () => {
    const { id, contacts } = await customer([{ name: 'Ana' }])
    expect((await remove(contacts[0].id, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await remove(contacts[0].id)).status).toBe(200)
    expect((await remove(contacts[0].id)).status).toBe(404)
    expect(await contactsOf(id)).toEqual([])
  })
})

test('a customer has at most two hundred contacts', async () => {
  const { id } = await customer(Array.from({ length: 50 }, (_, i) => ({ name: `C${i}` })))
  await world.owner.query(
    `insert into contact (org_id, id, customer_id, name, language, time_zone, created_at)
     select org_id, gen_random_uuid(), customer_id, name || 'x' || n, language, time_zone, created_at from contact, generate_series(1, 3) n where customer_id = $1`,
    [id],
  )
  expect(await add(id, { name: 'One more' })).toMatchObject({
    status: 409,
    body: { code: 'customers/too_many_contacts' },
  })
})
