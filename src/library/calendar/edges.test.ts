import { describe, expect, it, test } from 'vitest'
import { type Calendar, type CalendarSpec, compileCalendar, type TimeRange, weekdays } from '../calendar.ts'
import { dateText, dayNumber, readDate, weekdayOf, yearOf, yearStart } from './civil.ts'
import { openMinutes } from './slow-reference.ts'

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const iso = (epochMs: number): string => Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
const HOUR = 3_600_000
const everyDay = (...ranges: TimeRange[]): CalendarSpec['hours'] =>
  Object.fromEntries(weekdays.map((day) => [day, ranges]))

describe('civil dates', () => {
  it('agree with Temporal on the first and last of every month, and on days between', () => {
    const dates = [Temporal.PlainDate.from('1969-12-28')]
    for (let day = -4; day < 84_373; day += 11) dates.push(Temporal.PlainDate.from('1970-01-01').add({ days: day }))
    for (let month = 0; month < 12 * 231; month++) {
      const first = Temporal.PlainDate.from({ year: 1970 + Math.floor(month / 12), month: (month % 12) + 1, day: 1 })
      dates.push(first, first.with({ day: first.daysInMonth }))
    }
    const wrong = dates.filter((date) => {
      const day = Math.round(Date.UTC(date.year, date.month - 1, date.day) / 86_400_000)
      const read = date.year < 1970 || date.year > 2200 ? day : readDate('date', date.toString())
      return (
        dateText(day) !== date.toString() ||
        dayNumber(date.year, date.month, date.day) !== day ||
        weekdayOf(day) !== date.dayOfWeek - 1 ||
        read !== day
      )
    })
    expect(wrong.map(String)).toEqual([])
  })
  it('change the year at its first millisecond', () => {
    for (let year = 1969; year <= 2202; year++) {
      expect(iso(yearStart(year))).toBe(`${year}-01-01T00:00:00Z`)
      expect([yearOf(yearStart(year)), yearOf(yearStart(year) - 1)]).toEqual([year, year - 1])
    }
  })
  const refused = [
    '2026-1-01',
    '2026-01-1',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-12-32',
    '2026-04-31',
    'x2026-01-01',
    '2026-01-01x',
    '',
    20_260_101,
    ['2026-01-01'],
    null,
    '1969-12-31',
    '2201-01-01',
  ]
  test.each(refused)('%j is refused', (text) => {
    expect(() => readDate('here', text)).toThrow(/^here: .{15,}/)
  })
  it('are told apart: what is no date, does not exist, lies outside', () => {
    expect(() => readDate('here', '2026-13-01')).toThrow('"2026-13-01" is not a date written as 2026-12-31.')
    expect(() => readDate('here', '2026-02-29')).toThrow('2026-02-29 does not exist.')
    expect(() => readDate('here', '1969-12-31')).toThrow('1969-12-31 lies outside the years 1970 to 2200.')
  })
})

describe('hours', () => {
  const open = (...ranges: TimeRange[]): string => {
    const clock = compileCalendar({ timeZone: 'UTC', hours: {}, overrides: { '2026-03-02': ranges } })
    const rows = clock.explain(
      ms('2026-03-01T00:00:00Z'),
      clock.elapsed(ms('2026-03-01T00:00:00Z'), ms('2026-03-06T00:00:00Z')),
    )
    return rows.map((row) => `${iso(row.from).slice(8, 16)}/${iso(row.to).slice(8, 16)}`).join(' ')
  }
  const cases: [string, TimeRange[], string][] = [
    ['a whole day', [['00:00', '24:00']], '02T00:00/03T00:00'],
    ['two whole days', [['00:00', '48:00']], '02T00:00/03T00:00 03T00:00/04T00:00'],
    ['an earlier end is on the next day', [['22:00', '06:00']], '02T22:00/03T00:00 03T00:00/03T06:00'],
    ['an end past midnight', [['22:00', '30:00']], '02T22:00/03T00:00 03T00:00/03T06:00'],
    ['to midnight, written as 00:00', [['22:00', '00:00']], '02T22:00/03T00:00'],
    [
      'in any order, touching ones as one',
      [
        ['10:00', '12:00'],
        ['08:00', '10:00'],
        ['08:30', '09:00'],
      ],
      '02T08:00/02T12:00',
    ],
    [
      'one inside another',
      [
        ['08:00', '17:00'],
        ['09:00', '10:00'],
        ['09:30', '11:00'],
      ],
      '02T08:00/02T17:00',
    ],
    [
      'a minute apart',
      [
        ['08:00', '09:00'],
        ['09:01', '10:00'],
      ],
      '02T08:00/02T09:00 02T09:01/02T10:00',
    ],
    [
      'equal ends open nothing',
      [
        ['08:00', '09:00'],
        ['11:00', '11:00'],
      ],
      '02T08:00/02T09:00',
    ],
  ]
  test.each(cases)('%s', (_, ranges, expected) => {
    expect(open(...ranges)).toBe(expected)
  })
})

