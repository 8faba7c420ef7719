import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultCalendar } from '#modules/calendars'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { dice } from '#test/service-log'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { checkQuotes, planChecks } from './check-quotes.ts'
import { fitModel, historyBroughtIn } from './fit-model.ts'
import { type Observation, observeMany } from './observe.ts'
import { readRecord } from './read-record.ts'

// A Thursday, 10:00 in Warsaw.
const START = '2026-11-26T09:00:00Z'
const start = Temporal.Instant.from(START)
const hours = (n: number) => start.add({ minutes: Math.round(n * 60) })

let world: TwoOrganizations
const tell = (rows: readonly Observation[]) => world.within(world.member, (ctx) => observeMany(ctx, rows))
const plan = () => world.gate.run(planChecks, world.member, {})
const work = (signal = new AbortController().signal) => ({
  orgId: world.ours,
  gate: world.gate,
  clock: world.clock,
  log: silentLog,
  signal,
})
const night = async () => {
  await plan()
  await checkQuotes(work())
}
type Row = {
  id: string
  started_at: Date
  said_50: Date | null
  said_80: Date | null
  said_90: Date | null
  said_until: Date | null
}
const rows = async (where = 'true'): Promise<Row[]> =>
  (
    await world.owner.query<Row>(
      `select id, started_at, said_50, said_80, said_90, said_until from forecast_observation
       where org_id = $1 and ${where} order by started_at, id`,
      [world.ours],
    )
  ).rows
const checked = async () => (await rows('said_until is not null')).length

const random = dice(11)
/** A request that comes in at an hour and takes up to a day; `slower`: times as long. */
const request = (hour: number, slower = 1, known: Observation['features'] = { category: 'plumbing' }): Observation => {
  const startedAt = hours(hour)
  const endedAt = startedAt.add({ minutes: Math.round((2 + random() * 22) * slower * 60) })
  return { id: newId(startedAt), features: known, startedAt, endedAt }
}
const every = (step: number, from: number, to: number, slower = 1, known?: Observation['features']) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => request(from + i * step, slower, known))

beforeAll(async () => {
  world = await twoOrganizations(START)
  await world.within(world.member, (ctx) => createDefaultCalendar(ctx, { country: 'PL', zone: 'Europe/Warsaw' }))
})
afterAll(() => world?.close())

