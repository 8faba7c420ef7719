import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { historyBroughtIn, observeMany } from '#modules/forecast'
import { newId } from '#platform/ids'
import { operation, systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { noLooks, sweepOnce } from '../../src/clocks.ts'

// Through the API and the clock: what happens to requests and promises, and what is then said of the promises.
const START = '2026-11-26T09:00:00Z'
const RULES = { atRiskBelow: 0.5, floor: 0.8, hardFloor: false }
let w: TestWorld
let keys: { frontline: string; elsewhere: string; owner: string }

beforeAll(async () => {
  w = await createWorld({ start: START })
  const key = async (org: 0 | 1, role: string): Promise<string> =>
    (await w.api('post', '/v1/api-keys', { name: role, role }, { as: w.orgs[org].owner })).body.key
  keys = { frontline: await key(0, 'frontline'), elsewhere: await key(1, 'frontline'), owner: await key(0, 'owner') }
  await w.gate.run(bringIn, systemActor(w.orgs[0].id, 'test'), {})
  // What may be promised is another matter.
  await w.api('put', '/v1/promise-rules', { ...RULES, floor: 0 }, { as: keys.owner })
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

/** Jobs in plumbing took up to a day, jobs on roofs two days. */
const bringIn = operation({
  name: 'test.bringIn',
  effect: 'writes',
  permission: 'test.bringIn',
  summary: 'History',
  input: z.object({}),
  output: z.object({}),
  async run(ctx) {
    for (const [category, least] of [
      ['plumbing', 2],
      ['roof', 40],
    ] as const)
      await observeMany(
        ctx,
        Array.from({ length: 300 }, (_, i) => {
          const startedAt = ctx.now.subtract({ hours: 6 * (i + 12) })
          const lasted = { minutes: Math.round(60 * (least + ((i * 37) % 100) * 0.24)) }
          return { id: newId(ctx.now), features: { category }, startedAt, endedAt: startedAt.add(lasted) }
        }),
      )
    await historyBroughtIn(ctx)
    return {}
  },
})

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: keys.frontline })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: Math.round(hours * 60) })
    .toString()
const look = (): Promise<number> => sweepOnce({ gate: w.gate, database: w.database.db, clock: w.clock }, noLooks())
const to = async (hours: number): Promise<void> => {
  w.clock.set(at(hours))
  await look()
}
const risk = async (id: string) => (await call('get', `/v1/promises/${id}`)).risk
const news = async (id: string) =>
  (await w.eventsOf(w.orgs[0].id, 'promise.at_risk', 'promise.off_risk'))
    .filter(({ subject }) => subject === `promise:${id}`)
    .map(({ type }) => type)

async function matter(category = 'plumbing') {
  const contact = { name: 'Ana', email: 'ana@example.com' }
  const { id: customerId } = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })
  const { id } = await call('post', '/v1/requests', { kind: 'question', subject: 'Boiler', customerId, category })
  const about = `request:${id}`
  const make = async (dueIn: number, over: object = {}): Promise<string> => {
    const promised = { kind: 'completion', wording: 'It will be done.', about, customerId, dueAt: at(dueIn) }
    const made = await call('post', '/v1/promises', { ...promised, ...over })
    expect(made.risk).toEqual({ chance: null, at: null, atRisk: false, reason: 'preparing' })
    return made.id
  }
  return { id: id as string, about, make }
}

test('a promise is estimated, comes at risk, is shown where it matters, and is over when it is kept', async () => {
  const { make, about } = await matter()
  const id = await make(20)
  await look()
  const first = await risk(id)
  expect(first).toMatchObject({ atRisk: false, at: START, reason: null })
  expect(first.chance).toBeGreaterThan(0.6)
  expect((await call('get', '/v1/promises?atRisk=true')).items).toEqual([])
  expect((await call('get', '/v1/today')).figures.atRisk).toBe(0)
  await to(17)
  const { chance, ...rest } = await risk(id)
  expect(chance).toBeLessThan(0.5)
  expect(rest).toEqual({ at: at(17), atRisk: true, reason: null })
  expect(await news(id)).toEqual(['promise.at_risk'])
  expect((await call('get', '/v1/promises?atRisk=true')).items).toMatchObject([{ id, risk: { chance, atRisk: true } }])
  const today = await call('get', '/v1/today')
  expect(today.figures.atRisk).toBe(1)
  // Due today as well: it is named once, by what is more pressing.
  expect(today.actNow.filter((one: { promise: { id: string } }) => one.promise.id === id)).toMatchObject([
    { why: 'at_risk' },
  ])
  const said = await call('get', `/v1/promises/${id}/risk`)
  expect(said).toMatchObject({ chance, atRisk: true, threshold: 0.5 })
  expect(said.points.map((point: { chance: number }) => point.chance)).toEqual([first.chance, chance])
  expect((await call('get', `/v1/evidence?about=${about}`)).chains[0].promises[0].risk.chance).toBe(chance)
  const stranger = await w.api('get', `/v1/promises/${id}/risk`, undefined, { as: keys.elsewhere })
  expect(stranger).toMatchObject({ status: 404, body: { code: 'promises/not_found' } })
  await call('post', `/v1/promises/${id}/delivery`, {})
  expect(await risk(id)).toBeNull()
  expect((await call('get', `/v1/promises/${id}/risk`)).points).toHaveLength(2)
  expect((await call('get', '/v1/promises?atRisk=true')).items).toEqual([])
  expect((await call('get', '/v1/today')).figures.atRisk).toBe(0)
})

