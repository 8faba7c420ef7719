import { type Calendar, CalendarError } from '#library/calendar'
import { type CountedClock, dueOf, pausesOf } from './clock.ts'
import type { Duration } from './duration.ts'

/** A running promise, as what decides about its date sees it. Instants in epoch milliseconds. */
export type Running = {
  startMs: number
  duration: Duration
  pauses: readonly (readonly [number, number])[]
  dueMs: number
  /** Start of an arrival window, and until when an answer is awaited: neither may come to lie after due. */
  windowFromMs: number | null
  answerByMs: number | null
  /** Told, or a notice is on its way: the date is fixed. */
  told: boolean
  paused: boolean
}

/**
 * What another calendar, or other time-zone data, makes of a running promise:
 * - `moves`: nobody was told, so the date follows;
 * - `differs`: the date that was told stands, and what the clock says now is a proposal;
 * - `agrees`: the date is what the clock says;
 * - `stands`: the clock stands, the date is derived when the customer has answered.
 */
export type Rederived =
  | { what: 'moves'; dueMs: number }
  | { what: 'differs'; dueMs: number }
  | { what: 'agrees' }
  | { what: 'stands' }

/** Pure. A result beyond the calendar's years changes nothing. */
export function rederive(promise: Running, calendar: Calendar): Rederived {
  if (promise.paused) return { what: 'stands' }
  const dueMs = derived(promise, calendar)
  if (dueMs === null || dueMs === promise.dueMs) return { what: 'agrees' }
  const free = !promise.told && after(dueMs, promise.windowFromMs) && !after(promise.answerByMs ?? dueMs, dueMs)
  return { what: free ? 'moves' : 'differs', dueMs }
}

const after = (ms: number, than: number | null): boolean => than === null || ms > than

function derived({ startMs, duration, pauses }: Running, calendar: Calendar): number | null {
  try {
    return dueOf(startMs, duration, pauses, calendar)
  } catch (error) {
    if (error instanceof CalendarError) return null
    throw error
  }
}

/** What a clock counts from, in numbers. Pauses of a promise that runs are closed. */
export function countedFrom(clock: CountedClock): Pick<Running, 'startMs' | 'duration' | 'pauses'> {
  const startMs = Temporal.Instant.from(clock.startAt).epochMilliseconds
  return { startMs, duration: clock.duration, pauses: pausesOf(clock, startMs) }
}

/** The firm would miss a date that was told: by its hours as they are now, it comes later. */
export const endangers = (rederived: Rederived, dueMs: number): boolean =>
  rederived.what === 'differs' && rederived.dueMs > dueMs
