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
  world.api('post', `/v1/customers/${id}/contacts`, input, options)
const change = (id: string, contact: string, input: object, options = ours()) =>
  world.api('patch', `/v1/customers/${id}/contacts/${contact}`, input, options)
const remove = (id: string, contact: string, options = ours()) =>
  world.api('delete', `/v1/customers/${id}/contacts/${contact}`, undefined, options)
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
    expect((await change(id, bo.body.id, { isPrimary: true })).body.isPrimary).toBe(true)
    expect(primaries(await contactsOf(id))).toEqual(['Bo'])
    expect((await change(id, bo.body.id, { isPrimary: false })).status).toBe(400)
    expect((await remove(id, bo.body.id)).status).toBe(200)
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
    await Promise.all(contacts.map((contact: { id: string }) => change(id, contact.id, { isPrimary: true })))
    expect(primaries(await contactsOf(id))).toHaveLength(1)
  })
})

describe('changing', () => {
  test('changes what is given, for whoever read the present version', async () => {
    const { id, contacts } = await customer([{ name: 'Ana', email: 'ana@ruiz.example', phone: '+34 600' }])
    const [ana] = contacts
    const headers = { 'if-match': '"1"' }
    const changed = await change(id, ana.id, { email: null, language: 'pl' }, { ...ours(), headers })
    expect(changed).toMatchObject({ status: 200, body: { email: null, language: 'pl', phone: '+34 600', version: 2 } })
    expect(await change(id, ana.id, { name: 'Lost' }, { ...ours(), headers })).toMatchObject({
      status: 412,
      body: { code: 'customers/stale' },
    })
    expect((await change(id, ana.id, { name: 'No' }, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await change(id, ana.id, { email: 'no' })).status).toBe(400)
    expect((await change(id, ana.id, { customer: 'x' })).status).toBe(400)
  })

  test('neither another organization nor another customer reaches a contact', async () => {
    const one = await customer([{ name: 'Ana' }])
    const two = await customer([{ name: 'Bo' }])
    const [ana] = one.contacts
    const unknown = await change(one.id, two.id, { name: 'X' })
    expect(unknown).toMatchObject({ status: 404, body: { code: 'customers/contact_not_found' } })
    expect(await change(two.id, ana.id, { name: 'X' })).toMatchObject({
      status: 404,
      body: { detail: unknown.body.detail },
    })
    for (const call of [
      change(one.id, ana.id, { name: 'X' }, theirs()),
      remove(one.id, ana.id, theirs()),
      add(one.id, { name: 'X' }, theirs()),
    ])
      expect(await call).toMatchObject({ status: 404, body: { code: 'customers/not_found' } })
    expect((await remove(two.id, ana.id)).status).toBe(404)
    expect(await contactsOf(one.id)).toEqual(one.contacts)
  })
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
    expect(await remove(id, contacts[0].id)).toMatchObject({ status: 409, body: { code: 'customers/contact_in_use' } })
    expect(await contactsOf(id)).toHaveLength(1)
  })

  test('is for the frontline, and works once', async () => {
    const { id, contacts } = await customer([{ name: 'Ana' }])
    expect((await remove(id, contacts[0].id, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await remove(id, contacts[0].id)).status).toBe(200)
    expect((await remove(id, contacts[0].id)).status).toBe(404)
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
