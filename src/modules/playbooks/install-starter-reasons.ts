import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { operation } from '#platform/operation'
import { insertStarterReasons } from './reason-queries.ts'
import { reasonView } from './reason-schemas.ts'
import { viewOfReason } from './reason-view.ts'
import { starterReasons } from './starter-reasons.ts'

export const installStarterReasons = operation({
  name: 'reasons.installStarterSet',
  effect: 'writes',
  permission: 'reasons.create',
  summary: 'Add the usual reasons for moving a date, in every language; those that are there are left as they are',
  input: z.strictObject({}),
  output: z.object({ created: z.array(reasonView) }),
  async run(ctx) {
    const { language } = await organizationOf(ctx)
    const rows = await insertStarterReasons(
      ctx.db,
      starterReasons(language).map(({ code, name, cause, why }) => ({
        ...{ org_id: ctx.orgId, id: ctx.newId(), name, cause, starter: code },
        ...{ why: JSON.stringify(why), created_at: ctx.now },
      })),
    )
    for (const { id, cause } of rows) ctx.record({ type: 'reason.created', subject: `reason:${id}`, data: { cause } })
    return { created: rows.map(viewOfReason) }
  },
})
