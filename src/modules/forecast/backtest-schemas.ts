import { z } from 'zod'
import { instantText, textOf, textOrNull } from '#platform/fields'
import type { BacktestRow } from './backtest-queries.ts'
import { ENGINE_FEATURES } from './features.ts'

const share = z.number().min(0).max(1)
const count = z.number().int().min(0)
const days = (example: number) =>
  z
    .number()
    .nullable()
    .meta({ examples: [example] })

export const backtestId = z.uuid().meta({ examples: ['01938c1e-7a00-7000-8000-000000000001'] })

const point = z.object({
  n: count.meta({ description: 'Dates whose outcome is known.', examples: [412] }),
  kept: share.nullable().meta({ description: 'Share of them that was kept.', examples: [0.9] }),
})

const score = z.object({
  ...point.shape,
  declined: share.nullable().meta({ description: 'Share for which no date was named.', examples: [0.03] }),
  meanDays: days(6.2).meta({ description: 'How far away the dates were.', examples: [6.2] }),
  medianDays: days(5.1),
  lossDays: days(1.4).meta({ description: 'Mean pinball loss: less is better.', examples: [1.4] }),
})

const part = z.object({
  name: z.string().meta({ examples: ['2026-10'] }),
  n: count.meta({ examples: [120] }),
  kept: share.meta({ examples: [0.91] }),
})

export const backtestResult = z.object({
  requests: count.meta({
    description: 'Requests that were quoted; of more than 50,000 in the period a sample of about as many.',
    examples: [460],
  }),
  days: count.meta({ examples: [182] }),
  reliability: z
    .array(z.object({ confidence: share.meta({ examples: [0.9] }), ...point.shape }))
    .meta({ description: 'Stated and kept, from 10 to 95 %.' }),
  levels: z.array(
    z.object({
      confidence: share.meta({ examples: [0.9] }),
      ours: score,
      quantile: score.meta({ description: 'The share of ended requests of the same work that took no longer.' }),
      kaplanMeier: score.meta({ description: 'Plain Kaplan–Meier over the whole history.' }),
      months: z.array(part).meta({ description: 'By month in which requests came in.' }),
      works: z.array(part).meta({ description: 'By service, or where none is named by category; the 50 largest.' }),
    }),
  ),
  average: score.meta({ description: 'The average of ended requests of the same work as a date.' }),
  targets: score.nullable().meta({ description: 'The dates that the firm itself had set; null without any.' }),
  risk: z.array(
    z.object({
      of: z.enum(['targets', 'quotes']).meta({ description: 'Whose dates.' }),
      point: share.meta({ description: 'At which share of the time to the date.', examples: [0.5] }),
      n: count.meta({ examples: [300] }),
      broken: share.nullable().meta({ examples: [0.1] }),
      auc: share.nullable().meta({
        description: 'How often a date that was broken had been given a lower chance than one that was kept.',
        examples: [0.8],
      }),
      calibrationError: share.nullable().meta({ examples: [0.04] }),
    }),
  ),
})
export type BacktestResult = z.infer<typeof backtestResult>

const date = (example: string) => z.iso.date().meta({ examples: [example] })

export const feature = z.enum(ENGINE_FEATURES)

export const backtestView = z.object({
  id: backtestId,
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  from: date('2026-05-28').meta({ description: 'First day whose requests are quoted.', examples: ['2026-05-28'] }),
  to: date('2026-11-25').meta({ description: 'The last.', examples: ['2026-11-25'] }),
  features: z.array(feature).meta({ examples: [['work', 'channel']] }),
  createdAt: instantText,
  finishedAt: instantText.nullable(),
  progress: z.object({ doneDays: count.meta({ examples: [40] }), totalDays: count.meta({ examples: [182] }) }),
  result: backtestResult.nullable().meta({ description: 'null: not done.' }),
  allowed: z.array(z.enum(['stop'])).meta({ description: 'What the caller may do with it now.', examples: [[]] }),
})

export const viewOf = (row: BacktestRow, mayStop: boolean): z.input<typeof backtestView> => ({
  id: row.id,
  state: row.state as z.input<typeof backtestView>['state'],
  from: row.from_date.toString(),
  to: row.to_date.toString(),
  features: z.array(feature).parse(row.features),
  createdAt: textOf(row.created_at),
  finishedAt: textOrNull(row.finished_at),
  progress: { doneDays: row.done_days, totalDays: row.total_days },
  result: row.result as BacktestResult | null,
  allowed: mayStop && row.state === 'running' ? ['stop'] : [],
})
