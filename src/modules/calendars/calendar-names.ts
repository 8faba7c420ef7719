import type { Context } from '#platform/operation'
import { namesOfCalendars } from './queries.ts'

/** The names of some calendars by id; unknown ids are left out. One statement. */
export async function calendarNames(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await namesOfCalendars(ctx.db, ctx.orgId, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, row.name]))
}
