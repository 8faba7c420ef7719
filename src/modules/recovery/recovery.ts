import type { Instants } from '#library/calendar'
import { LEAD, quietOf, type Reachable } from '#modules/conversations'

/** The pure part of recoveries: new dates, and until when saying so still helps. */

export const CAUSES = ['at_risk', 'milestone', 'absence', 'event'] as const
export type Cause = (typeof CAUSES)[number]

export const STATES = ['planning', 'open', 'sending', 'done', 'closed'] as const
export const ITEM_STATES = ['waiting', 'chosen', 'sent', 'left', 'settled', 'failed'] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** How new dates are found: by history at a confidence, so much business time later, or one instant for all. */
export type Dates =
  | { by: 'forecast'; confidence: number }
  | { by: 'shift'; businessSeconds: number }
  | { by: 'fixed'; at: string }

type Dated = {
  /** As it was told. */
  dueAt: Temporal.Instant
  now: Temporal.Instant
  calendar: Instants | null
  /** What history says at a confidence; null: it does not reach so far. */
  nearest: ((confidence: number) => Temporal.Instant | null) | null
}

const later = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0
const latest = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (later(a, b) ? a : b)

/** The date that a rule proposes; null where it has none that lies after the old one and ahead: then a person says it. */
export function dateBy(dates: Dates, { dueAt, now, calendar, nearest }: Dated): Temporal.Instant | null {
  const proposed =
    dates.by === 'fixed'
      ? Temporal.Instant.from(dates.at)
      : dates.by === 'forecast'
        ? (nearest?.(dates.confidence) ?? null)
        : (calendar?.due(latest(dueAt, now), dates.businessSeconds) ??
          latest(dueAt, now).add({ seconds: dates.businessSeconds }))
  return proposed !== null && later(proposed, latest(dueAt, now)) ? proposed : null
}

/** Whoever is called at the last moment has this much business time to act. */
const TO_ACT = 1800

/**
 * The last moment at which a notice about a date still helps: the customer has two hours to act on it (`LEAD`), is not woken
 * by it, and somebody here is at work to write it; where their waking hours and ours never meet, the first two alone. Never
 * after the date itself.
 */
export function lastMoment(
  dueAt: Temporal.Instant,
  contact: Pick<Reachable, 'timeZone' | 'quietHours'> | null,
  calendar: Instants | null,
): Temporal.Instant {
  const latest = awakeBy(dueAt.subtract(LEAD), contact)
  if (calendar === null) return latest
  for (let [look, at] = [0, latest]; look < LOOKS; look++) {
    const atWork = calendar.before(at, TO_ACT)
    at = awakeBy(atWork, contact)
    if (Temporal.Instant.compare(at, atWork) === 0) return at
  }
  return latest
}

/** So many days back an hour is looked for in which the firm is at work and the contact awake. */
const LOOKS = 14

/** The latest instant at which somebody is awake. */
function awakeBy(at: Temporal.Instant, contact: Pick<Reachable, 'timeZone' | 'quietHours'> | null): Temporal.Instant {
  const quiet = contact && quietOf(at, contact)
  return quiet ? quiet.begins.subtract({ minutes: 1 }) : at
}

/** The start of the arrival window that ends at another date: as long as it was. */
export const windowBefore = (
  newDueAt: Temporal.Instant,
  { windowFrom, dueAt }: { windowFrom: Temporal.Instant | null; dueAt: Temporal.Instant },
): Temporal.Instant | undefined =>
  windowFrom === null
    ? undefined
    : newDueAt.subtract({ milliseconds: dueAt.epochMilliseconds - windowFrom.epochMilliseconds })
