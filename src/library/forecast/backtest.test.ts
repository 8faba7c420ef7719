import { describe, expect, it } from 'vitest'
import { DAY, makeLog } from '#test/service-log'
import { backtest, type Prediction } from './backtest.ts'
import { fitForecast } from './fit.ts'
import { type Outcome, pinball, riskOf, scoreOf } from './scores.ts'

const FROM = Date.parse('2026-01-05T00:00:00Z')
const outcome = (closed: number, due: number, segment = 's'): Outcome => ({
  openedAt: FROM,
  closedAt: FROM + closed * DAY,
  dueAt: FROM + due * DAY,
  segment,
  month: '2026-01',
})

describe('scores', () => {
  it('counts kept, declined and not yet known', () => {
    const outcomes = [
      outcome(2, 3),
      outcome(4, 3),
      outcome(Number.POSITIVE_INFINITY, 3),
      outcome(Number.POSITIVE_INFINITY, 30),
      outcome(1, Number.NaN),
    ]
    const score = scoreOf(outcomes, 0.9, FROM + 10 * DAY)
    expect(score).toMatchObject({ quotes: 5, declined: 0.2, undetermined: 0.2, kept: 1 / 3, medianDays: 3 })
    // 0.1 · 1 day too long, 0.9 · 1 day too short, 0.9 · (365 − 3) for the one that never ended.
    expect(score.pinballDays).toBeCloseTo((0.1 + 0.9 + 0.9 * 362) / 3, 9)
    expect([pinball(4, 3, 0.9), pinball(2, 3, 0.9)]).toEqual([0.9, expect.closeTo(0.1)])
  })

  it('measures segments of two hundred', () => {
    const outcomes = ['a', 'b'].flatMap((segment) =>
      Array.from({ length: 200 }, (_, i) => outcome(i < (segment === 'a' ? 180 : 160) ? 1 : 5, 3, segment)),
    )
    const score = scoreOf([...outcomes, outcome(9, 3, 'small')], 0.9, FROM + 10 * DAY)
    expect(score.segmentError).toBeCloseTo(0.05, 9)
    expect(score.segmentsWithin5).toBe(0.5)
  })

  it('tells good from bad risks', () => {
    const right = riskOf([0.9, 0.8, 0.2, 0.1].map((chance) => ({ chance, kept: chance > 0.5 })))
    expect(right.auc).toBe(1)
    expect(right.calibrationError).toBeCloseTo(0.15, 9)
    const blind = riskOf([true, false, true, false].map((kept) => ({ chance: 0.5, kept })))
    expect(blind).toMatchObject({ auc: 0.5, calibrationError: 0, broken: 0.5 })
  })
})

describe('a backtest', () => {
  const log = makeLog({ days: 150, perDay: 40, from: FROM, categories: { a: 2, b: 6 } })
  const first = FROM / DAY + 80
  const predictions: Prediction[] = []
  const days: number[] = []
  const report = backtest(log, {
    zone: 'UTC',
    features: ['category', 'channel'],
    confidence: [0.5, 0.9],
    fromDay: first,
    toDay: first + 29,
    by: 'category',
    onPrediction: (one) => predictions.push(one),
    onDay: (done, total) => days.push(done / total),
  })

  it('quotes every request of the period once a confidence, when it came in', () => {
    expect(report.requests).toBe(30 * 40)
    const quotes = predictions.filter(({ level }) => level !== undefined)
    expect(quotes).toHaveLength(2 * 30 * 40)
    const opened = new Map(log.map(({ id, openedAt }) => [id, openedAt]))
    expect(quotes.every(({ id, asOf }) => opened.get(id) === asOf)).toBe(true)
    expect(days.at(-1)).toBe(1)
  })

  it('finds dates kept as stated where nothing changes, and the naive ones beside them', () => {
    for (const { confidence, kept, kaplanMeier, categoryQuantile } of report.levels) {
      expect(Math.abs(kept.kept - confidence), `${confidence}`).toBeLessThan(0.05)
      expect(kept.declined).toBeLessThan(0.05)
      expect(kept.months.reduce((sum, month) => sum + month.quotes, 0)).toBe(
        kept.segments.reduce((sum, s) => sum + s.quotes, 0),
      )
      expect(kaplanMeier.quotes).toBe(1200)
      expect(categoryQuantile.declined).toBe(0)
    }
    expect(report.targets?.quotes).toBe(1200)
    expect(report.average.kept).toBeGreaterThan(0.5)
  })

  it('states the risk of what is open at half and three quarters of the time', () => {
    expect(report.risk.map(({ of, point }) => `${of} ${point}`)).toEqual([
      'targets 0.5',
      'targets 0.75',
      'quotes 0.5',
      'quotes 0.75',
    ])
    for (const { score } of report.risk) expect(score.calibrationError).toBeLessThan(0.15)
    const closed = new Map(log.map(({ id, closedAt }) => [id, closedAt as number]))
    for (const { id, asOf, chance } of predictions.filter(({ level }) => level === undefined)) {
      expect(closed.get(id)).toBeGreaterThan(asOf)
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
    }
  })
})

