import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, dice, knownAt, makeLog } from '#test/service-log'
import { fitForecast } from './fit.ts'
import { WallClock } from './local-time.ts'
import type { LoggedRequest } from './news.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const features = ['category']
const learn = (log: Iterable<LoggedRequest>, now = NOW) => fitForecast(log, { now, zone: 'America/New_York', features })
const confidence = [0.5, 0.9]
const ask = (log: Iterable<LoggedRequest>, category = 'a') =>
  learn(log).quote({ category, openedAt: NOW }, { confidence })
const many = (n: number, one: (i: number) => Partial<LoggedRequest>): LoggedRequest[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `r${i}`,
    openedAt: NOW - 50 * DAY,
    closedAt: null,
    category: 'a',
    ...one(i),
  }))

describe('little history', () => {
  it('no requests: no date, and why', () => {
    const [quote] = ask([])
    expect(quote).toMatchObject({ dueAt: null, basis: { state: 'none', similar: 0 }, reason: { code: 'no_history' } })
    expect(learn([]).chanceKept({ category: 'a', openedAt: NOW }, { dueAt: NOW + DAY, now: NOW })).toBeNull()
    expect(learn([]).curve({ category: 'a', openedAt: NOW }, { now: NOW })).toEqual([])
  })

  it('grows from nothing', () => {
    const log = makeLog({ days: 60, perDay: 10, from: NOW - 60 * DAY })
    const model = learn([], NOW - 70 * DAY)
    model.update({ opened: knownAt(log, NOW) }, { now: NOW })
    expect(model.quote({ openedAt: NOW }, { confidence })).toEqual(
      learn(knownAt(log, NOW)).quote({ openedAt: NOW }, { confidence }),
    )
  })

  it('one request is thin and supports no date', () => {
    const [quote] = ask(many(1, () => ({ closedAt: NOW - 49 * DAY })))
    expect(quote?.basis.state).toBe('thin')
    expect(quote?.dueAt).toBeNull()
  })

  it('less than six weeks is learning', () => {
    const log = makeLog({ days: 30, perDay: 20, from: NOW - 30 * DAY })
    expect(ask(knownAt(log, NOW), 'repair')[0]?.basis.state).toBe('learning')
  })

  it('all open: declined', () => {
    for (const { dueAt, reason } of ask(many(200, (i) => ({ openedAt: NOW - (i % 90) * DAY })))) {
      expect(dueAt).toBeNull()
      expect(reason?.code).toBe('no_history')
    }
  })

  it('all closed at once', () => {
    const log = many(300, (i) => ({
      openedAt: NOW - 90 * DAY + i * 7_200_000,
      closedAt: NOW - 90 * DAY + i * 7_200_000,
    }))
    for (const { dueAt } of ask(log)) expect((dueAt as number) - NOW).toBeLessThan(DAY)
  })
})

