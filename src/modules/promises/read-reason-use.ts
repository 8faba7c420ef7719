import { z } from 'zod'
import { reasonId } from '#modules/playbooks'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { period, periodOf } from './overridden.ts'
import { countReasonUse } from './reason-use-queries.ts'

const count = z.number().int().min(0)
const use = {
  moved: count.meta({ description: 'Dates that were moved for it.', examples: [14] }),
  withdrawn: count.meta({ description: 'Promises that were withdrawn for it.', examples: [1] }),
}

export const readReasonUse = operation({
  name: 'reasons.use',
  effect: 'reads',
  permission: 'reasons.read',
  summary: 'How many dates were moved and promises withdrawn in a period, by reason',
  input: z.strictObject(period),
  output: z.object({
    from: instantText,
    to: instantText,
    reasons: z.array(z.object({ reasonId, ...use })).meta({ description: 'The most often given first.' }),
    ownWords: z.object(use).meta({ description: 'Without a reason of the list.' }),
  }),
  async run(ctx, given) {
    const asked = periodOf(ctx, given)
    const rows = await countReasonUse(ctx.db, ctx.orgId, asked)
    const own = rows.find((row) => row.reason_id === null)
    return {
      ...{ from: textOf(asked.from), to: textOf(asked.before) },
      reasons: rows
        .flatMap(({ reason_id: id, moved, withdrawn }) => (id === null ? [] : [{ reasonId: id, moved, withdrawn }]))
        .toSorted((a, b) => b.moved + b.withdrawn - a.moved - a.withdrawn || (a.reasonId < b.reasonId ? -1 : 1)),
      ownWords: { moved: own?.moved ?? 0, withdrawn: own?.withdrawn ?? 0 },
    }
  },
})
