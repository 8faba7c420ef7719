import type { Context } from '#platform/operation'
import { calendarsOfServices } from './queries.ts'

/** The calendars of some services by service id; null: it has none of its own. Unknown ids are left out. */
export async function serviceCalendars(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await calendarsOfServices(ctx.db, ctx.orgId, ids)
  return new Map(rows.map((row) => [row.id, row.calendar_id]))
}
