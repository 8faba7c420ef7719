import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { nextReminder, writableFrom } from './wait-reminders.ts'

const at = (text: string) => Temporal.Instant.from(text)
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const calendar = compileCalendar({ timeZone: 'Europe/London', hours: week as never, holidays: [], overrides: {} })

describe('an hour in which a reminder may come', () => {
  const cases: [string, string, string, string][] = [
    ['open and day: at once', '2026-11-26T10:00:00Z', 'Europe/London', '2026-11-26T10:00:00Z'],
    ['closed: when we open', '2026-11-26T18:00:00Z', 'Europe/London', '2026-11-27T09:00:00Z'],
    ['a weekend', '2026-11-28T12:00:00Z', 'Europe/London', '2026-11-30T09:00:00Z'],
    ['night in New York: their morning', '2026-11-26T10:00:00Z', 'America/New_York', '2026-11-26T13:00:00Z'],
    [
      'evening in Tokyo: our next morning, still their day',
      '2026-11-26T12:00:00Z',
      'Asia/Tokyo',
      '2026-11-27T09:00:00Z',
    ],
    [
      'Honolulu wakes after we close: their day alone decides',
      '2026-11-26T10:00:00Z',
      'Pacific/Honolulu',
      '2026-11-26T18:00:00Z',
    ],
  ]
  test.each(cases)('%s', (_, from, zone, expected) => {
    expect(writableFrom(at(from), calendar, zone).toString()).toBe(expected)
  })

  test('never before, and by day for the customer', () => {
    const zones = ['Europe/London', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland', 'Pacific/Chatham']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 86_400 }), fc.constantFrom(...zones), (seconds, zone) => {
        const from = at('2026-01-01T00:00:00Z').add({ seconds })
        const given = writableFrom(from, calendar, zone)
        expect(Temporal.Instant.compare(given, from)).toBeGreaterThanOrEqual(0)
        const { hour } = given.toZonedDateTimeISO(zone)
        expect(hour >= 8 && hour < 20).toBe(true)
      }),
    )
  })
})

describe('the next reminder', () => {
  const plan = { startedAt: at('2026-11-26T10:30:00Z'), after: [1, 3, 7], calendar, customerZone: 'Europe/London' }
  test('follows the plan in business days', () => {
    expect(nextReminder(plan, 0, plan.startedAt)).toMatchObject({ n: 1 })
    const days = [0, 1, 2].map((done) => nextReminder(plan, done, plan.startedAt)?.at.toString())
    expect(days).toEqual(['2026-11-27T10:30:00Z', '2026-12-01T10:30:00Z', '2026-12-07T10:30:00Z'])
    expect(nextReminder(plan, 3, plan.startedAt)).toBeNull()
  })
  test('leaves out what has passed: nobody is reminded twice at once', () => {
    expect(nextReminder(plan, 1, at('2026-12-02T12:00:00Z'))).toMatchObject({ n: 3 })
    expect(nextReminder(plan, 1, at('2026-12-20T12:00:00Z'))).toBeNull()
    expect(nextReminder({ ...plan, after: [] }, 0, plan.startedAt)).toBeNull()
  })
})
