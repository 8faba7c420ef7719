import type { Calendar } from '#library/calendar'
import { type ClockPause, type CountedClock, deriveDue, pausesOf } from './clock.ts'

/** How much of a derivation is listed; of the rest, how many. */
export const LISTED = 60

/** Open time that was counted: local date, epoch milliseconds, seconds. */
export type CountedTime = { date: string; from: number; to: number; seconds: number }
/** The n-th day, week or month that was counted, and the local date on which it ends. */
export type CountedDay = { n: number; date: string }
export type CountedPause = { from: string; to: string | null; seconds: number; businessSeconds: number }

export type Derivation = {
  dueMs: number
  /** Of durations in business time: where it passed, without the pauses. */
  times: CountedTime[]
  moreTimes: number
  /** Of durations in days, weeks and months. */
  days: CountedDay[]
  moreDays: number
  pauses: CountedPause[]
}

/**
 * How a clock's due instant comes about by a calendar; a pause that is open ends at `now`. Pure, and the same due
 * instant as `deriveDue`.
 */
export function explainClock(clock: CountedClock, calendar: Calendar, now: number): Derivation {
  const dueMs = deriveDue(clock, calendar, now)
  const times = timesOf(clock, calendar, dueMs, now)
  const { days, moreDays } = daysOf(clock, calendar)
  return {
    dueMs,
    times: times.slice(0, LISTED),
    moreTimes: Math.max(0, times.length - LISTED),
    days,
    moreDays,
    pauses: explainPauses(clock.pauses, calendar, now),
  }
}

/** The pauses with what they took, in real and in business time. */
export const explainPauses = (pauses: readonly ClockPause[], calendar: Calendar, now: number): CountedPause[] =>
  pauses.map((pause) => {
    const [span] = pausesOf({ pauses: [pause] }, now)
    if (!span) return { ...pause, seconds: 0, businessSeconds: 0 }
    return { ...pause, seconds: (span[1] - span[0]) / 1000, businessSeconds: calendar.elapsed(...span) }
  })

function timesOf(clock: CountedClock, calendar: Calendar, dueMs: number, now: number): CountedTime[] {
  if (clock.duration.unit !== 'business_seconds') return []
  const start = Temporal.Instant.from(clock.startAt).epochMilliseconds
  const open = calendar.explain(start, calendar.elapsed(start, dueMs))
  return pausesOf(clock, now).reduce<CountedTime[]>(without, open)
}

/** What of the open times lies outside a pause. */
const without = (times: readonly CountedTime[], [from, to]: readonly [number, number]): CountedTime[] =>
  times.flatMap((time) => {
    if (to <= time.from || from >= time.to) return [time]
    return [
      { ...time, to: Math.min(time.to, from) },
      { ...time, from: Math.max(time.from, to) },
    ].flatMap((rest) => (rest.to > rest.from ? [{ ...rest, seconds: (rest.to - rest.from) / 1000 }] : []))
  })

function daysOf(clock: CountedClock, calendar: Calendar): { days: CountedDay[]; moreDays: number } {
  const { duration } = clock
  if (duration.unit === 'business_seconds') return { days: [], moreDays: 0 }
  const start = Temporal.Instant.from(clock.startAt)
  const there = start.toZonedDateTimeISO(calendar.timeZone)
  const dateOf = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  const { unit } = duration
  const dateAfter = (n: number): string =>
    unit === 'business_days'
      ? dateOf(calendar.addDays(start.epochMilliseconds, n, { at: 'same time' })).toString()
      : there
          .add({ [unit]: n })
          .toPlainDate()
          .toString()
  const listed = Math.min(duration.n, LISTED)
  return {
    days: Array.from({ length: listed }, (_, i) => ({ n: i + 1, date: dateAfter(i + 1) })),
    moreDays: duration.n - listed,
  }
}
