import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
const WEEK = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const STRIKE = { holidays: [{ date: '2026-11-27', name: 'Strike' }] }
const [FRIDAY, MONDAY] = ['2026-11-27T17:00:00Z', '2026-11-30T17:00:00Z']

let w: TestWorld
let calendarId: string
let customerId: string
const call = async (method: string, path: string, body?: unknown) =>
  (await w.api(method, path, body, { as: w.orgs[0].lead })).body
const preview = (change: object, as = w.orgs[0].lead) =>
  w.api('post', `/v1/calendars/${calendarId}/preview`, change, { as })
const make = (over: object = {}) =>
  call('post', '/v1/promises', {
    ...{ kind: 'completion', wording: 'Done.', about: `request:${newId(w.clock.now())}`, calendarId, customerId },
    duration: { unit: 'business_days', n: 1, at: 'close' },
    ...over,
  })

beforeAll(async () => {
  w = await createWorld({ start: START })
  calendarId = (await call('post', '/v1/calendars', { name: 'Shop', timeZone: 'Europe/London', hours: WEEK })).id
  const contacts = [{ name: 'Ana', email: 'a@example.com' }]
  customerId = (await call('post', '/v1/customers', { name: 'Ana', contacts })).id
})
afterAll(() => w?.close())

test('says what an edit would do, and does none of it; the edit then does just that', async () => {
  const within = { beneficiary: 'organization', customerId: undefined }
  const told = await make()
  const silent = await make(within)
  await make({ ...within, businessSeconds: 3600, duration: undefined })
  const paused = await make(within)
  await w.owner.query('update promise set paused_at = $2, next_check_at = null where id = $1', [paused.id, START])
  const old = await make({ ...within, businessSeconds: 12 * 3600, duration: undefined })
  await w.owner.query('update promise set clock = $2 where id = $1', [
    old.id,
    { type: 'duration', calendarId, startAt: START, seconds: 12 * 3600 },
  ])

  const before = await w.owner.query('select count(*) from event')
  const { status, body } = await preview(STRIKE)
  expect(status).toBe(200)
  expect(body.counts).toEqual({
    ...{ running: 5, moveSilently: 2, earlier: 0, later: 3, toldAffected: 1, inDanger: 1, paused: 1 },
  })
  expect(body.inDanger).toMatchObject([
    { promise: { id: told.id, dueAt: FRIDAY }, customerName: 'Ana', newDueAt: MONDAY },
  ])
  expect(
    body.silent.map((row: { promise: { id: string }; newDueAt: string }) => [row.promise.id, row.newDueAt]),
  ).toEqual([
    [old.id, '2026-11-30T13:00:00Z'],
    [silent.id, MONDAY],
  ])
  expect(body.examples[2]).toEqual({
    duration: { unit: 'business_days', n: 1, at: 'close' },
    before: FRIDAY,
    after: MONDAY,
  })
  expect((await call('get', `/v1/calendars/${calendarId}`)).version).toBe(1)
  expect((await call('get', `/v1/promises/${silent.id}`)).dueAt).toBe(FRIDAY)
  expect((await w.owner.query('select count(*) from event')).rows).toEqual(before.rows)

  await call('patch', `/v1/calendars/${calendarId}`, STRIKE)
  await w.drainTasks()
  const { items } = await call('get', '/v1/rederivations')
  expect(items[0]).toMatchObject({ total: 5, moved: 2, inDanger: 1 })
})

test('an earlier date is no danger', async () => {
  const { body } = await preview({ ...STRIKE, overrides: { '2026-11-30': [['09:00', '10:00']] } })
  expect(body.counts).toMatchObject({ inDanger: 1, later: 2, earlier: 1, moveSilently: 2 })
})

test('refuses the wrong person, wrong hours, and knows no calendar of others', async () => {
  expect((await preview(STRIKE, w.orgs[0].frontline)).status).toBe(403)
  expect((await preview(STRIKE, w.orgs[1].owner)).status).toBe(404)
  expect(await preview({ hours: {} })).toMatchObject({ status: 400, body: { code: 'calendars/invalid' } })
  expect(await preview({ name: 'Other' })).toMatchObject({ status: 400, body: { issues: [{ path: 'name' }] } })
})
