import type { Context } from '#platform/operation'
import { type Change, canBeUndone, permissionFor, type Reason } from './bulk-change.ts'
import { type BulkRow, countRows, findBulk, isUndone } from './bulk-queries.ts'
import type { BulkChangeView, LeftView } from './bulk-schemas.ts'
import { labelOf, requestOf, standsOf } from './bulk-subjects.ts'
import { bulkChangeNotFound } from './errors.ts'

type Left = { reason: Reason; count: number; ids: readonly string[] }

/** Rows that are left as they are, with what they are called. */
export async function leftViewOf(ctx: Context, change: Change, left: readonly Left[]): Promise<LeftView> {
  const stands = await standsOf(
    ctx,
    change,
    left.flatMap(({ ids }) => ids),
  )
  return left.map(({ reason, count, ids }) => ({
    reason,
    count,
    examples: ids.flatMap((id) => {
      const stand = stands.get(id)
      return stand ? [{ id, label: labelOf(stand), requestId: requestOf(stand) }] : []
    }),
  }))
}

/** A change of many rows as the API shows it. */
export async function bulkViewOf(ctx: Context, row: BulkRow): Promise<BulkChangeView> {
  const change = row.change as Change
  const counts = await countRows(ctx.db, ctx.orgId, row.id)
  const of = (state: string) => counts.filter((each) => each.state === state).reduce((sum, { count }) => sum + count, 0)
  const left = counts.flatMap(({ state, reason, count, ids }) =>
    state === 'left' && reason !== null ? [{ reason, count, ids }] : [],
  )
  const changed = of('changed')
  const mayUndo =
    row.state !== 'running' &&
    row.undoes === null &&
    canBeUndone(change) &&
    changed > 0 &&
    ctx.actor.may(permissionFor(change, true)) &&
    !(await isUndone(ctx.db, ctx.orgId, row.id))
  return {
    id: row.id,
    change,
    undoes: row.undoes,
    state: row.state as BulkChangeView['state'],
    total: row.total,
    changed,
    left: await leftViewOf(ctx, change, left),
    waiting: of('waiting'),
    mayUndo,
  }
}

/** @throws lists/bulk_change_not_found */
export async function bulkViewById(ctx: Context, id: string): Promise<BulkChangeView> {
  const row = await findBulk(ctx.db, ctx.orgId, id)
  if (!row) throw bulkChangeNotFound()
  return bulkViewOf(ctx, row)
}
