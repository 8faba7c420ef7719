/** A calendar month (`2026-11`) or year (`2026`), as grants count in them. */
export type Period = string

export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/

export const isMonth = (period: Period): boolean => period.length === 7

/**
 * Between which instants a grant of a period was made, whatever the zone of the organization: a day more on either side.
 * It narrows what is looked at; the period itself stands with each grant.
 */
export function aroundPeriod(period: Period): { from: Temporal.Instant; to: Temporal.Instant } {
  const first = Temporal.PlainDate.from(isMonth(period) ? `${period}-01` : `${period}-01-01`)
  const after = first.add(isMonth(period) ? { months: 1 } : { years: 1 })
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC').toInstant()
  return { from: at(first.subtract({ days: 1 })), to: at(after.add({ days: 1 })) }
}
