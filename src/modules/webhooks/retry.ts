/**
 * Seconds from one attempt to the next: the example schedule of the Standard Webhooks specification (github.com/
 * standard-webhooks/standard-webhooks, "Deliverability and reliability").
 */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const

/** How often a delivery is tried: once, and once after each wait. */
export const MOST_ATTEMPTS = WAITS.length + 1

const JITTER = 0.1
const LONGEST_WAIT = 86_400

/**
 * When to try again; null when it was tried often enough.
 * @param made attempts that were made, at least 1
 * @param retryAfterSeconds what the other side asked for, or null
 * @param chance from 0 to 1: where within the jitter
 */
export function nextAttemptAt(
  made: number,
  now: Temporal.Instant,
  retryAfterSeconds: number | null,
  chance: number,
): Temporal.Instant | null {
  const wait = WAITS[made - 1]
  if (wait === undefined) return null
  const jittered = wait * (1 + JITTER * (2 * chance - 1))
  const seconds = Math.max(jittered, Math.min(retryAfterSeconds ?? 0, LONGEST_WAIT))
  return now.add({ milliseconds: Math.round(seconds * 1000) })
}

/** Seconds in a Retry-After header: a number, or an HTTP date (RFC 9110, 10.2.3); null when it says neither. */
export function retryAfter(header: string | undefined, now: Temporal.Instant): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = /^\w{3}, .* GMT$/.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, (at - now.epochMilliseconds) / 1000)
}

/** What is known of an endpoint's health. */
export type Health = {
  failures: number
  failingSince: Temporal.Instant | null
  restsUntil: Temporal.Instant | null
  state: 'on' | 'failing' | 'gone'
}

const RESTS_AFTER = 5
const FIRST_REST = 10
const LONGEST_REST = 300
/** Days without one success after which an endpoint is turned off. */
export const GIVES_UP_AFTER_DAYS = 5

/** An endpoint's health after an attempt. `status` null: nobody answered. */
export function healthAfter(
  before: Pick<Health, 'failures' | 'failingSince'>,
  status: number | null,
  now: Temporal.Instant,
): Health {
  if (succeeded(status)) return { failures: 0, failingSince: null, restsUntil: null, state: 'on' }
  const failures = before.failures + 1
  const failingSince = before.failingSince ?? now
  if (status === 410) return { failures, failingSince, restsUntil: null, state: 'gone' }
  const late = Temporal.Instant.compare(failingSince.add({ hours: 24 * GIVES_UP_AFTER_DAYS }), now) <= 0
  if (late) return { failures, failingSince, restsUntil: null, state: 'failing' }
  const rest = failures < RESTS_AFTER ? null : Math.min(FIRST_REST * 2 ** (failures - RESTS_AFTER), LONGEST_REST)
  return { failures, failingSince, restsUntil: rest === null ? null : now.add({ seconds: rest }), state: 'on' }
}

/** Only these say that the event has arrived; a redirect does not. */
export const succeeded = (status: number | null): boolean => status !== null && status >= 200 && status <= 299
