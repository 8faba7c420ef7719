import type { Calendar } from '#library/calendar'
import type { Duration } from './duration.ts'

/** While we wait on the customer: from, and to once they answered. Instants as text. */
export type ClockPause = { from: string; to: string | null }

/** How a promise's due instant comes about: fixed, or counted from a start over a calendar without the pauses. */
export type Clock = FixedClock | CountedClock
/** An instant that somebody chose; pauses are there where it moves by the time that the customer takes to answer. */
export type FixedClock = {
  type: 'fixed'
  pauses?: ClockPause[]
  /** What is planned, where it was counted back from that. */
  plannedAt?: string
}
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
  if (clock.type !== 'duration') return fixedOf(stored as Partial<FixedClock>)
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

const fixedOf = ({ pauses, plannedAt }: Partial<FixedClock>): FixedClock => ({
  type: 'fixed',
  ...(pauses ? { pauses } : {}),
  ...(plannedAt ? { plannedAt } : {}),
})

const msOf = (text: string): number => Temporal.Instant.from(text).epochMilliseconds

/**
 * The due instant of a clock, a pure function of its start, duration, calendar and pauses. A pause that is still open
 * ends at `now`: the answer to "if you answer today". Business time stops during a pause; days and months are first
 * counted and then moved on by the business time that the pauses took (by their real length where the wall calendar
 * is counted), and `close` again ends at a closing. What a pause took before the start or after due moves nothing.
 * @returns epoch milliseconds, never before the start
 * @throws CalendarError for results beyond the calendar's years
 */
export function deriveDue(clock: CountedClock, calendar: Calendar, now: number): number {
  const start = msOf(clock.startAt)
  return dueOf(start, clock.duration, pausesOf(clock, now), calendar)
}

/** The pauses of a clock in epoch milliseconds; one that is still open ends at `now`, one without length is nothing. */
export const pausesOf = ({ pauses = [] }: { pauses?: readonly ClockPause[] }, now: number): [number, number][] =>
  pauses
    .map(({ from, to }): [number, number] => [msOf(from), to === null ? now : msOf(to)])
    .filter(([from, to]) => to > from)
    .sort(([a], [b]) => a - b)

/** As `deriveDue`, in numbers: for many at once. @param pauses by their start */
export function dueOf(
  start: number,
  duration: Duration,
  pauses: readonly (readonly [number, number])[],
  calendar: Calendar,
): number {
  if (duration.unit === 'business_seconds') return calendar.dueWithPauses(start, duration.n, pauses)
  let due = countDays(start, duration, calendar)
  for (const [from, to] of apart(pauses, start)) {
    if (from >= due) break
    if (duration.unit !== 'business_days') due += to - from
    else {
      const paused = calendar.elapsed(from, to)
      if (paused === 0) continue
      due = calendar.due(due, paused)
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
    const on = (days: number): number => {
      if (at === 'close') return calendar.addDays(start, days, { at: 'close' })
      const day = calendar.addDays(start, days, { at: 'same time' })
      return at === 'same_time' ? day : atTime(day, at, calendar.timeZone)
    }
    const due = on(n)
    // "Today until closing", said after closing, is the next day's.
    const over = at === 'same_time' ? due < start : due <= start
    return n === 0 && over ? on(1) : due
  }
  const there = Temporal.Instant.fromEpochMilliseconds(start)
    .toZonedDateTimeISO(calendar.timeZone)
    .add({ [unit]: n })
  return at === 'same_time' ? there.epochMilliseconds : atTime(there.epochMilliseconds, at, calendar.timeZone)
}

const atTime = (ms: number, time: string, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).withPlainTime(Temporal.PlainTime.from(time))
    .epochMilliseconds

/** Hours are written up to 48:00: an instant may belong to a shift of its own date or of the two before. */
const DATES_BACK = [2, 1, 0]

/** The last closing of the date whose hours an instant lies in; the instant itself where it is that closing. */
function endOfDay(ms: number, calendar: Calendar): number {
  const { timeZone } = calendar
  const date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate()
  for (const days of DATES_BACK) {
    const noon = date.subtract({ days }).toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds
    const close = calendar.addDays(noon, 0, { at: 'close' })
    if (close >= ms) return close
  }
  return calendar.nextClose(ms)
}

/** Pauses in order, with overlaps counted once and nothing before the start. */
function apart(pauses: readonly (readonly [number, number])[], start: number): [number, number][] {
  const merged: [number, number][] = []
  for (const [begun, to] of pauses) {
    const from = Math.max(begun, start)
    const last = merged.at(-1)
    if (from >= to) continue
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
