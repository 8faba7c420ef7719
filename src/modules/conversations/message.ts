/** Stands for the customer's link in stored text; the address is put in only while sending. */
export const LINK_MARKER = '{link}'

/** Text of people that goes into a message: it cannot contain the marker. */
export const withoutMarker = (text: string): string => text.replaceAll(LINK_MARKER, '{ link }')

export const putLink = (stored: string, url: string): string => stored.replaceAll(LINK_MARKER, url)

const RETRY_AFTER_SECONDS = [30, 120, 600, 1800, 3600, 3600, 3600]

/**
 * When to try again after `attempts` failed ones: within half a minute at first, for about four hours in all.
 * Null: no more, a person has to see to it.
 */
export function nextAttemptAt(attempts: number, now: Temporal.Instant): Temporal.Instant | null {
  const seconds = RETRY_AFTER_SECONDS[attempts - 1]
  return seconds === undefined ? null : now.add({ seconds })
}
