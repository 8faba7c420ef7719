import type { Context } from '#platform/operation'
import { apiKeysByIds } from './queries.ts'

/** Names of API keys by id, also of those that were revoked. One statement. */
export async function apiKeyNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await apiKeysByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
