import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makingGood } from '#test/making-good'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
})
afterAll(() => w?.close())
const { us, remedy, limit, matter, grant, forget } = makingGood(() => w)
beforeEach(async () => {
  await forget()
  w.clock.set('2026-11-26T09:00:00Z')
})

const get = async (path: string) => {
  const answer = await w.api('get', path, undefined, { as: us().owner })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body
}
const granted = async (input: object, as = us().frontline): Promise<string> => {
  const answer = await grant(input, as)
  expect(answer.body.decision ?? answer.body.outcome, JSON.stringify(answer.body)).toBeTruthy()
  return answer.body.grant.id
}

describe('budgets', () => {
  test('say what was granted, by whom, of what, and what is left: the grants and the sums say the same', async () => {
    const [discount, perk] = [await remedy({ name: 'Discount' }), await remedy({ name: 'Perk' })]
    await limit({ perFirmMonth: 10_000, perMemberMonth: 6_000 })
    await limit({ role: 'lead', remedyId: perk.id, perFirmMonth: 5_000 })
    const of = async (remedyId: string, amount: number) => ({ ...(await matter()), remedyId, amount })
    await granted(await of(discount.id, 1_000))
    await granted(await of(discount.id, 2_500))
    const back = await granted(await of(discount.id, 500))
    await granted(await of(perk.id, 3_000), us().lead)
    await w.api('post', `/v1/remedy-grants/${back}/taking-back`, { reason: 'Not needed.' }, { as: us().frontline })

    const budgets = await get('/v1/budgets')
    const all = { granted: 4, amount: 7_000, takenBack: 1, takenBackAmount: 500, used: 6_500 }
    expect(budgets).toMatchObject({ period: '2026-11', currency: 'GBP', total: all })
    expect(budgets.members).toMatchObject([
      { memberId: us().frontline.member.id, granted: 3, used: 3_500, limit: 6_000, left: 2_500 },
      { memberId: us().lead.member.id, granted: 1, used: 3_000, limit: null, left: null },
    ])
    expect(budgets.remedies).toMatchObject([
      { remedyName: 'Discount', granted: 3, takenBack: 1, used: 3_500 },
      { remedyName: 'Perk', granted: 1, takenBack: 0, used: 3_000 },
    ])
    expect(budgets.firmLimits).toMatchObject([
      { role: 'frontline', remedyId: null, limit: 10_000, used: 6_500, left: 3_500 },
      { role: 'lead', remedyId: perk.id, remedyName: 'Perk', limit: 5_000, used: 3_000, left: 2_000 },
    ])
    const { rows } = await w.owner.query(
      `select remedy_id as id, sum(amount)::int as n from authority_use
       where org_id = $1 and dimension = 'firm_month' and period = '2026-11' group by 1`,
      [us().id],
    )
    const sums = new Map(rows.map(({ id, n }) => [id, n]))
    expect(sums.get('00000000-0000-0000-0000-000000000000')).toBe(budgets.total.used)
    for (const { remedyId, used } of budgets.remedies) expect(sums.get(remedyId)).toBe(used)

    // The grants behind a figure, as a list and as a table.
    const ids = async (query: string) => (await get(`/v1/remedy-grants?${query}`)).items.length
    expect(await ids(`period=2026-11&memberId=${us().frontline.member.id}`)).toBe(3)
    expect(await ids(`period=2026&remedyId=${perk.id}`)).toBe(1)
    expect(await ids('period=2026-10')).toBe(0)
    const table = String(await get(`/v1/remedy-grants.csv?period=2026-11&remedyId=${discount.id}`))
    expect(table.trim().split('\r\n')).toHaveLength(4)
    expect(table).toContain('Fay Frontline')
  })

  test('of another month or of a year are what was granted then, in the zone of the organization', async () => {
    const { id } = await remedy()
    // Half past midnight in London: summer time has ended, it is November there as well.
    w.clock.set('2026-10-31T23:30:00Z')
    await granted({ ...(await matter()), remedyId: id, amount: 100 }, us().owner)
    w.clock.set('2026-11-01T00:30:00Z')
    await granted({ ...(await matter()), remedyId: id, amount: 200 }, us().owner)
    const used = async (period: string) => (await get(`/v1/budgets?period=${period}`)).total.used
    expect([await used('2026-10'), await used('2026-11'), await used('2026'), await used('2025')]).toEqual([
      ...[100, 200, 300, 0],
    ])
    expect((await get('/v1/budgets?period=2026')).firmLimits).toEqual([])
  })

  test('a period that is none is refused; another organization has none of ours', async () => {
    expect((await w.api('get', '/v1/budgets?period=2026-13', undefined, { as: us().owner })).status).toBe(400)
    const theirs = await w.api('get', '/v1/budgets', undefined, { as: w.orgs[1].owner })
    expect(theirs.body).toMatchObject({ total: { granted: 0, used: 0 }, members: [], remedies: [] })
  })
})
