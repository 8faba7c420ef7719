import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { type Clock, type CountedClock, deriveDue } from './clock.ts'
import { dueOnAnswer, endOfToday, pauseClock, resumeClock } from './pause.ts'

const at = (text: string) => Temporal.Instant.from(text)
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const calendar = compileCalendar({ timeZone: 'Europe/London', hours: week as never, holidays: [], overrides: {} })
const counted = (over: Partial<CountedClock> = {}): CountedClock => ({
  type: 'counted',
  calendarId: 'c',
  calendarVersion: 1,
  tzRevision: 'x',
  startAt: '2026-11-26T09:00:00Z',
  duration: { unit: 'business_seconds', n: 8 * 3600 },
  pauses: [],
  ...over,
})
const dueOf = (clock: CountedClock) =>
  Temporal.Instant.fromEpochMilliseconds(deriveDue(clock, calendar, at('2026-11-26T09:00:00Z').epochMilliseconds))

// Thursday 26 November 2026; the firm is open from 9 to 17.
describe('the date that an answer moves', () => {
  const cases: [string, Clock, string, string, string, string][] = [
    [
      'business time stops',
      counted(),
      '2026-11-26T17:00:00Z',
      '2026-11-26T11:00:00Z',
      '2026-11-26T13:00:00Z',
      '2026-11-27T11:00:00Z',
    ],
    [
      'nights cost nothing',
      counted(),
      '2026-11-26T17:00:00Z',
      '2026-11-26T16:00:00Z',
      '2026-11-27T09:00:00Z',
      '2026-11-27T10:00:00Z',
    ],
    [
      'an answer at once moves nothing',
      counted(),
      '2026-11-26T17:00:00Z',
      '2026-11-26T11:00:00Z',
      '2026-11-26T11:00:00Z',
      '2026-11-26T17:00:00Z',
    ],
    [
      'days of the wall calendar move by real time',
      counted({ duration: { unit: 'days', n: 3, at: 'same_time' } }),
      '2026-11-29T09:00:00Z',
      '2026-11-26T10:00:00Z',
      '2026-11-27T10:00:00Z',
      '2026-11-30T09:00:00Z',
    ],
    [
      'a chosen instant moves by business time',
      { type: 'fixed', pauses: [] },
      '2026-12-01T14:00:00Z',
      '2026-11-27T16:00:00Z',
      '2026-11-30T10:00:00Z',
      '2026-12-01T16:00:00Z',
    ],
    [
      'over a calendar edited since, the told date moves by the pause',
      counted({ calendarVersion: 0 }),
      '2026-11-30T12:00:00Z',
      '2026-11-26T15:00:00Z',
      '2026-11-27T10:00:00Z',
      '2026-11-30T15:00:00Z',
    ],
  ]
  test.each(cases)('%s', (_, clock, dueAt, from, answered, expected) => {
    const paused = { clock: pauseClock(clock, at(from)), dueAt: at(dueAt), calendar, calendarVersion: 1 }
    expect(dueOnAnswer(paused, at(answered)).toString()).toBe(expected)
  })

  const instant = fc.integer({ min: 0, max: 40 * 86_400 }).map((s) => at('2026-11-20T00:00:00Z').add({ seconds: s }))

  test('never moves a date back, and a later answer never an earlier one', () => {
    fc.assert(
      fc.property(instant, instant, instant, fc.boolean(), (from, one, other, fixed) => {
        const clock: Clock = fixed ? { type: 'fixed', pauses: [] } : counted()
        const dueAt = dueOf(counted())
        const paused = { clock: pauseClock(clock, from), dueAt, calendar, calendarVersion: 1 }
        const [first, second] = [one, other].sort(Temporal.Instant.compare) as [Temporal.Instant, Temporal.Instant]
        const [a, b] = [dueOnAnswer(paused, first), dueOnAnswer(paused, second)]
        expect(Temporal.Instant.compare(a, dueAt)).toBeGreaterThanOrEqual(0)
        expect(Temporal.Instant.compare(b, a)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a delivery while the clock stands is in time', () => {
    fc.assert(
      fc.property(instant, instant, (from, delivered) => {
        const dueAt = dueOf(counted())
        fc.pre(Temporal.Instant.compare(from, dueAt) <= 0)
        const paused = { clock: pauseClock(counted(), from), dueAt, calendar, calendarVersion: 1 }
        expect(Temporal.Instant.compare(delivered, dueOnAnswer(paused, delivered))).toBeLessThanOrEqual(0)
      }),
    )
  })
})

test('a pause is closed once, and never before it began', () => {
  const paused = pauseClock(counted(), at('2026-11-26T11:00:00Z'))
  const resumed = resumeClock(paused, at('2026-11-26T10:00:00Z'))
  expect(resumed.pauses).toEqual([{ from: '2026-11-26T11:00:00Z', to: '2026-11-26T11:00:00Z' }])
  expect(resumeClock(resumed, at('2026-11-27T10:00:00Z'))).toEqual(resumed)
  expect(resumeClock({ type: 'fixed' }, at('2026-11-27T10:00:00Z'))).toEqual({ type: 'fixed' })
})

test('today ends at midnight where the calendar is', () => {
  expect(endOfToday(at('2026-11-26T23:30:00Z'), 'Europe/Warsaw').toString()).toBe('2026-11-27T23:00:00Z')
  expect(endOfToday(at('2026-11-26T09:00:00Z'), 'Europe/London').toString()).toBe('2026-11-27T00:00:00Z')
})
