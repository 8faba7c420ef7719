import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { dice } from '#test/service-log'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { checkQuotes, planChecks } from './check-quotes.ts'
import { listBacktests } from './list-backtests.ts'
import { type Observation, observeMany } from './observe.ts'
import { quoteDate } from './quote-date.ts'
import { readDrivers } from './read-drivers.ts'
import { readRecord } from './read-record.ts'
import { runBacktest } from './run-backtest.ts'
import { startBacktest } from './start-backtest.ts'
import { stopBacktest } from './stop-backtest.ts'

// Midnight in Warsaw is 23:00.
const start = Temporal.Instant.from('2026-11-25T23:00:00Z')
const DAYS = 14
const LAST = 54

let world: TwoOrganizations
const random = dice(5)
/** Requests of some days, every hour, that take up to a day, times `slower`. */
const days = (from: number, to: number, slower: number, service: string): Observation[] =>
  Array.from({ length: (to - from) * 24 }, (_, i) => {
    const startedAt = start.add({ hours: from * 24 + i })
    const endedAt = startedAt.add({ minutes: Math.round((2 + random() * 22) * slower * 60) })
    return {
      id: newId(startedAt),
      features: { service, channel: i % 2 ? 'phone' : 'web' },
      startedAt,
      endedAt,
      targetAt: startedAt.add({ hours: 12 }),
    }
  })
const tell = (rows: readonly Observation[]) => world.within(world.member, (ctx) => observeMany(ctx, rows))
const task = (signal = new AbortController().signal) => ({
  orgId: world.ours,
  gate: world.gate,
  clock: world.clock,
  log: silentLog,
  signal,
})
const nightOf = async (day: number) => {
  world.clock.set(start.add({ hours: day * 24, minutes: 5 }).toString())
  await world.gate.run(planChecks, world.member, {})
  await checkQuotes(task())
}
const record = (of: '28' | '90' = '28') => world.gate.run(readRecord, world.member, { days: of })
const events = () =>
  world.eventsOf(world.ours, 'forecast.alarm_raised', 'forecast.alarm_ended').then((all) => all.map(({ type }) => type))

beforeAll(async () => {
  world = await twoOrganizations(start.toString())
  await tell([...days(-60, 0, 1, 'Boiler'), ...days(-60, 0, 1, 'Roof')])
  await nightOf(0)
})
afterAll(() => world?.close())

