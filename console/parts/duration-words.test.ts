import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { speak } from '../ui/text.ts'
import { aheadWords, businessSpan, durationWords } from './duration-words.ts'
import type { PolicyDuration } from './policy-data.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { setItem: () => {} })
  await speak('en')
})
afterAll(() => {
  vi.unstubAllGlobals()
})

describe('durations in words', () => {
  it.each<[PolicyDuration, string]>([
    [{ unit: 'business_seconds', n: 3600 }, '1 business hour'],
    [{ unit: 'business_seconds', n: 4 * 3600 }, '4 business hours'],
    [{ unit: 'business_seconds', n: 5400 }, '1 h 30 min of business time'],
    [{ unit: 'business_days', n: 0, at: 'close' }, 'end of the same business day'],
    [{ unit: 'business_days', n: 1, at: 'close' }, 'end of the next business day'],
    [{ unit: 'business_days', n: 3, at: 'close' }, '3 business days, until closing'],
    [{ unit: 'business_days', n: 2, at: 'same_time' }, '2 business days'],
    [{ unit: 'business_days', n: 2, at: '16:00' }, '2 business days, by 16:00'],
    [{ unit: 'weeks', n: 1, at: 'same_time' }, '1 week'],
    [{ unit: 'months', n: 2, at: '12:00' }, '2 months, by 12:00'],
    [{ unit: 'days', n: Number.NaN, at: 'same_time' }, '–'],
  ])('%j', (duration, words) => {
    expect(durationWords(duration)).toBe(words)
  })

  it('counted back', () => {
    expect(aheadWords({ unit: 'business_days', n: 3, at: 'close' })).toBe('3 business days before')
    expect(aheadWords({ unit: 'weeks', n: 1, at: 'same_time' })).toBe('1 week before')
  })

  it('business time in two units, without days: a business day has no length of its own', () => {
    expect([0, 59, 2700, 7800, 36_000, 370_000].map(businessSpan)).toEqual([
      '0 min',
      '1 min',
      '45 min',
      '2 h 10 min',
      '10 h',
      '103 h',
    ])
  })
})
