import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { operation } from '#platform/operation'
import { keepVersions } from './save-script.ts'
import { insertStarterScripts } from './script-queries.ts'
import { scriptSummary } from './script-schemas.ts'
import { summaryOf } from './script-view.ts'
import { starterScripts } from './starter-scripts.ts'

export const installStarterScripts = operation({
  name: 'scripts.installStarterSet',
  effect: 'writes',
  permission: 'scripts.create',
  summary: 'Add scripts to start with, in every language; those that are there are left as they are',
  input: z.strictObject({}),
  output: z.object({ created: z.array(scriptSummary) }),
  async run(ctx) {
    const { language } = await organizationOf(ctx)
    const rows = await insertStarterScripts(
      ctx.db,
      starterScripts(language).map(({ code, name, use, tone, texts }) => ({
        ...{ org_id: ctx.orgId, id: ctx.newId(), name, use, tone, starter: code },
        ...{ texts: JSON.stringify(texts), created_at: ctx.now },
      })),
    )
    await keepVersions(ctx, rows)
    for (const { id, use } of rows)
      ctx.record({ type: 'script.created', subject: `script:${id}`, data: { use, overPromises: 0 } })
    return { created: rows.map(summaryOf) }
  },
})
