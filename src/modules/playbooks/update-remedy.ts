import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkRemedy } from './check-remedy.ts'
import { remedyArchived, remedyNotFound, staleRemedy } from './errors.ts'
import { lockRemedy, updateRemedyRow } from './queries.ts'
import { edit, remedyFields, remedyView } from './schemas.ts'
import { viewOf } from './view.ts'

export const updateRemedy = operation({
  name: 'remedies.update',
  effect: 'writes',
  permission: 'remedies.update',
  summary: 'Change a line of the library; what was granted stays as it was',
  input: z.strictObject({
    ...edit,
    name: remedyFields.name.optional().meta({ examples: ['Discount when we come late'] }),
    cost: remedyFields.cost.optional(),
    conditions: remedyFields.conditions.optional(),
    wording: remedyFields.wording.optional(),
    validDays: remedyFields.validDays.optional(),
  }),
  output: remedyView,
  async run(ctx, { id, ifVersion, ...change }) {
    const row = await lockRemedy(ctx.db, ctx.orgId, id)
    if (!row) throw remedyNotFound()
    if (row.archived_at !== null) throw remedyArchived()
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleRemedy(row.version)
    const present = viewOf(row)
    const remedy = {
      kind: present.kind,
      name: change.name ?? present.name,
      cost: change.cost === undefined ? present.cost : change.cost,
      conditions: change.conditions ?? present.conditions,
      wording: change.wording ?? present.wording,
      validDays: change.validDays === undefined ? present.validDays : change.validDays,
    }
    await checkRemedy(ctx, remedy, id)
    const changed = await updateRemedyRow(ctx.db, ctx.orgId, id, {
      name: remedy.name,
      cost: remedy.cost,
      conditions: remedy.conditions,
      wording: JSON.stringify(remedy.wording),
      valid_days: remedy.validDays,
    })
    ctx.record({ type: 'remedy.updated', subject: `remedy:${id}`, data: { changed: Object.keys(change) } })
    return viewOf(changed)
  },
})