describe('changes', () => {
  it('restart the clock: what was just taken up is nearer to its end than what waits', () => {
    // Everything waits 0 to 20 days for somebody, and is done half a day later.
    const log = makeLog({ days: 120, perDay: 20, from: FROM }).map((request, i) => {
      const taken = request.openedAt + ((i * 7) % 20) * DAY
      return {
        ...request,
        closedAt: taken + DAY / 2,
        changes: [
          { at: request.openedAt, state: 'waiting' },
          { at: taken, state: 'taken up', team: 'north' },
        ],
      }
    })
    const report = backtest(log, {
      zone: 'UTC',
      features: ['category'],
      confidence: [0.9],
      fromDay: FROM / DAY + 60,
      toDay: FROM / DAY + 80,
      by: 'category',
    })
    const plain = backtest(
      log.map((request) => ({ ...request, changes: [] })),
      {
        zone: 'UTC',
        features: ['category'],
        confidence: [0.9],
        fromDay: FROM / DAY + 60,
        toDay: FROM / DAY + 80,
        by: 'category',
      },
    )
    const auc = ({ risk }: typeof report) =>
      risk.find(({ of, point }) => of === 'targets' && point === 0.75)?.score.auc ?? 0
    expect(auc(report)).toBeGreaterThan(auc(plain))
  })
})

describe('a sample', () => {
  it('quotes one of so many, and learns from all', () => {
    const log = makeLog({ days: 100, perDay: 20, from: FROM })
    const datesOf = (every: number): Map<string, number | null> => {
      const dates = new Map<string, number | null>()
      backtest(log, {
        zone: 'UTC',
        features: ['category'],
        confidence: [0.8],
        fromDay: FROM / DAY + 60,
        toDay: FROM / DAY + 79,
        by: 'category',
        every,
        onPrediction: ({ id, level, dueAt }) => level !== undefined && dates.set(id, dueAt),
      })
      return dates
    }
    const [all, some] = [datesOf(1), datesOf(4)]
    expect([all.size, some.size]).toEqual([400, 100])
    expect([...some].every(([id, dueAt]) => all.get(id) === dueAt)).toBe(true)
  })
})

describe('a log that loses sight of requests', () => {
  // Half of them were in a log that ended on day 110; what was open then is known of no longer.
  const lostAt = FROM + 110 * DAY
  const whole = makeLog({ days: 150, perDay: 40, from: FROM, categories: { a: 3 }, seed: 5 })
  const log = whole.map((request, i) =>
    i % 2 === 0 && request.openedAt < lostAt && (request.closedAt ?? Number.POSITIVE_INFINITY) > lostAt
      ? { ...request, closedAt: null, lostAt }
      : request,
  )
  const options = {
    zone: 'UTC',
    features: ['category', 'channel'],
    confidence: [0.8],
    fromDay: FROM / DAY + 90,
    toDay: FROM / DAY + 135,
    by: 'category',
  }

  const predictions: Prediction[] = []
  const score = backtest(log, { ...options, onPrediction: (one) => predictions.push(one) }).levels[0]?.kept
  const dueOf = new Map(predictions.flatMap(({ id, level, dueAt }) => (level === undefined ? [] : [[id, dueAt]])))

  it('judges them up to then', () => {
    const unknown = log.filter((request) => {
      const dueAt = dueOf.get(request.id) ?? 0
      const until = 'lostAt' in request ? request.lostAt : FROM + 150 * DAY
      return (request.closedAt ?? Number.POSITIVE_INFINITY) > dueAt && dueAt > until
    })
    expect(unknown.length).toBeGreaterThan(20)
    expect(score?.undetermined).toBeCloseTo(unknown.length / (score?.quotes ?? 0), 9)
    expect(Math.abs((score?.kept ?? 0) - 0.8)).toBeLessThan(0.04)
  })

  it('quotes as a fit that knows of it', () => {
    const day = options.fromDay + 30
    const now = day * DAY
    const request = log.find(({ openedAt }) => openedAt >= now)
    const model = fitForecast(log, { ...options, now })
    expect(now).toBeGreaterThan(lostAt)
    expect(dueOf.get(request?.id ?? '')).toBe(model.quote(request as never, { confidence: [0.8] })[0]?.dueAt)
  })
})
