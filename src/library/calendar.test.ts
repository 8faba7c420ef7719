import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { type Calendar, type CalendarSpec, compileCalendar, type Pause, weekdays } from './calendar.ts'

interface Fact {
  id: string
  source: string
  calendar: number
  pauses?: [string, string][]
}
type Row =
  | (Fact & { ask: 'due'; start: string; seconds: number; due: string })
  | (Fact & { ask: 'elapsed'; from: string; to: string; elapsed: number })
  | (Fact & { ask: 'before'; due: string; seconds: number; start: string })
  | (Fact & { ask: 'open'; at: string; isOpen?: boolean; nextOpen?: string; nextClose?: string })
  | (Fact & { ask: 'days'; start: string; n: number; at: 'same time' | 'close'; date: string; instant?: string })
/** Epoch seconds. */
type RandomCase = [
  calendar: number,
  ask: 'due' | 'elapsed',
  from: number,
  secondsOrTo: number,
  expected: number,
  pauses?: Pause[],
]

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const iso = (epochMs: number): string => Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
const pausesOf = (fact: Fact): Pause[] => (fact.pauses ?? []).map(([from, to]) => [ms(from), ms(to)])

/** A line is a description, `{ calendar }`, or a case that names one of these by its number. */
function fixture<Case>(name: string): { calendars: CalendarSpec[]; cases: Case[] } {
  const lines = readFileSync(join(import.meta.dirname, 'calendar/fixtures', name), 'utf8')
    .trimEnd()
    .split('\n')
  const rows = lines.slice(1).map((line) => JSON.parse(line))
  const isCalendar = (row: object): boolean => !Array.isArray(row) && !('ask' in row)
  return {
    calendars: rows.filter(isCalendar).map((row) => row.calendar),
    cases: rows.filter((row) => !isCalendar(row)),
  }
}

describe('facts collected from public test suites', () => {
  const { calendars, cases } = fixture<Row>('collected.jsonl')

  it('are all here', () => {
    expect(cases.length).toBeGreaterThan(390)
  })
  test.each(cases)('$ask: $id', (fact) => {
    const calendar = compileCalendar(calendars[fact.calendar] as CalendarSpec)
    if (fact.ask === 'due')
      expect(iso(calendar.dueWithPauses(ms(fact.start), fact.seconds, pausesOf(fact)))).toBe(iso(ms(fact.due)))
    else if (fact.ask === 'elapsed') {
      const elapsed = calendar.elapsedWithPauses(ms(fact.from), ms(fact.to), pausesOf(fact))
      // Those who know no negative time answer nothing for a reversed interval.
      expect(ms(fact.from) > ms(fact.to) ? Math.max(elapsed, 0) : elapsed).toBe(fact.elapsed)
    } else if (fact.ask === 'before') expect(iso(calendar.before(ms(fact.due), fact.seconds))).toBe(iso(ms(fact.start)))
    else if (fact.ask === 'open') {
      if (fact.isOpen !== undefined) expect(calendar.isOpen(ms(fact.at))).toBe(fact.isOpen)
      if (fact.nextOpen) expect(iso(calendar.nextOpen(ms(fact.at)))).toBe(iso(ms(fact.nextOpen)))
      if (fact.nextClose) expect(iso(calendar.nextClose(ms(fact.at)))).toBe(iso(ms(fact.nextClose)))
    } else {
      const there = calendar.addDays(ms(fact.start), fact.n, { at: fact.at })
      const date = Temporal.Instant.fromEpochMilliseconds(there).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
      expect(date.toString()).toBe(fact.date)
      if (fact.instant) expect(iso(there)).toBe(iso(ms(fact.instant)))
    }
  })
})

