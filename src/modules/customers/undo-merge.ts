import { z } from 'zod'
import { operation } from '#platform/operation'
import { customerNotFound, notMerged } from './errors.ts'
import { lockPair, pointTo } from './merge-queries.ts'
import { customerId, customerView } from './schemas.ts'
import { viewById } from './view.ts'

export const undoMerge = operation({
  name: 'customers.undoMerge',
  effect: 'writes',
  permission: 'customers.merge',
  summary: 'Let a customer that was merged into another stand by itself again, with all that was its own',
  input: z.strictObject({ id: customerId.meta({ description: 'The customer that was merged away.' }) }),
  output: customerView,
  async run(ctx, { id }) {
    const [row] = await lockPair(ctx.db, ctx.orgId, [id])
    if (!row) throw customerNotFound()
    if (row.merged_into === null) throw notMerged()
    await pointTo(ctx.db, ctx.orgId, id, null, ctx.now)
    ctx.record({ type: 'customer.parted', subject: `customer:${id}`, data: { from: row.merged_into } })
    ctx.record({ type: 'customer.left', subject: `customer:${row.merged_into}`, data: { customerId: id } })
    return viewById(ctx, id)
  },
})
