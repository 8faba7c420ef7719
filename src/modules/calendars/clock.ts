import type { Calendar, CalendarSpec } from '#library/calendar'
import type { Context } from '#platform/operation'
import { compileParts, partsOf, specOf } from './calendar.ts'
import { calendarNotFound } from './errors.ts'
import { type CalendarRow, calendarRows, calendarVersions, findCalendar, findCalendarVersion } from './queries.ts'

const compiled = new Map<string, Calendar>()
const COMPILED_AT_MOST = 500

/**
 * The clock of a calendar; of the organization's default one for null. Compiled once per version and process.
 * @throws calendars/not_found
 */
export async function calendarClock(
  ctx: Pick<Context, 'db' | 'orgId'>,
  calendarId: string | null,
): Promise<{ id: string; version: number; calendar: Calendar }> {
  const found = await findCalendarVersion(ctx.db, ctx.orgId, calendarId)
  if (!found) throw calendarNotFound()
  const kept = compiled.get(keyOf(ctx.orgId, found))
  if (kept) return { ...found, calendar: kept }
  const row = await findCalendar(ctx.db, ctx.orgId, found.id)
  if (!row) throw calendarNotFound()
  return { id: row.id, version: row.version, calendar: keep(ctx.orgId, row) }
}

/**
 * The clocks of several calendars by id, the default one also under null; unknown ids are left out. At most two
 * statements.
 */
export async function calendarClocks(
  ctx: Pick<Context, 'db' | 'orgId'>,
  calendarIds: readonly (string | null)[],
): Promise<Map<string | null, Calendar>> {
  const found = await calendarVersions(ctx.db, ctx.orgId, [...new Set(calendarIds.filter((id) => id !== null))])
  const clocks = new Map<string | null, Calendar>()
  const missing: string[] = []
  for (const row of found) {
    const kept = compiled.get(keyOf(ctx.orgId, row))
    if (kept) clocks.set(row.id, kept)
    else missing.push(row.id)
  }
  const rows = missing.length === 0 ? [] : await calendarRows(ctx.db, ctx.orgId, missing)
  for (const row of rows) clocks.set(row.id, keep(ctx.orgId, row))
  const fallback = clocks.get(found.find((row) => row.is_default)?.id ?? '')
  return fallback ? clocks.set(null, fallback) : clocks
}

/** Compiles a calendar and keeps it. */
function keep(orgId: string, row: CalendarRow): Calendar {
  const calendar = compileParts(partsOf(row))
  const oldest = compiled.keys().next()
  if (compiled.size >= COMPILED_AT_MOST && !oldest.done) compiled.delete(oldest.value)
  // Keyed by the row that was compiled: it may be newer than the version asked for a moment ago.
  compiled.set(keyOf(orgId, row), calendar)
  return calendar
}

/** The organization's default calendar as data, for a thread that compiles it itself; null without one. */
export async function defaultCalendarSpec(ctx: Pick<Context, 'db' | 'orgId'>): Promise<CalendarSpec | null> {
  const found = await findCalendarVersion(ctx.db, ctx.orgId, null)
  const row = found && (await findCalendar(ctx.db, ctx.orgId, found.id))
  return row ? specOf(partsOf(row)) : null
}

const keyOf = (orgId: string, row: { id: string; version: number }): string => `${orgId} ${row.id} ${row.version}`
