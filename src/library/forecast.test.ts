import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enoughEnded, forecast, type Lifetime, type Observation, survivalCurve } from './forecast.ts'

const ended = (seconds: number): Lifetime => ({ seconds, ended: true })
const open = (seconds: number): Lifetime => ({ seconds, ended: false })
const like = (features: Observation['features'], lifetimes: Lifetime[]): Observation[] =>
  lifetimes.map((lifetime) => ({ ...lifetime, features }))
const upTo = (n: number): Lifetime[] => Array.from({ length: n }, (_, i) => ended(i + 1))
const seconds = (result: ReturnType<typeof forecast>) => result.quantiles.map((quantile) => quantile.seconds)

/**
 * Weeks of remission of 21 children with leukaemia under 6-mercaptopurine (+: still in remission when last seen).
 * E. J. Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute
 * leukemia", Blood 21 (1963); the estimate as printed in D. R. Cox, D. Oakes, "Analysis of Survival Data" (1984).
 */
const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((text) => ({ seconds: Number.parseInt(text, 10), ended: !text.endsWith('+') }))
const published: [week: number, atRisk: number, survival: number][] = [
  [6, 21, 0.857],
  [7, 17, 0.807],
  [10, 15, 0.753],
  [13, 12, 0.69],
  [16, 11, 0.627],
  [22, 7, 0.538],
  [23, 6, 0.448],
]

describe('the published example', () => {
  it('gives the published curve', () => {
    const curve = survivalCurve(remission)
    const rows = curve.times.map((time, i) => [
      time,
      curve.atRisk[i],
      Math.round((curve.survival[i] ?? 0) * 1000) / 1000,
    ])
    expect(rows).toEqual(published)
    expect([curve.count, curve.openCount]).toEqual([21, 12])
  })

  it('quotes its median and declines what it does not reach', () => {
    const answer = forecast({ observations: like({}, remission), subject: {}, levels: [0.2, 0.5, 0.9], minimum: 9 })
    expect(seconds(answer)).toEqual([10, 23, null])
    expect(answer.chance(23)).toBeCloseTo(1 - 0.448, 3)
    expect(answer.chance(22.9)).toBeCloseTo(1 - 0.538, 3)
    expect(answer.chance(5)).toBe(0)
  })

  it('answers on the condition that the request has been open for a while', () => {
    const answer = forecast({
      observations: like({}, remission),
      subject: {},
      levels: [0.1, 0.2, 0.5],
      elapsedSeconds: 10,
      minimum: 9,
    })
    // Of those beyond week 10, 0.627 / 0.753 = 83 % are left after week 16, 0.538 / 0.753 = 71 % after week 22.
    expect(seconds(answer)).toEqual([16, 22, null])
    expect(answer.chance(16)).toBeCloseTo(1 - 0.627 / 0.753, 2)
    expect(answer.chance(10)).toBe(0)
  })
})

describe('similar requests', () => {
  const subject = { service: 'boiler', channel: 'phone' }
  const history = [
    ...like({ service: 'boiler', channel: 'phone' }, upTo(10)),
    ...like({ service: 'boiler', channel: 'web' }, [...upTo(30).map((one) => ended(one.seconds + 100)), open(7)]),
    ...like(
      { service: 'roof', channel: 'phone' },
      upTo(50).map((one) => ended(one.seconds + 1000)),
    ),
  ]

  it('gives up the last feature first, until enough have ended', () => {
    const answer = forecast({ observations: history, subject, levels: [0.5] })
    expect(answer.basis).toEqual({ level: 'service', features: ['service'], count: 41, openCount: 1 })
    const exact = forecast({ observations: history, subject, levels: [0.5], minimum: 10 })
    expect(exact.basis).toEqual({ level: 'service+channel', features: ['service', 'channel'], count: 10, openCount: 0 })
    expect(seconds(exact)).toEqual([5])
    const all = forecast({ observations: history, subject, levels: [0.5], minimum: 41 })
    expect(all.basis).toEqual({ level: 'all', features: [], count: 91, openCount: 1 })
  })

  it('does not compare what is not known of the subject', () => {
    const answer = forecast({
      observations: history,
      subject: { service: 'roof', channel: '', area: null },
      levels: [0.5],
    })
    expect(answer.basis).toEqual({ level: 'service', features: ['service'], count: 50, openCount: 0 })
  })

  it('falls back to all for a service never seen', () => {
    expect(forecast({ observations: history, subject: { service: 'garden' }, levels: [0.5] }).basis.level).toBe('all')
  })

  it('says so when there are too few, and names no duration', () => {
    const few = like({ service: 'boiler' }, [...upTo(3), open(2)])
    const answer = forecast({ observations: few, subject: { service: 'boiler' }, levels: [0.5, 0.9] })
    expect(answer.basis).toEqual({ level: 'default', features: [], count: 4, openCount: 1 })
    expect(seconds(answer)).toEqual([null, null])
    expect(answer.chance(1e9)).toBeNull()
  })

  it('needs thirty that have ended', () => {
    const of = (n: number) =>
      forecast({ observations: like({}, [...upTo(n), open(1)]), subject: {}, levels: [0.5] }).basis.level
    expect([of(enoughEnded - 1), of(enoughEnded)]).toEqual(['default', 'all'])
  })
})

