import type { Context } from '#platform/operation'
import { requestsByIds } from './queries.ts'

/** What a list shows of requests, by id. */
export async function requestHeads(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { id: string; number: number; subject: string }>> {
  const rows = await requestsByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, number, subject }) => [id, { id, number, subject }]))
}
