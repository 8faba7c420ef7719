import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarSpec, compileCalendar } from '#library/calendar'
import { type CountedClock, deriveDue, readClock, tzRevision } from './clock.ts'
import type { Duration } from './duration.ts'

const HOUR = 3_600_000
const shop: CalendarSpec = {
  timeZone: 'Europe/Warsaw',
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
    ]),
  ),
  holidays: ['2026-12-25'],
}
const nights: CalendarSpec = {
  timeZone: 'Europe/Warsaw',
  hours: { fri: [['22:00', '06:00']], tue: [['09:00', '17:00']] },
}
const newYork: CalendarSpec = { timeZone: 'America/New_York', hours: { wed: [['09:00', '17:00']] } }

const clockOf = (startAt: string, duration: Duration, pauses: CountedClock['pauses'] = []): CountedClock => ({
  type: 'counted',
  calendarId: '',
  calendarVersion: 1,
  tzRevision,
  startAt,
  duration,
  pauses,
})
const derive = (spec: CalendarSpec, clock: CountedClock, now = '2026-12-01T12:00:00Z'): string =>
  Temporal.Instant.fromEpochMilliseconds(
    deriveDue(clock, compileCalendar(spec), Temporal.Instant.from(now).epochMilliseconds),
  ).toString()

const business = (n: number): Duration => ({ unit: 'business_seconds', n })
const days = (n: number, at: string): Duration => ({ unit: 'business_days', n, at: at as 'close' })
const wall = (unit: 'days' | 'weeks' | 'months', n: number, at = 'same_time'): Duration => ({ unit, n, at })

describe('due instants', () => {
  // 26 November 2026 is a Thursday; Warsaw is an hour ahead of UTC, two in summer.
  test.each<[string, string, Duration, string]>([
    ['four hours over the lunch break', '2026-11-26T10:00:00Z', business(4 * 3600), '2026-11-26T15:00:00Z'],
    ['exactly to closing is closing', '2026-11-26T12:00:00Z', business(4 * 3600), '2026-11-26T16:00:00Z'],
    ['over the weekend', '2026-11-27T15:00:00Z', business(2 * 3600), '2026-11-30T09:00:00Z'],
    ['at the end of the next business day', '2026-11-26T10:00:00Z', days(1, 'close'), '2026-11-27T16:00:00Z'],
    ['asked on Saturday, Monday is the first', '2026-11-28T10:00:00Z', days(1, 'close'), '2026-11-30T16:00:00Z'],
    ['over a holiday', '2026-12-24T10:00:00Z', days(1, 'close'), '2026-12-28T16:00:00Z'],
    ['today until closing', '2026-11-26T10:00:00Z', days(0, 'close'), '2026-11-26T16:00:00Z'],
    ['today until closing, said after closing', '2026-11-26T18:00:00Z', days(0, 'close'), '2026-11-27T16:00:00Z'],
    ['today until closing, said at closing', '2026-11-26T16:00:00Z', days(0, 'close'), '2026-11-27T16:00:00Z'],
    ['today, said after closing', '2026-11-26T18:00:00Z', days(0, 'same_time'), '2026-11-27T16:00:00Z'],
    ['today by three, said at four', '2026-11-26T15:00:00Z', days(0, '15:00'), '2026-11-27T14:00:00Z'],
    ['two days on at the same time', '2026-11-26T10:00:00Z', days(2, 'same_time'), '2026-11-30T10:00:00Z'],
    ['the same time lies before opening', '2026-11-26T05:00:00Z', days(1, 'same_time'), '2026-11-27T08:00:00Z'],
    ['at a local time', '2026-11-26T10:00:00Z', days(1, '10:30'), '2026-11-27T09:30:00Z'],
    ['a day of the wall calendar', '2026-11-27T10:00:00Z', wall('days', 1), '2026-11-28T10:00:00Z'],
    ['a day over the end of summer time', '2026-10-24T10:00:00Z', wall('days', 1), '2026-10-25T11:00:00Z'],
    ['a week over the start of summer time', '2026-03-24T10:00:00Z', wall('weeks', 1), '2026-03-31T09:00:00Z'],
    [
      'a local time that the change of clocks skips',
      '2026-03-28T10:00:00Z',
      wall('days', 1, '02:30'),
      '2026-03-29T01:30:00Z',
    ],
    ['31 January and a month', '2026-01-31T10:00:00Z', wall('months', 1), '2026-02-28T10:00:00Z'],
    ['31 January and a month of a leap year', '2028-01-31T10:00:00Z', wall('months', 1), '2028-02-29T10:00:00Z'],
    ['a month at noon', '2026-11-26T10:00:00Z', wall('months', 1, '12:00'), '2026-12-26T11:00:00Z'],
  ])('%s', (_, start, duration, due) => {
    expect(derive(shop, clockOf(start, duration))).toBe(due)
  })

  test.each<[string, CalendarSpec, string, Duration, string]>([
    ['a night shift closes on Saturday', nights, '2026-11-24T10:00:00Z', days(1, 'close'), '2026-11-28T05:00:00Z'],
    [
      'business time goes on after midnight',
      nights,
      '2026-11-27T21:00:00Z',
      business(4 * 3600),
      '2026-11-28T01:00:00Z',
    ],
    ['days are those of the firm', newYork, '2026-11-25T02:00:00Z', days(1, 'close'), '2026-11-25T22:00:00Z'],
  ])('%s', (_, spec, start, duration, due) => {
    expect(derive(spec, clockOf(start, duration))).toBe(due)
  })
})