describe('declines rather than invents', () => {
  it('when none has ended, when there is none at all', () => {
    const levels = [0.5, 0.8, 0.9]
    expect(seconds(forecast({ observations: [], subject: {}, levels }))).toEqual([null, null, null])
    const watched = like(
      {},
      Array.from({ length: 100 }, (_, i) => open(i)),
    )
    expect(seconds(forecast({ observations: watched, subject: {}, levels, minimum: 0 }))).toEqual([null, null, null])
  })

  it('when the last steps hang on fewer than five requests', () => {
    // 40 ended within 40 s, 60 were watched for a minute, two of them ended after a year.
    const history = like({}, [...upTo(40), ...Array.from({ length: 60 }, () => open(60)), ended(3e7), ended(3.1e7)])
    const answer = forecast({ observations: history, subject: {}, levels: [0.3, 0.5] })
    expect(seconds(answer)).toEqual([31, null])
    expect(answer.chance(4e7), 'a floor').toBeCloseTo(40 / 102, 9)
  })

  it('when the request is older than what was watched', () => {
    const answer = forecast({ observations: like({}, upTo(100)), subject: {}, levels: [0.5], elapsedSeconds: 99 })
    expect(seconds(answer)).toEqual([null])
    expect(answer.chance(200)).toBeNull()
  })

  it('and leaves out durations that are none', () => {
    const answer = forecast({
      observations: like({}, [...upTo(30), ended(-5), ended(Number.NaN), ended(Number.POSITIVE_INFINITY)]),
      subject: {},
      levels: [0.5],
    })
    expect(answer.basis.count).toBe(30)
    expect(seconds(answer)).toEqual([15])
  })

  it('refuses levels and ages that are none', () => {
    const ask = (levels: number[], elapsedSeconds?: number) => () =>
      forecast({ observations: [], subject: {}, levels, elapsedSeconds })
    expect(ask([0])).toThrow(/levels/)
    expect(ask([1])).toThrow(/levels/)
    expect(ask([Number.NaN])).toThrow(/levels/)
    expect(ask([0.5], -1)).toThrow(/elapsedSeconds/)
  })

  it('takes requests that all ended at once', () => {
    const answer = forecast({
      observations: like(
        {},
        Array.from({ length: 30 }, () => ended(0)),
      ),
      subject: {},
      levels: [0.5, 0.9],
    })
    expect(seconds(answer)).toEqual([0, 0])
    expect(answer.chance(0)).toBe(1)
  })
})

describe('properties', () => {
  const lifetime = fc.record({ seconds: fc.integer({ min: 0, max: 500 }), ended: fc.boolean() })
  const lifetimes = fc.array(lifetime, { minLength: 1, maxLength: 120 })
  const level = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  const ask = (list: Lifetime[], levels: number[], elapsedSeconds = 0) =>
    forecast({ observations: like({}, list), subject: {}, levels, elapsedSeconds, minimum: 0 })

  it('quotes the order statistic when nothing is open', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 5, maxLength: 100 }), level, (durations, p) => {
        const sorted = durations.toSorted((a, b) => a - b)
        const expected = sorted[Math.ceil(p * durations.length - 1e-6) - 1] as number
        const atRisk = durations.filter((duration) => duration >= expected).length
        expect(seconds(ask(durations.map(ended), [p]))[0]).toBe(atRisk < 5 ? null : expected)
      }),
    )
  })

  it('does not depend on the order of history', () => {
    fc.assert(
      fc.property(lifetimes, level, (list, p) => {
        expect(survivalCurve(list.toReversed())).toEqual(survivalCurve(list))
        expect(seconds(ask(list.toReversed(), [p]))).toEqual(seconds(ask(list, [p])))
      }),
    )
  })

  it('keeps its word on itself: the chance by a quoted duration is at least its level, just before it is less', () => {
    fc.assert(
      fc.property(lifetimes, level, fc.nat(300), (list, p, elapsed) => {
        const answer = ask(list, [p], elapsed)
        const quoted = seconds(answer)[0]
        if (quoted == null) return
        expect(answer.chance(quoted)).toBeGreaterThanOrEqual(p - 1e-9)
        expect(answer.chance(quoted - 0.5)).toBeLessThan(p + 1e-9)
        if (elapsed > 0) expect(quoted).toBeGreaterThan(elapsed)
      }),
    )
  })

  it('is monotone: more confidence is later, later is more likely', () => {
    fc.assert(
      fc.property(lifetimes, level, level, fc.nat(600), fc.nat(600), (list, a, b, s, t) => {
        const [lower, higher] = seconds(ask(list, [Math.min(a, b), Math.max(a, b)]))
        if (higher != null) expect(lower).toBeLessThanOrEqual(higher)
        const answer = ask(list, [])
        expect(answer.chance(Math.max(s, t)) ?? 1).toBeGreaterThanOrEqual(answer.chance(Math.min(s, t)) ?? 0)
      }),
    )
  })

  it('counts open requests: forgetting them never makes a date later', () => {
    fc.assert(
      fc.property(lifetimes, level, (list, p) => {
        const closedOnly = seconds(
          ask(
            list.filter((one) => one.ended),
            [p],
          ),
        )[0]
        const honest = seconds(ask(list, [p]))[0]
        if (closedOnly != null && honest != null) expect(closedOnly).toBeLessThanOrEqual(honest)
      }),
    )
  })
})
