import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { createCustomer } from './create-customer.ts'
import { customerNames, findContactForTelling, findContactsByIds } from './find-customers.ts'

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
