import type { Context } from '#platform/operation'
import { namesOfServices } from './queries.ts'

/** The names of some services, archived ones too, by id; unknown ids are left out. */
export async function serviceNames(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await namesOfServices(ctx.db, ctx.orgId, ids)
  return new Map(rows.map((row) => [row.id, row.name]))
}
