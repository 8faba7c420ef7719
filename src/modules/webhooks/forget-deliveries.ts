import { z } from 'zod'
import { operation } from '#platform/operation'
import { deleteDeliveries, deliveriesBefore } from './queries.ts'

const KEEP = { hours: 24 * 30 }
const AT_ONCE = 5_000

/** Bodies hold what customers said and were promised: they are kept as long as somebody may want to replay them. */
export const forgetDeliveries = operation({
  name: 'webhooks.forgetDeliveries',
  effect: 'writes',
  permission: 'webhooks.forgetDeliveries',
  summary: 'Forget what was sent to endpoints more than 30 days ago',
  input: z.strictObject({}),
  output: z.object({ forgotten: z.number().int() }),
  async run(ctx) {
    const rows = await deliveriesBefore(ctx.db, ctx.orgId, ctx.now.subtract(KEEP), AT_ONCE)
    const ids = rows.map((row) => row.id)
    if (ids.length > 0) await deleteDeliveries(ctx.db, ctx.orgId, ids)
    return { forgotten: ids.length }
  },
})
