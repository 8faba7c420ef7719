import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LocalTime } from './local-time.ts'
import { type DateFormat, readDate } from './read-date.ts'

const shown = (text: string, format: DateFormat): string | null => {
  const date = readDate(text, format)
  if (date === null) return null
  const iso = new Date(date.at).toISOString()
  return (date.dateOnly ? iso.slice(0, 10) : date.offset ? iso : iso.slice(0, -1)) + (date.shortYear ? ' short' : '')
}

describe('dates as they are written', () => {
  test.each<[string, DateFormat, string | null]>([
    ['2011-07-01T01:32:33', 'iso', '2011-07-01T01:32:33.000'],
    ['2011-07-01 01:32', 'iso', '2011-07-01T01:32:00.000'],
    ['2011-07-31 01:32:33.123456', 'iso', '2011-07-31T01:32:33.123'],
    ['2011-07-01', 'iso', '2011-07-01'],
    ['2011/7/1 1:05 PM', 'iso', '2011-07-01T13:05:00.000'],
    ['2011-07-01T01:32:33Z', 'iso', '2011-07-01T01:32:33.000Z'],
    ['2011-07-01T01:32:33.5+02:00', 'iso', '2011-06-30T23:32:33.500Z'],
    ['2011-07-01 01:32:33 -0500', 'iso', '2011-07-01T06:32:33.000Z'],
    ['2011-07-01 01:32:33 UTC', 'iso', '2011-07-01T01:32:33.000Z'],
    ['2011-07-01 01:32:33 EST', 'iso', null],
    ['20110701T013233Z', 'iso', '2011-07-01T01:32:33.000Z'],
    ['20110701', 'iso', '2011-07-01'],
    ['2011-12-31T24:00:00', 'iso', '2012-01-01T00:00:00.000'],
    ['2011-12-31T24:00:01', 'iso', null],
    ['2011-02-29', 'iso', null],
    ['2012-02-29T10:00:00', 'iso', '2012-02-29T10:00:00.000'],
    ['2011-13-01', 'iso', null],
    ['2011-04-31T00:00:00', 'iso', null],
    ['2011-07-01T25:00:00', 'iso', null],
    ['2011-07-01T10:60:00', 'iso', null],
    ['2011-07-0aT10:00:00', 'iso', null],
    ['01/07/2011', 'iso', null],
    ['0000-00-00 00:00:00', 'iso', null],
    ['01/07/2011', 'dmy', '2011-07-01'],
    ['01/07/2011', 'mdy', '2011-01-07'],
    ['1.7.2011 9:05', 'dmy', '2011-07-01T09:05:00.000'],
    ['1.7.2011', 'mdy', null],
    ['31-12-2011 23:59:59', 'dmy', '2011-12-31T23:59:59.000'],
    ['31/12/2011', 'mdy', null],
    ['7/1/11 12:00 AM', 'mdy', '2011-07-01T00:00:00.000 short'],
    ['7/1/2011 12:30 p.m.', 'mdy', '2011-07-01T12:30:00.000'],
    ['1/7/99', 'dmy', '1999-07-01 short'],
    ['7/1/2011 13:30 pm', 'mdy', null],
    ['1/7-2011', 'dmy', null],
    ['1309483953', 'epoch_s', '2011-07-01T01:32:33.000Z'],
    ['1309483953.5', 'epoch_s', '2011-07-01T01:32:33.500Z'],
    ['1309483953000', 'epoch_ms', '2011-07-01T01:32:33.000Z'],
    ['1309483953000', 'epoch_s', null],
    ['', 'iso', null],
    ['tomorrow', 'dmy', null],
  ])('%s as %s', (text, format, expected) => {
    expect(shown(text, format)).toBe(expected)
  })

  test('the fast way and the slow way agree on every second', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          const text = `${date.toISOString().slice(0, 19)}`
          expect(readDate(text, 'iso')).toEqual(readDate(`${text}.000`, 'iso'))
          expect(readDate(text, 'iso')?.at).toBe(Math.floor(date.getTime() / 1000) * 1000)
        },
      ),
    )
  })
})

describe('wall clocks', () => {
  const wall = (text: string) => Date.parse(`${text}Z`)
  test.each<[string, string, string, string]>([
    ['Europe/Warsaw', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z', 'skipped'],
    ['Europe/Warsaw', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z', 'twice'],
    ['Europe/Warsaw', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z', 'once'],
    ['America/New_York', '2011-11-06T01:30:00', '2011-11-06T05:30:00.000Z', 'twice'],
    ['America/New_York', '2011-03-13T02:00:00', '2011-03-13T07:00:00.000Z', 'skipped'],
    // Samoa had no 30 December 2011.
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00.000Z', 'skipped'],
    ['UTC', '2011-12-30T12:00:00', '2011-12-30T12:00:00.000Z', 'once'],
  ])('%s %s', (zone, text, at, how) => {
    const placed = new LocalTime(zone).place(wall(text))
    expect([new Date(placed.at).toISOString(), placed.how]).toEqual([at, how])
  })

  test('agrees with Temporal everywhere', () => {
    const zones = [
      'America/New_York',
      'Europe/Lisbon',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Pacific/Apia',
      'America/Sao_Paulo',
    ]
    for (const zone of zones) {
      const local = new LocalTime(zone)
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seconds) => {
          const plain = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
            .toZonedDateTimeISO('UTC')
            .toPlainDateTime()
          expect(local.place(seconds * 1000).at).toBe(plain.toZonedDateTime(zone).epochMilliseconds)
        }),
        { numRuns: 300 },
      )
    }
  })

  test('an unknown zone is refused', () => {
    expect(() => new LocalTime('Mars/Olympus')).toThrow(RangeError)
  })
})