describe('the record', () => {
  it('says how dates were kept once nights have passed, of all and by work', async () => {
    await tell([...days(0, DAYS, 1, 'Boiler'), ...days(0, DAYS, 1, 'Roof')])
    for (let day = 1; day <= DAYS; day++) await nightOf(day)
    const { state, quoted, confidences, works, countedAt } = await record()
    expect({ state, quoted, countedAt }).toEqual({
      state: 'ok',
      quoted: DAYS * 48,
      countedAt: start.add({ hours: DAYS * 24 }).toString(),
    })
    for (const { confidence, kept, n, from, to, declined } of confidences) {
      expect(Math.abs((kept ?? 0) - confidence)).toBeLessThan(0.05)
      expect(n).toBeGreaterThan((DAYS - 2) * 48)
      expect([(from ?? 1) < (kept ?? 0), (to ?? 0) > (kept ?? 0)]).toEqual([true, true])
      expect(declined).toBe(0)
    }
    expect(works.map(({ work }) => work)).toEqual([
      { by: 'service', name: 'Boiler' },
      { by: 'service', name: 'Roof' },
    ])
  })

  it('counts a date when it has passed, and not before: neither what is open nor what has ended', async () => {
    const { rows } = await world.owner.query<{ n: number }>(
      'select count(*)::int as n from forecast_observation where org_id = $1 and said_90 < $2 and said_90 >= $3',
      [world.ours, start.add({ hours: DAYS * 24 }).toString(), start.add({ hours: (DAYS - 28) * 24 }).toString()],
    )
    const { rows: early } = await world.owner.query<{ n: number }>(
      'select count(*)::int as n from forecast_observation where org_id = $1 and said_90 >= $2 and ended_at < $2',
      [world.ours, start.add({ hours: DAYS * 24 }).toString()],
    )
    expect((await record()).confidences[2]?.n).toBe(rows[0]?.n)
    expect(early[0]?.n).toBeGreaterThan(0)
  })

  it('is told with a quote', async () => {
    const { quotes } = await world.within(world.member, (ctx) => quoteDate(ctx, { features: { service: 'Boiler' } }))
    expect(quotes.map(({ record: past }) => past)).toEqual(
      (await record('90')).confidences.map(({ kept, n }) => ({ kept, n, days: 90, source: 'check' })),
    )
  })

  it('raises an alarm for the work that takes longer than was said, once, and ends it', async () => {
    expect(await events()).toEqual([])
    // From one day on roofs take thrice as long, and the dates have yet to learn it.
    await tell([...days(DAYS, DAYS + 4, 1, 'Boiler'), ...days(DAYS, DAYS + 4, 3, 'Roof')])
    for (let day = DAYS + 1; day <= DAYS + 4; day++) await nightOf(day)
    const off = await record()
    expect(off.state).toBe('off')
    expect(new Set(off.alarms.map(({ work }) => work?.name))).toContain('Roof')
    expect(new Set(off.alarms.map(({ work }) => work?.name))).not.toContain('Boiler')
    expect(await events()).toEqual(['forecast.alarm_raised'])
    await tell([...days(DAYS + 4, LAST, 1, 'Boiler'), ...days(DAYS + 4, LAST, 1, 'Roof')])
    await nightOf(LAST)
    expect((await record()).state).toBe('ok')
    expect(await events()).toEqual(['forecast.alarm_raised', 'forecast.alarm_ended'])
  })

  it('is of one’s own organization, and for who may read it', async () => {
    expect(await world.gate.run(readRecord, world.stranger, {})).toMatchObject({ state: 'none', countedAt: null })
    await expect(world.gate.run(readRecord, world.limitedTo('forecast.quote'), {})).rejects.toMatchObject({
      code: 'access/forbidden',
    })
  })
})

