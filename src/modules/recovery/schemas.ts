import { z } from 'zod'
import { amount, remedyId } from '#modules/playbooks'
import { promiseView } from '#modules/promises'
import { instant, instantText, language, words } from '#platform/fields'
import { CAUSES, ITEM_STATES, STATES } from './recovery.ts'

export const recoveryId = z.uuid().meta({ description: 'The recovery.' })

const share = z.number().gt(0).lt(1)

export const dates = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('forecast'),
      confidence: share.meta({ description: 'Share of such requests done by the new date.', examples: [0.9] }),
    }),
    z.strictObject({
      by: z.literal('shift'),
      businessSeconds: z
        .number()
        .int()
        .min(60)
        .max(31_536_000)
        .meta({ description: 'Business time after the old date, or after now if that has passed.', examples: [28800] }),
    }),
    z.strictObject({
      by: z.literal('fixed'),
      at: instant
        .transform(String)
        .meta({ description: 'The same instant for all.', examples: ['2026-12-04T16:00:00Z'] }),
    }),
  ])
  .meta({ description: 'How new dates are found.', examples: [{ by: 'forecast', confidence: 0.9 }] })

/** Which promises something touches; each that is given must hold. */
export const affectedInput = {
  kinds: z
    .array(promiseView.shape.kind)
    .min(1)
    .optional()
    .meta({ description: 'Default: all but replies and updates.', examples: [['arrival']] }),
  requestId: z.uuid().optional().meta({ description: 'About this request.' }),
  customerId: z.uuid().optional(),
  serviceId: z.uuid().optional(),
  category: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ examples: ['Heating'] }),
  area: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ examples: ['North'] }),
  ownerId: z.uuid().optional().meta({ description: 'Whose promises.' }),
  ownerTeamId: z.uuid().optional(),
  dueFrom: instant.optional().meta({ examples: ['2026-11-30T00:00:00Z'] }),
  dueBefore: instant.optional().meta({ examples: ['2026-12-01T00:00:00Z'] }),
  promiseIds: z.array(z.uuid()).min(1).max(1000).optional().meta({ description: 'Only these.' }),
  atRisk: z
    .boolean()
    .optional()
    .meta({ description: 'true: only those rather broken than kept.', examples: [true] }),
}
export const affectedFilter = z.strictObject(affectedInput)
export type Affected = z.output<typeof affectedFilter>

export const recoveryInput = {
  title: words(200, 'Strike at the parts supplier'),
  dates: dates.default({ by: 'forecast', confidence: 0.9 }),
  reasonId: z
    .uuid()
    .nullable()
    .meta({ description: "One of the firm's reasons: told to each customer in their language.", examples: [null] }),
  reason: z
    .string()
    .trim()
    .max(1000)
    .meta({ description: 'Why, in words the customers may read.', examples: ['Our supplier is on strike.'] }),
  belowFloorReason: words(1000, 'There is no later slot before the holidays.')
    .nullable()
    .meta({ description: 'Why dates below the floor are promised all the same. Not told to customers.' }),
  holding: z.boolean().meta({
    description: 'Who has not been told anything by the last moment is told that the date is in danger, by itself.',
    examples: [false],
  }),
  ownerId: z.uuid().nullable().meta({ description: 'Who is in charge, and is called at the last moment.' }),
}

const count = z.number().int().min(0)

