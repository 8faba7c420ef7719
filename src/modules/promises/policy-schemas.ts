import { z } from 'zod'
import { instantText, LANGUAGES, words } from '#platform/fields'
import { conditions, policySpec, policyStep, trigger } from './policy-spec.ts'
import { kind } from './schemas.ts'
import { INDUSTRIES, NORMS } from './starter/norms.ts'

export const policyId = z.uuid().meta({ description: 'The policy.' })

export const policyName = words(200, 'First reply to e-mails')

export const norm = z.enum(NORMS).meta({ description: 'What customers expect that it answers.', examples: ['email'] })

export const industry = z.enum(INDUSTRIES).meta({ description: 'Whose words it speaks.', examples: ['repair'] })

const version = z
  .number()
  .int()
  .min(1)
  .meta({ examples: [1] })
const count = (what: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description: what, examples: [example] })

export const policyView = z.object({
  id: policyId,
  name: z.string().meta({ examples: ['First reply to e-mails'] }),
  norm: norm.nullable().meta({ description: 'null: a policy of your own.', examples: ['email'] }),
  trigger,
  enabled: z.boolean().meta({ examples: [true] }),
  version: version.meta({ description: 'Counts every change; what an edit was based on.' }),
  specVersion: version.meta({
    description: 'The version whose words are in force: promises made now are made under it.',
  }),
  spec: policySpec,
  openPromises: count('Promises it made that are still to be kept.', 3),
  createdAt: instantText,
  changedAt: instantText.meta({ description: 'When what it says was changed last.' }),
  allowed: z.array(z.enum(['update', 'review', 'occur'])).meta({
    description: 'What the caller may do to it. occur: something of the whole firm can be said to have happened.',
  }),
})
export type PolicyView = z.input<typeof policyView>

export const policyVersionView = z.object({
  version,
  spec: policySpec,
  createdBy: z.uuid().nullable().meta({ description: 'The member who wrote it; null: a program.' }),
  createdAt: instantText,
  promises: count('Of its newest 20,000: made under this version, moved ones not counted again.', 12),
})

export const CONDITIONS = Object.keys(conditions.shape) as (keyof typeof conditions.shape)[]

const explanation = z
  .array(
    z.object({
      date: z.iso.date().meta({ description: 'Local date.', examples: ['2026-11-30'] }),
      from: instantText,
      to: instantText,
      seconds: z.number().meta({ examples: [14400] }),
    }),
  )
  .meta({
    description:
      'The open time from start to due, in order, 400 openings at most. Empty where the wall calendar counts.',
  })

export const simulatedPromise = z.object({
  kind,
  wording: z.string().meta({ examples: ['We will answer your message.'] }),
  language: z.enum(LANGUAGES),
  toCustomer: z.boolean().meta({
    description: 'Would the customer be told? Not without a customer, nor of a date that has passed.',
    examples: [true],
  }),
  startAt: instantText,
  dueAt: instantText,
  targetAt: instantText.nullable(),
  timeZone: z.string().meta({ examples: ['Europe/Warsaw'] }),
  calendar: z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Business hours'] }) }),
  explanation,
  steps: z.array(
    z.object({
      at: instantText,
      kind: z.enum(['warning', 'escalation']),
      to: z.object({
        who: z.enum(['owner', 'member', 'on_duty', 'lead']).meta({ examples: ['owner'] }),
        name: z
          .string()
          .nullable()
          .meta({ description: 'The member, or the team.', examples: ['Heating'] }),
      }),
      channel: policyStep.shape.channel,
    }),
  ),
})

export const simulationResult = z.object({
  policyId: policyId.nullable().meta({ description: 'null: the rules that were given.' }),
  name: z.string().meta({ examples: ['First reply to e-mails'] }),
  enabled: z.boolean().meta({ examples: [true] }),
  matches: z.boolean().meta({ examples: [true] }),
  failed: z
    .array(z.enum(['trigger', ...CONDITIONS]))
    .meta({ description: 'Conditions that do not hold.', examples: [['channels']] }),
  promise: simulatedPromise.nullable().meta({ description: 'What it would promise, whether or not it matches now.' }),
})

const share = z.number().min(0).max(1).nullable()

export const deliveredView = z.object({
  days: z.union([z.literal(28), z.literal(90)]),
  promises: count('Chains that were delivered, or whose first date passed, in these days.', 40),
  kept: count('Of these: kept, the moved ones that were accepted in time too.', 37),
  keptShare: share.meta({ description: 'null: none yet.', examples: [0.925] }),
  withinTarget: share.meta({
    description: 'Share of the delivered ones that met the target; null without one.',
    examples: [0.8],
  }),
  medianSeconds: z
    .number()
    .min(0)
    .nullable()
    .meta({
      description: 'From start to delivery: business seconds where the promise counts business time.',
      examples: [9000],
    }),
  p90Seconds: z
    .number()
    .min(0)
    .nullable()
    .meta({ examples: [25_200] }),
  open: count('Still to be kept now.', 3),
  overdue: count('Broken and not delivered yet, now.', 1),
})

export const REVIEW_DECISIONS = ['keep', 'change', 'stop'] as const
export const decision = z.enum(REVIEW_DECISIONS).meta({ examples: ['keep'] })

const reviewFields = {
  decision,
  note: z.string().meta({ examples: ['Nine in ten within a day: we keep it.'] }),
  decidedAt: instantText,
  decidedBy: z.uuid().nullable().meta({ description: 'The member who decided.' }),
}
export const lastReview = z.object(reviewFields)
export const reviewView = z.object({
  id: z.uuid(),
  policyId,
  ...reviewFields,
  figures: z.array(deliveredView).meta({ description: 'As they were that day, of 28 and of 90 days.' }),
})