describe('the check', () => {
  it('begins with what comes in from last midnight on: of history it says nothing', async () => {
    await tell(every(3, -24 * 100, -9))
    expect(await plan()).toEqual({ planned: false })
    await checkQuotes(work())
    expect(await checked()).toBe(0)
    const record = await world.gate.run(readRecord, world.member, {})
    expect(record).toMatchObject({ days: 28, state: 'none', countedAt: null, quoted: 0, works: [], alarms: [] })
  })

  it('writes what the model of the midnight before would have said, the night after', async () => {
    await tell(every(1, 0, 12))
    expect(await plan(), 'the day has not ended').toEqual({ planned: false })
    world.clock.set(hours(24).toString())
    expect(await plan()).toEqual({ planned: true })
    await checkQuotes(work())
    const said = await rows('said_until is not null')
    expect(said).toHaveLength(12)
    for (const { started_at, said_50, said_80, said_90, said_until } of said) {
      const ages = [said_50, said_80, said_90].map(
        (date) => ((date?.getTime() ?? 0) - started_at.getTime()) / 3_600_000,
      )
      expect(ages).toEqual(ages.toSorted((a, b) => a - b))
      expect(ages[0]).toBeGreaterThan(8)
      expect(ages[2]).toBeLessThan(30)
      expect(said_until).toEqual(said_90)
    }
  })

  it('again it changes nothing, and asks for nothing', async () => {
    const before = await rows()
    expect(await plan()).toEqual({ planned: false })
    await checkQuotes(work())
    expect(await rows()).toEqual(before)
  })

  it('knows nothing of what came later: without it the same dates', async () => {
    const before = await rows("started_at >= '2026-11-26T09:00:00Z'")
    // All that was learned since that midnight is taken away, and the night is repeated.
    await world.owner.query(
      "update forecast_observation set ended_at = null where org_id = $1 and ended_at > '2026-11-25T23:00:00Z'",
      [world.ours],
    )
    await world.owner.query(
      'update forecast_observation set said_50 = null, said_80 = null, said_90 = null, said_until = null where org_id = $1',
      [world.ours],
    )
    await world.owner.query("update forecast_record set checked_until = '2026-11-25T23:00:00Z' where org_id = $1", [
      world.ours,
    ])
    await checkQuotes(work())
    expect(await rows("started_at >= '2026-11-26T09:00:00Z'")).toEqual(before)
  })

  it('makes up for the nights of a week, each by its own model, and for no more', async () => {
    const known = await checked()
    await tell(every(2, 24, 24 * 11))
    world.clock.set(hours(24 * 11).toString())
    await night()
    const said = await rows("said_until is not null and started_at >= '2026-11-27T09:00:00Z'")
    const days = [...new Set(said.map(({ started_at }) => started_at.toISOString().slice(0, 10)))]
    expect(days[0]).toBe('2026-11-29')
    expect(said).toHaveLength(12 * 7)
    expect(await checked()).toBe(known + 12 * 7)
  })

  it('does not check what was brought in later', async () => {
    world.clock.set(hours(24 * 12).toString())
    const late = every(1, 24 * 11, 24 * 11 + 8).map((one) => ({ ...one, id: newId(hours(24 * 12)) }))
    await tell([...late, ...every(1, 24 * 11, 24 * 11 + 3)])
    const before = await checked()
    await night()
    // Five had come in that day before.
    expect(await checked()).toBe(before + 5 + 3)
  })

  it('goes on where it was interrupted', async () => {
    world.clock.set(hours(24 * 15).toString())
    await tell(every(1, 24 * 12, 24 * 14))
    await plan()
    const before = await checked()
    const stopping = new AbortController()
    // Stopped after the first thing it writes.
    const gate = {
      ...world.gate,
      run: async (...args: Parameters<typeof world.gate.run>) => {
        const answer = await world.gate.run(...args)
        if (args[0].name === 'forecast.writeChecks') stopping.abort(new Error('stopped'))
        return answer
      },
    } as typeof world.gate
    await expect(checkQuotes({ ...work(stopping.signal), gate })).rejects.toThrow('stopped')
    const between = await checked()
    expect(between).toBeGreaterThan(before)
    expect(between).toBeLessThan(before + 48)
    const first = await rows('said_until is not null')
    await checkQuotes(work())
    expect(await checked()).toBe(before + 48)
    expect((await rows('said_until is not null')).filter(({ id }) => first.some((one) => one.id === id))).toEqual(first)
  })

  it('takes the model that was stored of that midnight where there is one', async () => {
    const day = 24 * 15
    await tell(every(0.05, -24 * 60, -24 * 15))
    await world.within(world.member, historyBroughtIn)
    await fitModel(work())
    await tell(every(6, day, day + 12))
    world.clock.set(hours(day + 24).toString())
    const read: string[] = []
    const gate = {
      ...world.gate,
      run: (...args: Parameters<typeof world.gate.run>) => {
        read.push(args[0].name)
        return world.gate.run(...args)
      },
    } as typeof world.gate
    await plan()
    await checkQuotes({ ...work(), gate })
    expect(read).toContain('forecast.readStoredModel')
    expect(read).not.toContain('forecast.readHistory')
    const stored = await rows('said_until is not null')
    // The night's own fit has come first: the model of the day is made anew, and says the same.
    await fitModel(work())
    await world.owner.query(
      'update forecast_observation set said_50 = null, said_80 = null, said_90 = null, said_until = null where org_id = $1 and started_at >= $2',
      [world.ours, hours(day).toString()],
    )
    await world.owner.query('update forecast_record set checked_until = $2 where org_id = $1', [
      world.ours,
      '2026-12-10T23:00:00Z',
    ])
    await checkQuotes({ ...work(), gate })
    expect(read).toContain('forecast.readHistory')
    expect(await rows('said_until is not null')).toEqual(stored)
  })
})
