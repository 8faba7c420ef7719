import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePromise } from '#modules/promises'
import { LANGUAGES } from '#platform/fields'
import { systemActor } from '#platform/operation'
import { tellDayLongHistory } from '#test/history'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { loadMessages } from '../../src/messages.gen/problems.ts'

// Such jobs take between 2 and 26 hours: by three hours from now few are done, in two days nearly all.
const START = '2026-11-26T09:00:00Z'
const SOON = '2026-11-26T13:00:00Z'
const LATE = '2026-11-28T12:00:00Z'
const WHY = 'The customer travels on Friday; a colleague stays late.'

let w: TestWorld
let customerId: string
let staff: Record<'owner' | 'lead' | 'frontline', Person>

beforeAll(async () => {
  w = await createWorld({ start: START })
  staff = w.orgs[0]
  await tellDayLongHistory(w, 'plumbing')
  const contacts = [{ name: 'Ana', email: 'ana@example.com' }]
  customerId = (await call('post', '/v1/customers', { name: 'Ana', contacts })).id
})
afterAll(() => w?.close())

const ask = (method: string, path: string, body?: unknown, as: Person | string = staff.frontline, headers = {}) =>
  w.api(method, path, body, { as, headers })
const call = async (method: string, path: string, body?: unknown, as: Person | string = staff.frontline) => {
  const answer = await ask(method, path, body, as)
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const request = async (over: object = {}): Promise<string> =>
  `request:${(await call('post', '/v1/requests', { kind: 'job', subject: 'Tap', category: 'plumbing', customerId, ...over })).id}`
const promise = (about: string, over: object = {}) => ({
  ...{ kind: 'completion', wording: 'Your tap will be repaired.', dueAt: SOON, about, customerId, ...over },
})
const rules = async (over: object = {}) =>
  call('put', '/v1/promise-rules', { atRiskBelow: 0.5, floor: 0.8, hardFloor: false, ...over }, staff.owner)
const check = (about: string, query: string) => call('get', `/v1/promise-check?about=${about}&kind=completion&${query}`)

describe('a date that few such requests keep', () => {
  test('is refused without a reason, with the chance, the floor and the nearest honest date', async () => {
    const about = await request()
    const { status, body } = await ask('post', '/v1/promises', promise(about))
    expect([status, body.code]).toEqual([400, 'promises/below_floor'])
    expect(body.issues).toMatchObject([{ path: 'belowFloorReason', code: 'promises/below_floor' }])
    expect(body).toMatchObject({ floor: 0.8, nearest: { confidence: 0.8 } })
    expect(body.chance).toBeGreaterThan(0)
    expect(body.chance).toBeLessThan(0.4)
    expect((await call('get', `/v1/promises?about=${about}`)).items).toEqual([])
    // What it names needs no reason.
    const made = await call('post', '/v1/promises', promise(about, { dueAt: body.nearest.dueAt }))
    expect(made).toMatchObject({ dueAt: body.nearest.dueAt, floorWhenMade: 0.8, floorReason: null })
    expect(made.chanceWhenMade).toBeGreaterThanOrEqual(0.8)
  })

  test('is made with one: kept with the promise and its evidence, not told to the customer', async () => {
    const about = await request()
    const made = await call('post', '/v1/promises', promise(about, { belowFloorReason: WHY }))
    expect(made).toMatchObject({ floorWhenMade: 0.8, floorReason: WHY, forecast: { level: 'category' } })
    expect(made.chanceWhenMade).toBeLessThan(0.4)
    const { verified, chains } = await call('get', `/v1/evidence?about=${about}`)
    expect(verified).toBe(true)
    const [event] = chains[0].events
    expect(event).toMatchObject({ data: { floor: 0.8, chance: made.chanceWhenMade }, text: { floorReason: WHY } })
    expect(JSON.stringify(event.data)).not.toContain('travels')
    await w.drainTasks()
    const { items } = await call('get', '/v1/messages', undefined, staff.owner)
    expect(JSON.stringify(items)).not.toContain('travels')
    await w.owner.query("update promise set floor_reason = 'Nothing special' where id = $1", [made.id])
    expect(await call('get', `/v1/evidence?about=${about}`)).toMatchObject({ verified: false })
  })

  test('a reason that was not needed is not kept', async () => {
    const made = await call('post', '/v1/promises', promise(await request(), { dueAt: LATE, belowFloorReason: WHY }))
    expect(made).toMatchObject({ floorWhenMade: 0.8, floorReason: null })
  })

  test('a chance of one’s own is not taken', async () => {
    const answer = await ask('post', '/v1/promises', promise(await request(), { chanceWhenMade: 0.99 }))
    expect([answer.status, answer.body.code]).toEqual([400, 'input/invalid'])
  })

  test('no reason helps against a hard stop, not even an owner’s; the rule can be changed', async () => {
    await rules({ hardFloor: true })
    const about = await request()
    for (const as of [staff.frontline, staff.owner]) {
      const { status, body } = await ask('post', '/v1/promises', promise(about, { belowFloorReason: WHY }), as)
      expect([status, body.code]).toEqual([400, 'promises/hard_floor'])
      expect(body.issues).toMatchObject([{ path: 'dueAt' }])
      expect(body.nearest.dueAt > SOON).toBe(true)
    }
    expect(await check(about, `dueAt=${SOON}`)).toMatchObject({ below: true, hard: true })
    await rules({ floor: 0 })
    expect(await call('post', '/v1/promises', promise(about))).toMatchObject({ floorWhenMade: null })
    await rules()
  })

  test('the refusal is said in every language', async () => {
    const { body } = await ask('post', '/v1/promises', promise(await request()))
    const sentences = await Promise.all(
      LANGUAGES.map(async (language) => (await loadMessages(language)).promises.belowFloor(body)),
    )
    expect(new Set(sentences).size).toBe(6)
    for (const sentence of sentences) expect(sentence).toMatch(/80\s?%/)
  })

  test('repeated with its key a promise is answered as before, and a refusal may be repaired under the same key', async () => {
    const about = await request()
    const send = (over: object, key: string) =>
      ask('post', '/v1/promises', promise(about, over), staff.frontline, { 'idempotency-key': key })
    expect((await send({}, 'k1')).status).toBe(400)
    const first = await send({ belowFloorReason: WHY }, 'k1')
    const again = await send({ belowFloorReason: WHY }, 'k1')
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
    expect((await call('get', `/v1/promises?about=${about}`)).items).toHaveLength(1)
  })
})

describe('every door holds it', () => {
  test('a program with a key', async () => {
    const { key } = await call('post', '/v1/api-keys', { name: 'help desk', role: 'frontline' }, staff.owner)
    const about = await request()
    expect((await ask('post', '/v1/promises', promise(about), key)).body.code).toBe('promises/below_floor')
    const made = await call('post', '/v1/promises', promise(about, { belowFloorReason: WHY }), key)
    expect(made).toMatchObject({ floorReason: WHY })
  })

  test('another date for a promise', async () => {
    const about = await request()
    const { id } = await call('post', '/v1/promises', promise(about, { dueAt: LATE }))
    const moved = { wording: 'Sooner after all.', dueAt: SOON, reason: 'A colleague is nearby.' }
    const refused = await ask('post', `/v1/promises/${id}/renegotiation`, moved)
    expect(refused.body).toMatchObject({ code: 'promises/below_floor', floor: 0.8 })
    const made = await call('post', `/v1/promises/${id}/renegotiation`, { ...moved, belowFloorReason: WHY })
    expect(made).toMatchObject({ predecessorId: id, floorReason: WHY, reason: 'A colleague is nearby.' })
    expect(await call('get', `/v1/evidence?about=${about}`)).toMatchObject({ verified: true })
  })

  test('a date that the customer wished for', async () => {
    const about = await request()
    const offered = await call('post', '/v1/promises', promise(about, { dueAt: LATE, asksAnswer: true }))
    const said = { saidBy: 'Ana', channel: 'phone', wishAt: SOON }
    await call('post', `/v1/promises/${offered.id}/refusal`, said)
    expect((await ask('post', '/v1/promises', promise(about, { basis: 'agreement' }))).body.code).toBe(
      'promises/below_floor',
    )
  })

  test('business time instead of a date', async () => {
    const body = promise(await request(), { dueAt: undefined, businessSeconds: 4 * 3600 })
    expect((await ask('post', '/v1/promises', body)).body.code).toBe('promises/below_floor')
  })
})

describe('what is not stopped', () => {
  test('the firm’s own rule', async () => {
    const spec = {
      ...{ trigger: 'request_opened', kind: 'completion', wording: { en: 'Done today.' } },
      duration: { unit: 'business_seconds', n: 4 * 3600 },
    }
    const policy = await call('post', '/v1/policies', { name: 'Same day', spec }, staff.lead)
    const about = await request()
    const { items } = await call('get', `/v1/promises?about=${about}`)
    expect(items).toMatchObject([{ policyId: policy.id, floorWhenMade: null, floorReason: null }])
    await call('patch', `/v1/policies/${policy.id}`, { enabled: false }, staff.lead)
  })

  test('the system, other kinds, colleagues, matters that history does not know, and too little history', async () => {
    const about = await request()
    const bySystem = await w.gate.run(makePromise, systemActor(w.orgs[0].id, 'test'), promise(about))
    expect(bySystem).toMatchObject({ floorWhenMade: null, chanceWhenMade: expect.any(Number) })
    for (const over of [
      { kind: 'callback' },
      { beneficiary: 'organization', customerId: undefined },
      { about: 'request:01938c1e-7a00-7000-8000-00000000ffff' },
    ])
      expect(await call('post', '/v1/promises', promise(about, over))).toMatchObject({ floorWhenMade: null })
  })

  test('an organization without history of its own', async () => {
    const other = w.orgs[1].owner
    const made = await call('post', '/v1/requests', { kind: 'job', subject: 'Tap', category: 'plumbing' }, other)
    const body = promise(`request:${made.id}`, {
      customerId: (await call('post', '/v1/customers', { name: 'Bo' }, other)).id,
    })
    expect(await call('post', '/v1/promises', body, other)).toMatchObject({ chanceWhenMade: null, floorWhenMade: null })
  })
})

describe('a check before sending', () => {
  test('says of each date what making it would say', async () => {
    const about = await request()
    const [soon, late] = [await check(about, `dueAt=${SOON}`), await check(about, `dueAt=${LATE}`)]
    expect(soon).toMatchObject({ dueAt: SOON, floor: 0.8, below: true, hard: false, basis: { state: 'ready' } })
    expect(late).toMatchObject({ dueAt: LATE, below: false })
    expect(late.chance).toBeGreaterThan(soon.chance)
    const { body } = await ask('post', '/v1/promises', promise(about))
    expect(body).toMatchObject({ chance: soon.chance, nearest: soon.nearest })
    expect(await check(about, `dueAt=${soon.nearest.dueAt}`)).toMatchObject({ below: false })
    expect(await check(about, 'businessSeconds=14400')).toMatchObject({ dueAt: SOON, chance: soon.chance })
    expect(await call('get', `/v1/promise-check?about=${about}&kind=callback&dueAt=${SOON}`)).toMatchObject({
      ...{ chance: null, below: false, nearest: null, basis: null },
    })
  })

  test('takes one way of saying when', async () => {
    const about = await request()
    const path = `/v1/promise-check?about=${about}&kind=completion`
    for (const query of ['', `&dueAt=${SOON}&businessSeconds=60`])
      expect((await ask('get', path + query)).body.code).toBe('promises/due')
  })
})

test('counted afterwards: how those below the floor went, beside the others, by whom, and each with its reason', async () => {
  w.clock.set('2026-11-27T08:00:00Z')
  const soon = '2026-11-27T12:00:00Z'
  const madeFrom = w.clock.now().toString()
  const below = async (over: object = {}, as = staff.frontline) =>
    call('post', '/v1/promises', promise(await request(), { dueAt: soon, belowFloorReason: WHY, ...over }), as)
  const kept = await below()
  await below({ belowFloorReason: 'She asked for it.' }, staff.lead)
  const moved = await below()
  const honest = await call('post', '/v1/promises', promise(await request(), { dueAt: '2026-11-30T12:00:00Z' }))
  await call('post', `/v1/promises/${kept.id}/delivery`, {})
  await call('post', `/v1/promises/${honest.id}/delivery`, {})
  const later = { wording: 'On Monday.', dueAt: '2026-11-30T16:00:00Z', reason: 'The part is late.' }
  const successor = await call('post', `/v1/promises/${moved.id}/renegotiation`, later)
  await call('post', `/v1/promises/${successor.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
  await call('post', `/v1/promises/${successor.id}/delivery`, {})

  const period = `from=${madeFrom}`
  const figures = await call('get', `/v1/promise-overrides/figures?${period}`, undefined, staff.lead)
  expect(figures.below).toMatchObject({ made: 3, kept: 1, keptAsMoved: 1, broken: 0, pending: 1, keptShare: 1 })
  // The successor was promised by a person too, at the floor or above.
  expect(figures.atOrAbove).toMatchObject({ made: 2, kept: 2, pending: 0 })
  expect(figures.members).toEqual([
    { memberId: staff.frontline.member.id, made: 4, below: 2, belowBroken: 0 },
    { memberId: staff.lead.member.id, made: 1, below: 1, belowBroken: 0 },
  ])

  const list = `/v1/promise-overrides?${period}&limit=2`
  const first = await call('get', list, undefined, staff.lead)
  expect(first.items).toMatchObject([
    { id: moved.id, reason: WHY, outcome: 'kept_as_moved', customerName: 'Ana', memberId: staff.frontline.member.id },
    { reason: 'She asked for it.', outcome: 'pending', memberId: staff.lead.member.id, floor: 0.8 },
  ])
  const second = await call('get', `${list}&cursor=${first.nextCursor}`, undefined, staff.lead)
  expect(second).toMatchObject({ items: [{ id: kept.id, outcome: 'kept' }], nextCursor: null })

  const before = await call('get', `/v1/promise-overrides/figures?to=${START}`, undefined, staff.lead)
  expect([before.below.made, before.atOrAbove.made, before.members]).toEqual([0, 0, []])
  for (const path of ['/v1/promise-overrides', '/v1/promise-overrides/figures'])
    expect((await ask('get', path)).status).toBe(403)
})
