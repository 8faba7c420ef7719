import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { createContact } from './create-contact.ts'
import { createCustomer } from './create-customer.ts'
import { getCustomer } from './get-customer.ts'
import { type ImportedCustomer, importCustomers, type Outcome } from './import-customers.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const row = (given: Partial<ImportedCustomer> & { externalId: string }): ImportedCustomer => ({
  ...{ name: given.externalId, kind: 'person', note: '', segment: '', contactName: '' },
  ...{ email: null, phone: null, language: null, timeZone: null },
  ...given,
})

const bring = (rows: ImportedCustomer[], { who = world.member, complete = true, source = 'log' } = {}) =>
  world.within(who, (ctx) => importCustomers(ctx, { source, importId: null, complete }, rows))

const count = async (table: string) =>
  Number((await world.owner.query(`select count(*) as n from ${table} where org_id = $1`, [world.ours])).rows[0].n)

const get = (id: string) => world.gate.run(getCustomer, world.member, { id })
const what = (outcomes: Outcome[]) => outcomes.map((outcome) => outcome.what)

describe('many', () => {
  const rows = Array.from({ length: 2_500 }, (_, i) =>
    row({ externalId: `C-${i}`, name: `Customer ${i}`, email: i % 2 === 0 ? `c${i}@mail.example` : null }),
  )

  test('are added once each, with their contact, and found again', async () => {
    const [customers, contacts] = [await count('customer'), await count('contact')]
    const first = await bring(rows)
    expect(new Set(what(first))).toEqual(new Set(['made']))
    expect([await count('customer'), await count('contact')]).toEqual([customers + 2_500, contacts + 1_250])
    const events = await world.eventsOf(world.ours, 'customer.created')
    const second = await bring([...rows, row({ externalId: 'C-0', name: 'Another name' })])
    expect(second.slice(0, 2_500)).toEqual(first.map(({ customerId }) => ({ customerId, what: 'unchanged' })))
    expect([await count('customer'), await count('contact')]).toEqual([customers + 2_500, contacts + 1_250])
    expect(await world.eventsOf(world.ours, 'customer.created')).toEqual(events)
    expect((await get(first[0]?.customerId ?? '')).name).toBe('Customer 0')
  })

  test('two at once agree on who is who, and on one set of contacts', async () => {
    const some = Array.from({ length: 50 }, (_, i) => row({ externalId: `E-${i}`, email: `e${i}@mail.example` }))
    const contacts = await count('contact')
    const [one, two] = await Promise.all([bring(some), bring(some)])
    expect(one.map(({ customerId }) => customerId)).toEqual(two.map(({ customerId }) => customerId))
    expect(await count('contact')).toBe(contacts + 50)
  })

  test('another organization has customers of its own; nothing is nothing', async () => {
    const shared = row({ externalId: 'F-1', email: 'shared@mail.example' })
    const [mine] = await bring([shared])
    const [theirs] = await bring([shared], { who: world.stranger })
    expect(theirs?.what).toBe('made')
    expect(theirs?.customerId).not.toBe(mine?.customerId)
    expect(await bring([])).toEqual([])
  })
})

describe('who is there', () => {
  test.each<[string, object, Partial<ImportedCustomer>, Outcome['what'], object[]]>([
    [
      'the same e-mail in other letters',
      { email: 'Same1@Mail.example' },
      { email: 'same1@mail.example' },
      'unchanged',
      [{ email: 'Same1@Mail.example' }],
    ],
    [
      'the same e-mail completes the number',
      { email: 'same2@mail.example' },
      { email: 'same2@mail.example', phone: '+48 600 100 222' },
      'completed',
      [{ email: 'same2@mail.example', phone: '+48 600 100 222' }],
    ],
    [
      'a number that is there stays',
      { email: 'same3@mail.example', phone: '+48 600 100 333' },
      { email: 'same3@mail.example', phone: '+48 600 999 999' },
      'unchanged',
      [{ phone: '+48 600 100 333' }],
    ],
    [
      'the same number, written otherwise',
      { phone: '+48 600-100-444' },
      { phone: '+48600100444' },
      'unchanged',
      [{ phone: '+48 600-100-444' }],
    ],
    [
      'the same number completes the e-mail',
      { phone: '+48 600 100 555' },
      { phone: '+48600100555', email: 'same5@mail.example' },
      'completed',
      [{ phone: '+48 600 100 555', email: 'same5@mail.example' }],
    ],
    [
      'the same number and another name is another contact',
      { phone: '+48 600 100 666' },
      { name: 'Bob', phone: '+48600100666' },
      'completed',
      [{ name: 'Ann' }, { name: 'Bob' }],
    ],
    [
      'the same number and another e-mail is somebody else',
      { phone: '+48 600 100 777', email: 'same7@mail.example' },
      { phone: '+48600100777', email: 'other7@mail.example' },
      'made',
      [{ name: 'Ann' }],
    ],
    ['an extension tells nobody', { phone: '12345' }, { phone: '12345' }, 'made', [{ phone: '12345' }]],
    ['the name alone tells nobody', { email: 'same9@mail.example' }, {}, 'made', [{ name: 'Ann' }]],
  ])('%s', async (title, contact, given, outcome, contacts) => {
    const there = await world.gate.run(createCustomer, world.member, {
      name: 'Ann',
      contacts: [{ name: 'Ann', ...contact }],
    })
    const [result] = await bring([row({ name: 'Ann', ...given, externalId: title })])
    expect(result?.what).toBe(outcome)
    if (outcome !== 'made') expect(result?.customerId).toBe(there.id)
    expect((await get(there.id)).contacts).toEqual(contacts.map((one) => expect.objectContaining(one)))
  })

  test('is not overwritten: what is empty is filled, and its version says so', async () => {
    const there = await world.gate.run(createCustomer, world.member, {
      ...{ name: 'Kept', segment: 'Gold', source: 'log', externalId: 'K-1' },
      contacts: [{ name: 'Kept', email: 'kept@mail.example', language: 'pl' }],
    })
    const change = row({
      externalId: 'K-1',
      name: 'Other',
      kind: 'company',
      segment: 'Silver',
      note: 'Ring twice.',
      email: 'kept@mail.example',
      language: 'ru',
    })
    expect(what(await bring([change]))).toEqual(['completed'])
    expect(await get(there.id)).toMatchObject({
      name: 'Kept',
      kind: 'person',
      segment: 'Gold',
      note: 'Ring twice.',
      version: there.version + 1,
      contacts: [{ language: 'pl', version: 1 }],
    })
    expect(what(await bring([change]))).toEqual(['unchanged'])
  })

  test('is skipped when that is wanted', async () => {
    const there = await world.gate.run(createCustomer, world.member, {
      name: 'Skipped',
      source: 'log',
      externalId: 'S-1',
    })
    const more = row({ externalId: 'S-1', note: 'New', email: 'skipped@mail.example' })
    expect(what(await bring([more], { complete: false }))).toEqual(['unchanged'])
    expect(await get(there.id)).toMatchObject({ note: '', contacts: [] })
  })
})

