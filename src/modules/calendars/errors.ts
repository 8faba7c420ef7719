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

export const teamNotFound = (): Refusal =>
  new Refusal('calendars/team_not_found', 'not_found', 'There is no such team. Check the id.')

export const staleTeam = (version: number): Refusal => stale('calendars', 'team', version)

export const teamArchived = (): Refusal =>
  new Refusal(
    'calendars/team_archived',
    'conflict',
    'This team is archived and takes no new work. Choose another team.',
  )

export const notAColleague = (path: string): Refusal =>
  invalidField(
    'calendars/not_a_colleague',
    path,
    'A team is made of members who have joined. Choose one of /v1/members.',
  )

export const notInTeam = (path: string): Refusal =>
  invalidField('calendars/not_in_team', path, 'Must be a member of the team. Add them to the team first.')

export const dutyBackwards = (): Refusal =>
  invalidField('calendars/duty_backwards', 'toAt', 'The end must come after the start. Choose a later end.')

export const dutySpanOutOfRange = (days: number): Refusal =>
  invalidField('calendars/duty_span', 'to', `Must lie after from, by at most ${days} days.`, { days })

export const tooManyDutyChanges = (max: number): Refusal =>
  new Refusal(
    'calendars/too_many_duty_changes',
    'conflict',
    `A team has at most ${max} changes that are not over. Take old ones back first.`,
    { max },
  )

export const dutyChangeNotFound = (): Refusal =>
  new Refusal('calendars/duty_change_not_found', 'not_found', 'There is no such change of duty. Check the id.')

/** What the library says about a field, as a refusal; anything else is passed on. */
export function refusedCalendar(error: unknown): unknown {
  if (!(error instanceof CalendarError)) return error
  const path = error.field.replaceAll(/\[(\d+)\]/g, '.$1')
  return invalidField('calendars/invalid', path, error.message.slice(error.field.length + 2))
}