test('what happens to the request is looked at: another kind of work, its end, its reopening', async () => {
  const request = await matter()
  const id = await request.make(24.5)
  await look()
  expect((await risk(id)).chance).toBeGreaterThan(0.9)
  await call('patch', `/v1/requests/${request.id}`, { category: 'roof' })
  await look()
  expect((await risk(id)).atRisk).toBe(true)
  await call('post', `/v1/requests/${request.id}/closing`, {})
  await look()
  expect(await risk(id)).toMatchObject({ chance: null, reason: 'ended', atRisk: false })
  await call('post', `/v1/requests/${request.id}/reopening`, {})
  await look()
  expect((await risk(id)).atRisk).toBe(true)
  expect(await news(id)).toEqual(['promise.at_risk', 'promise.off_risk', 'promise.at_risk'])
})

test('while the customer is waited for nothing is said; after the answer the new date is', async () => {
  const { make, about } = await matter()
  const id = await make(20, { countsFromAnswer: true })
  await look()
  await call('post', '/v1/waits', { about, waitingFor: 'A photo.' })
  expect(await risk(id)).toEqual({ chance: null, at: null, atRisk: false, reason: 'paused' })
  await to(2)
  expect((await risk(id)).reason).toBe('paused')
  const { items } = await call('get', `/v1/waits?about=${about}`)
  await call('post', `/v1/waits/${items[0].id}/end`, { channel: 'phone' })
  await look()
  expect(await risk(id)).toMatchObject({ at: at(2), reason: null })
})

test('a date that is moved is another promise; one that broke is not at risk, and its late delivery is history', async () => {
  const { make } = await matter('roof')
  const id = await make(20)
  await look()
  expect((await risk(id)).atRisk).toBe(true)
  const moved = await call('post', `/v1/promises/${id}/renegotiation`, {
    wording: 'Later.',
    reason: 'A part is late.',
    dueAt: at(24 * 20),
  })
  await look()
  expect(await risk(moved.id)).toMatchObject({ atRisk: false })
  expect((await risk(id)).atRisk, 'it stands until the other is accepted').toBe(true)
  await call('post', `/v1/promises/${moved.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
  expect(await risk(id)).toBeNull()
  const other = await make(30)
  await to(31)
  expect(await risk(other)).toBeNull()
  expect((await call('get', '/v1/today')).figures.atRisk).toBe(0)
  await call('post', `/v1/promises/${other}/delivery`, {})
  const { rows } = await w.owner.query(
    'select promise_id as id, look_at, lost_at is not null as lost, ended_at from promise_risk where promise_id = any($1) order by 1',
    [[id, other]],
  )
  expect(rows).toEqual([
    { id, look_at: null, lost: true, ended_at: null },
    { id: other, look_at: null, lost: false, ended_at: new Date(at(31)) },
  ])
})

test('the rules are read by everyone and changed by owners', async () => {
  const elsewhere = await w.api('get', '/v1/promise-rules', undefined, { as: keys.elsewhere })
  expect(elsewhere.body, 'as long as nobody has changed them').toEqual({ ...RULES, version: 1 })
  expect(await call('get', '/v1/promise-rules')).toEqual({ ...RULES, floor: 0, version: 2 })
  const rules = { atRiskBelow: 0.6, floor: 0.7, hardFloor: true }
  const put = (as: string) => w.api('put', '/v1/promise-rules', rules, { as, headers: { 'if-match': '"2"' } })
  expect(await put(keys.frontline)).toMatchObject({ status: 403 })
  expect(await put(keys.owner)).toMatchObject({ status: 200, body: { ...rules, version: 3 } })
  expect(await put(keys.owner)).toMatchObject({ status: 412, body: { code: 'risks/stale' } })
})
