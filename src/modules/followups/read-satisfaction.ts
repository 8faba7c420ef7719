import { z } from 'zod'
import { operation } from '#platform/operation'
import { grantsFollowedUp } from './queries.ts'
import { satisfaction } from './satisfaction.ts'

const DAYS = 365

const share = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .meta({ examples: [0.8] })
const count = (description: string) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [10] })

export const readSatisfaction = operation({
  name: 'followUps.readSatisfaction',
  effect: 'reads',
  permission: 'remedies.read',
  summary:
    'How often each remedy and alternative led to a satisfied customer: what they said when they were asked next',
  input: z.strictObject({}),
  output: z.object({
    days: z
      .number()
      .int()
      .meta({ description: 'Granted in so many days before now.', examples: [DAYS] }),
    items: z.array(
      z.object({
        remedyId: z.uuid(),
        granted: count('And not taken back.'),
        asked: count('Of these, asked afterwards whether it went as promised.'),
        answered: count('Of these, who said yes or no.'),
        satisfied: count('Of these, who said yes.'),
        share: share.meta({ description: 'Satisfied of answered; null while too few have answered.' }),
        from: share.meta({ description: 'Between here and `to` the share of all lies, with 95 %.' }),
        to: share,
      }),
    ),
  }),
  async run(ctx) {
    const rows = await grantsFollowedUp(ctx.db, ctx.orgId, ctx.now.subtract({ hours: DAYS * 24 }))
    return { days: DAYS, items: rows.map((row) => ({ ...row, ...satisfaction(row.satisfied, row.answered) })) }
  },
})