describe('logs that are not quite right', () => {
  const log = makeLog({ days: 120, perDay: 20, from: NOW - 120 * DAY, categories: { a: 2 } })
  const good = knownAt(log, NOW)
  const same = (other: LoggedRequest[]) => expect(ask(other)).toEqual(ask(good))

  it('closings long before openings, no time at all, and what lies ahead are left out', () => {
    same([
      ...good,
      { id: 'x', openedAt: NOW - 20 * DAY, closedAt: NOW - 40 * DAY, category: 'a' },
      { id: 'y', openedAt: Number.NaN, closedAt: null, category: 'a' },
      { id: 'z', openedAt: NOW + DAY, closedAt: null, category: 'a' },
      { id: 'w', openedAt: NOW - 400 * 365 * DAY, closedAt: NOW, category: 'a' },
    ])
  })

  it('clocks that are a little wrong count as at once', () => {
    const skewed = good.map((one, i) => (i % 50 === 0 ? { ...one, closedAt: one.openedAt - 60_000 } : one))
    const exact = good.map((one, i) => (i % 50 === 0 ? { ...one, closedAt: one.openedAt } : one))
    expect(ask(skewed)).toEqual(ask(exact))
  })

  it('of an id that comes twice the last holds', () => {
    same([...good.map((one) => ({ ...one, closedAt: null, category: 'b' })), ...good])
  })

  it('does not depend on the order of the rows', () => {
    const random = dice(7)
    same(
      good
        .map((one) => [random(), one] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, one]) => one),
    )
  })

  it('a category never seen is quoted from all', () => {
    const [quote] = ask(good, 'unheard of')
    expect(quote?.basis.level).toBe('all')
    expect(quote?.dueAt).toBeGreaterThan(NOW)
  })

  it('durations of a hundred years', () => {
    const old = many(30, (i) => ({ id: `old ${i}`, openedAt: NOW - 36_525 * DAY, closedAt: NOW - DAY }))
    for (const { dueAt } of ask([...good, ...old])) expect(dueAt === null || dueAt > NOW).toBe(true)
    const running = many(30, (i) => ({ id: `old ${i}`, openedAt: NOW - 36_525 * DAY }))
    const chance = learn([...good, ...running]).chanceKept(
      { category: 'a', openedAt: NOW - 36_525 * DAY },
      { dueAt: NOW + DAY, now: NOW },
    )
    expect(chance).toBeGreaterThanOrEqual(0)
    expect(chance).toBeLessThan(0.5)
  })

  it('ten thousand categories', () => {
    const wide = makeLog({ days: 27, perDay: 400, from: NOW - 27 * DAY }).map((one, i) => ({
      ...one,
      category: `c${i % 10_000}`,
    }))
    const [quote] = ask(knownAt(wide, NOW), 'c77')
    expect(quote?.dueAt).toBeGreaterThan(NOW)
    expect(quote?.basis.level).toBe('all')
  })

  it('an opening told twice counts once, and an end of nothing is passed over', () => {
    const model = learn(good)
    const before = model.quote({ category: 'a', openedAt: NOW }, { confidence })
    const open = good.filter(({ closedAt }) => closedAt === null)
    model.update({ opened: open, closed: [{ id: 'nobody', closedAt: NOW }] }, { now: NOW })
    expect(model.quote({ category: 'a', openedAt: NOW }, { confidence })).toEqual(before)
  })

  it('refuses what is no question', () => {
    expect(() => learn(good).quote({ openedAt: NOW }, { confidence: [1] })).toThrow(/confidence/)
    expect(() => learn([], Number.NaN)).toThrow(/now/)
    expect(() => fitForecast([], { now: NOW, zone: 'Nowhere/Else', features })).toThrow(RangeError)
  })
})

describe('properties', () => {
  const model = learn(
    knownAt(makeLog({ days: 100, perDay: 15, from: NOW - 100 * DAY, categories: { a: 1, b: 9 }, never: 0.1 }), NOW),
  )
  const request = fc.record({ category: fc.constantFrom('a', 'b', 'c'), age: fc.integer({ min: 0, max: 60 }) })
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true })

  it('more confidence is later; given that it is open, no date has passed', () => {
    fc.assert(
      fc.property(request, share, share, ({ category, age }, a, b) => {
        const openedAt = NOW - age * DAY
        const quotes = model.quote({ category, openedAt }, { confidence: [Math.min(a, b), Math.max(a, b)], now: NOW })
        const [sooner, later] = quotes.map(({ dueAt }) => dueAt ?? Number.POSITIVE_INFINITY) as [number, number]
        expect(sooner).toBeLessThanOrEqual(later)
        expect(sooner).toBeGreaterThanOrEqual(NOW - 1)
      }),
    )
  })

  it('a chance is a probability that grows with the date', () => {
    fc.assert(
      fc.property(request, fc.nat(200), fc.nat(200), ({ category, age }, a, b) => {
        const ask = (days: number) =>
          model.chanceKept({ category, openedAt: NOW - age * DAY }, { dueAt: NOW + days * DAY, now: NOW }) as number
        expect(ask(Math.min(a, b))).toBeGreaterThanOrEqual(0)
        expect(ask(Math.max(a, b))).toBeLessThanOrEqual(1)
        expect(ask(Math.min(a, b))).toBeLessThanOrEqual(ask(Math.max(a, b)) + 1e-9)
      }),
    )
  })

  it('the quoted date has the quoted chance', () => {
    fc.assert(
      fc.property(request, share, ({ category }, level) => {
        const [quote] = model.quote({ category, openedAt: NOW }, { confidence: [level] })
        if (quote?.dueAt == null) return
        expect(model.chanceKept({ category, openedAt: NOW }, { dueAt: quote.dueAt, now: NOW })).toBeCloseTo(level, 1)
      }),
    )
  })

  it('wall clocks go there and back', () => {
    for (const zone of ['America/New_York', 'Europe/Warsaw', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']) {
      const wall = new WallClock(zone)
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
          const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime()
          expect(wall.wallOf(ms)).toBe(shown.toZonedDateTime('UTC').epochMilliseconds)
          const back = shown.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
          expect(wall.instantOf(wall.wallOf(ms))).toBe(back)
        }),
        { numRuns: 60 },
      )
    }
  })
})