describe('random cases answered by slow references', () => {
  it('agrees on every one', () => {
    const { calendars, cases } = fixture<RandomCase>('random.jsonl')
    expect(cases.length).toBe(5000)
    const clocks = calendars.map((spec) => compileCalendar(spec))
    const wrong = cases.flatMap(([calendar, ask, from, value, expected, pauses = []], row) => {
      const clock = clocks[calendar] as Calendar
      const stops = pauses.map(([start, end]) => [start * 1000, end * 1000] as const)
      const answer =
        ask === 'due'
          ? clock.dueWithPauses(from * 1000, value, stops) / 1000
          : clock.elapsedWithPauses(from * 1000, value * 1000, stops)
      const plain =
        stops.length > 0
          ? expected
          : ask === 'due'
            ? clock.due(from * 1000, value) / 1000
            : clock.elapsed(from * 1000, value * 1000)
      return answer === expected && plain === expected ? [] : [{ row, answer, plain, expected }]
    })
    expect(wrong).toEqual([])
  })
})

describe('rulings', () => {
  const officeSpec: CalendarSpec = {
    timeZone: 'Europe/Warsaw',
    hours: {
      mon: [
        ['09:00', '12:30'],
        ['13:30', '18:00'],
      ],
      fri: [['22:00', '06:00']],
    },
    holidays: ['2026-12-25'],
    overrides: { '2026-12-24': [['09:00', '12:00']] },
  }
  const hour = 3600

  it('is due at closing time when the work ends exactly there', () => {
    const office = compileCalendar(officeSpec)
    expect(iso(office.due(ms('2026-03-02T09:00:00Z'), 2.5 * hour))).toBe('2026-03-02T11:30:00Z')
    expect(iso(office.due(ms('2026-03-02T09:00:00Z'), 2.5 * hour + 1))).toBe('2026-03-02T12:30:01Z')
  })
  it('answers the start for zero seconds, also outside hours', () => {
    const office = compileCalendar(officeSpec)
    expect(office.due(ms('2026-03-01T03:00:00Z'), 0)).toBe(ms('2026-03-01T03:00:00Z'))
    expect(office.before(ms('2026-03-01T03:00:00Z'), 0)).toBe(ms('2026-03-01T03:00:00Z'))
  })
  it('closes the tail of a shift on a holiday and opens an override of the day before', () => {
    const office = compileCalendar(officeSpec)
    expect(office.elapsed(ms('2026-12-24T00:00:00Z'), ms('2026-12-25T00:00:00Z'))).toBe(3 * hour)
    // Friday 25 December 22:00 to 06:00: the holiday takes the two hours before midnight.
    expect(office.elapsed(ms('2026-12-25T00:00:00Z'), ms('2026-12-26T23:00:00Z'))).toBe(6 * hour)
  })
  it('lets an override on a holiday open that date, but not the tail of the shift before it', () => {
    const night = compileCalendar({
      timeZone: 'UTC',
      hours: { wed: [['22:00', '30:00']] },
      holidays: ['2026-12-24'],
      overrides: { '2026-12-24': [['05:00', '08:00']] },
    })
    expect(night.explain(ms('2026-12-23T00:00:00Z'), 5 * hour)).toEqual([
      { date: '2026-12-23', from: ms('2026-12-23T22:00:00Z'), to: ms('2026-12-24T00:00:00Z'), seconds: 2 * hour },
      { date: '2026-12-24', from: ms('2026-12-24T05:00:00Z'), to: ms('2026-12-24T08:00:00Z'), seconds: 3 * hour },
    ])
  })
  it('counts real time on days of 23, 25 and 24.5 hours', () => {
    expect(alwaysOpen('Europe/Paris').elapsed(ms('2026-03-28T23:00:00Z'), ms('2026-03-29T22:00:00Z'))).toBe(23 * hour)
    expect(alwaysOpen('Europe/Paris').elapsed(ms('2026-10-24T22:00:00Z'), ms('2026-10-25T23:00:00Z'))).toBe(25 * hour)
    expect(alwaysOpen('Australia/Lord_Howe').explain(ms('2026-04-04T13:00:00Z'), 24.5 * hour)).toEqual([
      { date: '2026-04-05', from: ms('2026-04-04T13:00:00Z'), to: ms('2026-04-05T13:30:00Z'), seconds: 24.5 * hour },
    ])
  })
  it('has no hours on a date that the zone skipped', () => {
    const samoa = compileCalendar({
      timeZone: 'Pacific/Apia',
      hours: { thu: [['09:00', '17:00']], fri: [['09:00', '17:00']], sat: [['09:00', '17:00']] },
    })
    expect(iso(samoa.due(ms('2011-12-29T16:00:00-10:00'), 2 * hour))).toBe(iso(ms('2011-12-31T10:00:00+14:00')))
    expect(iso(samoa.addDays(ms('2011-12-29T16:00:00-10:00'), 1))).toBe(iso(ms('2011-12-31T16:00:00+14:00')))
  })
  it('opens nothing between equal times and counts overlaps once', () => {
    const overlapping = compileCalendar({
      timeZone: 'UTC',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
          ['15:00', '15:00'],
        ],
        sun: [['23:00', '33:30']],
      },
    })
    expect(overlapping.elapsed(ms('2026-03-01T12:00:00Z'), ms('2026-03-03T00:00:00Z'))).toBe(14 * hour)
    expect(iso(overlapping.nextClose(ms('2026-03-02T00:00:00Z')))).toBe('2026-03-02T13:00:00Z')
  })
  it('stops the clock during pauses in any order, overlapping ones once', () => {
    const office = compileCalendar(officeSpec)
    const start = ms('2026-03-02T08:00:00Z')
    const pauses: Pause[] = [
      [ms('2026-03-02T09:30:00Z'), ms('2026-03-02T10:00:00Z')],
      [ms('2026-03-02T09:00:00Z'), ms('2026-03-02T09:45:00Z')],
      [ms('2026-03-02T11:00:00Z'), ms('2026-03-02T11:00:00Z')],
    ]
    expect(iso(office.dueWithPauses(start, 2 * hour, pauses))).toBe('2026-03-02T11:00:00Z')
    expect(office.elapsedWithPauses(start, ms('2026-03-02T11:00:00Z'), pauses)).toBe(2 * hour)
    expect(iso(office.dueWithPauses(start, hour, pauses)), 'done before the pause').toBe('2026-03-02T09:00:00Z')
  })
  it('adds business days at the same time, moved into the hours, or at closing', () => {
    const plain = compileCalendar({
      timeZone: 'Europe/Warsaw',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        tue: [['10:00', '16:00']],
        wed: [['22:00', '06:00']],
      },
    })
    const monday = '2026-03-02T'
    expect(iso(plain.addDays(ms(`${monday}08:30:00+01:00`), 1))).toBe('2026-03-03T09:00:00Z')
    expect(iso(plain.addDays(ms(`${monday}16:30:00+01:00`), 1))).toBe('2026-03-03T15:00:00Z')
    expect(iso(plain.addDays(ms(`${monday}11:30:00+01:00`), 1))).toBe('2026-03-03T10:30:00Z')
    expect(iso(plain.addDays(ms('2026-03-03T12:30:00+01:00'), -1)), 'a break ends first').toBe('2026-03-02T12:00:00Z')
    expect(iso(plain.addDays(ms(`${monday}11:30:00+01:00`), 2, { at: 'close' }))).toBe('2026-03-05T05:00:00Z')
    expect(iso(plain.addDays(ms('2026-03-07T11:30:00+01:00'), 1)), 'from a closed day').toBe('2026-03-09T10:30:00Z')
    expect(iso(plain.addDays(ms(`${monday}11:30:00+01:00`), 0, { at: 'close' }))).toBe('2026-03-02T16:00:00Z')
    expect(iso(plain.addDays(ms('2026-03-07T11:30:00+01:00'), 0))).toBe('2026-03-09T10:30:00Z')
  })
  it('speaks Temporal as well', () => {
    const office = compileCalendar(officeSpec)
    const start = Temporal.Instant.from('2026-03-02T09:00:00Z')
    const due = office.instants.due(start, 3 * hour)
    expect(due.toString()).toBe('2026-03-02T13:00:00Z')
    expect(office.instants.before(due, 3 * hour).equals(start)).toBe(true)
    expect(office.instants.dueWithPauses(start, 3 * hour, [[start, start.add({ hours: 1 })]]).toString()).toBe(
      '2026-03-02T14:00:00Z',
    )
    expect(office.instants.elapsed(start, due)).toBe(3 * hour)
    expect(office.instants.elapsedWithPauses(start, due, [[start, due]])).toBe(0)
    expect(office.instants.isOpen(start)).toBe(true)
    expect(office.instants.nextOpen(due.add({ hours: 4 })).toString()).toBe('2026-03-06T21:00:00Z')
    expect(office.instants.nextClose(start).toString()).toBe('2026-03-02T11:30:00Z')
    expect(office.instants.addDays(start, 1).toString()).toBe('2026-03-06T21:00:00Z')
    expect(office.instants.explain(start, 3 * hour).map((row) => row.seconds)).toEqual([2.5 * hour, 0.5 * hour])
  })
})

