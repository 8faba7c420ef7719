import type { Calendar } from '#library/calendar'

/**
 * When one would promise what history dates to `at`: rounded up to the full hour of the calendar's zone, and on to the
 * next opening where the firm is closed then. Never earlier, so that the date keeps its chance; closing time counts as
 * open. A calendar that does not open again within its range leaves the full hour.
 */
export function whenOpen(at: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  const hour = at
    .toZonedDateTimeISO(calendar.timeZone)
    .round({ smallestUnit: 'hour', roundingMode: 'ceil' })
    .toInstant()
  const ms = hour.epochMilliseconds
  if (calendar.isOpen(ms) || calendar.isOpen(ms - 1)) return hour
  try {
    return Temporal.Instant.fromEpochMilliseconds(calendar.nextOpen(ms))
  } catch (error) {
    if (error instanceof RangeError) return hour
    throw error
  }
}