describe('pauses', () => {
  const start = '2026-11-26T10:00:00Z'
  const pause = (from: string, to: string | null) => [{ from, to }]
  test.each<[string, Duration, CountedClock['pauses'], string]>([
    [
      'an hour of business time',
      business(2 * 3600),
      pause('2026-11-26T10:30:00Z', '2026-11-26T12:30:00Z'),
      '2026-11-26T14:00:00Z',
    ],
    [
      'a night is no business time',
      business(6 * 3600),
      pause('2026-11-26T16:00:00Z', '2026-11-27T08:00:00Z'),
      '2026-11-27T09:00:00Z',
    ],
    ['still open: as if it ended now', business(2 * 3600), pause('2026-11-26T11:00:00Z', null), '2026-12-01T13:00:00Z'],
    ['begun after due', business(3600), pause('2026-11-26T14:00:00Z', '2026-11-26T15:00:00Z'), '2026-11-26T11:00:00Z'],
    [
      'a day until closing',
      days(1, 'close'),
      pause('2026-11-26T12:00:00Z', '2026-11-26T15:00:00Z'),
      '2026-11-30T16:00:00Z',
    ],
    [
      'over the night, until closing',
      days(1, 'close'),
      pause('2026-11-26T17:00:00Z', '2026-11-27T07:00:00Z'),
      '2026-11-27T16:00:00Z',
    ],
    [
      'at the same time',
      days(1, 'same_time'),
      pause('2026-11-26T12:00:00Z', '2026-11-26T15:00:00Z'),
      '2026-11-27T14:00:00Z',
    ],
    [
      'of the wall calendar: its real length',
      wall('weeks', 1),
      pause('2026-11-27T10:00:00Z', '2026-11-29T10:00:00Z'),
      '2026-12-05T10:00:00Z',
    ],
    [
      'two that overlap',
      wall('weeks', 1),
      [
        ...pause('2026-11-27T10:00:00Z', '2026-11-28T10:00:00Z'),
        ...pause('2026-11-27T22:00:00Z', '2026-11-29T10:00:00Z'),
      ],
      '2026-12-05T10:00:00Z',
    ],
    [
      'begun before the start',
      wall('days', 2),
      pause('2026-11-25T10:00:00Z', '2026-11-26T22:00:00Z'),
      '2026-11-28T22:00:00Z',
    ],
  ])('%s', (_, duration, pauses, due) => {
    expect(derive(shop, clockOf(start, duration, pauses))).toBe(due)
  })

  test('a closing after midnight stays when a pause took no business time, and the next is the next shift', () => {
    const clock = (from: string, to: string) => clockOf('2026-11-24T10:00:00Z', days(1, 'close'), pause(from, to))
    expect(derive(nights, clock('2026-11-25T10:00:00Z', '2026-11-26T10:00:00Z'))).toBe('2026-11-28T05:00:00Z')
    expect(derive(nights, clock('2026-11-27T22:00:00Z', '2026-11-27T23:00:00Z'))).toBe('2026-12-01T16:00:00Z')
    // The rest of Tuesday's hours, then into Friday's night: its own closing on Saturday.
    const tuesday = clockOf(
      '2026-11-24T08:00:00Z',
      days(0, 'close'),
      pause('2026-11-24T10:00:00Z', '2026-11-24T12:00:00Z'),
    )
    expect(derive(nights, tuesday)).toBe('2026-11-28T05:00:00Z')
  })
})