describe('business days', () => {
  const shop = (): Calendar =>
    compileCalendar({
      timeZone: 'Europe/Warsaw',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        tue: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
      },
    })
  it('a start at the end of the morning lands at the beginning of the afternoon', () => {
    expect(iso(shop().addDays(ms('2026-03-02T11:00:00Z'), 1))).toBe('2026-03-03T12:00:00Z')
    expect(iso(shop().addDays(ms('2026-03-02T10:59:59Z'), 1))).toBe('2026-03-03T10:59:59Z')
    expect(iso(shop().addDays(ms('2026-03-02T16:00:00Z'), 1))).toBe('2026-03-03T16:00:00Z')
  })
  it('zero days from the second of two equal wall times stays there', () => {
    const always = compileCalendar({ timeZone: 'Europe/Warsaw', hours: everyDay(['00:00', '24:00']) })
    const second = ms('2026-10-25T02:30:00+01:00')
    expect(always.addDays(second, 0)).toBe(second)
    expect(iso(always.addDays(second, 1))).toBe('2026-10-26T01:30:00Z')
    expect(iso(always.addDays(ms('2026-10-24T02:30:00+02:00'), 1))).toBe('2026-10-25T00:30:00Z')
  })
  it('counts backwards from a closed date as well', () => {
    expect(iso(shop().addDays(ms('2026-03-05T12:30:00Z'), -1))).toBe('2026-03-03T12:30:00Z')
    expect(iso(shop().addDays(ms('2026-03-05T12:30:00Z'), -2, { at: 'close' }))).toBe('2026-03-02T16:00:00Z')
  })
})

