import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import type { Change } from './bulk-change.ts'
import { insertBulk, insertRows, type Planned } from './bulk-queries.ts'
import { AT_ONCE, asked, type BulkChangeView, bulkChangeView } from './bulk-schemas.ts'
import { checkChange, chosenIds } from './bulk-subjects.ts'
import { bulkViewById } from './bulk-view.ts'
import { changeSome } from './run-bulk-change.ts'

export const startBulkChange = operation({
  name: 'bulkChanges.start',
  effect: 'writes',
  permission: 'bulkChanges.start',
  summary: `Change many rows: up to ${AT_ONCE} at once, more in the background`,
  input: z.strictObject(asked),
  output: bulkChangeView,
  async run(ctx, { change, ...selection }) {
    await checkChange(ctx, change)
    const ids = await chosenIds(ctx, change, selection)
    return beginBulk(
      ctx,
      change,
      ids.map((id) => ({ id, before: null, after: null })),
      null,
    )
  },
})

/** Notes what is to be done to which rows, and does it now or lets it be done in the background. */
export async function beginBulk(
  ctx: Context,
  change: Change,
  planned: readonly Planned[],
  undoes: string | null,
): Promise<BulkChangeView> {
  const bulk = await insertBulk(ctx.db, {
    org_id: ctx.orgId,
    id: ctx.newId(),
    change: JSON.stringify(change),
    undoes,
    state: 'running',
    total: planned.length,
    started_by: ctx.actor.memberId,
    created_at: ctx.now,
  })
  await insertRows(ctx.db, ctx.orgId, bulk.id, planned)
  ctx.record({
    type: 'bulk_change.started',
    subject: `bulkChange:${bulk.id}`,
    data: { action: change.action, total: planned.length, undoes },
  })
  if (planned.length <= AT_ONCE) await changeSome(ctx, bulk, AT_ONCE + 1)
  else ctx.later({ name: 'lists.run_bulk_change', data: { id: bulk.id, memberId: ctx.actor.memberId } })
  return bulkViewById(ctx, bulk.id)
}
