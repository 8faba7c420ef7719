import type { Instants } from '#library/calendar'
import { contactQuietUntil } from '#modules/promises'
import type { Reachable } from './delivery-plan.ts'

/** How long a call may take in business time, and how soon after one that reached nobody the next is made. */
const TO_CALL = 4 * 3600
const BETWEEN = 2 * 3600
/** An urgent call is made within this. */
const URGENT = { minutes: 30 } as const

export type CallTimes = { notBefore: Temporal.Instant; dueAt: Temporal.Instant }

/**
 * From when and by when somebody is called: while the firm is open and the contact awake, and before what it is about is
 * due. An urgent call is made whatever the hour.
 * @param promiseDue when what the call is about is due, after `from`; null: nothing lies ahead
 */
export function callTimes({
  from,
  urgent,
  contact,
  calendar,
  promiseDue,
}: {
  from: Temporal.Instant
  urgent: boolean
  contact: Pick<Reachable, 'timeZone' | 'quietHours'>
  calendar: Instants | null
  promiseDue: Temporal.Instant | null
}): CallTimes {
  const soonest = urgent ? from : firstBoth(from, contact, calendar)
  // What is due before anybody is open and awake is called about before, by whoever is there.
  const isLate = promiseDue !== null && Temporal.Instant.compare(promiseDue, soonest) <= 0
  const notBefore = isLate ? from : soonest
  const usual = urgent ? notBefore.add(URGENT) : after(notBefore, TO_CALL, calendar)
  const dueAt = promiseDue !== null && Temporal.Instant.compare(promiseDue, usual) < 0 ? promiseDue : usual
  return { notBefore, dueAt }
}

/** In business time; where there are no business hours, in any. */
const after = (at: Temporal.Instant, seconds: number, calendar: Instants | null): Temporal.Instant =>
  calendar?.due(at, seconds) ?? at.add({ seconds })

/** When it is tried again after a call that reached nobody. */
export const nextTry = (now: Temporal.Instant, calendar: Instants | null): Temporal.Instant =>
  after(now, BETWEEN, calendar)

/** The first instant at which the firm is open and the contact awake; where there is none in a fortnight, when it is open. */
function firstBoth(
  from: Temporal.Instant,
  contact: Pick<Reachable, 'timeZone' | 'quietHours'>,
  calendar: Instants | null,
): Temporal.Instant {
  const open = (at: Temporal.Instant): Temporal.Instant => calendar?.nextOpen(at) ?? at
  let at = open(from)
  for (let look = 0; look < 30; look++) {
    const quiet = contactQuietUntil(at, contact)
    if (quiet === null) return at
    at = open(quiet)
  }
  return open(from)
}

/** Calls that reach nobody before another channel is used; and before it is given up where there is none. */
const BEFORE_ANOTHER = 2
const AT_MOST = 3

/** Whether a call that reached nobody is made again. @param hasOther another channel is left */
export const isTriedAgain = (attempts: number, { urgent, hasOther }: { urgent: boolean; hasOther: boolean }): boolean =>
  attempts < (hasOther ? (urgent ? 1 : BEFORE_ANOTHER) : AT_MOST)
