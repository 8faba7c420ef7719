import type { Instants } from '#library/calendar'
import { contactQuietUntil, type Quiet } from './quiet-hours.ts'

/** Nobody is reminded sooner after being told than this much business time. */
const AT_LEAST_SECONDS = 4 * 3600
/** Whoever is reminded has at least this long to answer still. */
const TO_ANSWER = { hours: 2 } as const

/**
 * When a customer is reminded that an answer is awaited: when half of the time to answer is left, some business hours after
 * they were told at the earliest, and not in their quiet hours. Null: it would come too late to be of use.
 * @param calendar null: the firm has no business hours, so that all count
 */
export function answerReminderAt({
  toldAt,
  answerBy,
  calendar,
  contact,
}: {
  toldAt: Temporal.Instant
  answerBy: Temporal.Instant
  calendar: Pick<Instants, 'due'> | null
  contact: Quiet
}): Temporal.Instant | null {
  const half = toldAt.add({ milliseconds: Math.ceil((answerBy.epochMilliseconds - toldAt.epochMilliseconds) / 2) })
  const soonest = calendar?.due(toldAt, AT_LEAST_SECONDS) ?? toldAt.add({ seconds: AT_LEAST_SECONDS })
  const at = Temporal.Instant.compare(half, soonest) < 0 ? soonest : half
  const awake = contactQuietUntil(at, contact) ?? at
  return Temporal.Instant.compare(awake, answerBy.subtract(TO_ANSWER)) > 0 ? null : awake
}
