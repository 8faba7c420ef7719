import type { Calendar } from '#library/calendar'
import type { Duration } from './duration.ts'

/** While we wait on the customer: from, and to once they answered. Instants as text. */
export type ClockPause = { from: string; to: string | null }

/** How a promise's due instant comes about: fixed, or counted from a start over a calendar without the pauses. */
export type Clock = { type: 'fixed' } | CountedClock
export type CountedClock = {
  type: 'counted'
  calendarId: string
  calendarVersion: number
  /** Revision of the time-zone data that it was planned with. */
  tzRevision: string
  startAt: string
  duration: Duration
  pauses: ClockPause[]
}

/** The revision of the runtime's time-zone data, the only source that clocks are planned with: "2026c". */
export const tzRevision: string = process.versions.tz ?? 'unknown'

/** A clock as it is stored; clocks of the first releases say `duration` with business seconds. */
export function readClock(stored: unknown): Clock {
  const clock = stored as { type: string } & Partial<CountedClock> & { seconds?: number }
  if (clock.type === 'counted') return clock as CountedClock
  if (clock.type !== 'duration') return { type: 'fixed' }
  return {
    type: 'counted',
    calendarId: clock.calendarId ?? '',
    calendarVersion: 0,
    tzRevision: 'unknown',
    startAt: clock.startAt ?? '',
    duration: { unit: 'business_seconds', n: clock.seconds ?? 0 },
    pauses: [],
  }
}

const msOf = (text: string): number => Temporal.Instant.from(text).epochMilliseconds

/**
 * The due instant of a clock, a pure function of its start, duration, calendar and pauses. A pause that is still open
 * ends at `now`: the answer to "if you answer today". Business time stops during a pause; days and months are first
 * counted and then moved on by the business time that the pauses took (by their real length where the wall calendar
 * is counted), and `close` again ends at a closing.
 * @returns epoch milliseconds
 * @throws CalendarError for results beyond the calendar's years
 */
export function deriveDue(clock: CountedClock, calendar: Calendar, now: number): number {
  const start = msOf(clock.startAt)
  const pauses = clock.pauses
    .map(({ from, to }): [number, number] => [msOf(from), to === null ? now : msOf(to)])
    .filter(([from, to]) => to > from)
    .sort(([a], [b]) => a - b)
  const { duration } = clock
  if (duration.unit === 'business_seconds') return calendar.dueWithPauses(start, duration.n, pauses)
  let due = countDays(start, duration, calendar)
  for (const [from, to] of apart(pauses)) {
    if (from >= due) break
    if (duration.unit !== 'business_days') due += to - from
    else {
      due = calendar.due(due, calendar.elapsed(from, to))
      if (duration.at === 'close') due = endOfDay(due, calendar)
    }
  }
  return due
}

function countDays(
  start: number,
  duration: Exclude<Duration, { unit: 'business_seconds' }>,
  calendar: Calendar,
): number {
  const { unit, n, at } = duration
  if (unit === 'business_days') {
    if (at === 'close') return calendar.addDays(start, n, { at: 'close' })
    const day = calendar.addDays(start, n, { at: 'same time' })
    return at === 'same_time' ? day : atTime(day, at, calendar.timeZone)
  }
  const there = Temporal.Instant.fromEpochMilliseconds(start)
    .toZonedDateTimeISO(calendar.timeZone)
    .add({ [unit]: n })
  return at === 'same_time' ? there.epochMilliseconds : atTime(there.epochMilliseconds, at, calendar.timeZone)
}

const atTime = (ms: number, time: string, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).withPlainTime(Temporal.PlainTime.from(time))
    .epochMilliseconds

/** The last closing of the date that an instant lies on; the instant itself at a closing. */
const endOfDay = (ms: number, calendar: Calendar): number => {
  const close = calendar.addDays(ms, 0, { at: 'close' })
  return close < ms ? calendar.nextClose(ms) : close
}

/** Pauses in order, with overlaps counted once. */
function apart(pauses: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = []
  for (const [from, to] of pauses) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
