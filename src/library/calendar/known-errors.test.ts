/** What other libraries are known to get wrong, a test each. */
import { describe, expect, it, test } from 'vitest'
import { type CalendarSpec, compileCalendar, type TimeRange, weekdays } from '../calendar.ts'

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const iso = (epochMs: number): string => Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
const everyDay = (...ranges: TimeRange[]): CalendarSpec['hours'] =>
  Object.fromEntries(weekdays.map((day) => [day, ranges]))
const HOUR = 3600

describe('what others get wrong', () => {
  test.each([
    ['America/Santiago', '2024-09-08T04:00:00Z'],
    ['America/Havana', '2024-11-03T05:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Africa/Casablanca', '2024-04-14T02:00:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('a start in or beside the change of %s ends', (timeZone, change) => {
    const clock = compileCalendar({ timeZone, hours: everyDay(['00:00', '24:00']) })
    for (let minutes = -180; minutes <= 180; minutes += 15) {
      const start = ms(change) + minutes * 60_000
      expect(clock.due(start, 100 * HOUR)).toBe(start + 100 * HOUR * 1000)
      expect(clock.elapsed(start, start + 100 * HOUR * 1000)).toBe(100 * HOUR)
    }
  })

  it('24:00 is the end of a day, not a second before', () => {
    const clock = compileCalendar({ timeZone: 'UTC', hours: { mon: [['18:00', '24:00']], tue: [['00:00', '02:00']] } })
    expect(iso(clock.nextClose(ms('2026-03-02T18:00:00Z')))).toBe('2026-03-03T02:00:00Z')
    expect(clock.elapsed(ms('2026-03-02T00:00:00Z'), ms('2026-03-03T00:00:00Z'))).toBe(6 * HOUR)
  })

  it('overrides and holidays are local dates', () => {
    const clock = compileCalendar({
      timeZone: 'Pacific/Auckland',
      hours: everyDay(['09:00', '17:00']),
      holidays: ['2026-03-04'],
      overrides: { '2026-03-02': [['10:00', '11:00']] },
    })
    expect(iso(clock.nextOpen(ms('2026-03-01T06:00:00Z')))).toBe('2026-03-01T21:00:00Z')
    expect(clock.elapsed(ms('2026-03-01T11:00:00Z'), ms('2026-03-02T11:00:00Z'))).toBe(HOUR)
    expect(clock.elapsed(ms('2026-03-03T11:00:00Z'), ms('2026-03-04T11:00:00Z'))).toBe(0)
  })

  it('hours that a gap pushes onto others count once', () => {
    const spec: CalendarSpec = {
      timeZone: 'Europe/Warsaw',
      hours: {
        sun: [
          ['02:00', '03:00'],
          ['02:30', '04:00'],
        ],
      },
    }
    // 02:00 and 03:00 are one instant that night, 02:30 is read as 03:30.
    expect(compileCalendar(spec).elapsed(ms('2026-03-29T00:00:00Z'), ms('2026-03-29T12:00:00Z'))).toBe(0.5 * HOUR)
    expect(compileCalendar(spec).elapsed(ms('2026-03-22T00:00:00Z'), ms('2026-03-22T12:00:00Z'))).toBe(2 * HOUR)
  })

  test.each([
    ['America/Santiago', '2024-09-05', 8],
    ['Australia/Lord_Howe', '2026-10-01', 8],
    ['Africa/Casablanca', '2024-03-07', 40],
    ['Europe/Dublin', '2026-03-26', 8],
    ['Pacific/Apia', '2011-12-27', 8],
  ])('the morning does not drift over the change in %s', (timeZone, from, days) => {
    const clock = compileCalendar({ timeZone, hours: everyDay(['09:00', '17:00']) })
    let at = Temporal.PlainDate.from(from).toZonedDateTime({ timeZone, plainTime: '09:00' }).epochMilliseconds
    for (let i = 0; i < days; i++) {
      at = clock.addDays(at, 1)
      expect(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).hour).toBe(9)
      expect(clock.nextOpen(at - 1)).toBe(at)
      expect(clock.elapsed(at, clock.nextClose(at))).toBe(8 * HOUR)
    }
  })
})
