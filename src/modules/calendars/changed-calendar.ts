import type { Calendar } from '#library/calendar'
import type { Context } from '#platform/operation'
import { holidaysToCopy } from './add-calendar.ts'
import { type CalendarParts, compileParts, partsOf } from './calendar.ts'
import { calendarNotFound, regionNeedsCountry } from './errors.ts'
import { type CalendarRow, findCalendar } from './queries.ts'
import { calendarZone, country, holidays, hours, overrides, region } from './schemas.ts'

/** What of a calendar decides about dates, each part to be changed or left. */
export const decisiveChange = {
  timeZone: calendarZone.optional(),
  hours: hours.optional(),
  country: country
    .nullable()
    .optional()
    .meta({ description: 'Another country or region replaces the holidays, unless they are given.' }),
  region: region.nullable().optional(),
  holidays: holidays.optional(),
  overrides: overrides.optional(),
}

export type DecisiveChange = Partial<CalendarParts> & { country?: string | null; region?: string | null }
type Given<T> = { [K in keyof T]?: T[K] | undefined }

/** What a calendar consists of after a change. @throws calendars/region_needs_country, calendars/invalid and others */
export async function changedCalendar(
  now: Temporal.Instant,
  row: CalendarRow,
  change: Given<DecisiveChange>,
): Promise<{ country: string | null; region: string | null; parts: CalendarParts; calendar: Calendar }> {
  const land = change.country === undefined ? row.country : change.country
  const kept = change.country === undefined ? row.region : null
  const part = change.region === undefined ? kept : change.region
  if (part !== null && land === null) throw regionNeedsCountry()
  const moved = land !== row.country || part !== row.region
  const before = partsOf(row)
  const parts = {
    timeZone: change.timeZone ?? before.timeZone,
    hours: change.hours ?? before.hours,
    overrides: change.overrides ?? before.overrides,
    holidays: change.holidays ?? (moved ? await holidaysToCopy(now, land, part) : before.holidays),
  }
  return { country: land, region: part, parts, calendar: compileParts(parts) }
}

/** The clocks of a calendar before and after a change that nobody has made yet. @throws calendars/not_found, … */
export async function calendarIfChanged(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  id: string,
  change: Given<DecisiveChange>,
): Promise<{ before: Calendar; after: Calendar }> {
  const row = await findCalendar(ctx.db, ctx.orgId, id)
  if (!row) throw calendarNotFound()
  const { calendar } = await changedCalendar(ctx.now, row, change)
  return { before: compileParts(partsOf(row)), after: calendar }
}
