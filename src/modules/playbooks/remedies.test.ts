import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const lead = (): CallOptions => ({ as: world.orgs[0].lead })
const WORDING = { en: 'We take {amount} off your bill.' }
let turn = 0
const create = (over: object = {}, options = lead()) =>
  world.api(
    'post',
    '/v1/remedies',
    { kind: 'discount', name: `Discount ${++turn}`, wording: WORDING, ...over },
    options,
  )
const change = (id: string, input: object, options = lead()) => world.api('patch', `/v1/remedies/${id}`, input, options)

describe('the library', () => {
  test('has a line, in words of the firm, until it is archived', async () => {
    const made = await create({ cost: 1500, conditions: 'A day late at least.' })
    expect(made).toMatchObject({
      status: 201,
      body: { cost: 1500, alternative: false, hasToBeDone: false, missing: ['pt', 'es', 'ca', 'pl', 'ru'], version: 1 },
    })
    const { id } = made.body
    expect((await change(id, { cost: null, wording: { ...WORDING, pl: 'Odliczymy {amount}.' } })).body).toMatchObject({
      cost: null,
      missing: ['pt', 'es', 'ca', 'ru'],
      conditions: 'A day late at least.',
      version: 2,
    })
    const list = async (query = '') => (await world.api('get', `/v1/remedies${query}`, undefined, lead())).body.items
    expect((await list()).map((item: { id: string }) => item.id)).toEqual([id])
    expect((await world.api('post', `/v1/remedies/${id}/archival`, {}, lead())).body.archivedAt).not.toBeNull()
    expect((await world.api('post', `/v1/remedies/${id}/archival`, {}, lead())).status).toBe(200)
    expect(await list()).toEqual([])
    expect(await list('?archived=true')).toHaveLength(1)
    expect(await change(id, { cost: 1 })).toMatchObject({ status: 409, body: { code: 'playbooks/archived' } })
    const types = (await world.eventsOf(world.orgs[0].id, 'remedy.created', 'remedy.updated', 'remedy.archived')).map(
      ({ type }) => type,
    )
    expect(types).toEqual(['remedy.created', 'remedy.updated', 'remedy.archived'])
  })

  test.each([
    [
      'a placeholder that stands for nothing',
      { wording: { en: 'Off: {price}' } },
      400,
      'playbooks/unknown_placeholder',
    ],
    [
      'no wording in the language of the organization',
      { wording: { pl: 'Taniej.' } },
      400,
      'playbooks/wording_missing',
    ],
    ['an apology that costs', { kind: 'apology', cost: 5 }, 400, 'playbooks/no_amount'],
    ['a discount that expires', { validDays: 30 }, 400, 'playbooks/only_credits_expire'],
    ['less than nothing', { cost: -1 }, 400, undefined],
    ['parts of a cent', { cost: 1.5 }, 400, undefined],
    ['another kind', { kind: 'gift' }, 400, undefined],
  ])('refuses %s', async (_, over, status, code) => {
    const answer = await create(over)
    expect(answer.status).toBe(status)
    if (code)
      expect([answer.body.code, ...(answer.body.issues ?? []).map((each: { code: string }) => each.code)]).toContain(
        code,
      )
  })

  test('names in use are unique, of archived ones they are free', async () => {
    const { id } = (await create({ name: 'Loan car', kind: 'loan_device' })).body
    expect(await create({ name: 'LOAN CAR', kind: 'loan_device' })).toMatchObject({
      status: 409,
      body: { code: 'playbooks/name_taken' },
    })
    await world.api('post', `/v1/remedies/${id}/archival`, {}, lead())
    expect((await create({ name: 'Loan car', kind: 'loan_device' })).status).toBe(201)
  })

  test('is written by leads, read by all, and by nobody else', async () => {
    const { id } = (await create()).body
    expect((await create({}, { as: world.orgs[0].frontline })).status).toBe(403)
    expect((await world.api('get', `/v1/remedies/${id}`, undefined, { as: world.orgs[0].viewer })).status).toBe(200)
    for (const call of [
      world.api('get', `/v1/remedies/${id}`, undefined, { as: world.orgs[1].owner }),
      change(id, { cost: 1 }, { as: world.orgs[1].owner }),
    ])
      expect(await call).toMatchObject({ status: 404, body: { code: 'playbooks/not_found' } })
  })

  test('is changed by whoever read the present version', async () => {
    const { id } = (await create()).body
    const headers = { 'if-match': '"1"' }
    expect((await change(id, { conditions: 'First.' }, { ...lead(), headers })).status).toBe(200)
    expect(await change(id, { conditions: 'Lost.' }, { ...lead(), headers })).toMatchObject({
      status: 412,
      body: { code: 'playbooks/stale' },
    })
  })
})

test('an organization has the currency of its country, until it says otherwise', async () => {
  const { id } = world.orgs[0]
  const owner = { as: world.orgs[0].owner }
  expect((await world.api('get', `/v1/organizations/${id}`, undefined, owner)).body.currency).toBe('GBP')
  expect((await world.api('patch', `/v1/organizations/${id}`, { currency: 'eur' }, owner)).body.currency).toBe('EUR')
  expect((await world.api('patch', `/v1/organizations/${id}`, { currency: 'EURO' }, owner)).status).toBe(400)
})
