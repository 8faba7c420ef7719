import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { createCustomer } from './create-customer.ts'
import { customerNames, findContactForTelling, findContactsByIds } from './find-customers.ts'
import { importCustomers } from './import-customers.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const create = (contacts: object[] = []) => world.gate.run(createCustomer, world.member, { name: 'Ana Ruiz', contacts })
const UNKNOWN = '01938c1e-7a00-7000-8000-000000000001'

describe('for higher modules', () => {
  test('names, records and contacts by id, of one organization', async () => {
    const { id, contacts } = await create([{ name: 'Ana', email: 'ana@ruiz.example' }])
    const [ana] = contacts
    const seen = (who: typeof world.member) =>
      world.within(who, async (ctx) => ({
        names: [...(await customerNames(ctx, [id, UNKNOWN]))],
        contacts: [...(await findContactsByIds(ctx, [ana?.id ?? '']))],
      }))
    expect(await seen(world.member)).toEqual({
      names: [[id, 'Ana Ruiz']],
      contacts: [[ana?.id, ana]],
    })
    expect(await seen(world.stranger)).toEqual({ names: [], contacts: [] })
  })

  test('who is told: the contact named, else the primary one, else nobody', async () => {
    const { id, contacts } = await create([{ name: 'Ana' }, { name: 'Bo' }])
    const alone = await create()
    const told = (customer: string, contact: string | null, who = world.member) =>
      world.within(who, (ctx) => findContactForTelling(ctx, customer, contact))
    expect(await told(id, null)).toBe(contacts[0]?.id)
    expect(await told(id, contacts[1]?.id ?? null)).toBe(contacts[1]?.id)
    expect(await told(alone.id, null)).toBeNull()
    await expect(told(alone.id, contacts[0]?.id ?? null)).rejects.toMatchObject({ code: 'customers/contact_not_found' })
    await expect(told(UNKNOWN, null)).rejects.toMatchObject({ code: 'customers/not_found' })
    await expect(told(id, null, world.stranger)).rejects.toMatchObject({ code: 'customers/not_found' })
  })
})

describe('importing', () => {
  const rows = Array.from({ length: 2_500 }, (_, i) => ({
    externalId: `C-${i}`,
    name: `Customer ${i}`,
    ...(i % 2 === 0 ? { email: `c${i}@mail.example` } : {}),
  }))
  const bring = (given: typeof rows, who = world.member) =>
    world.within(who, (ctx) => importCustomers(ctx, 'log', given))
  const count = async (table: string) =>
    Number((await world.owner.query(`select count(*) as n from ${table} where org_id = $1`, [world.ours])).rows[0].n)

  test('adds each external id once, with its contact, and finds it again', async () => {
    const [customers, contacts] = [await count('customer'), await count('contact')]
    const first = await bring(rows)
    expect(first.size).toBe(2_500)
    expect([await count('customer'), await count('contact')]).toEqual([customers + 2_500, contacts + 1_250])
    const events = await world.eventsOf(world.ours, 'customer.created')
    const second = await bring([...rows, { externalId: 'C-0', name: 'Another name' }])
    expect(second).toEqual(first)
    expect([await count('customer'), await count('contact')]).toEqual([customers + 2_500, contacts + 1_250])
    expect(await world.eventsOf(world.ours, 'customer.created')).toEqual(events)
    const kept = await world.within(world.member, (ctx) => customerNames(ctx, [first.get('C-0') ?? '']))
    expect([...kept.values()]).toEqual(['Customer 0'])
  })

  test('of one id twice in a file the first counts', async () => {
    const twice = [
      { externalId: 'D-1', name: 'First' },
      { externalId: 'D-1', name: 'Second' },
    ]
    const ids = await bring(twice)
    const names = await world.within(world.member, (ctx) => customerNames(ctx, [...ids.values()]))
    expect([...names.values()]).toEqual(['First'])
  })

  test('two at once agree on who is who', async () => {
    const some = Array.from({ length: 50 }, (_, i) => ({ externalId: `E-${i}`, name: `E ${i}` }))
    const [one, two] = await Promise.all([bring(some), bring(some)])
    expect(one).toEqual(two)
  })

  test('another organization has customers of its own; nothing is nothing', async () => {
    const mine = await bring([{ externalId: 'F-1', name: 'Mine' }])
    const theirs = await bring([{ externalId: 'F-1', name: 'Theirs' }], world.stranger)
    expect(theirs.get('F-1')).not.toBe(mine.get('F-1'))
    expect(await bring([])).toEqual(new Map())
  })
})
