import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CalendarEntry, calendarFile } from './calendar-file.ts'

const entry: CalendarEntry = {
  uid: 'a@kept.example',
  summary: 'Boreal: Your boiler will be repaired',
  description: 'By Thursday\nhttps://kept.example/t/x',
  url: 'https://kept.example/t/x',
  from: Temporal.Instant.from('2026-11-26T15:00:00.5Z'),
  to: Temporal.Instant.from('2026-11-26T15:00:00.5Z'),
  now: Temporal.Instant.from('2026-11-20T09:00:00Z'),
  sequence: 3,
}

test('an instant has no end, a window has one', () => {
  const at = calendarFile(entry)
  expect(at).toContain('\r\nDTSTART:20261126T150000Z\r\n')
  expect(at).not.toContain('DTEND')
  expect(at).toContain('\r\nSEQUENCE:3\r\n')
  expect(calendarFile({ ...entry, from: entry.to.subtract({ hours: 2 }) })).toContain(
    'DTSTART:20261126T130000Z\r\nDTEND:20261126T150000Z',
  )
})

test('whatever people write stays within its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const lines = calendarFile({ ...entry, summary: text, description: `${text}\r\nEND:VEVENT` }).split('\r\n')
      const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
      return (
        lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\n\r\0]/.test(line)) &&
        unfolded.filter((line) => line === 'END:VEVENT').length === 1 &&
        unfolded.length === 16
      )
    }),
    { numRuns: 40 },
  )
})

test('commas, semicolons, backslashes and line breaks are escaped (RFC 5545, 3.3.11)', () => {
  expect(calendarFile({ ...entry, summary: 'a,b;c\\d\ne' })).toContain('SUMMARY:a\\,b\\;c\\\\d\\ne')
})
