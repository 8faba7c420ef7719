import type { Calendar } from '#library/calendar'

/** Nobody is written to at night: the hours of the customer's own clock in which a reminder may come. */
const MORNING = 8
const EVENING = 20

const MOST_STEPS = 60

/**
 * The first instant from `from` on at which we are open and it is day where the customer is. Where our hours and the
 * customer's day never meet within two months, the customer's day alone decides.
 */
export function writableFrom(from: Temporal.Instant, calendar: Calendar, customerZone: string): Temporal.Instant {
  let at = from
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const open = Temporal.Instant.fromEpochMilliseconds(calendar.nextOpen(at.epochMilliseconds))
    const day = dayFrom(open, customerZone)
    if (Temporal.Instant.compare(open, day) === 0) return open
    at = day
  }
  return dayFrom(from, customerZone)
}

/** `at` itself by day; else the next morning where the customer is. */
function dayFrom(at: Temporal.Instant, zone: string): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone)
  if (local.hour >= MORNING && local.hour < EVENING) return at
  const date = local.hour < MORNING ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: MORNING }) }).toInstant()
}

export type ReminderPlan = {
  startedAt: Temporal.Instant
  /** Business days after the start. */
  after: readonly number[]
  calendar: Calendar
  customerZone: string
}

/**
 * The next reminder that still lies ahead of `now`, with its place in the plan; null when there is none. Those whose
 * time passed unsent, while nothing ran, are left out: nobody is reminded twice at once.
 */
export function nextReminder(
  plan: ReminderPlan,
  done: number,
  now: Temporal.Instant,
): { n: number; at: Temporal.Instant } | null {
  for (const [i, days] of plan.after.entries()) {
    if (i < done) continue
    const day = plan.calendar.addDays(plan.startedAt.epochMilliseconds, days, { at: 'same time' })
    const at = writableFrom(Temporal.Instant.fromEpochMilliseconds(day), plan.calendar, plan.customerZone)
    if (Temporal.Instant.compare(at, now) > 0) return { n: i + 1, at }
  }
  return null
}
