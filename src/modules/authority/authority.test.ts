import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makingGood } from '#test/making-good'
import { createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const { us, made, remedy, limit, matter, grant, forget } = makingGood(() => world)
beforeEach(() => forget())

/** Every sum against what the grants say. */
async function sumsAgree() {
  const { rows } = await world.owner.query(`
    with said as (
      select org_id, remedy_id, amount, about, customer_id::text, granted_by, year, month from remedy_grant where state = 'granted'
    ), counted as (
      select 'request' as dimension, about as key, '' as period, remedy_id, amount from said
      union all select 'customer_year', customer_id, year, remedy_id, amount from said
      union all select 'firm_month', '', month, remedy_id, amount from said
      union all select 'member_month', granted_by, month, remedy_id, amount from said
    ), sums as (
      select dimension, key, period, remedy_id, sum(amount) as amount from counted group by 1, 2, 3, 4
      union all select dimension, key, period, '00000000-0000-0000-0000-000000000000', sum(amount) from counted group by 1, 2, 3
    )
    select count(*)::int as wrong from sums full join authority_use using (dimension, key, period, remedy_id)
    where coalesce(sums.amount, 0) <> coalesce(authority_use.amount, 0)`)
  expect(rows[0].wrong).toBe(0)
}

describe('granting', () => {
  test('within the limit is granted, beyond it is a decision, and what is left is said', async () => {
    const { id } = await remedy()
    await limit({ perRequest: 5000 })
    const about = await matter()
    const offers = async () => {
      const query = new URLSearchParams({ about: about.about, customerId: about.customerId })
      const { offers: all } = (await world.api('get', `/v1/offers?${query}`, undefined, { as: us().frontline })).body
      return all.find((each: { remedyId: string }) => each.remedyId === id)
    }
    expect(await offers()).toEqual({ remedyId: id, left: { amount: 5000, by: 'request' }, alone: true })
    const given = await grant({ ...about, remedyId: id, amount: 3000 })
    expect(given).toMatchObject({
      status: 201,
      body: {
        decision: 'granted',
        amount: 3000,
        left: null,
        grant: { amount: 3000, currency: 'GBP', grantedBy: us().frontline.member.id },
      },
    })
    expect(await offers()).toMatchObject({ left: { amount: 2000, by: 'request' } })
    expect((await grant({ ...about, remedyId: id, amount: 2001 })).body).toMatchObject({
      decision: 'needs_approval',
      grant: null,
      left: { amount: 2000, by: 'request' },
    })
    const events = await world.eventsOf(us().id, 'remedy.granted')
    expect(events.at(-1)).toMatchObject({ about: about.about, data: { amount: 3000, remedyId: id } })
  })

  test('needs a line of the matrix, except of an owner, and of what costs nothing', async () => {
    const { id } = await remedy()
    const sorry = await remedy({ kind: 'apology', wording: { en: 'We are sorry.' } })
    const about = await matter()
    expect((await grant({ ...about, remedyId: id, amount: 1 })).body.decision).toBe('needs_approval')
    expect((await grant({ ...about, remedyId: sorry.id })).body.decision).toBe('granted')
    expect((await grant({ ...about, remedyId: id, amount: 1_000_000 }, us().owner)).body.decision).toBe('granted')
    await limit({ role: 'owner', perRequest: 10 })
    expect((await grant({ ...about, remedyId: id, amount: 11 }, us().owner)).body.decision).toBe('needs_approval')
  })

  test('a program has the limits of programs, whatever role its key has', async () => {
    const { id } = await remedy()
    const { key: secret } = await made('/v1/api-keys', { name: 'shop', role: 'owner' })
    const about = await matter()
    expect((await grant({ ...about, remedyId: id, amount: 1 }, secret)).body.decision).toBe('needs_approval')
    await limit({ role: 'program', perMemberMonth: 100 })
    expect((await grant({ ...about, remedyId: id, amount: 100 }, secret)).body).toMatchObject({
      decision: 'granted',
      grant: { grantedBy: null },
    })
    expect((await grant({ ...about, remedyId: id, amount: 1 }, secret)).body.left).toEqual({
      amount: 0,
      by: 'member_month',
    })
  })

  test.each([
    ['perCustomerYear', 'customer_year'],
    ['perFirmMonth', 'firm_month'],
    ['perMemberMonth', 'member_month'],
  ])('%s holds over several requests', async (amounts, by) => {
    const { id } = await remedy()
    await limit({ [amounts]: 100 })
    const first = await matter()
    expect((await grant({ ...first, remedyId: id, amount: 70 })).body.decision).toBe('granted')
    expect((await grant({ ...(await matter(first.customerId)), remedyId: id, amount: 31 })).body.left).toEqual({
      amount: 30,
      by,
    })
  })

  test('what has to be done is promised to the customer, and told', async () => {
    const { id } = await remedy({ kind: 'refund', wording: { en: 'We pay {amount} back by {until}.' } })
    await limit({ perRequest: 5000 })
    const about = await matter()
    expect(await grant({ ...about, remedyId: id, amount: 1050 })).toMatchObject({
      status: 400,
      body: { code: 'authority/due_needed' },
    })
    const { grant: given } = (await grant({ ...about, remedyId: id, amount: 1050, dueAt: '2026-12-01T16:00:00Z' })).body
    const promise = (await world.api('get', `/v1/promises/${given.promiseId}`, undefined, { as: us().owner })).body
    expect(promise).toMatchObject({
      kind: 'refund',
      state: 'open',
      wording: 'We pay £10.50 back by Tuesday 1 December.',
      customerId: about.customerId,
      telling: 'waiting',
    })
  })

  test.each([
    ['a fixed cost changed', { cost: 500 }, { amount: 400 }, 'authority/amount_fixed'],
    ['no amount', {}, {}, 'authority/amount_needed'],
  ])('refuses %s', async (_, line, over, code) => {
    const { id } = await remedy(line)
    expect(await grant({ ...(await matter()), remedyId: id, ...over }, us().owner)).toMatchObject({
      status: 400,
      body: { code },
    })
  })

  test('is for the frontline, of what is there, in this organization', async () => {
    const { id } = await remedy()
    const input = { ...(await matter()), remedyId: id, amount: 1 }
    expect((await grant(input, us().viewer)).status).toBe(403)
    expect((await grant(input, world.orgs[1].owner)).status).toBe(404)
    expect((await grant({ ...input, customerId: crypto.randomUUID() }, us().owner)).status).toBe(404)
    const { grant: given } = (await grant(input, us().owner)).body
    for (const path of [`/v1/remedy-grants/${given.id}`]) {
      expect((await world.api('get', path, undefined, { as: us().viewer })).body.reason).toBe('Two days late.')
      expect((await world.api('get', path, undefined, { as: world.orgs[1].owner })).status).toBe(404)
    }
    expect((await world.api('get', '/v1/remedy-grants', undefined, { as: world.orgs[1].owner })).body.items).toEqual([])
  })
})

describe('many at once', () => {
  test('fifty grants against one budget never exceed it', async () => {
    const { id } = await remedy()
    await limit({ perFirmMonth: 1000 })
    await limit({ role: 'lead', perFirmMonth: 1000 })
    const matters = await Promise.all(Array.from({ length: 5 }, () => matter()))
    const people = [us().frontline, us().lead]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => grant({ ...matters[i % 5], remedyId: id, amount: 70 }, people[i % 2])),
    )
    const granted = answers.filter(({ body }) => body.decision === 'granted')
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(granted).toHaveLength(14)
    await sumsAgree()
  })

  test('the sums are what the grants say, whatever is granted and taken back', async () => {
    const remedies = [await remedy(), await remedy({ kind: 'perk', cost: 7 })]
    const matters = [await matter(), await matter()]
    await limit({ perRequest: 120, perMemberMonth: 200 })
    await limit({ role: 'lead', remedyId: remedies[0].id, perCustomerYear: 90 })
    const step = fc.record({
      remedy: fc.nat(1),
      matter: fc.nat(1),
      amount: fc.integer({ min: 0, max: 60 }),
      lead: fc.boolean(),
      back: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        await Promise.all(
          steps.map(async ({ remedy: r, matter: m, amount, lead, back }) => {
            const input = { ...matters[m], remedyId: remedies[r].id, ...(r === 0 ? { amount } : {}) }
            const { body } = await grant(input, lead ? us().lead : us().frontline)
            if (body.grant && back) await made(`/v1/remedy-grants/${body.grant.id}/taking-back`, { reason: 'Wrong.' })
          }),
        )
        await sumsAgree()
      }),
      { numRuns: 8 },
    )
  })
})

