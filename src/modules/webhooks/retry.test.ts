import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GIVES_UP_AFTER_DAYS, healthAfter, MOST_ATTEMPTS, nextAttemptAt, retryAfter, succeeded } from './retry.ts'

const now = Temporal.Instant.from('2026-11-26T09:00:00Z')
const seconds = (at: Temporal.Instant | null): number | null =>
  at && (at.epochMilliseconds - now.epochMilliseconds) / 1000

describe('when a delivery is tried again', () => {
  it.each([
    [1, 5],
    [2, 300],
    [3, 1_800],
    [4, 7_200],
    [5, 18_000],
    [6, 36_000],
    [7, 50_400],
    [8, 72_000],
    [9, 86_400],
    [10, null],
    [11, null],
  ])('after %i attempts: %s s', (made, expected) => {
    expect(seconds(nextAttemptAt(made, now, null, 0.5))).toBe(expected)
  })

  it('a tenth sooner or later, never sooner than the other side asks, never later than a day for that', () => {
    expect(MOST_ATTEMPTS).toBe(10)
    expect(seconds(nextAttemptAt(2, now, null, 0))).toBe(270)
    expect(seconds(nextAttemptAt(2, now, null, 1))).toBe(330)
    expect(seconds(nextAttemptAt(1, now, 120, 0.5))).toBe(120)
    expect(seconds(nextAttemptAt(3, now, 120, 0.5))).toBe(1_800)
    expect(seconds(nextAttemptAt(1, now, 1e9, 0.5))).toBe(86_400)
  })

  it.each([
    [undefined, null],
    ['120', 120],
    [' 7 ', 7],
    ['soon', null],
    ['-3', null],
    ['Thu, 26 Nov 2026 09:01:00 GMT', 60],
    ['Thu, 26 Nov 2026 08:00:00 GMT', 0],
  ])('Retry-After %s is %s', (header, expected) => {
    expect(retryAfter(header, now)).toBe(expected)
  })
})

describe('the health of an endpoint', () => {
  it.each([
    [200, true],
    [204, true],
    [299, true],
    [301, false],
    [302, false],
    [400, false],
    [410, false],
    [500, false],
    [null, false],
  ])('%s is a success: %s', (status, expected) => {
    expect(succeeded(status)).toBe(expected)
  })

  it.each([
    [0, null],
    [3, null],
    [4, 10],
    [5, 20],
    [8, 160],
    [9, 300],
    [500, 300],
  ])('after %i failures, one more lets it rest for %s s', (failures, expected) => {
    const health = healthAfter({ failures, failingSince: now }, 500, now)
    expect(health).toMatchObject({ failures: failures + 1, state: 'on' })
    expect(seconds(health.restsUntil)).toBe(expected)
  })

  it('is gone at 410, and given up after five days without a success', () => {
    expect(healthAfter({ failures: 0, failingSince: null }, 410, now).state).toBe('gone')
    const long = now.subtract({ hours: 24 * GIVES_UP_AFTER_DAYS })
    expect(healthAfter({ failures: 40, failingSince: long }, null, now).state).toBe('failing')
    expect(healthAfter({ failures: 40, failingSince: long.add({ seconds: 1 }) }, null, now).state).toBe('on')
  })

  it('is forgotten with one success, whatever went before', () => {
    const status = fc.oneof(fc.constant(null), fc.integer({ min: 100, max: 599 }))
    fc.assert(
      fc.property(fc.array(status), (statuses) => {
        let health: Pick<Parameters<typeof healthAfter>[0], 'failures' | 'failingSince'> = {
          failures: 0,
          failingSince: null,
        }
        for (const each of statuses) {
          health = healthAfter(health, each, now)
          expect(health.failures === 0).toBe(succeeded(each))
          expect(health.failingSince === null).toBe(succeeded(each))
        }
        expect(healthAfter(health, 200, now)).toEqual({
          failures: 0,
          failingSince: null,
          restsUntil: null,
          state: 'on',
        })
      }),
    )
  })
})
