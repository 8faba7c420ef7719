import { z } from 'zod'
import { operation } from '#platform/operation'
import { insertApart } from './duplicate-queries.ts'
import { customerNotFound, mergedIntoItself } from './errors.ts'
import { survivorsOf } from './one-customer.ts'
import { customerId } from './schemas.ts'

export const tellApart = operation({
  name: 'customers.tellApart',
  effect: 'writes',
  permission: 'customers.merge',
  summary: 'Remember that two customers are not the same: they are not suggested again',
  input: z.strictObject({ id: customerId, other: z.uuid().meta({ description: 'The other one.' }) }),
  output: z.object({}),
  async run(ctx, { id, other }) {
    const read = await survivorsOf(ctx, [id, other])
    const ids = [id, other].map((each) => read.get(each.toLowerCase())?.id)
    const [low, high] = ids.filter((each) => each !== undefined).toSorted()
    if (low === undefined || high === undefined) throw customerNotFound()
    if (low === high) throw mergedIntoItself()
    if (await insertApart(ctx.db, ctx.orgId, { one: low, other: high }, ctx.now))
      ctx.record({ type: 'customer.told_apart', subject: `customer:${low}`, data: { other: high } })
    return {}
  },
})
