import type { Context } from '#platform/operation'
import { type CalendarParts, compileParts } from './calendar.ts'
import { holidaysOf, yearsAround } from './holidays.ts'
import { type CalendarRow, insertCalendar, lockDefaultCalendar, updateCalendarRow } from './queries.ts'

export type NewCalendar = CalendarParts & {
  name: string
  country: string | null
  region: string | null
  isDefault: boolean
}

/** Adds a calendar; the first one is the default whatever is asked. @throws calendars/invalid */
export async function addCalendar(ctx: Context, input: NewCalendar): Promise<CalendarRow> {
  compileParts(input)
  const isDefault = await takeDefault(ctx, input.isDefault)
  const row: CalendarRow = {
    org_id: ctx.orgId,
    id: ctx.newId(),
    name: input.name,
    time_zone: input.timeZone,
    country: input.country,
    region: input.region,
    hours: input.hours,
    holidays: [...input.holidays],
    overrides: input.overrides,
    is_default: isDefault,
    version: 1,
    created_at: ctx.now,
  }
  await insertCalendar(ctx.db, { ...row, ...jsonOf(input) })
  ctx.record({
    type: 'calendar.created',
    subject: `calendar:${row.id}`,
    data: { timeZone: row.time_zone, country: row.country, region: row.region, isDefault },
  })
  return row
}

/**
 * Makes room for a default calendar. Answers whether the caller's calendar is to be it: when asked for, or when there
 * is none yet.
 */
export async function takeDefault(ctx: Context, wanted: boolean): Promise<boolean> {
  const present = await lockDefaultCalendar(ctx.db, ctx.orgId)
  if (!present) return true
  if (!wanted) return false
  const { version } = await updateCalendarRow(ctx.db, ctx.orgId, present.id, { is_default: false })
  ctx.record({
    type: 'calendar.changed',
    subject: `calendar:${present.id}`,
    data: { version, changed: ['isDefault'], isDefault: false },
  })
  return true
}

/** A calendar's lists as the database takes them. */
export const jsonOf = ({ hours, holidays, overrides }: CalendarParts) => ({
  hours: JSON.stringify(hours),
  holidays: JSON.stringify(holidays),
  overrides: JSON.stringify(overrides),
})

/** The holidays to copy into a calendar; none without a country. @throws calendars/unknown_country, …/unknown_region */
export const holidaysToCopy = (now: Temporal.Instant, country: string | null, region: string | null) =>
  country === null ? Promise.resolve([]) : holidaysOf(country, region, yearsAround(now))
