import { z } from 'zod'
import { operation } from '#platform/operation'
import { reasonNotFound, staleReason } from './errors.ts'
import { lockReason, updateReasonRow } from './reason-queries.ts'
import { editReason, reasonView } from './reason-schemas.ts'
import { viewOfReason } from './reason-view.ts'

/** Archiving what is archived changes nothing. */
export const archiveReason = operation({
  name: 'reasons.archive',
  effect: 'writes',
  permission: 'reasons.archive',
  summary: 'Give a reason no longer; what was told stays as it was',
  input: z.strictObject(editReason),
  output: reasonView,
  async run(ctx, { id, ifVersion }) {
    const row = await lockReason(ctx.db, ctx.orgId, id)
    if (!row) throw reasonNotFound()
    if (row.archived_at !== null) return viewOfReason(row)
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleReason(row.version)
    const archived = await updateReasonRow(ctx.db, ctx.orgId, id, { archived_at: ctx.now })
    ctx.record({ type: 'reason.archived', subject: `reason:${id}`, data: {} })
    return viewOfReason(archived)
  },
})
