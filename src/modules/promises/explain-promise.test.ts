import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { createWorld, type TestWorld } from '#test/world'
import { tzRevision } from './clock.ts'

const START = '2026-11-26T09:00:00Z'
const HOURS = { thu: [['09:00', '17:00']], fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] }
let w: TestWorld
let calendarId: string
let about: string
const call = async (method: string, path: string, body?: unknown) =>
  (await w.api(method, path, body, { as: w.orgs[0].owner })).body

beforeAll(async () => {
  w = await createWorld({ start: START })
})
afterAll(() => w?.close())
beforeEach(async () => {
  calendarId = (await call('post', '/v1/calendars', { name: 'Shop', timeZone: 'Europe/London', hours: HOURS })).id
  about = `request:${newId(w.clock.now())}`
})

const make = (over: object) =>
  call('post', '/v1/promises', {
    ...{ kind: 'completion', wording: 'Done.', about, calendarId, beneficiary: 'organization' },
    ...over,
  })
const explain = (id: string) => call('get', `/v1/promises/${id}/explanation`)

test('counted: the times, the calendar and the revision of the time-zone data', async () => {
  const { id, dueAt } = await make({ businessSeconds: 10 * 3600 })
  expect(await explain(id)).toEqual({
    promiseId: id,
    dueAt,
    basis: 'counted',
    startAt: START,
    duration: { unit: 'business_seconds', n: 36_000 },
    derivedDueAt: dueAt,
    agrees: true,
    times: [
      { date: '2026-11-26', from: START, to: '2026-11-26T17:00:00Z', seconds: 28_800 },
      { date: '2026-11-27', from: '2026-11-27T09:00:00Z', to: '2026-11-27T11:00:00Z', seconds: 7200 },
    ],
    ...{ moreTimes: 0, days: [], moreDays: 0, pauses: [], policy: null },
    calendar: {
      ...{ id: calendarId, name: 'Shop', timeZone: 'Europe/London' },
      ...{ plannedVersion: 1, currentVersion: 1, changed: false },
    },
    timeZoneData: { planned: tzRevision, current: tzRevision },
    dates: [{ promiseId: id, madeAt: START, dueAt, state: 'open', reason: null }],
  })
})

test('a calendar that changed after the date was told', async () => {
  const customer = await call('post', '/v1/customers', {
    name: 'Ana',
    contacts: [{ name: 'Ana', email: 'a@example.com' }],
  })
  const made = await make({
    ...{ beneficiary: 'customer', customerId: customer.id },
    duration: { unit: 'business_days', n: 1, at: 'close' },
  })
  await call('patch', `/v1/calendars/${calendarId}`, { holidays: [{ date: '2026-11-27', name: 'Strike' }] })
  await w.drainTasks()
  expect(await explain(made.id)).toMatchObject({
    dueAt: '2026-11-27T17:00:00Z',
    derivedDueAt: '2026-11-30T17:00:00Z',
    agrees: false,
    days: [{ n: 1, date: '2026-11-30' }],
    calendar: { plannedVersion: 1, currentVersion: 2, changed: true },
  })
})

test('an agreed date, and the dates of a chain that moved', async () => {
  const first = await make({ dueAt: '2026-11-30T12:00:00Z', calendarId: undefined })
  const moving = { wording: 'Later.', dueAt: '2026-12-01T12:00:00Z', reason: 'The part is late.' }
  const second = await call('post', `/v1/promises/${first.id}/renegotiation`, moving)
  expect(await explain(second.id)).toMatchObject({
    ...{ basis: 'agreed', agrees: true, calendar: null, startAt: null, duration: null, times: [] },
    dates: [
      { promiseId: first.id, dueAt: '2026-11-30T12:00:00Z', state: 'renegotiated', reason: null },
      { promiseId: second.id, dueAt: '2026-12-01T12:00:00Z', state: 'open', reason: 'The part is late.' },
    ],
  })
})

test('of nobody else', async () => {
  const { id } = await make({ businessSeconds: 3600 })
  const others = await w.api('get', `/v1/promises/${id}/explanation`, undefined, { as: w.orgs[1].owner })
  expect(others).toMatchObject({ status: 404, body: { code: 'promises/not_found' } })
})