describe('taking back', () => {
  test('gives the amount back once, and withdraws the promise', async () => {
    const { id } = await remedy({ kind: 'refund', wording: { en: 'We pay {amount} back.' } })
    await limit({ perRequest: 1000 })
    const about = await matter()
    const { grant: given } = (await grant({ ...about, remedyId: id, amount: 1000, dueAt: '2026-12-01T16:00:00Z' })).body
    expect((await grant({ ...about, remedyId: id, amount: 1, dueAt: '2026-12-01T16:00:00Z' })).body.decision).toBe(
      'needs_approval',
    )
    const back = () =>
      world.api('post', `/v1/remedy-grants/${given.id}/taking-back`, { reason: 'Wrong.' }, { as: us().frontline })
    const all = await Promise.all([back(), back(), back()])
    for (const each of all)
      expect(each).toMatchObject({ status: 200, body: { state: 'taken_back', takenBackReason: 'Wrong.' } })
    expect((await world.api('get', `/v1/promises/${given.promiseId}`, undefined, { as: us().owner })).body.state).toBe(
      'withdrawn',
    )
    expect(await world.eventsOf(us().id, 'remedy.taken_back')).toSatisfy((events: unknown[]) => events.length > 0)
    expect((await grant({ ...about, remedyId: id, amount: 1000, dueAt: '2026-12-01T16:00:00Z' })).body.decision).toBe(
      'granted',
    )
  })

  test('is refused of what is done', async () => {
    const { id } = await remedy({ kind: 'refund', wording: { en: 'We pay {amount} back.' } })
    const { grant: given } = (
      await grant({ ...(await matter()), remedyId: id, amount: 1, dueAt: '2026-12-01T16:00:00Z' }, us().owner)
    ).body
    await made(`/v1/promises/${given.promiseId}/delivery`, {})
    expect(
      await world.api('post', `/v1/remedy-grants/${given.id}/taking-back`, { reason: 'Wrong.' }, { as: us().owner }),
    ).toMatchObject({ status: 409, body: { code: 'authority/already_done' } })
  })
})