export const recoveryView = z
  .object({
    id: recoveryId,
    cause: z.enum(CAUSES).meta({ examples: ['event'] }),
    title: z.string().meta({ examples: ['Strike at the parts supplier'] }),
    about: z
      .string()
      .nullable()
      .meta({ description: 'The one request it is about; null: many.', examples: [null] }),
    state: z.enum(STATES).meta({ examples: ['open'] }),
    dates,
    reasonId: z.uuid().nullable(),
    reason: z.string().meta({ examples: ['Our supplier is on strike.'] }),
    belowFloorReason: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
    holding: z.boolean().meta({ examples: [false] }),
    ownerId: z.uuid().nullable(),
    ownerName: z
      .string()
      .nullable()
      .meta({ examples: ['Marta Vidal'] }),
    actBy: instantText.nullable().meta({ description: 'The first last moment among what waits; null: nothing waits.' }),
    calledAt: instantText.nullable().meta({ description: 'Since when somebody was called.', examples: [null] }),
    heldAt: instantText.nullable().meta({ description: 'When the holding notice went.', examples: [null] }),
    counts: z.object({
      total: count.meta({ examples: [40] }),
      waiting: count.meta({ examples: [3] }),
      undated: count.meta({ description: 'Of what waits: without a new date.', examples: [1] }),
      chosen: count.meta({ description: 'On its way.', examples: [0] }),
      sent: count.meta({ examples: [35] }),
      left: count.meta({ examples: [1] }),
      settled: count.meta({ description: 'Kept, moved or withdrawn meanwhile.', examples: [1] }),
      failed: count.meta({ examples: [0] }),
      accepted: count.meta({ description: 'Of what was sent: the new date was accepted.', examples: [20] }),
      declined: count.meta({ examples: [2] }),
      silent: count.meta({ description: 'No answer in time: the new date binds us.', examples: [4] }),
      untold: count.meta({ description: 'Nobody was reached yet.', examples: [1] }),
    }),
    createdAt: instantText,
    finishedAt: instantText.nullable().meta({ examples: [null] }),
    closedWhy: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
    version: z.number().int().min(1),
  })
  .meta({ description: 'What one cause endangers, and what is done about it.' })
export type RecoveryView = z.input<typeof recoveryView>

export const OUTCOMES = ['telling', 'undelivered', 'told', 'accepted', 'declined', 'silent', 'over'] as const

export const itemView = z.object({
  promiseId: z.uuid(),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  requestNumber: z
    .number()
    .int()
    .nullable()
    .meta({ examples: [1042] }),
  requestSubject: z
    .string()
    .nullable()
    .meta({ examples: ['Boiler makes a knocking noise'] }),
  customerId: z.uuid().nullable(),
  customerName: z
    .string()
    .nullable()
    .meta({ examples: ['Ana Ruiz'] }),
  language: language.nullable().meta({ description: 'In which the customer is told.', examples: ['es'] }),
  channel: z
    .enum(['email', 'phone'])
    .nullable()
    .meta({ description: 'By which they are told first; null: by none that works.', examples: ['email'] }),
  wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
  promiseState: promiseView.shape.state,
  state: z.enum(ITEM_STATES).meta({ examples: ['waiting'] }),
  dueAt: instantText.meta({ description: 'As it was told.' }),
  newDueAt: instantText.nullable().meta({ description: 'null: nobody knows yet; a person says it.' }),
  datedBy: z
    .enum(['forecast', 'shift', 'fixed', 'member'])
    .nullable()
    .meta({ examples: ['forecast'] }),
  chance: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: 'Of keeping the new date.', examples: [0.9] }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Of its own, instead of the common one.', examples: [null] }),
  remedyId: remedyId.nullable(),
  remedyAmount: amount.nullable().meta({ examples: [null] }),
  remedyDueAt: instantText.nullable().meta({ examples: [null] }),
  lastMomentAt: instantText.meta({ description: 'Until when saying so still helps.' }),
  successorId: z.uuid().nullable(),
  outcome: z
    .enum(OUTCOMES)
    .nullable()
    .meta({ description: 'What became of what was sent.', examples: ['accepted'] }),
  failure: z
    .string()
    .nullable()
    .meta({ description: 'Why it was not sent: the code of a problem.', examples: [null] }),
  heldAt: instantText.nullable().meta({ examples: [null] }),
})
export type ItemView = z.input<typeof itemView>

/** A message about a new date, as the customer reads it. */
export const movedMessage = z.object({
  subject: z.string().meta({ examples: ['A new date? Your boiler will be repaired by Friday'] }),
  text: z.string().meta({ examples: ['New date: Your boiler will be repaired by Friday, 4 December, 16:00'] }),
  language: z.string().meta({ examples: ['en'] }),
})
