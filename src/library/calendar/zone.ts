import { DAY, yearOf, yearStart } from './civil.ts'
import { CalendarError } from './error.ts'

/** A stretch of time with one offset: within `[from, to)` the wall clock reads instant + `offset` (all ms). */
export interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}

export interface Zone {
  readonly id: string
  /** The spans of a UTC year and of four days to either side (an end at 48:00, a date that the zone skipped). */
  spans(year: number): readonly Span[]
}

/** @throws {CalendarError} when the runtime does not know the zone. */
export function readZone(field: string, id: unknown): Zone {
  if (typeof id !== 'string' || id === '')
    throw new CalendarError(field, 'A time zone such as "Europe/Warsaw" is missing.')
  const known = zones.get(id)
  if (known) return known
  const name = zoneName(id)
  // Temporal also reads whole timestamps as zones ("2026-01-01T00:00Z"): only a name that comes back is one.
  if (name?.toLowerCase() !== id.toLowerCase())
    throw new CalendarError(field, `${JSON.stringify(id)} is not a time zone that this runtime knows.`)
  const zone = zones.get(name) ?? { id: name, spans: rememberByYear((year) => readSpans(name, year)) }
  zones.set(name, zone)
  return zone
}

const zones = new Map<string, Zone>()

function zoneName(id: string): string | undefined {
  try {
    return zonedAt(0, id).timeZoneId
  } catch {
    return undefined
  }
}

function zonedAt(ms: number, id: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(id)
}

function readSpans(id: string, year: number): Span[] {
  const end = yearStart(year + 1) + 4 * DAY
  const spans: Span[] = []
  let here = zonedAt(yearStart(year) - 4 * DAY, id)
  while (here.epochMilliseconds < end) {
    const next = here.getTimeZoneTransition('next')
    const to = Math.min(next?.epochMilliseconds ?? end, end)
    spans.push({ from: here.epochMilliseconds, to, offset: here.offsetNanoseconds / 1e6 })
    if (!next) break
    here = next
  }
  return spans
}

function rememberByYear<T>(make: (year: number) => T): (year: number) => T {
  const made = new Map<number, T>()
  return (year) => {
    let value = made.get(year)
    if (value === undefined) {
      value = make(year)
      made.set(year, value)
    }
    return value
  }
}

/**
 * The instant of a wall time (ms since 1970-01-01T00:00 local), as RFC 5545 and Temporal's `compatible` place it: in an
 * overlap the first time, in a gap by the offset before the gap.
 */
export function instantOf(spans: readonly Span[], wall: number): number {
  let before = wall
  for (const span of spans) {
    const instant = wall - span.offset
    if (instant < span.from) return before
    if (instant < span.to) return instant
    before = instant
  }
  return before
}

/** The stretches of time in which the wall clock shows a date: none where the zone skipped it, two where it came back. */
export function stretchesOf(spans: readonly Span[], day: number): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  for (const span of spans) {
    const from = Math.max(span.from, day * DAY - span.offset)
    const to = Math.min(span.to, (day + 1) * DAY - span.offset)
    if (from < to) stretches.push({ from, to })
  }
  return stretches
}

/** The span that holds an instant. */
export function spanAt(zone: Zone, ms: number): Span {
  const spans = zone.spans(yearOf(ms))
  return spans.find((span) => ms < span.to) as Span
}