describe('properties', () => {
  const zones = ['Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago']
  const scene = fc.record({
    zone: fc.constantFrom(...zones),
    start: fc.integer({ min: Date.parse('2026-02-01'), max: Date.parse('2027-02-01') }),
    holidays: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 5 }),
    night: fc.boolean(),
  })
  const calendarOf = ({ zone, holidays, night }: { zone: string; holidays: number[]; night: boolean }) => {
    const date = (n: number) => Temporal.PlainDate.from('2026-01-15').add({ days: n }).toString()
    const week = night ? { ...shop.hours, fri: nights.hours?.fri ?? [] } : shop.hours
    return compileCalendar({ timeZone: zone, hours: week, holidays: holidays.map(date) })
  }
  const at = fc.constantFrom('same_time', 'close', '08:30', '23:15')
  const duration = fc.oneof(
    fc.record({ unit: fc.constant('business_seconds'), n: fc.integer({ min: 1, max: 500_000 }) }),
    fc.record({ unit: fc.constant('business_days'), n: fc.integer({ min: 0, max: 40 }), at }),
    fc.record({
      unit: fc.constantFrom('days', 'weeks', 'months'),
      n: fc.integer({ min: 1, max: 12 }),
      at: fc.constantFrom('same_time', '08:30', '02:30'),
    }),
  ) as fc.Arbitrary<Duration>
  const text = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()
  const pausesFrom = (start: number, list: [number, number][]) =>
    list.map(([after, long]) => ({ from: text(start + after * HOUR), to: text(start + (after + long) * HOUR) }))
  const offsets = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 })), {
    maxLength: 3,
  })

  test('due is not before the start, and grows with n', () => {
    fc.assert(
      fc.property(scene, duration, ({ start, ...parts }, given) => {
        const calendar = calendarOf(parts)
        const due = deriveDue(clockOf(text(start), given), calendar, start)
        const later = deriveDue(clockOf(text(start), { ...given, n: given.n + 1 } as Duration), calendar, start)
        expect(due).toBeGreaterThanOrEqual(start)
        expect(later).toBeGreaterThanOrEqual(due)
      }),
    )
  })

  test('a pause without length is nothing; the order of pauses does not count', () => {
    fc.assert(
      fc.property(scene, duration, offsets, ({ start, ...parts }, given, list) => {
        const calendar = calendarOf(parts)
        const pauses = pausesFrom(start, list)
        const empty = pauses.map(({ from }) => ({ from, to: from }))
        const of = (these: CountedClock['pauses']) => deriveDue(clockOf(text(start), given, these), calendar, start)
        expect(of(empty)).toBe(of([]))
        expect(of([...pauses, ...empty])).toBe(of(pauses))
        expect(of(pauses.toReversed())).toBe(of(pauses))
        expect(of(pauses)).toBeGreaterThanOrEqual(of([]))
      }),
    )
  })

  test('a pause moves business time by exactly the business time that it took', () => {
    fc.assert(
      fc.property(
        scene,
        fc.integer({ min: 3600, max: 500_000 }),
        fc.integer({ min: 0, max: 300 }),
        ({ start, ...parts }, n, long) => {
          const calendar = calendarOf(parts)
          const of = (pauses: CountedClock['pauses']) =>
            deriveDue(clockOf(text(start), business(n), pauses), calendar, start)
          const plain = of([])
          const from = Math.round(start + (plain - start) / 3)
          const to = from + long * HOUR
          const moved = of([{ from: text(from), to: text(to) }])
          expect(calendar.elapsed(start, moved)).toBeCloseTo(n + calendar.elapsed(from, to), 5)
          expect(calendar.elapsedWithPauses(start, moved, [[from, to]])).toBeCloseTo(n, 5)
        },
      ),
    )
  })

  test('business days at a closing end at a closing, whatever the pauses', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 20 }), offsets, ({ start, ...parts }, n, list) => {
        const calendar = calendarOf(parts)
        const due = deriveDue(clockOf(text(start), days(n, 'close'), pausesFrom(start, list)), calendar, start)
        expect([calendar.isOpen(due - 1), calendar.isOpen(due)]).toEqual([true, false])
      }),
    )
  })

  test('an open pause is one that ends now', () => {
    fc.assert(
      fc.property(scene, duration, fc.integer({ min: 0, max: 100 }), ({ start, ...parts }, given, hours) => {
        const calendar = calendarOf(parts)
        const from = text(start + HOUR)
        const now = start + (1 + hours) * HOUR
        const open = deriveDue(clockOf(text(start), given, [{ from, to: null }]), calendar, now)
        expect(open).toBe(deriveDue(clockOf(text(start), given, [{ from, to: text(now) }]), calendar, 0))
      }),
    )
  })
})

describe('stored clocks', () => {
  test('those of the first releases count business seconds', () => {
    const old = { type: 'duration', calendarId: 'c', startAt: '2026-11-26T10:00:00Z', seconds: 7200 }
    expect(readClock(old)).toMatchObject({ type: 'counted', calendarId: 'c', duration: business(7200), pauses: [] })
    expect(derive(shop, readClock(old) as CountedClock)).toBe('2026-11-26T13:00:00Z')
  })

  test.each([[{ type: 'fixed' }], [{ type: 'fixed', pauses: [] }], [clockOf('2026-11-26T10:00:00Z', business(60))]])(
    '%j is read as it is',
    (clock) => expect(readClock(JSON.parse(JSON.stringify(clock)))).toEqual(clock),
  )

  test('the revision of the time-zone data is the one that the runtime has', () => {
    expect(tzRevision).toMatch(/^20\d\d[a-z]$/)
  })
})
