import type { Calendar } from '#library/calendar'
import { type Clock, type ClockPause, deriveDue } from './clock.ts'

/** The clock stands from `from`, until an answer. */
export const pauseClock = (clock: Clock, from: Temporal.Instant): Clock => ({
  ...clock,
  pauses: [...(clock.pauses ?? []), { from: from.toString(), to: null }],
})

/** The clock runs again from `to`; a pause that began later took no time. */
export const resumeClock = (clock: Clock, to: Temporal.Instant): Clock =>
  clock.pauses === undefined ? clock : { ...clock, pauses: clock.pauses.map((pause) => closed(pause, to)) }

const closed = (pause: ClockPause, to: Temporal.Instant): ClockPause => {
  if (pause.to !== null) return pause
  const from = Temporal.Instant.from(pause.from)
  return { from: pause.from, to: (Temporal.Instant.compare(to, from) > 0 ? to : from).toString() }
}

/** What decides when a paused promise is due: its clock, the date that holds until then, the calendar as it now is. */
export type Paused = { clock: Clock; dueAt: Temporal.Instant; calendar: Calendar; calendarVersion: number }

/**
 * When a paused promise is due if the customer answers at `at`. A counted clock is derived from its start. A chosen
 * instant, and one counted over a calendar that was edited since it was told, moves on from the date that was told by
 * the time of the pause alone: business time, or real time where the wall calendar is counted. Never earlier than told.
 */
export function dueOnAnswer(
  { clock, dueAt, calendar, calendarVersion }: Paused,
  at: Temporal.Instant,
): Temporal.Instant {
  const resumed = resumeClock(clock, at)
  const told = dueAt.epochMilliseconds
  const due =
    resumed.type === 'counted' && resumed.calendarVersion === calendarVersion
      ? deriveDue(resumed, calendar, at.epochMilliseconds)
      : told + movedBy(clock, told, calendar, at)
  return due > told ? Temporal.Instant.fromEpochMilliseconds(due) : dueAt
}

/** Milliseconds by which the pause that is open moves a date, if it ends at `at`. */
function movedBy(clock: Clock, told: number, calendar: Calendar, at: Temporal.Instant): number {
  const open = clock.pauses?.find(({ to }) => to === null)
  if (!open) return 0
  const from = Temporal.Instant.from(open.from).epochMilliseconds
  const to = Math.max(from, at.epochMilliseconds)
  const wall = clock.type === 'counted' && !clock.duration.unit.startsWith('business')
  return wall ? to - from : calendar.due(told, calendar.elapsed(from, to)) - told
}

/** The last instant of the day that `now` lies on, where the calendar is: an answer "today" comes by then. */
export const endOfToday = (now: Temporal.Instant, timeZone: string): Temporal.Instant =>
  now.toZonedDateTimeISO(timeZone).startOfDay().add({ days: 1 }).toInstant()
