import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeObservation, endObservation, historyBroughtIn, observe, observeMany } from '#modules/forecast'
import { newId } from '#platform/ids'
import { type Actor, systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { keepPromise } from '../promises/keep-promise.ts'
import { listPromises } from '../promises/list-promises.ts'
import { makePromise } from '../promises/make-promise.ts'
import { readRisk } from '../promises/read-risk.ts'
import { withdrawPromise } from '../promises/withdraw-promise.ts'
import { estimateDue } from './estimate-due.ts'
import { lookAgain, lookAgainAtAll } from './look-again.ts'
import { readRules } from './read-rules.ts'
import { updateRules } from './update-rules.ts'
import { watchMoved, watchPaused, watchResumed } from './watch.ts'

const START = Temporal.Instant.from('2026-11-25T23:30:00Z') // half past midnight in Warsaw
const PLUMBING = { category: 'plumbing' }
let w: TwoOrganizations
let us: Actor
let them: Actor

beforeAll(async () => {
  w = await twoOrganizations(START.toString())
  us = systemActor(w.ours, 'test')
  them = systemActor(w.others, 'test')
  await tell(PLUMBING, 400, (n) => 2 + ((n * 37) % 100) * 0.24)
  await tell({ category: 'roof' }, 400, (n) => 40 + ((n * 37) % 100) * 0.24)
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

/** `count` requests of another time, one every six hours, the n-th lasting `hours(n)`. */
const tell = (features: object, count: number, hours: (n: number) => number, actor = us) =>
  w.within(actor, async (ctx) => {
    await observeMany(
      ctx,
      Array.from({ length: count }, (_, i) => {
        const startedAt = START.subtract({ hours: 6 * (i + 12) })
        return { id: newId(START), features, startedAt, endedAt: startedAt.add({ minutes: Math.round(hours(i) * 60) }) }
      }),
    )
    await historyBroughtIn(ctx)
  })

const at = (hours: number): Temporal.Instant => START.add({ milliseconds: Math.round(hours * 3_600_000) })
const to = (hours: number): void => w.clock.set(at(hours))
const look = (actor = us) => w.gate.run(estimateDue, actor, {})
const lookAll = async (actor = us): Promise<number> => {
  let n = 0
  for (let more = true; more; ) {
    const done = await look(actor)
    n += done.swept
    more = done.more
  }
  return n
}
const open = async (features: object = PLUMBING, startedAt = START): Promise<string> => {
  const id = newId(START)
  await w.within(us, (ctx) => observe(ctx, { id, features, startedAt }))
  return id
}
const make = async (id: string, dueIn: number, over: object = {}, actor = us): Promise<string> => {
  const promised = { kind: 'completion', wording: 'It will be done.', beneficiary: 'organization', ...over }
  return (await w.gate.run(makePromise, actor, { ...promised, dueAt: at(dueIn).toString(), about: `request:${id}` })).id
}
const risk = (id: string, actor = us) => w.gate.run(readRisk, actor, { id })
const news = async (id: string, orgId = w.ours) =>
  (await w.eventsOf(orgId, 'promise.at_risk', 'promise.off_risk'))
    .filter(({ subject }) => subject === `promise:${id}`)
    .map(({ type }) => type)
const lookAt = async (id: string): Promise<string | null> => {
  const { rows } = await w.owner.query<{ at: Date | null }>(
    'select look_at as at from promise_risk where org_id = $1 and promise_id = $2',
    [w.ours, id],
  )
  return rows[0]?.at?.toISOString() ?? null
}

describe('the chance of a promise', () => {
  test('is estimated when it is made, and again as time takes from it', async () => {
    const request = await open()
    const id = await make(request, 14)
    expect(await risk(id)).toMatchObject({ chance: null, reason: 'preparing', points: [] })
    expect(await lookAll()).toBe(1)
    const first = await risk(id)
    expect(first.chance).toBeGreaterThan(0.4)
    expect(first.chance).toBeLessThan(0.6)
    expect(first).toMatchObject({ at: START.toString(), reason: null, threshold: 0.5 })
    expect(first.points).toEqual([{ at: '2026-11-25T23:30:00.000Z', chance: first.chance }])
    expect(await lookAll(), 'not before something happens').toBe(0)
    let looks = 0
    for (let minute = 1; minute <= 14 * 60 + 1; minute++) {
      to(minute / 60)
      looks += await lookAll()
    }
    expect(looks, 'a look for each five points, and at the due instant').toBeLessThan(20)
    const last = await risk(id)
    expect(last.chance).toBeLessThan(0.1)
    expect(last.atRisk, 'past due there is nothing at risk').toBe(false)
    expect(last.points.length).toBeGreaterThan(5)
    const said = last.points.map((point) => point.chance)
    expect(said).toEqual(said.toSorted((a, b) => b - a))
    expect(await news(id), 'once').toEqual(['promise.at_risk'])
    expect(await lookAt(id)).toBeNull()
  })

  test('is announced when it falls below the threshold, about when it does', async () => {
    const id = await make(await open(), 20)
    await lookAll()
    expect((await risk(id)).atRisk).toBe(false)
    const when = Temporal.Instant.from((await lookAt(id)) ?? '')
    while (!(await risk(id)).atRisk) {
      w.clock.set(Temporal.Instant.from((await lookAt(id)) ?? '').add({ milliseconds: 1 }))
      expect(await lookAll()).toBeGreaterThan(0)
    }
    expect(Temporal.Instant.compare(w.clock.now(), when)).toBe(1)
    expect((await risk(id)).chance).toBeCloseTo(0.5, 2)
    const [event] = (await w.eventsOf(w.ours, 'promise.at_risk')).filter(({ subject }) => subject === `promise:${id}`)
    expect(event?.data).toMatchObject({ dueAt: at(20).toString(), threshold: 0.5 })
    expect(await list()).toContain(id)
    await w.gate.run(keepPromise, us, { id })
    expect(await list()).not.toContain(id)
  })

  const list = async (actor = us): Promise<string[]> =>
    (await w.gate.run(listPromises, actor, { atRisk: 'true', limit: 100 })).items.map(({ id }) => id)

  test('is another one when other things are known of the request, and comes back with ten points more', async () => {
    const request = await open()
    const id = await make(request, 25)
    await lookAll()
    expect((await risk(id)).chance).toBeGreaterThan(0.9)
    const describe = async (features: object): Promise<void> => {
      await w.within(us, async (ctx) => {
        await describeObservation(ctx, request, features)
        lookAgain(ctx, `request:${request}`)
      })
      expect(await lookAll()).toBe(1)
    }
    await describe({ category: 'roof' })
    expect(await risk(id)).toMatchObject({ atRisk: true })
    expect((await risk(id)).chance).toBeLessThan(0.1)
    await describe({ category: 'roof', area: 'north' })
    await describe(PLUMBING)
    expect(await risk(id)).toMatchObject({ atRisk: false })
    expect(await news(id)).toEqual(['promise.at_risk', 'promise.off_risk'])
  })

  test('is none once the request has ended', async () => {
    const request = await open({ category: 'roof' })
    const id = await make(request, 20)
    await lookAll()
    expect((await risk(id)).atRisk).toBe(true)
    await w.within(us, async (ctx) => {
      await endObservation(ctx, request, ctx.now)
      lookAgain(ctx, `request:${request}`)
    })
    await lookAll()
    expect(await risk(id)).toMatchObject({ chance: null, reason: 'ended', atRisk: false })
    expect(await news(id)).toEqual(['promise.at_risk', 'promise.off_risk'])
  })

  test('follows another due instant', async () => {
    const id = await make(await open(), 25)
    await lookAll()
    await w.within(us, async (ctx) => watchMoved(ctx, [{ id, dueAt: at(3).toString() }]))
    await lookAll()
    expect(await risk(id)).toMatchObject({ atRisk: true })
  })

  test('stands still with its clock, and has not aged when it runs again', async () => {
    const id = await make(newId(START), 25, { kind: 'callback' })
    await lookAll()
    const startedAt = async () =>
      (
        await w.owner.query('select started_at from promise_risk where promise_id = $1', [id])
      ).rows[0].started_at.toISOString()
    await w.within(us, async (ctx) => watchPaused(ctx, id))
    to(5)
    await w.within(us, async (ctx) => lookAgain(ctx, `request:${newId(START)}`))
    await lookAll()
    expect(await risk(id)).toMatchObject({ chance: null, at: null, reason: 'paused', atRisk: false })
    expect(await lookAt(id)).toBeNull()
    await w.within(us, async (ctx) => watchResumed(ctx, id, { at: at(5), dueAt: at(30) }))
    expect(await startedAt()).toBe(at(5).toString().replace('Z', '.000Z'))
    expect(await lookAll()).toBe(1)
    expect((await risk(id)).reason).not.toBe('paused')
  })

  test('is made up for nobody: without history, and without like promises', async () => {
    const id = await make(newId(START), 25, { kind: 'refund' }, them)
    await lookAll(them)
    expect(await risk(id, them)).toMatchObject({ chance: null, reason: 'no_history' })
    expect(await news(id, w.others)).toEqual([])
  })

  test('is there as soon as history was brought in', async () => {
    const id = newId(START)
    await w.within(them, (ctx) => observe(ctx, { id, features: PLUMBING, startedAt: START }))
    const promise = await make(id, 25, {}, them)
    await lookAll(them)
    expect(await risk(promise, them)).toMatchObject({ chance: null, reason: 'no_history' })
    await tell(PLUMBING, 100, (n) => 2 + (n % 20), them)
    await w.within(them, async (ctx) => lookAgainAtAll(ctx))
    await lookAll(them)
    expect((await risk(promise, them)).chance).toBeGreaterThan(0.9)
  })

  test('is not looked at any more when nobody follows the promise', async () => {
    const id = await make(await open(), 25)
    await w.gate.run(withdrawPromise, us, { id, reason: 'It was cancelled.' })
    expect(await lookAll()).toBe(0)
  })
})

describe('the model of promises', () => {
  test('says how long others of the kind took, from the next midnight on, and the same when made anew', async () => {
    const ids: string[] = []
    for (let i = 0; i < 60; i++) {
      to(i / 60)
      ids.push(await make(newId(START), 20, { kind: 'callback' }))
    }
    for (const [i, id] of ids.entries()) {
      to(1 + i / 12)
      await w.gate.run(keepPromise, us, { id })
    }
    to(23)
    const today = await make(newId(START), 25, { kind: 'callback' })
    await lookAll()
    expect(await risk(today), 'nothing was known last midnight').toMatchObject({ reason: 'no_history' })
    to(23.7)
    await lookAll()
    const known = await risk(today)
    expect(known.chance, '1 h 18 of up to five').toBeGreaterThan(0.1)
    expect(known.chance).toBeLessThan(0.6)
    // Another zone asks for another midnight, and back for the first one: made anew.
    const zone = (name: string) => w.owner.query('update organization set time_zone = $2 where id = $1', [w.ours, name])
    const again = async () => {
      await w.owner.query(
        'update promise_risk set look_at = $2, points = default, points_at = default where promise_id = $1',
        [today, w.clock.now().toString()],
      )
      await lookAll()
      return (await risk(today)).chance
    }
    await zone('Asia/Tokyo')
    await again()
    await zone('Europe/Warsaw')
    expect(await again()).toBe(known.chance)
  })

  test('is asked again after midnight for everything that is open', async () => {
    const id = await make(await open(), 200)
    await lookAll()
    const next = Temporal.Instant.from((await lookAt(id)) ?? '')
    const midnight = Temporal.Instant.from('2026-11-26T23:00:00Z')
    expect(next.since(midnight).total('seconds')).toBeGreaterThanOrEqual(0)
    expect(next.since(midnight).total('seconds')).toBeLessThan(300)
  })
})

describe('batches', () => {
  const fill = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => newId(START))
    const row = `$1::uuid, id, id, 'callback', 'Done.', 'en', 'member', 'request:' || id, 'person', 'open', 'not_asked', $3::timestamptz,
      $3::timestamptz + interval '2 days', '{"type":"fixed"}'::jsonb, '[]'::jsonb, true, 1, sha256('')`
    await w.owner.query(
      `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent, made_at, due_at,
         clock, caveats, followed, chain_seq, chain_hash) select ${row} from unnest($2::uuid[]) id`,
      [w.ours, ids, START.toString()],
    )
    await w.owner.query(
      `insert into promise_risk (org_id, promise_id, about, kind, started_at, due_at, look_at)
       select org_id, id, about, kind, made_at, due_at, made_at from promise where org_id = $1 and id = any($2::uuid[])`,
      [w.ours, ids],
    )
    return ids
  }

  test('a thousand at a time, by any number of clocks at once, each once', async () => {
    await lookAll()
    await fill(1_500)
    const done = await Promise.all([look(), look(), look()])
    const left = await lookAll()
    expect(done.reduce((sum, { swept }) => sum + swept, 0) + left).toBe(1_500)
    expect(done.some(({ more }) => more)).toBe(true)
  })

  test('what somebody else holds is left for the next look', async () => {
    await lookAll()
    const [id = ''] = await fill(1)
    const client = await w.owner.connect()
    try {
      await client.query('begin')
      await client.query('select from promise_risk where promise_id = $1 for update', [id])
      expect(await lookAll()).toBe(0)
      await client.query('commit')
    } finally {
      client.release()
    }
    expect(await lookAll()).toBe(1)
  })

  test('what is open elsewhere is neither looked at nor seen', async () => {
    await lookAll()
    await fill(3)
    expect(await lookAll(them)).toBe(0)
    expect(await lookAll()).toBe(3)
    const [id = ''] = await fill(1)
    await expect(risk(id, them)).rejects.toMatchObject({ code: 'promises/not_found' })
    await lookAll()
  })

  test('nobody but the clock may', async () => {
    await expect(w.gate.run(estimateDue, w.limitedTo('promises.read'), {})).rejects.toMatchObject({
      code: 'access/forbidden',
    })
  })
})

describe('the rules', () => {
  test('have defaults, are changed by version, and a new threshold is looked for at once', async () => {
    await lookAll()
    const read = () => w.gate.run(readRules, us, {})
    expect(await read()).toEqual({ atRiskBelow: 0.5, floor: 0.8, hardFloor: false, version: 1 })
    const id = await make(await open(), 20)
    await lookAll()
    expect((await risk(id)).atRisk).toBe(false)
    const rules = { atRiskBelow: 0.9, floor: 0.85, hardFloor: true }
    const update = (ifVersion: number) => w.gate.run(updateRules, us, { ...rules, ifVersion })
    await expect(update(2)).rejects.toMatchObject({ code: 'risks/stale' })
    expect(await update(1)).toEqual({ ...rules, version: 2 })
    await expect(update(1)).rejects.toMatchObject({ code: 'risks/stale' })
    await lookAll()
    expect(await risk(id)).toMatchObject({ atRisk: true, threshold: 0.9 })
    expect(await w.gate.run(readRules, them, {}), 'theirs are their own').toMatchObject({ atRiskBelow: 0.5 })
    await expect(w.gate.run(updateRules, us, { ...rules, atRiskBelow: 0 })).rejects.toMatchObject({
      code: 'input/invalid',
    })
  })
})
