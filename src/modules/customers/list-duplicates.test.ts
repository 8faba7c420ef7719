import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

type Pair = { score: number; evidence: { kind: string; points: number }[]; customers: { id: string; name: string }[] }
const ours = (): CallOptions => ({ as: world.orgs[0].frontline })
const theirs = (): CallOptions => ({ as: world.orgs[1].owner })
const customer = async (name: string, contact: object = {}, as = ours()): Promise<string> =>
  (await world.api('post', '/v1/customers', { name, contacts: [{ name, ...contact }] }, as)).body.id
const duplicates = async (query = '', as = ours()) =>
  (await world.api('get', `/v1/customer-duplicates${query}`, undefined, as)).body
const between = (items: Pair[], one: string, other: string) =>
  items.find(({ customers }) => [one, other].every((id) => customers.some((each) => each.id === id)))
const kinds = (pair: Pair | undefined) => pair?.evidence.map(({ kind }) => kind)
const post = (path: string, body: object, as = ours()) => world.api('post', path, body, as)

test('who is probably one is suggested with what speaks for it', async () => {
  const ana = await customer('Ana Ruiz', { email: 'ana@acme.example' })
  const same = await customer('RUIZ, Aná', { email: 'Ana@Acme.example', phone: '+34 600 100 200' })
  const phone = await customer('Reception', { phone: '600 100 200' })
  const slip = await customer('Ana Ruizz', { email: 'office@acme.example' })
  const other = await customer('Bo Diaz', { email: 'bo@acme.example' })
  const stranger = await customer('Ana Ruiz', { email: 'ana@acme.example' }, theirs())
  const { items, looked, nextCursor } = await duplicates()
  expect(kinds(between(items, ana, same))).toEqual(['email', 'name'])
  expect(between(items, ana, same)?.score).toBe(95)
  expect(kinds(between(items, same, phone))).toEqual(['phone'])
  expect(kinds(between(items, ana, slip))).toEqual(['similar_name', 'domain'])
  expect(between(items, ana, other)).toBeUndefined()
  expect(JSON.stringify(items)).not.toContain(stranger)
  expect(items.map(({ score }: Pair) => score)).toEqual(
    items.map(({ score }: Pair) => score).toSorted((a: number, b: number) => b - a),
  )
  expect({ looked, nextCursor }).toEqual({ looked: 5, nextCursor: null })
  expect(items[0].customers[0].id < items[0].customers[1].id).toBe(true)
  const own = (await duplicates(`?customerId=${phone}`)).items
  expect(own).toHaveLength(1)
  expect(between(own, same, phone)).toBeDefined()
  expect((await duplicates(`?customerId=${phone}`, theirs())).items).toEqual([])
})

test('of one customer those of a like name are looked at, too', async () => {
  const one = await customer('Konstantin Paustovsky')
  const other = await customer('Paustovsky Konstantin', { email: 'k@paust.example' })
  expect(kinds(between((await duplicates(`?customerId=${one}`)).items, one, other))).toEqual([
    'name',
    'nothing_against',
  ])
})

test('who was told apart is not suggested again, and nobody else learns of it', async () => {
  const [one, other] = [
    await customer('Cy', { email: 'cy@apart.example' }),
    await customer('Cy', { email: 'cy@apart.example' }),
  ]
  expect(between((await duplicates()).items, one, other)).toBeDefined()
  const tell = (as = ours()) => post(`/v1/customers/${other}/told-apart`, { other: one }, as)
  expect((await tell({ as: world.orgs[0].viewer })).status).toBe(403)
  expect((await tell(theirs())).status).toBe(404)
  expect((await tell()).status).toBe(200)
  expect((await tell()).status).toBe(200)
  expect(between((await duplicates()).items, one, other)).toBeUndefined()
  expect((await duplicates(`?customerId=${one}`)).items).toEqual([])
  expect(await world.eventsOf(world.orgs[0].id, 'customer.told_apart')).toHaveLength(1)
  expect(await post(`/v1/customers/${one}/told-apart`, { other: one })).toMatchObject({ status: 409 })
})

test('who is merged already is no pair, and brings what it has to the other one', async () => {
  const one = await customer('Dora', { email: 'dora@one.example' })
  const two = await customer('Dolores', { email: 'dora@two.example' })
  const three = await customer('Lola', { email: 'dora@two.example' })
  await post(`/v1/customers/${two}/merge`, { into: one })
  const { items } = await duplicates()
  expect(between(items, one, two)).toBeUndefined()
  expect(kinds(between(items, one, three))).toEqual(['email'])
})

test('many are looked at page by page, each pair once, by index', async () => {
  const orgId = world.orgs[0].id
  await world.owner.query(
    `insert into customer (org_id, id, name, kind, created_at)
     select $1, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Many ' || n, 'person', now() from generate_series(1, 4500) n`,
    [orgId],
  )
  await world.owner.query(
    `insert into contact (org_id, id, customer_id, name, email, language, time_zone, is_primary, created_at)
     select $1, gen_random_uuid(), id, name, 'many' || (right(id::text, 12)::int / 2) || '@gmail.com', 'en', 'UTC', true, now()
     from customer where org_id = $1 and name like 'Many %' and right(id::text, 12)::int % 90 < 2`,
    [orgId],
  )
  await world.owner.query('analyze customer')
  await world.owner.query('analyze contact')
  const found: Pair[] = []
  let cursor: string | null = null
  do {
    const page = await duplicates(cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`)
    expect(page.looked).toBeLessThanOrEqual(2_000)
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  const many = found.filter(({ customers }) => customers.every(({ name }) => name.startsWith('Many')))
  expect(many).toHaveLength(50 - 1)
  expect(new Set(many.map(({ customers }) => customers.map(({ id }) => id).join())).size).toBe(many.length)
})
