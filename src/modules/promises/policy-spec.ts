import { z } from 'zod'
import { LANGUAGES, words } from '#platform/fields'
import { duration } from './duration.ts'
import { kind } from './schemas.ts'

/** What makes a policy promise something. */
export const TRIGGERS = [
  'message_in',
  'call_missed',
  'request_opened',
  'stage_reached',
  'quote_sent',
  'booking_asked',
  'promotion_planned',
  'service_completed',
  'published',
] as const
export type Trigger = (typeof TRIGGERS)[number]
export const trigger = z.enum(TRIGGERS).meta({ description: 'What makes it promise.', examples: ['request_opened'] })

const names = z.array(z.string().trim().min(1).max(200)).max(100)

/** Each condition that is given must hold; an empty list is no condition. */
export const conditions = z
  .strictObject({
    channels: names.optional().meta({ description: 'Compared without case.', examples: [['email']] }),
    kinds: names.optional().meta({ description: 'Kinds of request.', examples: [['complaint']] }),
    stages: names.optional().meta({ examples: [['Part arrived']] }),
    serviceIds: z.array(z.uuid()).max(100).optional(),
    priorities: names.optional().meta({ examples: [['Urgent']] }),
    segments: names.optional().meta({ description: 'Segments of the customer.', examples: [['Gold']] }),
    languages: z.array(z.enum(LANGUAGES)).max(6).optional(),
    hours: z
      .enum(['open', 'closed'])
      .optional()
      .meta({ description: 'Only while the calendar is open, or closed.', examples: ['open'] }),
  })
  .meta({ description: 'All of them must hold.' })

export const policyCalendar = z
  .discriminatedUnion('use', [
    z.strictObject({ use: z.enum(['organization', 'team', 'service', 'customer']) }),
    z.strictObject({ use: z.literal('calendar'), calendarId: z.uuid() }),
  ])
  .meta({
    description: "Whose hours count; where the team, service or customer has none, the organization's.",
    examples: [{ use: 'organization' }],
  })

export const policyOwner = z
  .discriminatedUnion('who', [
    z.strictObject({ who: z.literal('request_owner') }),
    z.strictObject({ who: z.literal('member'), memberId: z.uuid() }),
    z.strictObject({ who: z.literal('team'), teamId: z.uuid() }),
  ])
  .meta({ description: 'Who sees to it.', examples: [{ who: 'request_owner' }] })

/** When a step is taken: measured in business time of the promise's clock. */
export const stepMoment = z
  .discriminatedUnion('measure', [
    z.strictObject({
      measure: z.literal('share_left'),
      share: z
        .number()
        .gt(0)
        .lt(1)
        .meta({ description: 'Of the business time from start to due.', examples: [0.25] }),
    }),
    z.strictObject({
      measure: z.literal('before_due'),
      businessSeconds: z
        .number()
        .int()
        .min(60)
        .max(31_536_000)
        .meta({ examples: [3600] }),
    }),
    z.strictObject({
      measure: z.literal('after_due'),
      businessSeconds: z
        .number()
        .int()
        .min(0)
        .max(31_536_000)
        .meta({ examples: [0] }),
    }),
    z.strictObject({
      measure: z.literal('wall_after_due'),
      seconds: z
        .number()
        .int()
        .min(0)
        .max(31_536_000)
        .meta({ description: 'Of real time, whether or not the firm is open.', examples: [1800] }),
    }),
  ])
  .meta({
    description:
      'A share of the business time left, business time before or after due, or real time after due, through the night.',
    examples: [{ measure: 'share_left', share: 0.25 }],
  })

export const policyStep = z.strictObject({
  when: stepMoment,
  to: z
    .discriminatedUnion('who', [
      z.strictObject({ who: z.literal('owner') }),
      z.strictObject({ who: z.literal('member'), memberId: z.uuid() }),
      z.strictObject({ who: z.literal('on_duty'), teamId: z.uuid() }),
      z.strictObject({ who: z.literal('lead') }),
    ])
    .meta({
      description:
        'The owner, a person, who is on duty in a team then, or a lead who was not asked yet and is not the owner.',
      examples: [{ who: 'owner' }],
    }),
  channel: z
    .enum(['console', 'mail'])
    .meta({ description: 'Mail also shows in the console; it keeps quiet hours.', examples: ['mail'] }),
})
export type PolicyStep = z.output<typeof policyStep>

const wording = z
  .partialRecord(z.enum(LANGUAGES), words(2000, 'We will answer your message.'))
  .refine((texts) => Object.keys(texts).length > 0, { error: 'Must have a text in one language at least' })
  .meta({
    description:
      'What is promised, per language. A language that is missing falls back to the organization’s, then English.',
    examples: [{ en: 'We will answer your message.' }],
  })

/** What a policy says. A version of it never changes: a running promise keeps the one it was made under. */
export const policySpec = z
  .strictObject({
    trigger,
    conditions: conditions.default({}),
    kind,
    wording,
    duration,
    target: duration.optional().meta({
      description: 'What we aim at, sooner than what we promise: the near end of a norm. Measured, never told.',
      examples: [{ unit: 'business_days', n: 1, at: 'close' }],
    }),
    ahead: z
      .boolean()
      .default(false)
      .meta({
        description: 'Counted back from what is planned: due so long before it. For the trigger promotion_planned.',
        examples: [false],
      }),
    calendar: policyCalendar.default({ use: 'organization' }),
    owner: policyOwner.default({ who: 'request_owner' }),
    toCustomer: z
      .boolean()
      .default(true)
      .meta({ description: 'The customer is told and sees it; false: a promise within the firm.' }),
    pausable: z.boolean().default(false).meta({
      description:
        'Waiting on the customer moves the date. The customer is told so with the promise. Default: it does not.',
    }),
    repeats: z
      .boolean()
      .default(false)
      .meta({ description: 'Kept, it is followed by the next: an update at least every so often.' }),
    asks: z
      .boolean()
      .default(false)
      .meta({
        description:
          'The customer is asked whether it went as promised: at the target, without one at once. For the kind follow_up.',
        examples: [false],
      }),
    steps: z.array(policyStep).max(10).default([]),
  })
  .refine(({ ahead, trigger: given }) => !ahead || given === 'promotion_planned', {
    error: 'Only what is planned can be counted back from',
    path: ['ahead'],
    params: { code: 'policies/ahead_needs_plan' },
  })
  .refine(({ asks, kind: given, toCustomer, ahead }) => !asks || (given === 'follow_up' && !toCustomer && !ahead), {
    error: 'Asking how it went is a follow-up within the firm, counted from when it was done.',
    path: ['asks'],
    params: { code: 'policies/asks_is_follow_up' },
  })
export type PolicySpec = z.output<typeof policySpec>

/** What is known when something happens. */
export type TriggerFacts = {
  /** When it happened. Default: now. */
  at?: Temporal.Instant | undefined
  channel?: string | undefined
  kind?: string | undefined
  stage?: string | undefined
  serviceId?: string | null | undefined
  serviceCalendarId?: string | null | undefined
  priority?: string | undefined
  customerId?: string | null | undefined
  contactId?: string | null | undefined
  ownerId?: string | null | undefined
  /** The customer cannot be told: whatever is promised stays within the firm. */
  untold?: boolean | undefined
}
