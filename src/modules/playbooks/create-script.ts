import { z } from 'zod'
import { operation } from '#platform/operation'
import { checkScript } from './check-script.ts'
import { keepVersions } from './save-script.ts'
import { insertScript } from './script-queries.ts'
import { confirmation, scriptFields, scriptSummary, texts } from './script-schemas.ts'
import { summaryOf } from './script-view.ts'

export const createScript = operation({
  name: 'scripts.create',
  effect: 'writes',
  permission: 'scripts.create',
  summary: 'Add a script: a text by language in which facts of the matter are put in',
  input: z.strictObject({ ...scriptFields, texts, reason: confirmation }),
  output: scriptSummary,
  async run(ctx, { name, use, tone, texts: said, reason }) {
    const confirmed = await checkScript(ctx, { name, use, texts: said }, { id: null, reason })
    const row = await insertScript(ctx.db, {
      ...{ org_id: ctx.orgId, id: ctx.newId(), name, use, tone },
      ...{ texts: JSON.stringify(said), created_at: ctx.now },
    })
    await keepVersions(ctx, [row], { confirmed, reason })
    ctx.record({ type: 'script.created', subject: `script:${row.id}`, data: { use, overPromises: confirmed.length } })
    return summaryOf(row)
  },
})
