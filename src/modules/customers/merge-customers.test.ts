import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

type Made = { id: string; name: string; contacts: { id: string; email: string | null; isPrimary: boolean }[] }
const ours = (): CallOptions => ({ as: world.orgs[0].frontline })
const theirs = (): CallOptions => ({ as: world.orgs[1].owner })
const ok = async (method: string, path: string, body?: object) => {
  const answer = await world.api(method, path, body, ours())
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const get = (path: string) => ok('get', path)
const customer = (name: string, ...emails: string[]): Promise<Made> =>
  ok('post', '/v1/customers', { name, contacts: emails.map((email) => ({ name, email })) })
const merge = (id: string, into: string, options = ours()) =>
  world.api('post', `/v1/customers/${id}/merge`, { into }, options)
const undo = (id: string, options = ours()) => world.api('post', `/v1/customers/${id}/merge/undo`, {}, options)
const request = (customerId: string, more: object = {}) =>
  ok('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId, ...more })
const read = (id: string) => get(`/v1/customers/${id}`)
const idsIn = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id)
const word = (() => {
  let n = 0
  return () => `Zyx${String.fromCharCode(97 + (n++ % 26))}${n}quor`
})()

describe('a merged customer', () => {
  test('is read as the other one, which says so and has all that belongs to both', async () => {
    const [one, two] = [await customer('Ana Ruiz', 'ana@a.example'), await customer('A. Ruiz', 'ana@b.example')]
    const [mine, other] = [await request(one.id), await request(two.id)]
    const promise = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z' }
    const promised = await ok('post', '/v1/promises', { ...promise, about: `request:${other.id}`, customerId: two.id })
    const [contact] = two.contacts
    const conversation = await ok('post', '/v1/conversations', { contactId: contact?.id, subject: 'x', text: 'Ready.' })
    const merged = await merge(two.id, one.id)
    expect(merged).toMatchObject({
      status: 200,
      body: { id: one.id, merged: [{ id: two.id, name: 'A. Ruiz', into: one.id }], askedFor: null },
    })
    expect(await read(two.id)).toMatchObject({ id: one.id, askedFor: { id: two.id, name: 'A. Ruiz' } })
    const { contacts } = await read(one.id)
    expect(contacts).toMatchObject([
      { email: 'ana@a.example', customerId: one.id, isPrimary: true },
      { email: 'ana@b.example', customerId: one.id, isPrimary: false },
    ])
    for (const id of [one.id, two.id]) {
      expect(new Set(idsIn(await get(`/v1/requests?customerId=${id}`)))).toEqual(new Set([mine.id, other.id]))
      expect(idsIn(await get(`/v1/promises?customerId=${id}`))).toEqual([promised.id])
      expect(idsIn(await get(`/v1/conversations?customerId=${id}&show=all`))).toEqual([conversation.id])
      expect(idsIn(await get(`/v1/contacts?customerId=${id}`))).toHaveLength(2)
      const messages = await world.api('get', `/v1/messages?customerId=${id}`, undefined, { as: world.orgs[0].owner })
      expect(messages.body.items.length).toBeGreaterThan(0)
    }
    expect(await get(`/v1/requests/${other.id}`)).toMatchObject({ customerId: one.id, customerName: 'Ana Ruiz' })
    expect(await get(`/v1/promises/${promised.id}`)).toMatchObject({ customerId: one.id })
    expect(await get(`/v1/conversations/${conversation.id}`)).toMatchObject({ customer: { id: one.id } })
    expect(await get(`/v1/contacts/${contact?.id}`)).toMatchObject({ customerId: one.id, isPrimary: false })
    const events = await world.eventsOf(world.orgs[0].id, 'customer.merged', 'customer.joined')
    expect(events.map(({ type, about, data }) => [type, about, data])).toEqual(
      expect.arrayContaining([
        ['customer.merged', `customer:${two.id}`, { into: one.id }],
        ['customer.joined', `customer:${one.id}`, { customerId: two.id }],
      ]),
    )
  })

  test('is not in lists and search but leads to the other one', async () => {
    const [kept, gone] = [word(), word()]
    const [one, two] = [await customer(kept), await customer(gone, `${gone}@mail.example`)]
    await request(two.id, { subject: 'Pump' })
    await merge(two.id, one.id)
    for (const q of [kept, gone, `${gone}@mail.example`])
      expect(idsIn(await get(`/v1/customers?q=${encodeURIComponent(q)}`)), q).toEqual([one.id])
    expect(idsIn(await get('/v1/customers?limit=200'))).not.toContain(two.id)
    expect((await get(`/v1/requests?q=${kept}`)).items).toHaveLength(1)
    expect((await get(`/v1/requests?q=${gone}`)).items).toHaveLength(1)
    const csv = await world.api('get', `/v1/customers.csv?q=${gone}`, undefined, ours())
    expect(JSON.stringify(csv)).toContain(one.id)
  })

  test('gives what is new to the other one', async () => {
    const [one, two] = [await customer('Ana'), await customer('Bo', 'bo@new.example')]
    await merge(two.id, one.id)
    const made = await request(two.id, { contactId: two.contacts[0]?.id })
    await ok('post', '/v1/contacts', { customerId: two.id, name: 'Cy' })
    await ok('patch', `/v1/customers/${two.id}`, { note: 'Call first.' })
    const about = `request:${made.id}`
    const promise = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', about, customerId: two.id }
    const promised = await ok('post', '/v1/promises', promise)
    await undo(two.id)
    expect(await get(`/v1/requests/${made.id}`)).toMatchObject({ customerId: one.id })
    expect(await get(`/v1/promises/${promised.id}`)).toMatchObject({ customerId: one.id })
    expect(await read(one.id)).toMatchObject({ note: 'Call first.', contacts: [{ name: 'Cy' }] })
    expect(await read(two.id)).toMatchObject({ note: '', contacts: [{ name: 'Bo' }] })
  })

  test('lends its contact to be told where the other one has none', async () => {
    const [one, two] = [await customer('Ana'), await customer('Bo', 'bo@told.example')]
    await merge(two.id, one.id)
    expect((await read(one.id)).contacts).toMatchObject([{ email: 'bo@told.example', isPrimary: true }])
    const made = await request(one.id)
    const promise = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', customerId: one.id }
    expect(await ok('post', '/v1/promises', { ...promise, about: `request:${made.id}` })).toMatchObject({
      contactId: two.contacts[0]?.id,
    })
    expect(await world.api('patch', `/v1/contacts/${two.contacts[0]?.id}`, { isPrimary: true }, ours())).toMatchObject({
      status: 409,
      body: { code: 'customers/contact_of_merged' },
    })
  })

  test('is still whose request it is when its page is saved as it was read', async () => {
    const [one, two] = [await customer('Ana'), await customer('Bo')]
    const made = await request(two.id)
    await merge(two.id, one.id)
    await ok('patch', `/v1/requests/${made.id}`, { subject: 'Changed', customerId: one.id })
    await undo(two.id)
    expect(await get(`/v1/requests/${made.id}`)).toMatchObject({ customerId: two.id, subject: 'Changed' })
  })
})

describe('merging', () => {
  test('undone brings both back exactly', async () => {
    const [one, two] = [await customer('Ana', 'a@back.example'), await customer('Bo', 'b@back.example')]
    const [mine, other] = [await request(one.id), await request(two.id)]
    const before = { one: await read(one.id), two: await read(two.id) }
    await merge(two.id, one.id)
    expect(await undo(two.id)).toMatchObject({ status: 200, body: { id: two.id, merged: [] } })
    const plain = ({ version: _, ...view }: Record<string, unknown>) => view
    expect({ one: plain(await read(one.id)), two: plain(await read(two.id)) }).toEqual({
      one: plain(before.one),
      two: plain(before.two),
    })
    expect(idsIn(await get(`/v1/requests?customerId=${one.id}`))).toEqual([mine.id])
    expect(idsIn(await get(`/v1/requests?customerId=${two.id}`))).toEqual([other.id])
    expect(await undo(two.id)).toMatchObject({ status: 409, body: { code: 'customers/not_merged' } })
  })

  test('goes in chains, is undone link by link, and never in a circle', async () => {
    const [a, b, c] = [await customer('A'), await customer('B'), await customer('C')]
    await merge(a.id, b.id)
    await merge(b.id, c.id)
    expect(await read(a.id)).toMatchObject({
      id: c.id,
      merged: [
        { id: b.id, into: c.id },
        { id: a.id, into: b.id },
      ],
    })
    expect(await merge(c.id, a.id)).toMatchObject({ status: 409, body: { code: 'customers/merged_into_itself' } })
    expect(await merge(c.id, c.id)).toMatchObject({ status: 409, body: { code: 'customers/merged_into_itself' } })
    const d = await customer('D')
    expect(await merge(a.id, d.id)).toMatchObject({ status: 409, body: { code: 'customers/merged_already' } })
    await undo(b.id)
    expect(await read(a.id)).toMatchObject({ id: b.id })
    expect(await read(c.id)).toMatchObject({ id: c.id, merged: [] })
    expect((await merge(d.id, a.id)).body.id).toBe(b.id)
  })

  test('twice is once, and others see nothing of it', async () => {
    const [one, two] = [await customer('Ana'), await customer('Bo')]
    expect((await merge(two.id, one.id, { as: world.orgs[0].viewer })).status).toBe(403)
    expect((await merge(two.id, one.id, theirs())).status).toBe(404)
    expect((await merge(two.id, crypto.randomUUID())).status).toBe(404)
    expect((await undo(two.id, theirs())).status).toBe(404)
    await merge(two.id, one.id)
    expect((await merge(two.id, one.id)).status).toBe(200)
    const events = await world.eventsOf(world.orgs[0].id, 'customer.merged')
    expect(events.filter(({ subject }) => subject === `customer:${two.id}`)).toHaveLength(1)
    expect((await world.api('get', `/v1/customers/${two.id}`, undefined, theirs())).status).toBe(404)
  })

  test('at the same time leaves one survivor, whoever is first', async () => {
    for (let round = 0; round < 3; round++) {
      const three = [await customer('A'), await customer('B'), await customer('C')]
      const [a = '', b = '', c = ''] = three.map(({ id }) => id)
      const answers = await Promise.all([merge(a, b), merge(b, a), merge(b, c), merge(c, a)])
      for (const { status } of answers) expect([200, 409]).toContain(status)
      const read = await Promise.all(three.map(({ id }) => get(`/v1/customers/${id}`)))
      const survivors = new Set(read.map(({ id }) => id))
      expect(survivors.size).toBeLessThan(3)
      for (const id of survivors) expect((await get(`/v1/customers/${id}`)).id).toBe(id)
    }
  })
})

test('after any merges and undos every row is readable under exactly one customer', async () => {
  const customers = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => customer(name, `${word()}@p.example`)))
  const requests = await Promise.all(customers.map(({ id }) => request(id)))
  const step = fc.record({ merges: fc.boolean(), one: fc.nat(4), other: fc.nat(4) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const { merges, one, other } of steps) {
        const [a, b] = [customers[one]?.id ?? '', customers[other]?.id ?? '']
        const { status } = await (merges ? merge(a, b) : undo(a))
        expect([200, 409]).toContain(status)
      }
      const list = (await get('/v1/customers?limit=200')).items as Made[]
      const roots = list.filter(({ id }) => customers.some((each) => each.id === id))
      const family = roots.flatMap((root) => [
        root.id,
        ...(root as Made & { merged: { id: string }[] }).merged.map(({ id }) => id),
      ])
      expect(family.toSorted()).toEqual(customers.map(({ id }) => id).toSorted())
      expect(roots.flatMap(({ contacts }) => contacts).filter(({ isPrimary }) => isPrimary)).toHaveLength(roots.length)
      const found = await Promise.all(roots.map(({ id }) => get(`/v1/requests?customerId=${id}`)))
      expect(found.flatMap(idsIn).toSorted()).toEqual(requests.map(({ id }) => id).toSorted())
      for (const { id } of customers) await undo(id)
    }),
    { numRuns: 12 },
  )
}, 60_000)
