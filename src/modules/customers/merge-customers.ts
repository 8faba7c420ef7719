import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { customerNotFound, mergedAlready, mergedIntoItself } from './errors.ts'
import { lockPair, type MergeRow, pointTo, survivorRows } from './merge-queries.ts'
import { customerId, customerView } from './schemas.ts'
import { viewById } from './view.ts'

export const mergeCustomers = operation({
  name: 'customers.merge',
  effect: 'writes',
  permission: 'customers.merge',
  summary: 'Read a customer as another from now on; nothing is rewritten, and it can be undone',
  input: z.strictObject({
    id: customerId.meta({ description: 'The customer that is merged away.' }),
    into: z.uuid().meta({ description: 'The customer that stays; where it is merged itself, whom it is read as.' }),
  }),
  output: customerView,
  async run(ctx, { id, into }) {
    const { merged, survivor } = await holdBoth(ctx, id.toLowerCase(), into.toLowerCase())
    if (merged.merged_into !== survivor.id) {
      await pointTo(ctx.db, ctx.orgId, merged.id, survivor.id, ctx.now)
      ctx.record({ type: 'customer.merged', subject: `customer:${merged.id}`, data: { into: survivor.id } })
      ctx.record({ type: 'customer.joined', subject: `customer:${survivor.id}`, data: { customerId: merged.id } })
    }
    return viewById(ctx, survivor.id)
  },
})

/** As often as others may merge the same customers in between. */
const TRIES = 5

/**
 * The customer that goes and whom it goes to, both held and neither merged into anybody; or the one as it was merged into the
 * other already. Whoever the second is read as is known for sure only while it is held, so it is looked at again.
 */
async function holdBoth(ctx: Context, id: string, into: string): Promise<{ merged: MergeRow; survivor: MergeRow }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const roots = new Map((await survivorRows(ctx.db, ctx.orgId, [id, into])).map((row) => [row.asked, row.id]))
    const target = roots.get(into)
    if (!roots.has(id) || target === undefined) throw customerNotFound()
    if (target === id) throw mergedIntoItself()
    const held = await lockPair(ctx.db, ctx.orgId, [id, target])
    const merged = held.find((row) => row.id === id)
    const survivor = held.find((row) => row.id === target)
    if (!merged || !survivor) throw customerNotFound()
    if (survivor.merged_into !== null) continue
    if (merged.merged_into === null || merged.merged_into === survivor.id) return { merged, survivor }
    const { name } = (await survivorRows(ctx.db, ctx.orgId, [id]))[0] ?? survivor
    throw mergedAlready(name)
  }
  throw customerNotFound()
}
