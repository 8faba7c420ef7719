/** One promise as a calendar entry (RFC 5545). */
export type CalendarEntry = {
  uid: string
  summary: string
  description: string
  url: string
  /** The instant, or the window, that was promised. */
  from: Temporal.Instant
  to: Temporal.Instant
  now: Temporal.Instant
  /** Grows with each change, so that a calendar replaces what it had. */
  sequence: number
}

/** An iCalendar file with one entry that does not block time. Instants are in UTC: every calendar shows its own zone. */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kept//Promise//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${text(entry.uid)}`,
    `DTSTAMP:${utc(entry.now)}`,
    `DTSTART:${utc(entry.from)}`,
    ...(entry.to.equals(entry.from) ? [] : [`DTEND:${utc(entry.to)}`]),
    `SEQUENCE:${entry.sequence}`,
    `SUMMARY:${text(entry.summary)}`,
    `DESCRIPTION:${text(entry.description)}`,
    `URL:${entry.url}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

const utc = (at: Temporal.Instant): string =>
  `${at.toZonedDateTimeISO('UTC').toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`

const text = (value: string): string =>
  value
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')

/** Lines are at most 75 octets; a longer one goes on after a line break and a space, never within a character. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 74) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}
