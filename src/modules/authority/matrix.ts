import { z } from 'zod'
import { currencyCode, offeredRemedy } from '#modules/playbooks'
import { operation } from '#platform/operation'
import { periodsOf } from './budget.ts'
import { limitNotFound } from './errors.ts'
import { deleteLimit, limitRows, lockLimit, putLimit } from './queries.ts'
import { limitAmounts, limitPlace, limitView } from './schemas.ts'
import { viewOfLimit } from './view.ts'

export const readLimits = operation({
  name: 'authority.readLimits',
  effect: 'reads',
  permission: 'authority.read',
  summary: 'The matrix: who may grant how much of what',
  input: z.strictObject({}),
  output: z.object({ currency: currencyCode, limits: z.array(limitView) }),
  async run(ctx) {
    const { currency } = await periodsOf(ctx)
    return { currency, limits: (await limitRows(ctx.db, ctx.orgId)).map(viewOfLimit) }
  },
})

export const setLimit = operation({
  name: 'authority.setLimit',
  effect: 'writes',
  permission: 'authority.write',
  summary: 'Set a line of the matrix; it holds from the next grant on',
  input: z.strictObject({
    role: limitPlace.role,
    situation: limitPlace.situation.default(null),
    remedyId: limitPlace.remedyId.default(null),
    ...limitAmounts,
  }),
  output: limitView,
  async run(ctx, input) {
    if (input.remedyId !== null) await offeredRemedy(ctx, input.remedyId)
    const row = await putLimit(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      role: input.role,
      situation: input.situation,
      remedy_id: input.remedyId,
      per_request: input.perRequest,
      per_customer_year: input.perCustomerYear,
      per_firm_month: input.perFirmMonth,
      per_member_month: input.perMemberMonth,
      created_at: ctx.now,
    })
    ctx.record({ type: 'authority.limit_set', subject: `limit:${row.id}`, data: input })
    return viewOfLimit(row)
  },
})

export const removeLimit = operation({
  name: 'authority.removeLimit',
  effect: 'writes',
  permission: 'authority.write',
  summary: 'Remove a line of the matrix: the next more general one speaks, or there is no authority',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The line.' }) }),
  output: z.object({ removed: z.literal(true) }),
  async run(ctx, { id }) {
    const row = await lockLimit(ctx.db, ctx.orgId, id)
    if (!row) throw limitNotFound()
    await deleteLimit(ctx.db, ctx.orgId, id)
    const { role, situation, remedy_id: remedyId } = row
    ctx.record({ type: 'authority.limit_removed', subject: `limit:${id}`, data: { role, situation, remedyId } })
    return { removed: true as const }
  },
})
