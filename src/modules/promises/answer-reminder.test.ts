import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { answerReminderAt } from './answer-reminder.ts'
import { contactQuietUntil } from './quiet-hours.ts'

const at = (text: string) => Temporal.Instant.from(text)
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const { instants: calendar } = compileCalendar({
  ...{ timeZone: 'Europe/London', hours: week as never, holidays: [], overrides: {} },
})
const london = { timeZone: 'Europe/London', quietHours: null }
const remind = (
  toldAt: string,
  answerBy: string,
  contact: Parameters<typeof answerReminderAt>[0]['contact'] = london,
) => answerReminderAt({ toldAt: at(toldAt), answerBy: at(answerBy), calendar, contact })?.toString() ?? null

describe('when a customer is reminded of an answer', () => {
  const cases: [string, string, string, string | null][] = [
    ['half of the time is left', '2026-11-26T09:00:00Z', '2026-11-30T09:00:00Z', '2026-11-28T09:00:00Z'],
    ['not before four hours of business', '2026-11-26T09:00:00Z', '2026-11-26T16:00:00Z', '2026-11-26T13:00:00Z'],
    [
      'told on Friday evening: the weekend is no time',
      '2026-11-27T16:00:00Z',
      '2026-11-30T16:00:00Z',
      '2026-11-30T12:00:00Z',
    ],
    ['too short to remind anybody', '2026-11-26T09:00:00Z', '2026-11-26T14:30:00Z', null],
    ['just long enough: two hours are left', '2026-11-26T09:00:00Z', '2026-11-26T15:00:00Z', '2026-11-26T13:00:00Z'],
    ['at night: when they are awake', '2026-11-25T09:00:00Z', '2026-11-27T20:00:00Z', '2026-11-26T14:30:00Z'],
    ['half lies in the night: their morning', '2026-11-25T09:00:00Z', '2026-11-28T01:00:00Z', '2026-11-26T17:00:00Z'],
    ['half lies at midnight: their morning', '2026-11-25T12:00:00Z', '2026-11-28T12:00:00Z', '2026-11-27T08:00:00Z'],
    ['their morning is too late', '2026-11-26T15:00:00Z', '2026-11-27T09:30:00Z', null],
    // The night in which the clocks go back has 25 hours, the one in which they go forward 23.
    ['clocks back: half is an instant', '2026-10-24T11:00:00Z', '2026-10-26T11:00:00Z', null],
    ['clocks back: morning by the new time', '2026-10-23T08:00:00Z', '2026-10-27T00:00:00Z', '2026-10-25T08:00:00Z'],
    ['clocks forward: morning by the new time', '2026-03-27T09:00:00Z', '2026-03-30T21:00:00Z', '2026-03-29T07:00:00Z'],
  ]
  test.each(cases)('%s', (_, toldAt, answerBy, expected) => {
    expect(remind(toldAt, answerBy)).toBe(expected)
  })

  test('at any hour, of who said so', () => {
    const anyHour = { timeZone: 'Europe/London', quietHours: 'none' as const }
    expect(remind('2026-11-25T12:00:00Z', '2026-11-28T12:00:00Z', anyHour)).toBe('2026-11-27T00:00:00Z')
  })

  test('without business hours in any', () => {
    const told = { toldAt: at('2026-11-28T09:00:00Z'), answerBy: at('2026-11-28T16:00:00Z') }
    expect(answerReminderAt({ ...told, calendar: null, contact: london })?.toString()).toBe('2026-11-28T13:00:00Z')
  })

  test('never before half, never in quiet hours, never with less than two hours left', () => {
    const zones = ['Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham']
    const minutes = fc.integer({ min: 0, max: 365 * 1440 })
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 20 * 1440 }),
        fc.constantFrom(...zones),
        (from, long, timeZone) => {
          const toldAt = at('2026-01-01T00:00:00Z').add({ minutes: from })
          const answerBy = toldAt.add({ minutes: long })
          const contact = { timeZone, quietHours: null }
          const given = answerReminderAt({ toldAt, answerBy, calendar, contact })
          if (given === null) return
          expect(Temporal.Instant.compare(given, toldAt.add({ seconds: long * 30 }))).toBeGreaterThanOrEqual(0)
          expect(Temporal.Instant.compare(given, calendar.due(toldAt, 4 * 3600))).toBeGreaterThanOrEqual(0)
          expect(contactQuietUntil(given, contact)).toBeNull()
          expect(Temporal.Instant.compare(given.add({ hours: 2 }), answerBy)).toBeLessThanOrEqual(0)
        },
      ),
    )
  })
})
