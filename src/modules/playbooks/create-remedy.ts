import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkRemedy } from './check-remedy.ts'
import { insertRemedy } from './queries.ts'
import { remedyFields, remedyView } from './schemas.ts'
import { viewOf } from './view.ts'

export const createRemedy = operation({
  name: 'remedies.create',
  effect: 'writes',
  permission: 'remedies.create',
  summary: 'Add an alternative or a remedy to the library',
  input: z.strictObject({
    ...remedyFields,
    cost: remedyFields.cost.default(null),
    conditions: remedyFields.conditions.default(''),
    validDays: remedyFields.validDays.default(null),
  }),
  output: remedyView,
  async run(ctx, input) {
    const remedy = { ...input, cost: input.kind === 'apology' ? (input.cost ?? 0) : input.cost }
    await checkRemedy(ctx, remedy, null)
    const row = await insertRemedy(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      kind: remedy.kind,
      name: remedy.name,
      cost: remedy.cost,
      conditions: remedy.conditions,
      wording: JSON.stringify(remedy.wording),
      valid_days: remedy.validDays,
      created_at: ctx.now,
    })
    ctx.record({ type: 'remedy.created', subject: `remedy:${row.id}`, data: { kind: row.kind, cost: remedy.cost } })
    return viewOf(row)
  },
})
