// What an edit of a calendar does, through the API and the worker, in one world.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { beginRederivation } from './begin-rederivation.ts'
import { checkTimeZoneData } from './check-time-zone-data.ts'
import { tzRevision } from './clock.ts'
import { rederiveBatch } from './rederive-batch.ts'
import { sweepDue } from './sweep-due.ts'

// A Thursday; the promises are due at the end of the next business day.
const START = '2026-11-26T09:00:00Z'
const [FRIDAY, MONDAY] = ['2026-11-27T17:00:00Z', '2026-11-30T17:00:00Z']
const WEEK = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const STRIKE = { holidays: [{ date: '2026-11-27', name: 'Strike' }] }

let w: TestWorld
let calendarId: string
let about: string
let customerId: string
let strangerId: string
const ours = () => w.orgs[0].id
const system = () => systemActor(ours(), 'test')
const call = async (method: string, path: string, body?: unknown, as = w.orgs[0].owner) =>
  (await w.api(method, path, body, { as })).body

beforeAll(async () => {
  w = await createWorld({ start: START })
  customerId = (
    await call('post', '/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'a@example.com' }] })
  ).id
  // Nobody can be told who has no address.
  strangerId = (await call('post', '/v1/customers', { name: 'Bo', contacts: [{ name: 'Bo' }] })).id
})
afterAll(() => w?.close())
beforeEach(async () => {
  w.clock.set(START)
  calendarId = (await call('post', '/v1/calendars', { name: 'Shop', timeZone: 'Europe/London', hours: WEEK })).id
  about = `request:${newId(w.clock.now())}`
})

const within = { beneficiary: 'organization' }
const make = (over: object = {}) =>
  call('post', '/v1/promises', {
    kind: 'completion',
    wording: 'Done.',
    about,
    calendarId,
    duration: { unit: 'business_days', n: 1, at: 'close' },
    ...(over === within ? {} : { customerId }),
    ...over,
  })
const get = (id: string) => call('get', `/v1/promises/${id}`)
const edit = async (change: object) => {
  const edited = await call('patch', `/v1/calendars/${calendarId}`, change)
  await w.drainTasks()
  return edited
}
type Shown = { id: string; calendarId: string; state: string }
/** Of the test's calendar, newest first. */
const shown = async (): Promise<Shown[]> =>
  (await call('get', '/v1/rederivations')).items.filter((item: Shown) => item.calendarId === calendarId)
const latest = async () => (await shown())[0]
const rowOf = async (id: string) =>
  (await w.owner.query('select * from promise where org_id = $1 and id = $2', [ours(), id])).rows[0]
const many = async (n: number): Promise<string[]> => {
  const ids: string[] = []
  for (let i = 0; i < n; i++) ids.push((await make(within)).id)
  return ids
}
const batch = (id: string, limit?: number) => w.gate.run(rederiveBatch, system(), { id, ...(limit ? { limit } : {}) })
const begin = async () => {
  const id = newId(w.clock.now())
  await w.gate.run(beginRederivation, system(), { id, calendarId })
  return id
}
/** Edits without the worker taking notice. */
const editQuietly = (change: object) => call('patch', `/v1/calendars/${calendarId}`, change)
const ignoreTasks = () => w.owner.query('delete from outbox where org_id = $1', [ours()])

describe('what nobody was told of', () => {
  test('moves, with an event of its chain; evidence holds, and names a date that is altered afterwards', async () => {
    const { id, dueAt } = await make(within)
    expect(dueAt).toBe(FRIDAY)
    await edit(STRIKE)
    expect(await get(id)).toMatchObject({ dueAt: MONDAY, firstDueAt: MONDAY, derivedDueAt: null, state: 'open' })
    const row = await rowOf(id)
    expect(row).toMatchObject({ tz_revision: tzRevision, clock: { calendarVersion: 2 } })
    expect(row.next_check_at.toISOString()).toBe(new Date(MONDAY).toISOString())
    const events = await w.eventsOf(ours(), 'promise.rederived')
    const mine = events.filter((event) => event.subject === `promise:${id}`)
    expect(mine).toMatchObject([{ about, data: { dueAt: MONDAY, state: 'open', reason: 'calendar' } }])
    expect(await latest()).toMatchObject({
      reason: 'calendar',
      calendarId,
      calendarName: 'Shop',
      calendarVersion: 2,
      timeZoneData: tzRevision,
      state: 'done',
      total: 1,
      examined: 1,
      moved: 1,
      inDanger: 0,
      finishedAt: START,
    })

    expect(await call('get', `/v1/evidence?about=${about}`)).toMatchObject({ verified: true })
    await w.owner.query('update promise set due_at = $3 where org_id = $1 and id = $2', [ours(), id, FRIDAY])
    const altered = await call('get', `/v1/evidence?about=${about}`)
    expect(altered).toMatchObject({ verified: false, chains: [{ faults: [{ what: 'row' }] }] })
    expect(altered.chains[0].faults[0].detail).toMatch(/dueAt/)
  })

  test('a customer whom nobody could tell is none who was told', async () => {
    const { id } = await make({ customerId: strangerId })
    await w.drainTasks()
    expect(await get(id)).toMatchObject({ telling: 'undelivered' })
    await edit(STRIKE)
    expect(await get(id)).toMatchObject({ dueAt: MONDAY, derivedDueAt: null })
  })

  test('twice is once: the same edit again moves nothing', async () => {
    const { id } = await make(within)
    await edit(STRIKE)
    const { version } = await get(id)
    await edit(STRIKE)
    expect(await get(id)).toMatchObject({ dueAt: MONDAY, version })
    expect(await shown()).toMatchObject([{ examined: 1, moved: 1 }])
  })

  test('a date that comes to lie in the past is swept', async () => {
    const { id } = await make(within)
    w.clock.set('2026-11-27T12:00:00Z')
    await edit({ overrides: { '2026-11-27': [['09:00', '11:00']] } })
    expect(await get(id)).toMatchObject({ dueAt: '2026-11-27T11:00:00Z', state: 'open' })
    w.clock.set('2026-11-27T12:00:01Z')
    await w.gate.run(sweepDue, system(), { since: '2026-11-27T11:59:00Z', stoodStill: false })
    expect(await get(id)).toMatchObject({ state: 'broken', endedAt: '2026-11-27T11:00:00Z' })
    expect(await call('get', `/v1/evidence?about=${about}`)).toMatchObject({ verified: true })
  })

  test('a clock of the first releases is derived anew', async () => {
    const { id } = await make({ ...within, duration: undefined, businessSeconds: 10 * 3600 })
    const clock = { type: 'duration', calendarId, startAt: START, seconds: 10 * 3600 }
    await w.owner.query('update promise set clock = $3, tz_revision = null where org_id = $1 and id = $2', [
      ours(),
      id,
      clock,
    ])
    await edit(STRIKE)
    expect(await get(id)).toMatchObject({ dueAt: '2026-11-30T11:00:00Z' })
    expect((await rowOf(id)).clock).toMatchObject({ type: 'counted', duration: { n: 36_000 }, calendarVersion: 2 })
  })

  test('its steps follow', async () => {
    const when = { measure: 'before_due', businessSeconds: 3600 }
    const { id } = await make({ ...within, steps: [{ when, to: { who: 'owner' }, channel: 'console' }] })
    const steps = async () =>
      (await w.owner.query('select at from promise_step where org_id = $1 and promise_id = $2', [ours(), id])).rows
    expect(await steps()).toEqual([{ at: new Date('2026-11-27T16:00:00Z') }])
    await edit(STRIKE)
    expect(await steps()).toEqual([{ at: new Date('2026-11-30T16:00:00Z') }])
  })
})

describe('what was told', () => {
  test('stands, and what the clock says now is shown, listed and work for today', async () => {
    const { id } = await make()
    await edit(STRIKE)
    const promise = await get(id)
    expect(promise).toMatchObject({ dueAt: FRIDAY, derivedDueAt: MONDAY })
    expect(await latest()).toMatchObject({ moved: 0, inDanger: 1 })
    const { items } = await call('get', `/v1/promises?drifted=true&about=${about}`)
    expect(items.map((item: { id: string }) => item.id)).toEqual([id])
    const today = await call('get', '/v1/today')
    expect(today.actNow.find((row: { promise: { id: string } }) => row.promise.id === id)).toMatchObject({
      why: 'in_danger',
      promise: { derivedDueAt: MONDAY },
    })

    // Moved, it is no work any more; the old date stands until the new one is accepted.
    const moving = { wording: 'Later.', dueAt: MONDAY, reason: 'A strike.' }
    await call('post', `/v1/promises/${id}/renegotiation`, moving)
    const then = await call('get', '/v1/today')
    expect(
      then.actNow.filter(
        (row: { why: string; promise: { id: string } }) => row.why === 'in_danger' && row.promise.id === id,
      ),
    ).toEqual([])

    await edit({ holidays: [] })
    expect(await get(id)).toMatchObject({ dueAt: FRIDAY, derivedDueAt: null })
    expect(await call('get', `/v1/evidence?about=${about}`)).toMatchObject({ verified: true })
  })

  test('an earlier result is only said', async () => {
    const { id } = await make()
    await edit({ overrides: { '2026-11-27': [['09:00', '15:00']] } })
    expect(await get(id)).toMatchObject({ dueAt: FRIDAY, derivedDueAt: '2026-11-27T15:00:00Z' })
    expect(await latest()).toMatchObject({ moved: 0, inDanger: 0 })
    const today = await call('get', '/v1/today')
    expect(
      today.actNow
        .filter((row: { why: string }) => row.why === 'in_danger')
        .map((row: { promise: { id: string } }) => row.promise.id),
    ).not.toContain(id)
  })
})

describe('what waits on the customer', () => {
  test('keeps its date; the clock says which calendar it will be derived from', async () => {
    const { id } = await make(within)
    await w.owner.query('update promise set paused_at = $3, next_check_at = null where org_id = $1 and id = $2', [
      ours(),
      id,
      START,
    ])
    await edit(STRIKE)
    expect(await get(id)).toMatchObject({ dueAt: FRIDAY, derivedDueAt: null, pausedAt: START })
    expect(await rowOf(id)).toMatchObject({ next_check_at: null, clock: { calendarVersion: 2 } })
  })
})

describe('in the background', () => {
  test('another name, or being the default, derives nothing', async () => {
    await make(within)
    const before = (await latest())?.id
    await edit({ name: 'Shop and more' })
    await edit({ isDefault: true })
    expect((await latest())?.id).toBe(before)
  })

  test('goes on where it was killed, each promise once', async () => {
    const ids = await many(5)
    await editQuietly(STRIKE)
    await ignoreTasks()
    const id = await begin()
    expect(await batch(id, 2)).toEqual({ examined: 2, moved: 2, inDanger: 0, more: true })
    expect(await latest()).toMatchObject({ id, state: 'running', total: 5, examined: 2, moved: 2, finishedAt: null })
    expect((await get(ids[4] ?? '')).dueAt).toBe(FRIDAY)
    expect((await batch(id, 2)).more).toBe(true)
    expect(await batch(id, 2)).toMatchObject({ moved: 1, more: false })
    expect(await batch(id)).toMatchObject({ examined: 0, moved: 0, more: false })
    expect(await latest()).toMatchObject({ state: 'done', examined: 5, moved: 5 })
    for (const one of ids) expect((await get(one)).dueAt).toBe(MONDAY)
  })

  test('the same event begins once, a newer edit takes the place of an older one', async () => {
    await many(2)
    const first = await begin()
    await w.gate.run(beginRederivation, system(), { id: first, calendarId })
    const second = await begin()
    await w.gate.run(beginRederivation, system(), { id: first, calendarId })
    expect((await shown()).map((item) => [item.id, item.state])).toEqual([
      [second, 'running'],
      [first, 'stopped'],
    ])
    await batch(second)
    await ignoreTasks()
  })

  test('can be stopped, and says so', async () => {
    const ids = await many(3)
    await editQuietly(STRIKE)
    await ignoreTasks()
    const id = await begin()
    await batch(id, 1)
    const stop = (as = w.orgs[0].lead) => w.api('post', `/v1/rederivations/${id}/stop`, {}, { as })
    expect((await stop(w.orgs[0].frontline)).status).toBe(403)
    expect((await stop(w.orgs[1].owner)).status).toBe(404)
    expect(await stop()).toMatchObject({ status: 200, body: { state: 'stopped', examined: 1, moved: 1, total: 3 } })
    expect(await stop()).toMatchObject({ status: 409, body: { code: 'promises/rederivation_over' } })
    expect(await batch(id)).toMatchObject({ examined: 0, more: false })
    expect((await get(ids[2] ?? '')).dueAt).toBe(FRIDAY)
    expect((await w.eventsOf(ours(), 'rederivation.stopped')).at(-1)).toMatchObject({ data: { examined: 1, total: 3 } })
    expect((await call('get', '/v1/rederivations', undefined, w.orgs[1].owner)).items).toEqual([])
  })

  test('what somebody else holds is waited for, and nothing before it is held up', async () => {
    const ids = await many(4)
    await editQuietly(STRIKE)
    await ignoreTasks()
    const id = await begin()
    const client = await w.owner.connect()
    try {
      await client.query('begin')
      await client.query('select 1 from promise where org_id = $1 and id = $2 for update', [ours(), ids[2]])
      expect(await batch(id)).toMatchObject({ examined: 2, moved: 2, more: true })
      const waiting = batch(id)
      await client.query("update promise set wording = 'Changed meanwhile.' where org_id = $1 and id = $2", [
        ours(),
        ids[2],
      ])
      await client.query('commit')
      expect(await waiting).toMatchObject({ examined: 2, moved: 2, more: false })
    } finally {
      client.release()
    }
    expect(await get(ids[2] ?? '')).toMatchObject({ dueAt: MONDAY, wording: 'Changed meanwhile.' })
  })

  test('what was made by the old hours while they were edited is looked at once more', async () => {
    const early = await make(within)
    await edit(STRIKE)
    const late = await make(within)
    const stale = { ...(await rowOf(late.id)).clock, calendarVersion: 1 }
    await w.owner.query('update promise set due_at = $3, clock = $4 where org_id = $1 and id = $2', [
      ours(),
      late.id,
      FRIDAY,
      stale,
    ])
    w.clock.set('2026-11-26T09:01:00Z')
    await w.drainTasks()
    expect((await get(late.id)).dueAt).toBe(MONDAY)
    expect(await get(early.id)).toMatchObject({ dueAt: MONDAY, version: 2 })
  })
})

describe('time-zone data', () => {
  const check = () => w.gate.run(checkTimeZoneData, system(), {})
  test('of another revision: what was planned with it is looked at, once', async () => {
    await check()
    const [moving, told] = [await make(within), await make()]
    await w.owner.query(
      `update promise set tz_revision = '2020a', due_at = due_at + interval '1 hour' where org_id = $1 and id = any($2)`,
      [ours(), [moving.id, told.id]],
    )
    const fresh = await make(within)
    await w.owner.query("update clock_state set tz_revision = '2020a' where org_id = $1", [ours()])
    expect(await check()).toEqual({ begun: 1 })
    expect(await check()).toEqual({ begun: 0 })
    await w.drainTasks()
    expect(await latest()).toMatchObject({ reason: 'time_zone_data', total: 2, moved: 1, inDanger: 0, state: 'done' })
    expect(await get(moving.id)).toMatchObject({ dueAt: FRIDAY })
    expect(await rowOf(moving.id)).toMatchObject({ tz_revision: tzRevision })
    expect(await get(told.id)).toMatchObject({ dueAt: '2026-11-27T18:00:00Z', derivedDueAt: FRIDAY })
    expect(await get(fresh.id)).toMatchObject({ version: 1 })
    const state = await w.owner.query('select tz_revision from clock_state where org_id = $1', [ours()])
    expect(state.rows).toEqual([{ tz_revision: tzRevision }])
  })
})