describe('the matrix', () => {
  test('is set by owners, a place at a time, and read by all', async () => {
    const first = await limit({ perRequest: 100 })
    const again = await limit({ perRequest: 200 })
    expect(again).toMatchObject({ id: first.id, perRequest: 200, version: 2 })
    expect(
      (
        await world.api(
          'put',
          '/v1/authority-limits',
          { role: 'lead', perRequest: 1, perCustomerYear: null, perFirmMonth: null, perMemberMonth: null },
          { as: us().lead },
        )
      ).status,
    ).toBe(403)
    const { limits } = (await world.api('get', '/v1/authority-limits', undefined, { as: us().viewer })).body
    expect(limits).toEqual([again])
    expect((await world.api('delete', `/v1/authority-limits/${first.id}`, undefined, { as: us().owner })).status).toBe(
      200,
    )
    expect((await world.api('delete', `/v1/authority-limits/${first.id}`, undefined, { as: us().owner })).status).toBe(
      404,
    )
  })
})

test('what was granted to a customer counts for whom they are merged into, and goes to them from then on', async () => {
  const { id } = await remedy()
  await limit({ perCustomerYear: 100 })
  const [one, two] = [await matter(), await matter()]
  expect((await grant({ ...one, remedyId: id, amount: 70 })).body.decision).toBe('granted')
  await made(`/v1/customers/${one.customerId}/merge`, { into: two.customerId })
  expect((await grant({ ...two, remedyId: id, amount: 31 })).body.left).toEqual({ amount: 30, by: 'customer_year' })
  expect((await grant({ ...one, remedyId: id, amount: 30 })).body.grant.customerId).toBe(two.customerId)
})

/** Last: who was signed in is so no more. */
test('the month and the year begin where the organization is', async () => {
  const { id } = await remedy()
  const { key: secret } = await made('/v1/api-keys', { name: 'shop', role: 'owner' })
  await limit({ role: 'program', perFirmMonth: 100, perCustomerYear: 150 })
  const about = await matter()
  const give = async (amount: number) => (await grant({ ...about, remedyId: id, amount }, secret)).body
  expect((await give(100)).decision).toBe('granted')
  expect((await give(1)).left).toEqual({ amount: 0, by: 'firm_month' })
  world.clock.set('2026-12-01T00:00:00Z')
  expect((await give(51)).left).toEqual({ amount: 50, by: 'customer_year' })
  world.clock.set('2027-01-01T00:00:00Z')
  expect((await give(100)).decision).toBe('granted')
})
