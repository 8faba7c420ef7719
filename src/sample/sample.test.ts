import { afterAll, beforeAll, expect, test } from 'vitest'
import { readToday } from '#modules/desk'
import { readEvidence } from '#modules/promises'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { loadSample } from './load-sample.ts'
import { planSample } from './plan-sample.ts'
import { readSample } from './progress.ts'

const SIZE = { customers: 40, requests: 220 }
let w: TestWorld
let orgId: string

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T11:00:00Z' })
  orgId = w.orgs[0].id
  await w.owner.query('update organization set sample = true where id = $1', [orgId])
})
afterAll(() => w?.close())

const load = (signal?: AbortSignal, onProgress?: (done: number, total: number) => void) =>
  loadSample({ gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog }, orgId, {
    size: SIZE,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  })
const system = () => systemActor(orgId, 'test')
const counts = async () =>
  (
    await w.owner.query(
      `select (select count(*) from request where org_id = $1)::int as requests,
        (select count(*) from promise where org_id = $1)::int as promises, (select count(*) from event where org_id = $1)::int as events,
        (select count(*) from customer where org_id = $1)::int as customers`,
      [orgId],
    )
  ).rows[0]

test('the same moment gives the same plan', () => {
  const about = {
    now: Temporal.Instant.from('2026-11-26T11:00:00Z'),
    language: 'en',
    timeZone: 'Europe/London',
  } as const
  expect(JSON.stringify(planSample(about, SIZE))).toBe(JSON.stringify(planSample(about, SIZE)))
})

test('refuses an organization that does real work', async () => {
  await expect(
    loadSample({ gate: w.gate, database: w.database.db, clock: w.clock, log: silentLog }, w.orgs[1].id),
  ).rejects.toEqual(expect.objectContaining({ code: 'sample/not_a_sample' }))
})

test('stopped in the middle it goes on, and once loaded it changes nothing', async () => {
  const stop = new AbortController()
  await expect(load(stop.signal, (done, total) => done > total / 2 && stop.abort())).rejects.toThrow()
  expect(await w.gate.run(readSample, system(), {})).toMatchObject({ state: 'loading' })
  await load()
  expect(await w.gate.run(readSample, system(), {})).toMatchObject({ state: 'ready' })
  const loaded = await counts()
  expect(loaded).toMatchObject({ customers: SIZE.customers, requests: SIZE.requests })
  await load()
  expect(await counts()).toEqual(loaded)
}, 60_000)

test('promises in every state, and a day that looks like one', async () => {
  const { rows } = await w.owner.query<{ state: string }>('select distinct state from promise where org_id = $1', [
    orgId,
  ])
  expect(rows.map((row) => row.state).sort()).toEqual([
    'broken',
    'declined',
    'kept',
    'open',
    'proposed',
    'renegotiated',
    'withdrawn',
  ])
  const today = await w.gate.run(readToday, system(), {})
  expect(new Set(today.actNow.map((matter) => matter.why))).toEqual(
    new Set(['overdue', 'not_told', 'wish', 'due_soon']),
  )
})

test('the evidence is whole', async () => {
  const { rows } = await w.owner.query<{ about: string }>(
    'select about from promise where org_id = $1 order by id limit 25',
    [orgId],
  )
  for (const { about } of rows)
    expect(await w.gate.run(readEvidence, system(), { about })).toMatchObject({ verified: true })
})

test('nothing of it is mailed', async () => {
  const { rows } = await w.owner.query<{ task: string }>(
    "select task from outbox where org_id = $1 and task <> 'sample.load'",
    [orgId],
  )
  expect(rows).toEqual([])
  expect((await w.owner.query('select 1 from message where org_id = $1', [orgId])).rowCount).toBe(0)
})
