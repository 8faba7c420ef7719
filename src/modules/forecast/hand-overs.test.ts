import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type Actor, systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { createRequest } from '../requests/create-request.ts'
import { updateRequest } from '../requests/update-request.ts'
import { estimateChance } from './estimate-chance.ts'
import { modelOf } from './model-of.ts'
import { observationsOf } from './observations-of.ts'
import { endObservation, handOverObservation, observe } from './observe.ts'

const NOW = Temporal.Instant.from('2026-11-26T09:00:00Z')
let w: TwoOrganizations
let us: Actor

beforeAll(async () => {
  w = await twoOrganizations(NOW.toString())
  us = systemActor(w.ours, 'test')
  // One a quarter of a day for 100 days. Every second one is handed over after two hours and takes four days more; the
  // others end within a day.
  for (let i = 0; i < 400; i++) {
    const startedAt = NOW.subtract({ hours: 6 * (400 - i) + 120 })
    const id = newId(NOW)
    w.clock.set(startedAt.add({ hours: 2 }))
    await w.within(us, async (ctx) => {
      await observe(ctx, { id, features: { category: 'boiler' }, startedAt })
      if (i % 2 === 0) await handOverObservation(ctx, id, { team: 'workshop', assigned: true })
      await endObservation(ctx, id, startedAt.add({ hours: i % 2 === 0 ? 98 + (i % 7) : 3 + (i % 20) }))
    })
  }
  w.clock.set(NOW)
}, 60_000)
afterAll(() => w?.close())

const hours = (n: number) => NOW.add({ minutes: n * 60 })

test('a request that was handed over is judged by what became of such requests', async () => {
  const [kept, handed] = [newId(NOW), newId(NOW)]
  await w.within(us, async (ctx) => {
    for (const id of [kept, handed])
      await observe(ctx, { id, features: { category: 'boiler' }, startedAt: hours(-2.5) })
    await handOverObservation(ctx, handed, { team: 'workshop', assigned: true })
    const chance = async (id: string, dueIn: number) => (await estimateChance(ctx, id, hours(dueIn)))?.chance ?? null
    expect(await chance(kept, 30)).toBeGreaterThan(0.4)
    expect(await chance(handed, 30)).toBeLessThan(0.1)
    expect(await chance(handed, 110)).toBeGreaterThan(0.8)
    // The nearest date is one that the chance agrees with.
    const nearest = (await estimateChance(ctx, handed, hours(30)))?.nearest(0.8)
    expect(nearest?.since(NOW).total('hours')).toBeGreaterThan(90)
    const model = await modelOf(ctx)
    const observed = (await observationsOf(ctx, [handed])).get(handed)
    expect(observed?.changes).toEqual([
      { at: NOW.epochMilliseconds, team: 'workshop', assigned: true, reassignments: 1 },
    ])
    const dueAt = nearest?.epochMilliseconds ?? 0
    if (observed) expect(model?.chanceKept(observed, { dueAt, now: NOW.epochMilliseconds })).toBeGreaterThanOrEqual(0.8)
  })
})

test('what has ended is handed to nobody, and of many hand-overs the last hundred are kept', async () => {
  const [ended, many] = [newId(NOW), newId(NOW)]
  await w.within(us, async (ctx) => {
    await observe(ctx, { id: ended, features: {}, startedAt: hours(-5), endedAt: hours(-1) })
    await handOverObservation(ctx, ended, { team: 'x', assigned: true })
    await observe(ctx, { id: many, features: {}, startedAt: hours(-5) })
    for (let i = 0; i < 105; i++) await handOverObservation(ctx, many, { team: `t${i}`, assigned: true })
    const known = await observationsOf(ctx, [ended, many])
    expect(known.get(ended)?.changes).toBeUndefined()
    expect(known.get(many)?.changes).toHaveLength(100)
    expect(known.get(many)?.changes?.at(-1)).toMatchObject({ team: 't104', reassignments: 105 })
  })
})

test('a new owner or team of a request is told, other changes are not', async () => {
  const { id } = await w.gate.run(createRequest, w.member, { kind: 'job', subject: 'Boiler' })
  const changes = async () => w.within(us, async (ctx) => (await observationsOf(ctx, [id])).get(id)?.changes ?? [])
  await w.gate.run(updateRequest, w.member, { id, category: 'boiler', priority: 'high' })
  expect(await changes()).toEqual([])
  await w.gate.run(updateRequest, w.member, { id, team: 'workshop' })
  await w.gate.run(updateRequest, w.member, { id, ownerId: null })
  await w.gate.run(updateRequest, w.member, { id, ownerId: null, subject: 'Boiler again' })
  expect(await changes()).toMatchObject([
    { team: 'workshop', assigned: true, reassignments: 1 },
    { team: 'workshop', assigned: false, reassignments: 2 },
  ])
})
