import { expect, test } from 'vitest'
import { duration } from './duration.ts'

test.each([
  [{ unit: 'business_seconds', n: 1 }],
  [{ unit: 'business_days', n: 0, at: 'close' }],
  [{ unit: 'business_days', n: 400, at: 'same_time' }],
  [{ unit: 'business_days', n: 1, at: '00:00' }],
  [{ unit: 'days', n: 1, at: '23:59' }],
  [{ unit: 'months', n: 12, at: 'same_time' }],
])('%j is a duration', (value) => expect(duration.parse(value)).toEqual(value))

test.each([
  ['no time at all', { unit: 'business_seconds', n: 0 }],
  ['half a second', { unit: 'business_seconds', n: 0.5 }],
  ['more than a year of business time', { unit: 'business_seconds', n: 31_536_001 }],
  ['no day of the wall calendar', { unit: 'days', n: 0, at: 'same_time' }],
  ['closing where nothing closes', { unit: 'weeks', n: 1, at: 'close' }],
  ['a day without its time', { unit: 'business_days', n: 1 }],
  ['24:00, which is the next day', { unit: 'business_days', n: 1, at: '24:00' }],
  ['an hour alone', { unit: 'days', n: 1, at: '9:00' }],
  ['a negative number', { unit: 'months', n: -1, at: 'same_time' }],
  ['years', { unit: 'years', n: 1, at: 'same_time' }],
  ['more fields', { unit: 'business_seconds', n: 60, at: 'close' }],
])('refuses %s', (_, value) => expect(duration.safeParse(value).success).toBe(false))
