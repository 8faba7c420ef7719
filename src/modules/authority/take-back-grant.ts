import { z } from 'zod'
import { getPromise, withdrawPromise } from '#modules/promises'
import { words } from '#platform/fields'
import { operation } from '#platform/operation'
import { sumsOf } from './budget.ts'
import { alreadyDone, grantNotFound } from './errors.ts'
import { addUse, giveBackUse, lockGrant, updateGrant } from './queries.ts'
import { grantView } from './schemas.ts'
import { viewOfGrant } from './view.ts'

/** Taken back twice is once. */
export const takeBackGrant = operation({
  name: 'remedies.takeBack',
  effect: 'writes',
  permission: 'remedies.takeBack',
  summary: 'Take back what was granted and is not done yet; the customer is told where it was promised',
  input: z.strictObject({
    id: z.uuid().meta({ description: 'The grant.' }),
    reason: words(1000, 'It was entered for the wrong customer.'),
  }),
  output: grantView,
  async run(ctx, { id, reason }) {
    const row = await lockGrant(ctx.db, ctx.orgId, id)
    if (!row) throw grantNotFound()
    if (row.state === 'taken_back') return viewOfGrant(ctx, row)
    if (row.promise_id !== null) {
      const promise = await getPromise.run(ctx, { id: row.promise_id })
      if (promise.state !== 'open' && promise.state !== 'proposed') throw alreadyDone()
      await withdrawPromise.run(ctx, { id: promise.id, reason })
    }
    const { about, customer_id: customerId, granted_by: granterKey, year, month } = row
    const sums = sumsOf({ about, customerId, granterKey, year, month }, row.remedy_id)
    await addUse(
      ctx.db,
      ctx.orgId,
      sums.map((key) => ({ ...key, amount: 0 })),
    )
    const amount = Number(row.amount)
    await giveBackUse(ctx.db, ctx.orgId, sums, amount)
    const data = { remedyId: row.remedy_id, amount, currency: row.currency }
    ctx.record({ type: 'remedy.taken_back', subject: `grant:${id}`, about, data })
    const set = { state: 'taken_back', taken_back_at: ctx.now, taken_back_reason: reason }
    return viewOfGrant(ctx, await updateGrant(ctx.db, ctx.orgId, id, set))
  },
})
