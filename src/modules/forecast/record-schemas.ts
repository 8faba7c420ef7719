import { z } from 'zod'
import { instantText } from '#platform/fields'

const share = z.number().min(0).max(1)
const count = z.number().int().min(0)

const work = z
  .object({
    by: z.enum(['service', 'category']).meta({ description: 'A service, or where none is named a category.' }),
    name: z.string().meta({ examples: ['Boiler repair'] }),
  })
  .meta({ description: 'A kind of work.' })

const coverage = z.object({
  confidence: share.meta({ description: 'Stated.', examples: [0.9] }),
  n: count.meta({ description: 'Dates that lay in the period.', examples: [212] }),
  kept: share.nullable().meta({ description: 'Share of them that was kept.', examples: [0.91] }),
  from: share.nullable().meta({ description: 'The true share lies between from and to with 95 %.', examples: [0.86] }),
  to: share.nullable().meta({ examples: [0.94] }),
  declined: share.nullable().meta({ description: 'Share of quotes for which no date was named.', examples: [0.04] }),
  off: z.boolean().meta({
    description: 'Further from what was stated than five points and than chance explains.',
    examples: [false],
  }),
})

const quoted = count.meta({ description: 'Requests that came in within the period and were quoted.', examples: [240] })

export const recordView = z.object({
  days: z
    .number()
    .int()
    .meta({ examples: [28] }),
  countedAt: instantText.nullable().meta({ description: 'The midnight at which it was counted; null: not yet.' }),
  state: z.enum(['none', 'learning', 'ok', 'off']).meta({
    description:
      'none: no date has passed yet; learning: fewer than 50; ok: kept as stated as far as can be told; off: there are alarms.',
    examples: ['ok'],
  }),
  quoted,
  confidences: z.array(coverage).meta({
    description:
      'A date is judged when it has passed: kept where the request had ended by then. What ends earlier is counted on its date too; until then it is not judged, whether open or ended.',
  }),
  works: z
    .array(z.object({ work, quoted, confidences: z.array(coverage) }))
    .meta({ description: 'Kinds of work with at least 20 judged dates, the most frequent first.' }),
  alarms: z.array(
    z.object({
      work: work.nullable().meta({ description: 'null: all together.' }),
      confidence: share.meta({ examples: [0.9] }),
      kept: share.meta({ examples: [0.78] }),
      n: count.meta({ examples: [212] }),
    }),
  ),
})
