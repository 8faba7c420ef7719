import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makePromise, organizationsWithDue } from '#modules/promises'
import { systemClock } from '#platform/clock'
import { createGate, type Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { noTelemetry } from '#platform/telemetry'
import { recordingTracer } from '#test/recording-tracer'
import { createWorld, type TestWorld } from '#test/world'
import { noLooks, startClocks, sweepOnce } from './clocks.ts'

let w: TestWorld
let about: string

beforeAll(async () => {
  w = await createWorld()
})
afterAll(() => w?.close())

const minutes = (count: number) => w.clock.now().add({ minutes: count })
const promised = async (gate: Gate, dueAt: Temporal.Instant, orgId = w.orgs[0].id): Promise<string> => {
  about = `request:${newId(dueAt)}`
  const { id } = await gate.run(makePromise, systemActor(orgId, 'test'), {
    ...{ kind: 'completion', wording: 'Done.', beneficiary: 'organization', about },
    dueAt: dueAt.toString(),
  })
  return id
}
const stateOf = async (id: string): Promise<string> =>
  (await w.owner.query('select state from promise where id = $1', [id])).rows[0].state

describe('a look', () => {
  const deps = () => ({ gate: w.gate, database: w.database.db, clock: w.clock })

  test('does all that is due, in every organization; again, nothing', async () => {
    const ids = [
      await promised(w.gate, minutes(1)),
      await promised(w.gate, minutes(2), w.orgs[1].id),
      await promised(w.gate, minutes(90)),
    ]
    w.clock.advance({ minutes: 60 })
    // Besides the two breaches, steps and the chances of all three.
    expect(await sweepOnce(deps())).toBeGreaterThanOrEqual(2 + 3)
    expect(await sweepOnce(deps())).toBe(0)
    expect(await Promise.all(ids.map(stateOf))).toEqual(['broken', 'broken', 'open'])
  })

  test('is a trace of its own where it finds something, with what it did; where it finds nothing, none', async () => {
    const tracer = recordingTracer()
    const telemetry = { ...noTelemetry, tracer }
    const { db: database } = w.database
    const gate = createGate({ database, clock: w.clock, instance: w.instance, log: silentLog, telemetry })
    await promised(w.gate, minutes(1))
    w.clock.advance({ minutes: 30 })
    const look = { gate, database, clock: w.clock, telemetry }
    await sweepOnce(look)
    const sweep = tracer.spans.find(({ name }) => name === 'sweep promises')
    expect(sweep).toMatchObject({ within: undefined, told: { 'kept.sweep': 'promises', 'kept.swept': 1 } })
    const within = tracer.spans.filter((span) => span.within === 'sweep promises')
    expect(within.length).toBeGreaterThan(0)
    for (const { told } of within) expect(told).toMatchObject({ 'kept.actor': 'system', 'kept.outcome': 'done' })
    const before = tracer.spans.length
    await sweepOnce(look)
    expect(tracer.spans.slice(before)).toEqual([])
  })

  test('by several workers at once does everything once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => promised(w.gate, minutes(1 + i))))
    w.clock.advance({ minutes: 60 })
    const swept = await Promise.all([1, 2, 3].map(() => sweepOnce(deps())))
    // What was locked under one worker's eyes is left to the next look.
    const rest = await sweepOnce(deps())
    expect(swept.reduce((sum, count) => sum + count, rest)).toBeGreaterThanOrEqual(ids.length)
    const { rows } = await w.owner.query(
      `select count(*)::int as count from event where type = 'promise.broken' and subject = any($1) group by subject`,
      [ids.map((id) => `promise:${id}`)],
    )
    expect(rows.map(({ count }) => count)).toEqual(ids.map(() => 1))
  })

  test('that fails for one organization serves the others, and says so', async () => {
    const [ours, theirs] = [await promised(w.gate, minutes(1)), await promised(w.gate, minutes(1), w.orgs[1].id)]
    w.clock.advance({ minutes: 5 })
    const failing: Gate = {
      ...w.gate,
      run: (op, actor, raw) =>
        actor.orgId === w.orgs[0].id ? Promise.reject(new Error('no room')) : w.gate.run(op, actor, raw),
    }
    await expect(sweepOnce({ ...deps(), gate: failing })).rejects.toThrow('no room')
    expect([await stateOf(ours), await stateOf(theirs)]).toEqual(['open', 'broken'])
    await sweepOnce(deps())
    expect(await stateOf(ours)).toBe('broken')
  })

  test('passes over whom it is told to: more than a look holds of one that fails hides nobody', async () => {
    await promised(w.gate, minutes(1))
    await promised(w.gate, minutes(2), w.orgs[1].id)
    w.clock.advance({ minutes: 5 })
    const [first, second] = [w.orgs[0].id, w.orgs[1].id]
    const look = (except: string[]) =>
      w.database.db.asSystem((db) => organizationsWithDue(db, w.clock.now(), 1, null, except))
    expect(await look([])).toEqual([first])
    expect(await look([first])).toEqual([second])
    expect(await look([first, second])).toEqual([])
    await sweepOnce(deps())
  })

  test('goes past what was swept, and back to the beginning for what has moved there', async () => {
    const looks = noLooks()
    await sweepOnce(deps(), looks)
    const id = await promised(w.gate, minutes(10))
    await w.owner.query(`update promise set due_at = $2, next_check_at = $2 where id = $1`, [
      id,
      w.clock.now().subtract({ hours: 2 }).toString(),
    ])
    w.clock.advance({ seconds: 5 })
    await sweepOnce(deps(), looks)
    expect(await stateOf(id)).toBe('open')
    w.clock.advance({ seconds: 10 })
    await sweepOnce(deps(), looks)
    expect(await stateOf(id)).toBe('broken')
  })

  test('of a clock that stood still writes down what was late, of one that ran does not', async () => {
    const lapses = async () =>
      (await w.api('get', '/v1/lapses?unseen=true', undefined, { as: w.orgs[0].viewer })).body.items
    const before = (await lapses()).length
    const looks = noLooks()
    await sweepOnce(deps(), looks)
    await promised(w.gate, minutes(1))
    w.clock.advance({ seconds: 50 })
    await sweepOnce(deps(), looks)
    w.clock.advance({ seconds: 55 })
    await sweepOnce(deps(), looks)
    expect(await lapses()).toHaveLength(before)
    await promised(w.gate, minutes(1))
    w.clock.advance({ minutes: 30 })
    await sweepOnce(deps(), looks)
    const [lapse, ...older] = await lapses()
    expect(older).toHaveLength(before)
    expect(lapse).toMatchObject({ broken: 1, to: w.clock.now().toString() })
    const path = `/v1/lapses/${lapse.id}/seen`
    expect((await w.api('post', path, {}, { as: w.orgs[0].viewer })).status).toBe(403)
    expect((await w.api('post', path, {}, { as: w.orgs[1].owner })).status).toBe(404)
    expect((await w.api('post', path, {}, { as: w.orgs[0].frontline })).body).toMatchObject({ id: lapse.id })
    expect(await lapses()).toHaveLength(before)
  })
})

