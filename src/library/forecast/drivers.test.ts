import { describe, expect, it } from 'vitest'
import { dice } from '#test/service-log'
import { type Driver, driversOf, type Lifetimes, stillOpen } from './drivers.ts'
import { normalQuantile, wilson } from './normal.ts'

/** Weeks in remission; a plus: still so when last seen. E. J. Freireich et al., Blood 21, 1963, as in every textbook. */
const SIX_MP = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
const PLACEBO = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'

const columns = (...texts: string[]): Omit<Lifetimes, 'features'> => {
  const times = texts.join(' ').split(' ')
  return {
    lasted: Float64Array.from(times, (time) => Number.parseInt(time, 10)),
    ended: Uint8Array.from(times, (time) => (time.endsWith('+') ? 0 : 1)),
  }
}

describe('the share still open', () => {
  it.each([
    [5, 1, 0],
    [6, 0.857, 0.0764],
    [7, 0.807, 0.0869],
    [10, 0.753, 0.0963],
    [13, 0.69, 0.1068],
    [16, 0.627, 0.1141],
    [22, 0.538, 0.1282],
    [23, 0.448, 0.1346],
    [30, 0.448, 0.1346],
  ])('after %d weeks is as the textbooks have it (6-MP)', (age, share, error) => {
    const open = stillOpen(columns(SIX_MP), age)
    expect(open.share).toBeCloseTo(share, 3)
    expect(Math.sqrt(open.variance)).toBeCloseTo(error, 4)
  })

  it('is the plain share, with its binomial variance, where all were seen to the end', () => {
    const open = stillOpen(columns(PLACEBO), 10)
    expect(open.share).toBeCloseTo(8 / 21, 12)
    expect(open.variance).toBeCloseTo(((8 / 21) * (13 / 21)) / 21, 12)
  })
})

describe('what goes with lateness', () => {
  const repeated = (text: string, times: number): string => Array.from({ length: times }, () => text).join(' ')
  const two = (): Lifetimes => {
    const both = columns(repeated(SIX_MP, 3), repeated(PLACEBO, 3))
    return { ...both, features: { group: [...both.lasted.keys()].map((row) => (row < 63 ? '6-MP' : 'placebo')) } }
  }

  it('compares each group with all others at the age by which four fifths have ended', () => {
    const found = driversOf(two())
    // Four fifths of both together: after 23 weeks 6-MP stands at 0.448, of the placebo's nobody is left.
    expect(found).toMatchObject({ n: 126, compared: 2, horizon: { ended: 0.8, age: 23 } })
    const more = found.drivers.find(({ value }) => value === '6-MP') as Driver
    const less = found.drivers.find(({ value }) => value === 'placebo') as Driver
    expect(more.late).toBeCloseTo(0.448, 3)
    expect(more.othersLate).toBeCloseTo(0, 12)
    expect(more.clear).toBe(true)
    expect([less.difference, less.from, less.to]).toEqual(
      [more.difference, more.to, more.from].map((value) => expect.closeTo(-value, 12)),
    )
    // Newcombe's method 10 by hand: Wilson for 0.448 as of 0.448 · 0.552 / (0.1346² / 3) requests, and for 0 of 63.
    const z = normalQuantile(1 - 0.025 / 2)
    const like = (0.448 * 0.552) / (0.1346 ** 2 / 3)
    const [mine, theirs] = [wilson(0.448 * like, like, z), wilson(0, 63, z)]
    expect(more.from).toBeCloseTo(0.448 - Math.hypot(0.448 - mine.from, theirs.to), 2)
    expect(more.to).toBeCloseTo(0.448 + (mine.to - 0.448), 2)
  })

  it('compares at the median where four fifths never end', () => {
    const found = driversOf({ ...columns('1 2 3 4 5 6 7 8+ 8+ 8+'), features: {} })
    expect(found.horizon).toEqual({ ended: 0.5, age: 5 })
  })

  it('is never certain: not where all of a group are late, nor where none is', () => {
    const lasted = Float64Array.from({ length: 200 }, (_, i) => (i < 160 ? 1 : 2))
    const values = Array.from({ length: 200 }, (_, i) => (i < 160 ? 'soon' : 'late'))
    const [one] = driversOf({ lasted, ended: new Uint8Array(200).fill(1), features: { group: values } }).drivers
    expect(one?.difference).toBe(one?.value === 'late' ? 1 : -1)
    expect(Math.min(Math.abs(one?.from ?? 0), Math.abs(one?.to ?? 0))).toBeLessThan(0.95)
  })

  it('compares neither small groups nor what is not known', () => {
    const one = two()
    const values = (one.features.group as string[]).map((value, row) =>
      row < 29 ? 'small' : value === 'placebo' ? '' : value,
    )
    const found = driversOf({ ...one, features: { group: values } })
    expect(found.drivers.map(({ value }) => value)).toEqual(['6-MP'])
  })

  it('has no age to compare at where fewer than half end', () => {
    const lasted = Float64Array.from({ length: 100 }, (_, i) => i)
    const ended = Uint8Array.from({ length: 100 }, (_, i) => (i < 40 ? 1 : 0))
    expect(driversOf({ lasted, ended, features: {} })).toEqual({ n: 100, horizon: null, compared: 0, drivers: [] })
    expect(driversOf({ lasted: new Float64Array(), ended: new Uint8Array(), features: {} }).horizon).toBeNull()
  })

  it('finds something clear in chance alone in about one of twenty samples at most', () => {
    let wrong = 0
    for (let sample = 0; sample < 100; sample++) {
      const random = dice(sample + 1)
      const n = 1200
      const found = driversOf({
        lasted: Float64Array.from({ length: n }, () => -Math.log(1 - random())),
        ended: Uint8Array.from({ length: n }, () => (random() < 0.8 ? 1 : 0)),
        features: { group: Array.from({ length: n }, () => `g${Math.floor(random() * 20)}`) },
      })
      if (found.drivers.some(({ clear }) => clear)) wrong++
    }
    expect(wrong).toBeLessThanOrEqual(12)
  })

  it('finds a group that takes twice as long, and orders by difference', () => {
    const random = dice(7)
    const slow = Array.from({ length: 2000 }, () => random() < 0.2)
    const { drivers } = driversOf({
      lasted: Float64Array.from(slow, (is) => -Math.log(1 - random()) * (is ? 2 : 1)),
      ended: new Uint8Array(2000).fill(1),
      features: {
        team: slow.map((is) => (is ? 'north' : 'south')),
        channel: slow.map(() => (random() < 0.5 ? 'phone' : 'web')),
      },
    })
    expect(drivers[0]).toMatchObject({ feature: 'team', clear: true })
    expect(drivers.find(({ value }) => value === 'north')?.difference).toBeGreaterThan(0.1)
    expect(drivers.filter(({ feature }) => feature === 'channel').some(({ clear }) => clear)).toBe(false)
  })
})

describe('the normal distribution', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963985],
    [0.995, 2.575829304],
    [0.9999, 3.719016485],
    [0.01, -2.326347874],
  ])('has its quantile at %d', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 7)
  })

  it('gives Wilson’s interval', () => {
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998: 81 of 263.
    const { from, to } = wilson(81, 263)
    expect([from, to]).toEqual([expect.closeTo(0.2553, 4), expect.closeTo(0.3662, 4)])
    expect(wilson(0, 20)).toEqual({ from: 0, to: expect.closeTo(0.1611, 4) })
  })
})