describe('several rows', () => {
  test('of one id are one customer with the contacts of all', async () => {
    const outcomes = await bring([
      row({ externalId: 'M-1', name: 'Acme', kind: 'company', contactName: 'Ann', email: 'ann@acme.example' }),
      row({
        externalId: 'M-1',
        name: 'Acme Ltd',
        kind: 'company',
        contactName: 'Bob',
        phone: '+48 600 200 100',
        note: 'Big',
      }),
      row({
        externalId: 'M-1',
        name: 'Acme',
        kind: 'company',
        contactName: 'Ann',
        email: 'ann@acme.example',
        phone: '+48 600 200 200',
      }),
    ])
    expect(what(outcomes)).toEqual(['made', 'joined', 'joined'])
    expect(await get(outcomes[0]?.customerId ?? '')).toMatchObject({
      name: 'Acme',
      kind: 'company',
      note: 'Big',
      contacts: [
        { name: 'Ann', email: 'ann@acme.example', phone: '+48 600 200 200', isPrimary: true },
        { name: 'Bob', phone: '+48 600 200 100', isPrimary: false },
      ],
    })
  })

  test('of one e-mail are one customer, whatever their ids', async () => {
    const outcomes = await bring([
      row({ externalId: 'N-1', email: 'n@mail.example' }),
      row({ externalId: 'N-2', email: 'n@mail.example' }),
      row({ externalId: 'N-2', email: 'n2@mail.example' }),
    ])
    expect(what(outcomes)).toEqual(['made', 'joined', 'joined'])
    expect(new Set(outcomes.map(({ customerId }) => customerId)).size).toBe(1)
  })

  test('of one number are one customer unless their e-mails differ, in one batch as in two', async () => {
    const rows = (n: string) => [
      row({ externalId: `Q-${n}1`, name: 'Ann', phone: `+48 600 300 ${n}` }),
      row({ externalId: `Q-${n}2`, name: 'Ann', phone: `+48600300${n}`, email: `ann@q${n}.example` }),
      row({ externalId: `Q-${n}3`, name: 'Bob', phone: `+48600300${n}` }),
    ]
    const shape = (outcomes: Outcome[]) =>
      outcomes.map(({ customerId }) => outcomes.findIndex((one) => one.customerId === customerId))
    const together = await bring(rows('401'))
    const apart = [
      await bring(rows('402').slice(0, 1)),
      await bring(rows('402').slice(1, 2)),
      await bring(rows('402').slice(2)),
    ].flat()
    expect(shape(together)).toEqual([0, 0, 0])
    expect(shape(apart)).toEqual([0, 0, 0])
    for (const [one] of [together, apart])
      expect((await get(one?.customerId ?? '')).contacts).toMatchObject([
        { name: 'Ann', email: expect.any(String) },
        { name: 'Bob' },
      ])
    expect(
      shape(
        await bring([
          ...rows('403').slice(1, 2),
          row({ externalId: 'Q-4034', phone: '+48600300403', email: 'other@q403.example' }),
        ]),
      ),
    ).toEqual([0, 1])
  })

  test('of persons at a company do not make their customers one', async () => {
    const outcomes = await bring([
      row({ externalId: 'P-1', name: 'First', contactName: 'Ann', email: 'ann@both.example' }),
      row({ externalId: 'P-2', name: 'Second', contactName: 'Ann', email: 'ann@both.example' }),
    ])
    expect(what(outcomes)).toEqual(['made', 'made'])
  })

  test('beyond the contacts that one can have are refused', async () => {
    const there = await world.gate.run(createCustomer, world.member, { name: 'Full', source: 'log', externalId: 'Z-1' })
    for (let i = 0; i < 2; i++)
      await world.gate.run(createContact, world.member, {
        customerId: there.id,
        name: `C${i}`,
        email: `z${i}@mail.example`,
      })
    const rows = Array.from({ length: 200 }, (_, i) =>
      row({ externalId: 'Z-1', contactName: `Z${i}`, email: `zz${i}@mail.example` }),
    )
    const outcomes = what(await bring(rows))
    expect(outcomes.filter((one) => one === 'full')).toHaveLength(2)
    expect((await get(there.id)).contacts).toHaveLength(200)
  })
})