describe('a backtest', () => {
  const all = async () => (await world.gate.run(listBacktests, world.member, {})).items

  it('has nothing to test without history, or in a period without any', async () => {
    await expect(world.gate.run(startBacktest, world.stranger, {})).rejects.toMatchObject({
      code: 'forecast/nothing_to_test',
    })
    await expect(
      world.gate.run(startBacktest, world.member, { from: '2020-01-01', to: '2020-02-01' }),
    ).rejects.toMatchObject({ code: 'forecast/nothing_to_test' })
    await expect(
      world.gate.run(startBacktest, world.member, { from: '2026-12-02', to: '2026-12-01' }),
    ).rejects.toMatchObject({ code: 'forecast/period' })
    expect(await all()).toEqual([])
  })

  it('takes the second half of the history, and runs once at a time', async () => {
    const started = await world.gate.run(startBacktest, world.member, {})
    // 60 days before and 54 after the start.
    expect(started).toMatchObject({
      state: 'running',
      from: '2026-11-23',
      to: '2027-01-18',
      features: ['work', 'subcategory', 'channel', 'priority'],
      progress: { doneDays: 0, totalDays: 57 },
      result: null,
      allowed: ['stop'],
    })
    await expect(world.gate.run(startBacktest, world.member, {})).rejects.toMatchObject({
      code: 'forecast/backtest_running',
    })
  })

  it('is stopped, keeps no result, and makes room for another', async () => {
    const [running] = await all()
    const id = running?.id ?? ''
    const gate = {
      ...world.gate,
      run: async (...args: Parameters<typeof world.gate.run>) => {
        // Somebody stops it while it tells how far it is.
        if (args[0].name === 'forecast.noteBacktestProgress') await world.gate.run(stopBacktest, world.member, { id })
        return world.gate.run(...args)
      },
    } as typeof world.gate
    await runBacktest({ ...task(), gate }, id)
    expect((await all())[0]).toMatchObject({ state: 'stopped', result: null, allowed: [] })
    expect(await world.gate.run(stopBacktest, world.member, { id })).toMatchObject({ state: 'stopped' })
    await runBacktest(task(), id)
    expect((await all())[0]).toMatchObject({ state: 'stopped' })
  })

  it('begins anew when a worker was interrupted, and keeps its result', async () => {
    const { id } = await world.gate.run(startBacktest, world.member, {
      from: '2026-12-20',
      features: ['work', 'channel'],
    })
    const stopping = new AbortController()
    stopping.abort(new Error('stopped'))
    await expect(runBacktest(task(stopping.signal), id)).rejects.toThrow('stopped')
    expect((await all())[0]).toMatchObject({ id, state: 'running' })
    await runBacktest(task(), id)
    const [done] = await all()
    expect(done).toMatchObject({ id, state: 'done', allowed: [] })
    expect(done?.progress.doneDays).toBe(done?.progress.totalDays)
    const result = done?.result
    expect(result).toMatchObject({ requests: 30 * 48, days: 30 })
    expect(result?.reliability.map(({ confidence }) => confidence)).toContain(0.95)
    for (const { confidence, kept } of result?.reliability ?? [])
      expect(Math.abs((kept ?? 0) - confidence)).toBeLessThan(0.06)
    expect(result?.levels.map(({ confidence }) => confidence)).toEqual([0.5, 0.8, 0.9])
    expect(result?.levels[0]?.works.map(({ name }) => name).sort()).toEqual(['Boiler', 'Roof'])
    expect(result?.targets?.kept).toBeGreaterThan(0.4)
    expect(result?.targets?.kept).toBeLessThan(0.5)
    expect(result?.risk.map(({ of }) => of)).toContain('targets')
  })

  it('that fails says so, and another can be started', async () => {
    const { id } = await world.gate.run(startBacktest, world.member, {})
    const gate = {
      ...world.gate,
      run: async (...args: Parameters<typeof world.gate.run>) => {
        if (args[0].name === 'forecast.readHistory') throw new Error('broken')
        return world.gate.run(...args)
      },
    } as typeof world.gate
    await expect(runBacktest({ ...task(), gate }, id)).rejects.toThrow('broken')
    expect((await all())[0]).toMatchObject({ id, state: 'failed', result: null })
  })

  it('speaks where the check has too little to say', async () => {
    const levels = [0.9, 0.95]
    const { quotes } = await world.within(world.member, (ctx) =>
      quoteDate(ctx, { features: { service: 'Boiler' }, levels }),
    )
    expect(quotes.map(({ record: past }) => past?.source)).toEqual(['check', 'backtest'])
    expect(quotes[1]?.record).toMatchObject({ days: 30 })
  })

  it('is of one’s own organization', async () => {
    const [mine] = await all()
    expect((await world.gate.run(listBacktests, world.stranger, {})).items).toEqual([])
    await expect(world.gate.run(stopBacktest, world.stranger, { id: mine?.id })).rejects.toMatchObject({
      code: 'forecast/not_found',
    })
  })
})

describe('what goes with lateness', () => {
  it('finds the work that takes longer, and names period, number and interval', async () => {
    const to = LAST
    await tell(days(to - 20, to, 3, 'Drain'))
    const found = await world.gate.run(readDrivers, world.member, {})
    expect(found).toMatchObject({ days: 180, horizon: { ended: 0.8 } })
    expect(found.n).toBeGreaterThan(1000)
    const [first] = found.drivers
    expect(first).toMatchObject({ feature: 'work', value: 'Drain', clear: true })
    expect(first?.from).toBeGreaterThan(0.2)
    expect(found.drivers.filter(({ feature, clear }) => feature === 'channel' && clear)).toEqual([])
    expect(found.drivers.filter(({ feature }) => feature === 'weekday')).toHaveLength(7)
    expect((await world.gate.run(readDrivers, world.stranger, {})).drivers).toEqual([])
  })
})
