/**
 * Business time: when are we open, when is something due, how much working time has passed.
 *
 * Pure: no database and nothing but the runtime's `Temporal`. All functions take and give epoch milliseconds and
 * seconds; `calendar.instants` offers the same on `Temporal.Instant`.
 *
 * @example
 * ```ts
 * const calendar = compileCalendar({
 *   timeZone: 'Europe/Warsaw',
 *   hours: { mon: [['09:00', '12:30'], ['13:30', '18:00']], fri: [['22:00', '06:00']] },
 *   holidays: ['2026-12-25'],
 *   overrides: { '2026-12-24': [['09:00', '12:00']] },
 * })
 * // Monday 11:00 in Warsaw: an hour and a half until the break, two and a half after it.
 * const due = calendar.due(Date.parse('2026-03-02T10:00:00Z'), 4 * 3600) // 2026-03-02T15:00:00Z
 * ```
 */
import { addBusinessDays, type DayTarget } from './calendar/days.ts'
import { type Explained, explainDue } from './calendar/explain.ts'
import { type Instants, onInstants } from './calendar/instants.ts'
import { createOpenings } from './calendar/openings.ts'
import { dueOutside, elapsedOutside, type Pause } from './calendar/pauses.ts'
import { type CalendarSpec, readPlan } from './calendar/plan.ts'
import { Timeline } from './calendar/timeline.ts'

export type { DayTarget } from './calendar/days.ts'
export { CalendarError } from './calendar/error.ts'
export type { Explained } from './calendar/explain.ts'
export type { Instants } from './calendar/instants.ts'
export type { Pause } from './calendar/pauses.ts'
export { type CalendarSpec, type TimeRange, type Weekday, weekdays } from './calendar/plan.ts'

/** The functions on numbers. Instants are epoch milliseconds within 1970–2200, durations are seconds. */
export interface Clock {
  /** The least `t ≥ startMs` by which `seconds` of business time have passed since `startMs`. Work that ends exactly
   * at closing time is due at that closing. `seconds` 0 gives `startMs`. */
  due(startMs: number, seconds: number): number
  /** As `due`, with the clock stopped during the pauses; overlapping pauses count once, in any order. */
  dueWithPauses(startMs: number, seconds: number, pauses: readonly Pause[]): number
  /** The greatest `t ≤ dueMs` from which `seconds` of business time lie before `dueMs`. */
  before(dueMs: number, seconds: number): number
  /** Business seconds in `[fromMs, toMs)`; negative when reversed. */
  elapsed(fromMs: number, toMs: number): number
  /** As `elapsed`, without what lies in the pauses. */
  elapsedWithPauses(fromMs: number, toMs: number, pauses: readonly Pause[]): number
  isOpen(ms: number): boolean
  /** The least `t ≥ ms` that is open: `ms` itself when open. */
  nextOpen(ms: number): number
  /** The end of the opening that holds `ms` or, when closed, of the next one. Openings that touch are one. */
  nextClose(ms: number): number
  /** The `n`-th later (earlier for negative `n`) local date with opening hours: at the same wall time moved into that
   * date's hours, or at its last closing. From a date without hours, the next date with hours counts as the first.
   * `n` 0 is the start's own date, or the next with hours. */
  addDays(startMs: number, n: number, options?: { at?: DayTarget }): number
  /** The openings that `due` used, cut at local midnights, in order of time; their seconds add up to `seconds`. */
  explain(startMs: number, seconds: number): Explained[]
}

export interface Calendar extends Clock {
  readonly timeZone: string
  readonly instants: Instants
}

/**
 * Reads and checks a calendar and returns its clock.
 *
 * Hours belong to the local date that they are written on and open `[from, to)`; an end that is not later than its
 * start, or that is written above `24:00`, lies on the next day; equal times open nothing; overlaps count once. Wall
 * times are placed as RFC 5545 places them (in a gap by the offset before it, in an overlap the first time). A holiday
 * closes its whole local date, also the tail of a shift from the evening before; an override replaces the hours that
 * are written on its date, and wins over a holiday there.
 *
 * Openings are computed year by year when first needed and kept.
 *
 * @throws {CalendarError} naming the field: unknown zone or weekday, impossible time or date, a calendar that never
 * opens. The clock's functions throw it for numbers out of range and for results beyond the year 2200.
 */
export function compileCalendar(spec: CalendarSpec): Calendar {
  const plan = readPlan(spec)
  const openings = createOpenings(plan)
  const timeline = new Timeline(openings)
  const clock: Clock = {
    due: (startMs, seconds) => timeline.due(startMs, seconds),
    dueWithPauses: (startMs, seconds, pauses) => dueOutside(timeline, startMs, seconds, pauses),
    before: (dueMs, seconds) => timeline.before(dueMs, seconds),
    elapsed: (fromMs, toMs) => timeline.elapsed(fromMs, toMs),
    elapsedWithPauses: (fromMs, toMs, pauses) => elapsedOutside(timeline, fromMs, toMs, pauses),
    isOpen: (ms) => timeline.isOpen(ms),
    nextOpen: (ms) => timeline.nextOpen(ms),
    nextClose: (ms) => timeline.nextClose(ms),
    addDays: (startMs, n, options) => addBusinessDays(openings, startMs, n, options?.at ?? 'same time'),
    explain: (startMs, seconds) => explainDue(timeline, openings.zone, startMs, seconds),
  }
  return { timeZone: plan.zone.id, ...clock, instants: onInstants(clock) }
}
