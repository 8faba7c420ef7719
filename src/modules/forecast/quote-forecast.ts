import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { quoteDate } from './quote-date.ts'
import { DEFAULT_LEVELS, quoteView } from './schemas.ts'

const feature = (example: string) =>
  z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ examples: [example] })

const confidences = z
  .string()
  .max(200)
  .meta({ examples: ['0.5,0.8,0.9'] })
  .transform((text) => text.split(',').map(Number))
  .pipe(z.array(z.number().min(0.01, 'Must be at least 0.01').max(0.99, 'Must be at most 0.99')).min(1).max(10))

/** For whoever knows what a request will be like before there is one. */
export const quoteForecast = operation({
  name: 'forecast.quote',
  effect: 'reads',
  permission: 'forecast.quote',
  summary: 'Realistic dates for a request like this, from history',
  input: z.strictObject({
    service: feature('Boiler repair'),
    category: feature('Heating'),
    subcategory: feature('Boiler'),
    channel: feature('phone'),
    priority: feature('normal'),
    startAt: instant
      .optional()
      .meta({ description: 'When it began. Default: now.', examples: ['2026-11-26T09:00:00Z'] }),
    confidence: confidences.optional().meta({
      description: `Probabilities, separated by commas. Default: ${DEFAULT_LEVELS.join(',')}.`,
      examples: ['0.5,0.8,0.9'],
    }),
    dueAt: instant
      .optional()
      .meta({ description: 'A date whose chance is wanted.', examples: ['2026-11-27T15:00:00Z'] }),
    serviceId: z.uuid().optional().meta({ description: 'Whose usual duration is the policy default.' }),
    calendarId: z.uuid().optional().meta({ description: 'Calendar of the policy default. Default: the default one.' }),
  }),
  output: quoteView,
  async run(ctx, { service, category, subcategory, channel, priority, confidence, ...question }) {
    return quoteDate(ctx, {
      ...question,
      levels: confidence,
      features: { service, category, subcategory, channel, priority },
    })
  },
})
