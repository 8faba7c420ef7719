import { z } from 'zod'
import { instantText } from '#platform/fields'

/** What a request is described by, as observations keep it; '' is "not known". */
export type Features = {
  service?: string | undefined
  category?: string | undefined
  subcategory?: string | undefined
  channel?: string | undefined
  priority?: string | undefined
  team?: string | undefined
  area?: string | undefined
}

/** Features compared, the most important first; the last is given up first. Known when a request begins. */
export const COMPARED = ['service', 'category', 'subcategory', 'channel', 'priority'] as const

export const DEFAULT_LEVELS = [0.5, 0.8, 0.9] as const

const chance = z.number().min(0).max(1)

const pastRecord = z
  .object({
    kept: chance.meta({ description: 'Share of dates named at this confidence that was kept.', examples: [0.91] }),
    n: z
      .number()
      .int()
      .meta({ description: 'Of how many.', examples: [212] }),
    days: z
      .number()
      .int()
      .meta({ description: 'Within how many days.', examples: [90] }),
    source: z.enum(['check', 'backtest']).meta({
      description: 'check: what was said each night of the requests that came in; backtest: the history quoted again.',
      examples: ['check'],
    }),
  })
  .nullable()
  .meta({ description: 'How dates at this confidence were kept, over all work; null: too few to say.' })
export type PastRecord = z.input<typeof pastRecord>

export const quoteView = z.object({
  quotes: z
    .array(
      z.object({
        confidence: chance.meta({ description: 'Share of such requests that end by dueAt.', examples: [0.8] }),
        dueAt: instantText.nullable().meta({ description: 'null: declined.', examples: ['2026-11-26T04:12:33Z'] }),
        promiseAt: instantText.nullable().meta({
          description: 'dueAt rounded up to a full hour at which the organization is open.',
          examples: ['2026-11-26T09:00:00Z'],
        }),
        seconds: z
          .number()
          .int()
          .nullable()
          .meta({ description: 'From countedFrom to dueAt.', examples: [432000] }),
        extrapolated: z
          .boolean()
          .meta({ description: 'Beyond the ages that 20 requests have reached.', examples: [false] }),
        declined: z
          .enum(['no_history', 'not_reached', 'preparing'])
          .nullable()
          .meta({
            description: 'Why no date is named; preparing: a long history is being read, ask again in some minutes.',
            examples: [null],
          }),
        record: pastRecord,
      }),
    )
    .meta({ description: 'One for each confidence asked for.' }),
  basis: z
    .object({
      state: z.enum(['none', 'thin', 'learning', 'ready', 'preparing']).meta({
        description:
          'none: nothing has ended yet, a date would be your policy; thin: fewer than 30 requests in all; learning: less than six weeks of history; preparing: a long history is being read.',
        examples: ['ready'],
      }),
      features: z
        .array(z.enum(COMPARED))
        .meta({ description: 'In which the similar requests are alike.', examples: [['category', 'channel']] }),
      similar: z
        .number()
        .int()
        .meta({ description: 'Similar requests this rests on.', examples: [214] }),
      windowDays: z
        .number()
        .int()
        .meta({ description: 'How far back they were watched: as long as the process was alike.', examples: [112] }),
      changedAbout: instantText
        .nullable()
        .meta({ description: 'Where the process changed, if that is why the window ends.' }),
      endedShare: chance.nullable().meta({
        description: 'Where a date is declined: the share of such requests that ends at all.',
        examples: [0.73],
      }),
      asOf: instantText.nullable().meta({ description: 'Last midnight: what was known then.' }),
      countedFrom: instantText.meta({ description: 'Where the durations begin.' }),
      restarted: z.boolean().meta({
        description: 'Open longer than any similar request: counted as if it came in now.',
        examples: [false],
      }),
    })
    .meta({ description: 'What the dates rest on.' }),
  chance: chance.nullable().meta({ description: 'Of ending by the dueAt that was asked about.', examples: [0.83] }),
  curve: z
    .array(z.object({ at: instantText, chance: chance.meta({ examples: [0.5] }) }))
    .meta({ description: 'Chance of having ended by an instant, for a chart; steps.' }),
  policyDefault: z
    .object({
      dueAt: instantText,
      businessSeconds: z
        .number()
        .int()
        .meta({ examples: [57600] }),
      calendarId: z.uuid(),
    })
    .nullable()
    .meta({ description: "By the service's usual duration: a policy, not a forecast." }),
  causes: z
    .array(
      z.object({
        cause: z.string().meta({ examples: ['Waiting for a part'] }),
        count: z
          .number()
          .int()
          .meta({ examples: [9] }),
      }),
    )
    .meta({ description: 'What delayed similar requests, the most frequent first, as far as it was recorded.' }),
})
export type QuoteView = z.input<typeof quoteView>
