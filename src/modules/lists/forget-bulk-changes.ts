import { z } from 'zod'
import { operation } from '#platform/operation'
import { deleteBulkChange, endedBefore } from './bulk-queries.ts'

/** Longer than anybody undoes; what happened to each row stands in its own events. */
const KEEP = { hours: 24 * 90 }
/** Each may have 10,000 rows. */
const AT_ONCE = 20

export const forgetBulkChanges = operation({
  name: 'lists.forgetBulkChanges',
  effect: 'writes',
  permission: 'lists.forgetBulkChanges',
  summary: 'Forget bulk changes that ended more than 90 days ago',
  input: z.strictObject({}),
  output: z.object({ forgotten: z.number().int() }),
  async run(ctx) {
    const ended = await endedBefore(ctx.db, ctx.orgId, ctx.now.subtract(KEEP), AT_ONCE)
    for (const { id } of ended) await deleteBulkChange(ctx.db, ctx.orgId, id)
    return { forgotten: ended.length }
  },
})
