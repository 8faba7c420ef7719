import { type Calendar, type CalendarSpec, compileCalendar, type Weekday, weekdays } from '#library/calendar'
import { textOf } from '#platform/fields'
import { refusedCalendar } from './errors.ts'
import type { CalendarRow } from './queries.ts'
import type { CalendarHours, CalendarSummary, CalendarView, Holiday } from './schemas.ts'

/** What a calendar consists of, whoever it belongs to. */
export type CalendarParts = {
  timeZone: string
  hours: CalendarHours
  holidays: readonly Holiday[]
  overrides: CalendarView['overrides']
}

/** As the library takes it. */
export const specOf = ({ timeZone, hours, holidays, overrides }: CalendarParts): CalendarSpec => ({
  timeZone,
  hours,
  holidays: holidays.map((holiday) => holiday.date),
  overrides,
})

/** @throws calendars/invalid for what never opens or can't be read */
export function compileParts(parts: CalendarParts): Calendar {
  try {
    return compileCalendar(specOf(parts))
  } catch (error) {
    throw refusedCalendar(error)
  }
}

/**
 * Hours to begin with where nothing better is known: 09:00–17:00 on every day that is not weekend in the country, by
 * Unicode CLDR ("weekData").
 */
export function typicalHours(country: string): CalendarHours {
  const { weekend } = new Intl.Locale('und', { region: country }).getWeekInfo()
  const open = weekdays.filter((_, i) => !weekend.includes(i + 1))
  return Object.fromEntries(open.map((day): [Weekday, [string, string][]] => [day, [['09:00', '17:00']]]))
}

export const partsOf = (row: CalendarRow): CalendarParts => ({
  timeZone: row.time_zone,
  hours: row.hours as CalendarHours,
  holidays: row.holidays as Holiday[],
  overrides: row.overrides as CalendarView['overrides'],
})

export type SummaryRow = Omit<CalendarRow, 'org_id' | 'hours' | 'holidays' | 'overrides'>

export const summaryOf = (row: SummaryRow): CalendarSummary => ({
  id: row.id,
  name: row.name,
  timeZone: row.time_zone,
  country: row.country,
  region: row.region,
  isDefault: row.is_default,
  createdAt: textOf(row.created_at),
  version: row.version,
})

export function viewOf(row: CalendarRow): CalendarView {
  const { hours, holidays, overrides } = partsOf(row)
  return { ...summaryOf(row), hours, holidays: [...holidays], overrides }
}
