import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkReason } from './check-reason.ts'
import { reasonArchived, reasonNotFound, staleReason } from './errors.ts'
import { lockReason, updateReasonRow } from './reason-queries.ts'
import { editReason, reasonFields, reasonView } from './reason-schemas.ts'
import { viewOfReason } from './reason-view.ts'

export const updateReason = operation({
  name: 'reasons.update',
  effect: 'writes',
  permission: 'reasons.update',
  summary: 'Change a reason for moving a date; what was told stays as it was',
  input: z.strictObject({
    ...editReason,
    name: reasonFields.name.optional().meta({ examples: ['Part is late'] }),
    cause: reasonFields.cause.optional(),
    why: reasonFields.why.optional(),
  }),
  output: reasonView,
  async run(ctx, { id, ifVersion, ...change }) {
    const row = await lockReason(ctx.db, ctx.orgId, id)
    if (!row) throw reasonNotFound()
    if (row.archived_at !== null) throw reasonArchived()
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleReason(row.version)
    const present = viewOfReason(row)
    const name = change.name ?? present.name
    const why = change.why ?? present.why
    const cause = change.cause === undefined ? present.cause : change.cause
    await checkReason(ctx, { name, why }, id)
    const changed = await updateReasonRow(ctx.db, ctx.orgId, id, { name, cause, why: JSON.stringify(why) })
    ctx.record({ type: 'reason.updated', subject: `reason:${id}`, data: { changed: Object.keys(change) } })
    return viewOfReason(changed)
  },
})
