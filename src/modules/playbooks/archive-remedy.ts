import { z } from 'zod'
import { operation } from '#platform/operation'
import { remedyNotFound, staleRemedy } from './errors.ts'
import { lockRemedy, updateRemedyRow } from './queries.ts'
import { edit, remedyView } from './schemas.ts'
import { viewOf } from './view.ts'

/** Archiving what is archived changes nothing. */
export const archiveRemedy = operation({
  name: 'remedies.archive',
  effect: 'writes',
  permission: 'remedies.archive',
  summary: 'Offer a line of the library no longer',
  input: z.strictObject(edit),
  output: remedyView,
  async run(ctx, { id, ifVersion }) {
    const row = await lockRemedy(ctx.db, ctx.orgId, id)
    if (!row) throw remedyNotFound()
    if (row.archived_at !== null) return viewOf(row)
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleRemedy(row.version)
    const archived = await updateRemedyRow(ctx.db, ctx.orgId, id, { archived_at: ctx.now })
    ctx.record({ type: 'remedy.archived', subject: `remedy:${id}`, data: {} })
    return viewOf(archived)
  },
})