describe('a running clock', () => {
  /** With the real time, and a look for what others have done that does not come while the test runs. */
  const gateOf = (onCommit = () => {}): Gate =>
    createGate({ database: w.database.db, clock: systemClock, instance: w.instance, log: silentLog, onCommit })
  const start = (gate: Gate) =>
    startClocks({ gate, database: w.database.db, clock: systemClock, log: silentLog, lookEveryMs: 3_600_000 })
  const soon = () => systemClock.now().add({ milliseconds: 1_500 })
  const broken = (id: string) => vi.waitFor(async () => expect(await stateOf(id)).toBe('broken'), 60_000)

  test('sleeps until the next due instant, and wakes earlier for what was promised meanwhile', async () => {
    const gate = gateOf(() => clocks.ring())
    const clocks = start(gate)
    try {
      const later = await promised(gate, systemClock.now().add({ hours: 5 }))
      const id = await promised(gate, soon())
      await broken(id)
      const next = await promised(gate, soon())
      await broken(next)
      expect(await stateOf(later)).toBe('open')
    } finally {
      await clocks.stop()
    }
  }, 120_000)

  test('finds the next due instant by itself, without being told', async () => {
    const gate = gateOf()
    const first = await promised(gate, systemClock.now().add({ seconds: 3 }))
    const second = await promised(gate, systemClock.now().add({ seconds: 5 }))
    const clocks = start(gate)
    try {
      await broken(first)
      await broken(second)
    } finally {
      await clocks.stop()
    }
  }, 120_000)

  test('stops while it sleeps', async () => {
    await start(gateOf()).stop()
  })
})
