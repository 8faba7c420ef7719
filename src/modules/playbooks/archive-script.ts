import { z } from 'zod'
import { operation } from '#platform/operation'
import { scriptNotFound, staleScript } from './errors.ts'
import { lockScript, updateScriptRow } from './script-queries.ts'
import { editScript, scriptSummary } from './script-schemas.ts'
import { summaryOf } from './script-view.ts'

/** Archiving what is archived changes nothing. */
export const archiveScript = operation({
  name: 'scripts.archive',
  effect: 'writes',
  permission: 'scripts.archive',
  summary: 'Use a script no longer; its versions stay',
  input: z.strictObject(editScript),
  output: scriptSummary,
  async run(ctx, { id, ifVersion }) {
    const row = await lockScript(ctx.db, ctx.orgId, id)
    if (!row) throw scriptNotFound()
    if (row.archived_at !== null) return summaryOf(row)
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleScript(row.version)
    const archived = await updateScriptRow(ctx.db, ctx.orgId, id, { archived_at: ctx.now })
    ctx.record({ type: 'script.archived', subject: `script:${id}`, data: {} })
    return summaryOf(archived)
  },
})
