import { forgetObservations } from '#modules/forecast'
import { undoImportedPromises } from '#modules/promises'
import type { Context } from '#platform/operation'
import { builtOnAmong, deleteRequests, lockImportedRequests } from './import-queries.ts'

/**
 * Takes back the next requests that an import made, in the order of their opening: each with its promise and what the
 * forecast learnt from it. Those on which something was built stay.
 * @param after where the last call ended; null: from the beginning
 * @returns how many went and stayed, and where the next call begins; null: nothing is left
 */
export async function undoImportedRequests(
  ctx: Context,
  importId: string,
  after: readonly string[] | null,
  limit: number,
): Promise<{ undone: number; kept: number; next: string[] | null }> {
  const rows = await lockImportedRequests(ctx.db, ctx.orgId, importId, after, limit)
  const aboutOf = (id: string): string => `request:${id}`
  const builtOn = new Set(
    await builtOnAmong(
      ctx.db,
      ctx.orgId,
      rows.map(({ id }) => aboutOf(id)),
    ),
  )
  const ids = rows.map(({ id }) => id).filter((id) => !builtOn.has(aboutOf(id)))
  if (ids.length > 0) {
    await undoImportedPromises(ctx, importId, ids.map(aboutOf))
    await forgetObservations(ctx, ids)
    await deleteRequests(ctx.db, ctx.orgId, ids)
  }
  const last = rows.at(-1)
  const next = rows.length < limit || last === undefined ? null : [last.opened_at.toString(), last.id]
  return { undone: ids.length, kept: rows.length - ids.length, next }
}
