import type { Calendar } from '#library/calendar'
import type { Context } from '#platform/operation'
import { compileParts, partsOf } from './calendar.ts'
import { calendarNotFound } from './errors.ts'
import { findCalendar, findCalendarVersion } from './queries.ts'

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
  const calendar = compileParts(partsOf(row))
  const oldest = compiled.keys().next()
  if (compiled.size >= COMPILED_AT_MOST && !oldest.done) compiled.delete(oldest.value)
  // Keyed by the row that was compiled: it may be newer than the version asked for a moment ago.
  compiled.set(keyOf(ctx.orgId, row), calendar)
  return { id: row.id, version: row.version, calendar }
}

const keyOf = (orgId: string, row: { id: string; version: number }): string => `${orgId} ${row.id} ${row.version}`
