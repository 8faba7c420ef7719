import { CalendarError } from '#library/calendar'
import { invalidField, notFound, Refusal, stale } from '#platform/errors'

export const calendarNotFound = (): Refusal => notFound('calendars', 'calendar')

export const staleCalendar = (version: number): Refusal => stale('calendars', 'calendar', version)

export const defaultNeeded = (): Refusal =>
  new Refusal(
    'calendars/default_needed',
    'conflict',
    'An organization keeps a default calendar. Make another calendar the default instead.',
  )

export const unknownCountry = (country: string): Refusal =>
  invalidField(
    'calendars/unknown_country',
    'country',
    `No holidays are known for ${country}. Leave the country out, or choose one of /v1/holiday-regions.`,
  )

export const unknownRegion = (country: string): Refusal =>
  invalidField(
    'calendars/unknown_region',
    'region',
    `${country} has no such region. Choose one of /v1/holiday-regions.`,
  )

export const regionNeedsCountry = (): Refusal =>
  invalidField('calendars/region_needs_country', 'region', 'A region belongs to a country. Give the country as well.')

/** What the library says about a field, as a refusal; anything else is passed on. */
export function refusedCalendar(error: unknown): unknown {
  if (!(error instanceof CalendarError)) return error
  const path = error.field.replaceAll(/\[(\d+)\]/g, '.$1')
  return invalidField('calendars/invalid', path, error.message.slice(error.field.length + 2))
}
