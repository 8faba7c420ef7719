import { z } from 'zod'
import { textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { recordRow } from './check-queries.ts'
import { PERIODS, recordOf } from './record.ts'
import { recordView } from './record-schemas.ts'

export const readRecord = operation({
  name: 'forecast.readRecord',
  effect: 'reads',
  permission: 'forecast.read',
  summary: 'How the dates that were named were kept, against what was stated, and where that is off',
  input: z.strictObject({
    days: z
      .enum(PERIODS.map(String) as [string, ...string[]])
      .default('28')
      .meta({ description: 'The period in which the dates lay.', examples: ['28'] }),
  }),
  output: recordView,
  async run(ctx, { days }) {
    const known = await recordRow(ctx.db, ctx.orgId)
    return {
      days: Number(days),
      countedAt: textOrNull(known?.counted_at ?? null),
      ...recordOf(known?.counts?.[days] ?? []),
    }
  },
})
