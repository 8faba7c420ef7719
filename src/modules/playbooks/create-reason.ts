import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkReason } from './check-reason.ts'
import { insertReason } from './reason-queries.ts'
import { reasonFields, reasonView } from './reason-schemas.ts'
import { viewOfReason } from './reason-view.ts'

export const createReason = operation({
  name: 'reasons.create',
  effect: 'writes',
  permission: 'reasons.create',
  summary: 'Add a reason for moving a date',
  input: z.strictObject({ ...reasonFields, cause: reasonFields.cause.default(null) }),
  output: reasonView,
  async run(ctx, { name, cause, why }) {
    await checkReason(ctx, { name, why }, null)
    const row = await insertReason(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      name,
      cause,
      why: JSON.stringify(why),
      created_at: ctx.now,
    })
    ctx.record({ type: 'reason.created', subject: `reason:${row.id}`, data: { cause } })
    return viewOfReason(row)
  },
})