describe('holidays and changes of offset', () => {
  // Everything near a change of offset is placed time by time, elsewhere by one offset: both must do the same.
  const zones: [string, string][] = [
    ['Europe/Warsaw', '2026-03-29'],
    ['America/Santiago', '2024-09-08'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Pacific/Apia', '2011-12-30'],
    ['Asia/Kolkata', '2026-03-29'],
  ]
  test.each(zones)('%s around %s: every date closed in turn, hours and overrides over midnight', (timeZone, near) => {
    const around = Array.from({ length: 9 }, (_, i) =>
      Temporal.PlainDate.from(near)
        .add({ days: i - 4 })
        .toString(),
    )
    for (const closed of around)
      for (const own of [undefined, ...around.slice(2, 7)]) {
        const spec: CalendarSpec = {
          timeZone,
          hours: everyDay(['20:00', '34:00'], ['12:00', '13:00']),
          holidays: [closed],
          overrides: own
            ? {
                [own]: [
                  ['01:30', '04:00'],
                  ['22:00', '47:00'],
                ],
              }
            : {},
        }
        const start = ms(`${near}T00:00:00Z`) - 5 * 24 * HOUR
        const clock = compileCalendar(spec)
        const open = openMinutes(spec, start, start + 10 * 24 * HOUR, HOUR / 2)
        const halfHours = open.map((_, i) => clock.elapsed(start + (i * HOUR) / 2, start + ((i + 1) * HOUR) / 2) > 0)
        expect(halfHours, `closed ${closed}, other hours ${own}`).toEqual(open)
      }
  })
})

describe('times in a gap', () => {
  // On 29 March 2026 Warsaw goes from 02:00 to 03:00: what is written in between is read an hour later.
  const open = (...sun: TimeRange[]): string => {
    const clock = compileCalendar({ timeZone: 'Europe/Warsaw', hours: { sun } })
    const from = ms('2026-03-28T23:00:00Z')
    const rows = clock.explain(from, clock.elapsed(from, ms('2026-03-29T22:00:00Z')))
    return rows.map((row) => `${iso(row.from).slice(11, 16)}/${iso(row.to).slice(11, 16)}`).join(' ')
  }
  const cases: [string, TimeRange[], string][] = [
    [
      'land behind what is written later',
      [
        ['02:30', '05:00'],
        ['03:00', '03:15'],
      ],
      '01:00/01:15 01:30/03:00',
    ],
    [
      'land inside it',
      [
        ['02:30', '05:00'],
        ['03:00', '04:00'],
      ],
      '01:00/03:00',
    ],
    [
      'several',
      [
        ['02:10', '02:20'],
        ['02:30', '02:40'],
        ['03:00', '03:05'],
      ],
      '01:00/01:05 01:10/01:20 01:30/01:40',
    ],
    [
      'several, of which one ends before it begins',
      [
        ['02:10', '02:20'],
        ['02:30', '03:15'],
        ['03:00', '03:05'],
      ],
      '01:00/01:05 01:10/01:20',
    ],
    ['both ends', [['02:00', '03:00']], ''],
  ]
  test.each(cases)('%s', (_, ranges, expected) => {
    expect(open(...ranges)).toBe(expected)
  })
  it('a date skipped at the turn of the year has no hours in the new one', () => {
    const clock = compileCalendar({ timeZone: 'Pacific/Kiritimati', hours: { sat: [['20:00', '44:00']] } })
    expect(iso(clock.nextOpen(ms('1995-01-01T00:00:00Z')))).toBe('1995-01-07T06:00:00Z')
  })
})

describe('the index', () => {
  it('goes over the turn of a year in one opening, whichever year came first', () => {
    const nights = compileCalendar({ timeZone: 'UTC', hours: everyDay(['22:00', '26:00']) })
    const late = compileCalendar({ timeZone: 'UTC', hours: everyDay(['22:00', '26:00']) })
    expect(late.isOpen(ms('2027-06-01T12:00:00Z'))).toBe(false)
    for (const clock of [nights, late]) {
      expect(iso(clock.nextClose(ms('2026-12-31T23:00:00Z')))).toBe('2027-01-01T02:00:00Z')
      expect(iso(clock.nextOpen(ms('2026-12-31T12:00:00Z')))).toBe('2026-12-31T22:00:00Z')
      expect(iso(clock.nextOpen(ms('2027-01-01T02:00:00Z')))).toBe('2027-01-01T22:00:00Z')
      expect(clock.elapsed(ms('2026-12-31T21:00:00Z'), ms('2027-01-01T03:00:00Z'))).toBe(4 * 3600)
    }
  })
  it('finds the first opening of a year, however far away', () => {
    const once = compileCalendar({ timeZone: 'UTC', hours: {}, overrides: { '2150-06-01': [['09:00', '10:00']] } })
    expect(iso(once.nextOpen(ms('1990-01-01T00:00:00Z')))).toBe('2150-06-01T09:00:00Z')
    expect(iso(once.due(ms('1990-01-01T00:00:00Z'), 3600))).toBe('2150-06-01T10:00:00Z')
    expect(iso(once.before(ms('2200-01-01T00:00:00Z'), 1800))).toBe('2150-06-01T09:30:00Z')
    expect(once.explain(ms('1990-01-01T00:00:00Z'), 0)).toEqual([])
  })
  it('answers alike for a year of few long and one of many short openings', () => {
    const minutes: TimeRange[] = Array.from({ length: 48 }, (_, i) => {
      const hour = String(Math.floor(i / 2)).padStart(2, '0')
      return i % 2 === 0 ? [`${hour}:00`, `${hour}:01`] : [`${hour}:30`, `${hour}:31`]
    })
    const dates = Array.from({ length: 365 }, (_, i) =>
      Temporal.PlainDate.from('2027-01-01').add({ days: i }).toString(),
    )
    const clock = compileCalendar({
      timeZone: 'UTC',
      hours: everyDay(['00:00', '24:00']),
      overrides: Object.fromEntries(dates.map((date) => [date, minutes])),
    })
    const start = ms('2026-12-31T23:00:00Z')
    expect(iso(clock.due(start, 3600 + 60 * 49))).toBe('2027-01-02T00:01:00Z')
    for (let i = 1; i < 48 * 365; i += 97) {
      const due = clock.due(start, 3600 + 60 * i)
      expect(iso(due)).toBe(iso(ms('2027-01-01T00:00:00Z') + (i - 1) * 1_800_000 + 60_000))
      expect(clock.before(due, 3600 + 60 * i)).toBe(start)
      expect(clock.elapsed(start, due)).toBe(3600 + 60 * i)
    }
  })
})

describe('pauses', () => {
  const officeHours = (): Calendar => compileCalendar({ timeZone: 'UTC', hours: everyDay(['09:00', '17:00']) })
  const at = (time: string): number => ms(`2026-03-02T${time}:00Z`)
  it('before the start, over it, behind the due instant and without end', () => {
    const office = officeHours()
    expect(iso(office.dueWithPauses(at('10:00'), 3600, [[at('08:00'), at('09:30')]]))).toBe('2026-03-02T11:00:00Z')
    expect(iso(office.dueWithPauses(at('10:00'), 3600, [[at('08:00'), at('10:30')]]))).toBe('2026-03-02T11:30:00Z')
    expect(iso(office.dueWithPauses(at('10:00'), 3600, [[at('11:00'), Number.POSITIVE_INFINITY]]))).toBe(
      '2026-03-02T11:00:00Z',
    )
    expect(
      iso(office.dueWithPauses(at('10:00'), 3600, [[ms('2100-01-01T00:00:00Z'), ms('2100-01-02T00:00:00Z')]])),
    ).toBe('2026-03-02T11:00:00Z')
    expect(office.dueWithPauses(at('10:00'), 0, [[at('09:00'), at('12:00')]])).toBe(at('10:00'))
    expect(office.dueWithPauses(at('20:00'), 0, [])).toBe(at('20:00'))
    expect(() => office.dueWithPauses(at('10:00'), 3600, [[at('10:30'), Number.POSITIVE_INFINITY]])).toThrow(
      /^pauses: .{15,}/,
    )
    expect(office.elapsedWithPauses(at('10:00'), at('12:00'), [[at('11:00'), Number.POSITIVE_INFINITY]])).toBe(3600)
    expect(office.elapsedWithPauses(at('10:00'), at('12:00'), [[Number.NEGATIVE_INFINITY, at('11:00')]])).toBe(3600)
    expect(office.elapsedWithPauses(at('12:00'), at('10:00'), [[at('11:00'), at('11:30')]])).toBe(-5400)
    expect(Object.is(office.elapsedWithPauses(at('12:00'), at('10:00'), [[at('10:00'), at('12:00')]]), 0)).toBe(true)
  })
  it('leave the list that was given as it was', () => {
    const office = officeHours()
    const pauses = [
      [at('13:00'), at('14:00')],
      [at('10:00'), at('11:00')],
    ] as const
    expect(office.elapsedWithPauses(at('09:00'), at('17:00'), pauses)).toBe(6 * 3600)
    expect(iso(office.dueWithPauses(at('09:00'), 4 * 3600, pauses))).toBe('2026-03-02T15:00:00Z')
    expect(pauses[0][0]).toBe(at('13:00'))
  })
})
