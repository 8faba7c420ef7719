import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const lead = (): CallOptions => ({ as: world.orgs[0].lead })
const WHY = { en: 'The part is late.' }
let turn = 0
const create = (over: object = {}, options = lead()) =>
  world.api('post', '/v1/reasons', { name: `Reason ${++turn}`, why: WHY, ...over }, options)
const change = (id: string, input: object, options = lead()) => world.api('patch', `/v1/reasons/${id}`, input, options)
const list = async (query = '') =>
  (await world.api('get', `/v1/reasons${query}`, undefined, lead())).body.items.map(({ id }: { id: string }) => id)

describe('the list of reasons', () => {
  test('has one until it is archived', async () => {
    const made = await create({ cause: 'supplier' })
    expect(made).toMatchObject({
      status: 201,
      body: { cause: 'supplier', why: WHY, missing: ['pt', 'es', 'ca', 'pl', 'ru'], version: 1, archivedAt: null },
    })
    const { id } = made.body
    expect((await change(id, { cause: null, why: { ...WHY, pl: 'Część się spóźnia.' } })).body).toMatchObject({
      cause: null,
      missing: ['pt', 'es', 'ca', 'ru'],
      version: 2,
    })
    expect(await list()).toEqual([id])
    for (const status of [200, 200])
      expect((await world.api('post', `/v1/reasons/${id}/archival`, {}, lead())).status).toBe(status)
    expect(await list()).toEqual([])
    expect(await list('?archived=true')).toEqual([id])
    expect(await change(id, { name: 'Back' })).toMatchObject({ status: 409, body: { code: 'playbooks/archived' } })
    const types = (await world.eventsOf(world.orgs[0].id, 'reason.created', 'reason.updated', 'reason.archived')).map(
      ({ type }) => type,
    )
    expect(types).toEqual(['reason.created', 'reason.updated', 'reason.archived'])
  })

  test.each([
    ['no sentence in the language of the organization', { why: { pl: 'Późno.' } }, 'playbooks/wording_missing'],
    ['a cause of nobody', { cause: 'fate' }, undefined],
    ['an empty sentence', { why: { en: ' ' } }, undefined],
  ])('refuses %s', async (_, over, code) => {
    const answer = await create(over)
    expect(answer.status).toBe(400)
    if (code) expect(answer.body.issues).toMatchObject([{ code, path: 'why.en' }])
  })

  test('names in use are unique', async () => {
    await create({ name: 'Snow' })
    expect(await create({ name: 'SNOW' })).toMatchObject({ status: 409, body: { code: 'playbooks/name_taken' } })
  })

  test('is written by leads, read by all, and by nobody else', async () => {
    const { id } = (await create()).body
    expect((await create({}, { as: world.orgs[0].frontline })).status).toBe(403)
    expect((await world.api('get', `/v1/reasons/${id}`, undefined, { as: world.orgs[0].viewer })).status).toBe(200)
    for (const call of [
      world.api('get', `/v1/reasons/${id}`, undefined, { as: world.orgs[1].owner }),
      change(id, { name: 'Theirs' }, { as: world.orgs[1].owner }),
    ])
      expect(await call).toMatchObject({ status: 404, body: { code: 'playbooks/not_found' } })
  })

  test('is changed by whoever read the present version', async () => {
    const { id } = (await create()).body
    const headers = { 'if-match': '"1"' }
    expect((await change(id, { cause: 'staff' }, { ...lead(), headers })).status).toBe(200)
    expect(await change(id, { cause: 'other' }, { ...lead(), headers })).toMatchObject({ status: 412 })
  })
})

test('the usual reasons are added once, and what was archived stays so', async () => {
  const as = world.orgs[1].owner
  const install = async () => (await world.api('post', '/v1/reason-starter-set', {}, { as })).body.created
  await world.api('post', '/v1/reasons', { name: 'weather', why: WHY }, { as })
  const first = await install()
  expect(first).toHaveLength(7)
  expect(first.every(({ missing }: { missing: string[] }) => missing.length === 0)).toBe(true)
  await world.api('post', `/v1/reasons/${first[0].id}/archival`, {}, { as })
  expect(await install()).toEqual([])
})