describe('the example in the documentation comment', () => {
  it('runs, and gives what it says', () => {
    const source = readFileSync(join(import.meta.dirname, 'calendar.ts'), 'utf8')
    const example = /```ts\n(.*?)```/s.exec(source)?.[1]?.replaceAll(/^ \* ?/gm, '') ?? ''
    const due: number = new Function('compileCalendar', `${example}; return due`)(compileCalendar)
    expect(iso(due)).toBe(/\/\/ (\S+Z)$/m.exec(example)?.[1])
  })
})

describe('refusals name the field', () => {
  const good: CalendarSpec = { timeZone: 'UTC', hours: { mon: [['09:00', '17:00']] } }
  const cases: [string, unknown, string][] = [
    ['no object', null, 'calendar'],
    ['unknown field', { ...good, holiday: [] }, 'calendar.holiday'],
    ['no zone', { hours: good.hours }, 'timeZone'],
    ['unknown zone', { ...good, timeZone: 'Europe/Nowhere' }, 'timeZone'],
    ['a timestamp as zone', { ...good, timeZone: '2026-01-01T00:00Z' }, 'timeZone'],
    ['no hours', { timeZone: 'UTC' }, 'hours'],
    ['unknown weekday', { timeZone: 'UTC', hours: { monday: [] } }, 'hours.monday'],
    ['hours as text', { timeZone: 'UTC', hours: { mon: '09:00-17:00' } }, 'hours.mon'],
    ['one time', { timeZone: 'UTC', hours: { mon: [['09:00']] } }, 'hours.mon[0]'],
    ['25:00 as start', { timeZone: 'UTC', hours: { mon: [['25:00', '26:00']] } }, 'hours.mon[0][0]'],
    ['24:00 as start', { timeZone: 'UTC', hours: { mon: [['24:00', '26:00']] } }, 'hours.mon[0][0]'],
    ['minute 60', { timeZone: 'UTC', hours: { mon: [['09:00', '18:60']] } }, 'hours.mon[0][1]'],
    [
      'beyond 48:00',
      {
        timeZone: 'UTC',
        hours: {
          tue: [
            ['09:00', '12:00'],
            ['13:00', '48:01'],
          ],
        },
      },
      'hours.tue[1][1]',
    ],
    ['a list as time', { timeZone: 'UTC', hours: { mon: [[['09:00'], '17:00']] } }, 'hours.mon[0][0]'],
    ['three digits', { timeZone: 'UTC', hours: { mon: [['009:00', '17:00']] } }, 'hours.mon[0][0]'],
    ['seconds', { timeZone: 'UTC', hours: { mon: [['09:00', '17:00:00']] } }, 'hours.mon[0][1]'],
    ['a number as time', { timeZone: 'UTC', hours: { mon: [[9, 17]] } }, 'hours.mon[0][0]'],
    ['never open', { timeZone: 'UTC', hours: {} }, 'hours'],
    ['never open: equal times', { timeZone: 'UTC', hours: { mon: [['09:00', '09:00']] } }, 'hours'],
    [
      'never open: a date that never was',
      { timeZone: 'Pacific/Apia', hours: {}, overrides: { '2011-12-30': [['09:00', '17:00']] } },
      'hours',
    ],
    ['never open: every Monday is a holiday', { ...good, holidays: everyMonday() }, 'hours'],
    [
      'never open: every Monday is a holiday or closed',
      {
        ...good,
        holidays: everyMonday().slice(0, 6500),
        overrides: Object.fromEntries(
          everyMonday()
            .slice(6500)
            .map((date) => [date, []]),
        ),
      },
      'hours',
    ],
    ['an empty zone', { ...good, timeZone: '' }, 'timeZone'],
    ['30 February', { ...good, holidays: ['2026-01-01', '2026-02-30'] }, 'holidays[1]'],
    ['month 13', { ...good, holidays: ['2026-13-01'] }, 'holidays[0]'],
    ['leap day of 2100', { ...good, holidays: ['2100-02-29'] }, 'holidays[0]'],
    ['a date with a time', { ...good, holidays: ['2026-01-01T00:00'] }, 'holidays[0]'],
    ['year 2201', { ...good, overrides: { '2201-01-01': [] } }, 'overrides.2201-01-01'],
    ['holidays as text', { ...good, holidays: '2026-01-01' }, 'holidays'],
    ['overrides as list', { ...good, overrides: [] }, 'overrides'],
    [
      'override with a bad time',
      { ...good, overrides: { '2026-01-01': [['9:00', '12:00']] } },
      'overrides.2026-01-01[0][0]',
    ],
  ]
  test.each(cases)('%s', (_, spec, field) => {
    expect(() => compileCalendar(spec as CalendarSpec)).toThrow(refusalOf(field))
  })

  it('says what is known, missing or no duration', () => {
    const compile = (spec: unknown) => () => compileCalendar(spec as CalendarSpec)
    expect(compile({ timeZone: 'UTC', hours: { monday: [] } })).toThrow(
      'hours.monday: Unknown; known are mon, tue, wed, thu, fri, sat, sun.',
    )
    expect(compile({ ...good, timeZone: '' })).toThrow('timeZone: A time zone such as "Europe/Warsaw" is missing.')
    const calendar = compileCalendar(good)
    const noon = ms('2026-03-02T12:00:00Z')
    expect(() => calendar.due(noon, Number.POSITIVE_INFINITY)).toThrow('seconds: Infinity is not a duration')
    expect(calendar.due(noon, 0.0016)).toBe(noon + 2)
  })
  it('opens where all Mondays but the last of its years are closed', () => {
    const last = compileCalendar({ ...good, holidays: everyMonday().slice(0, -1) })
    expect(iso(last.nextOpen(ms('2026-01-01T00:00:00Z')))).toBe('2200-12-29T09:00:00Z')
  })

  it('refuses numbers that are none and results beyond 2200', () => {
    const calendar = compileCalendar(good)
    const noon = ms('2026-03-02T12:00:00Z')
    const once = compileCalendar({ timeZone: 'UTC', hours: {}, overrides: { '2026-03-02': [['09:00', '10:00']] } })
    const always = alwaysOpen('UTC')
    const refused: [string, () => unknown][] = [
      ['start', () => calendar.due(Number.NaN, 1)],
      ['start', () => calendar.due(ms('2201-06-01T00:00:00Z'), 1)],
      ['start', () => calendar.due(ms('1969-06-01T00:00:00Z'), 1)],
      ['seconds', () => calendar.due(noon, -1)],
      ['seconds', () => calendar.due(noon, Number.POSITIVE_INFINITY)],
      ['seconds', () => calendar.due(noon, 1e10)],
      ['due', () => calendar.before(Number.NaN, 1)],
      ['seconds', () => calendar.before(noon, 1e10)],
      ['from', () => calendar.elapsed(Number.NaN, noon)],
      ['to', () => calendar.elapsed(noon, Number.NaN)],
      ['instant', () => once.nextOpen(noon)],
      ['instant', () => always.nextClose(noon)],
      ['start', () => calendar.dueWithPauses(Number.NaN, 1, [])],
      ['from', () => calendar.elapsedWithPauses(Number.NaN, noon, [])],
      ['to', () => calendar.elapsedWithPauses(noon, Number.NaN, [])],
      ['pauses[0]', () => calendar.dueWithPauses(noon, 1, [[noon, noon - 1]])],
      ['n', () => calendar.addDays(noon, 1.5)],
      ['n', () => once.addDays(noon, 1)],
      ['start', () => once.addDays(Number.NaN, 1)],
      ['at', () => calendar.addDays(noon, 1, { at: 'noon' as 'close' })],
    ]
    for (const [i, [field, call]] of refused.entries()) expect(call, `case ${i}`).toThrow(refusalOf(field))
  })

  it('works at both ends of its years', () => {
    const calendar = compileCalendar(good)
    // A day more on either side: 1970 and 2200 are covered in every zone.
    const [first, last] = [ms('1969-12-31T00:00:00Z'), ms('2201-01-01T23:59:59.999Z')]
    expect([calendar.isOpen(first), calendar.isOpen(last)]).toEqual([false, false])
    expect(calendar.due(first, 0)).toBe(first)
    expect(() => calendar.isOpen(first - 1)).toThrow(refusalOf('instant'))
    expect(() => calendar.isOpen(last + 1)).toThrow(refusalOf('instant'))
    expect(calendar.elapsed(first, last)).toBe(12_053 * 8 * 3600)
    const always = alwaysOpen('UTC')
    expect(always.elapsed(first, last)).toBe((last - first) / 1000)
    expect(always.due(first, (last - first) / 1000)).toBe(last)
    expect(always.before(last, (last - first) / 1000)).toBe(first)
    expect(() => always.due(first, (last + 1 - first) / 1000 + 0.001)).toThrow(refusalOf('seconds'))
    expect(() => always.before(last, (last - first) / 1000 + 0.001)).toThrow(refusalOf('seconds'))
    expect(always.addDays(first, 0)).toBe(first)
    expect(always.addDays(last, 0)).toBe(last)
    expect(iso(always.addDays(ms('1970-01-01T12:00:00Z'), -1))).toBe('1969-12-31T12:00:00Z')
    expect(() => always.addDays(ms('1970-01-01T12:00:00Z'), -2)).toThrow(refusalOf('n'))
    expect(iso(always.addDays(ms('2200-12-31T12:00:00Z'), 1))).toBe('2201-01-01T12:00:00Z')
    expect(() => always.addDays(ms('2200-12-31T12:00:00Z'), 2)).toThrow(refusalOf('n'))
    expect(iso(calendar.nextOpen(ms('1970-01-01T00:00:00Z')))).toBe('1970-01-05T09:00:00Z')
    expect(iso(calendar.before(ms('2200-12-31T00:00:00Z'), 1))).toBe('2200-12-29T16:59:59Z')
    expect(calendar.elapsed(ms('1970-01-01T00:00:00Z'), ms('2200-12-31T00:00:00Z'))).toBe(12_053 * 8 * 3600)
  })
})

/** The message begins with the field and goes on with a sentence. */
function refusalOf(field: string): unknown {
  const sentence = new RegExp(`^${field.replaceAll(/[[\\].]/g, '\\$&')}: \\S.{15,}\\.$`)
  return expect.objectContaining({ name: 'CalendarError', field, message: expect.stringMatching(sentence) })
}

function alwaysOpen(timeZone: string): Calendar {
  return compileCalendar({ timeZone, hours: Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]])) })
}

function everyMonday(): string[] {
  const first = Temporal.PlainDate.from('1970-01-05')
  const weeks = Math.floor(first.until('2200-12-31', { largestUnit: 'days' }).days / 7)
  return Array.from({ length: weeks + 1 }, (_, i) => first.add({ days: 7 * i }).toString())
}
