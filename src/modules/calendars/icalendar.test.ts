import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NoCalendar, readClosedDays } from './icalendar.ts'
import { readICalendar } from './read-icalendar.ts'

const window = { from: '2026-11-26', until: '2036-12-31' }
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR'].join('\r\n')
const day = (date: string, ...more: string[]) => event('UID:1', `DTSTART;VALUE=DATE:${date}`, 'SUMMARY:Fair', ...more)
const read = (...lines: string[]) => readClosedDays(calendar(...lines), window)
const dates = (...lines: string[]) => read(...lines).days.map((each) => each.date)

describe('an all-day entry', () => {
  it.each([
    ['one day without an end', day('20261224'), ['2026-12-24']],
    ['one day, its end is the next', day('20261224', 'DTEND;VALUE=DATE:20261225'), ['2026-12-24']],
    ['ends where it begins', day('20261224', 'DTEND;VALUE=DATE:20261224'), ['2026-12-24']],
    ['several days', day('20261224', 'DTEND;VALUE=DATE:20261227'), ['2026-12-24', '2026-12-25', '2026-12-26']],
    ['by its length', day('20261224', 'DURATION:P2D'), ['2026-12-24', '2026-12-25']],
    ['over a leap day', day('20280228', 'DTEND;VALUE=DATE:20280302'), ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['begun before the window', day('20261101', 'DTEND;VALUE=DATE:20261128'), ['2026-11-26', '2026-11-27']],
    ['of the past', day('20250101'), []],
    ['beyond the window', day('20400101'), []],
    [
      'named days only',
      day('20270105', 'RDATE;VALUE=DATE:20270107,20270109'),
      ['2027-01-05', '2027-01-07', '2027-01-09'],
    ],
    ['three times', day('20261201', 'RRULE:FREQ=WEEKLY;COUNT=3'), ['2026-12-01', '2026-12-08', '2026-12-15']],
    ['until a day', day('20261201', 'RRULE:FREQ=DAILY;UNTIL=20261203'), ['2026-12-01', '2026-12-02', '2026-12-03']],
    [
      'repeated but for one',
      day('20261201', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20261208'),
      ['2026-12-01', '2026-12-15'],
    ],
    [
      'repeated, of two days each',
      day('20261201', 'DTEND;VALUE=DATE:20261203', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      ['2026-12-01', '2026-12-02', '2026-12-08', '2026-12-09'],
    ],
    [
      'repeated, one of them moved',
      [
        ...day('20261201', 'RRULE:FREQ=WEEKLY;COUNT=2'),
        ...event('UID:1', 'RECURRENCE-ID;VALUE=DATE:20261208', 'DTSTART;VALUE=DATE:20261210', 'SUMMARY:Moved'),
      ],
      ['2026-12-01', '2026-12-10'],
    ],
    [
      'repeated, one of them cancelled',
      [
        ...day('20261201', 'RRULE:FREQ=WEEKLY;COUNT=2'),
        ...event('UID:1', 'RECURRENCE-ID;VALUE=DATE:20261208', 'DTSTART;VALUE=DATE:20261208', 'STATUS:CANCELLED'),
      ],
      ['2026-12-01'],
    ],
    [
      'a changed one without its series',
      event('UID:9', 'RECURRENCE-ID;VALUE=DATE:20261208', 'DTSTART;VALUE=DATE:20261210', 'SUMMARY:Alone'),
      ['2026-12-10'],
    ],
    ['the last Monday in May', day('20250526', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3'), ['2027-05-31']],
  ])('%s', (_, lines, expected) => {
    expect(dates(...lines)).toEqual(expected)
  })

  it('is taken for ten years ahead where it has no end', () => {
    const found = dates(...day('20011225', 'RRULE:FREQ=YEARLY'))
    expect(found).toHaveLength(11)
    expect([found[0], found.at(-1)]).toEqual(['2026-12-25', '2036-12-25'])
  })

  it('keeps its name, in one line; two of one day share it', () => {
    const long = event('UID:3', 'DTSTART;VALUE=DATE:20261231', `SUMMARY:${'Ä'.repeat(300)}`)
    const { name, days } = read(
      'X-WR-CALNAME:Closed days',
      ...event('UID:1', 'DTSTART;VALUE=DATE:20261224', 'SUMMARY:Christmas\\n  Eve\\, closed'),
      ...event('UID:2', 'DTSTART;VALUE=DATE:20261224', 'SUMMARY:Stocktaking'),
      ...long,
      ...event('UID:4', 'DTSTART;VALUE=DATE:20270101'),
    )
    expect(name).toBe('Closed days')
    expect(days).toEqual([
      { date: '2026-12-24', name: 'Christmas Eve, closed · Stocktaking' },
      { date: '2026-12-31', name: 'Ä'.repeat(200) },
      { date: '2027-01-01', name: 'Closed days' },
    ])
  })
})

describe('what closes no day', () => {
  it('is counted and named', () => {
    const { days, passedOver } = read(
      ...event('UID:1', 'DTSTART:20261224T090000Z', 'DTEND:20261224T100000Z', 'SUMMARY:Meeting'),
      ...event('UID:2', 'DTSTART;TZID=Europe/Warsaw:20261224T090000', 'SUMMARY:Lunch'),
      ...event('UID:3', 'DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED', 'SUMMARY:Trip'),
      ...event('UID:4', 'SUMMARY:Sometime'),
      'BEGIN:VTODO',
      'UID:5',
      'SUMMARY:Tidy up',
      'END:VTODO',
    )
    expect(days).toEqual([])
    expect(passedOver).toEqual({
      timed: 2,
      cancelled: 1,
      unreadable: 1,
      names: ['Meeting', 'Lunch', 'Trip', 'Sometime'],
    })
  })

  it.each(['', 'hello', '<!doctype html><title>Sign in</title>', 'BEGIN:VCARD\r\nEND:VCARD', 'BEGIN:VCALENDAR'])(
    'no calendar: %s',
    (text) => {
      expect(() => readClosedDays(text, window)).toThrow(NoCalendar)
    },
  )

  it('an entry that cannot be read takes no other with it', () => {
    const { days, passedOver } = read(
      ...event('UID:1', 'DTSTART;VALUE=DATE:20261301', 'RRULE:FREQ=NEVER', 'SUMMARY:Broken'),
      ...event('UID:2', 'DTSTART;VALUE=DATE:20261224', 'SUMMARY:Fair'),
    )
    expect(days).toEqual([{ date: '2026-12-24', name: 'Fair' }])
    expect(passedOver.unreadable).toBe(1)
  })
})

describe('in its thread', () => {
  it('says the same', async () => {
    const text = calendar(...day('20261224'))
    expect(await readICalendar(text, window)).toEqual(readClosedDays(text, window))
    await expect(readICalendar('<html>', window)).rejects.toMatchObject({ code: 'no_calendar' })
  })

  it('is stopped where a rule never comes true', async () => {
    const text = calendar(...day('20261224', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'))
    await expect(readICalendar(text, window, 1500)).rejects.toMatchObject({ code: 'too_complex' })
  })

  it('takes so many days and no more', () => {
    const lines = day('20261201', 'RRULE:FREQ=DAILY')
    const found = read(...lines)
    expect([found.days.length, found.cut]).toEqual([2000, true])
  })
})

it('gives dates in order, each once, within the window, whatever it is given', () => {
  const number = (min: number, max: number) => fc.integer({ min, max })
  const entry = fc.record({
    start: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
    length: number(0, 20),
    frequency: fc.constantFrom('', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    count: number(1, 30),
    summary: fc.string({ maxLength: 20 }),
  })
  const stamp = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '')
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      const lines = entries.flatMap(({ start, length, frequency, count, summary }, at) =>
        event(
          `UID:${at}`,
          `DTSTART;VALUE=DATE:${stamp(start)}`,
          `DTEND;VALUE=DATE:${stamp(new Date(start.getTime() + length * 86_400_000))}`,
          ...(frequency ? [`RRULE:FREQ=${frequency};COUNT=${count}`] : []),
          `SUMMARY:${summary.replace(/[\r\n]/g, ' ')}`,
        ),
      )
      const { days } = read(...lines)
      const found = days.map((each) => each.date)
      expect(found).toEqual([...new Set(found)].sort())
      for (const { date, name } of days) {
        expect(date >= window.from && date <= window.until).toBe(true)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(200)
      }
    }),
    { numRuns: 60 },
  )
})
