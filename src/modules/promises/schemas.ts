import { z } from 'zod'
import { reasonId, whyText } from '#modules/playbooks'
import { riskView } from '#modules/risks'
import { instantText, LANGUAGES } from '#platform/fields'
import { ACTIONS, CONSENTS, OUTCOMES, STATES } from './promise.ts'

export const KINDS = [
  'first_reply',
  'next_reply',
  'next_update',
  'callback',
  'arrival',
  'milestone',
  'completion',
  'refund',
  'approval',
  'advice',
  'confirmation',
  'follow_up',
  'news',
  'other',
] as const

type Kind = (typeof KINDS)[number]

/** The kinds of promises to a customer that an update keeps. */
export const UPDATE_KINDS: readonly string[] = ['next_update', 'first_reply', 'next_reply'] satisfies Kind[]
/** Answers to what a customer said: they have one at a time. Whoever is called back is answered. */
export const ANSWER_KINDS: readonly string[] = ['first_reply', 'next_reply', 'callback'] satisfies Kind[]
/** What a customer who waits for an answer was promised: that somebody writes to them, or calls. */
export const REPLY_KINDS: readonly string[] = [...UPDATE_KINDS, 'callback']

export const kind = z.enum(KINDS).meta({ description: 'What is promised.', examples: ['completion'] })
export const BASES = ['policy', 'agreement', 'person', 'detected', 'claim', 'imported'] as const

/** `module:uuid` of what the promise is about; the ledger never follows it. */
export const about = z
  .string()
  .regex(/^[a-z]+:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'Must look like request:UUID')
  .meta({ description: 'What the promise is about.', examples: ['request:01938c1e-7a00-7000-8000-000000000002'] })

export const promiseId = z.uuid().meta({ description: 'The promise.' })

/** What a promise's chance rested on when it was made. */
const forecastNote = z
  .object({
    similar: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'Similar requests it rested on.', examples: [214] }),
    level: z
      .string()
      .max(200)
      .meta({ description: 'How similar.', examples: ['category and subcategory'] }),
  })
  .meta({ description: 'What the chance rested on.' })

export const promiseView = z.object({
  id: z.uuid(),
  chainId: z.uuid().meta({ description: 'The first promise of the chain.' }),
  predecessorId: z.uuid().nullable(),
  kind,
  wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
  language: z.enum(LANGUAGES),
  beneficiary: z.enum(['customer', 'member', 'organization']),
  customerId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  about,
  ownerId: z.uuid().nullable(),
  basis: z.enum(BASES),
  state: z.enum(STATES),
  consent: z.enum(CONSENTS),
  madeAt: instantText,
  dueAt: instantText,
  firstDueAt: instantText.meta({ description: 'Due instant of the first promise of the chain.' }),
  windowFrom: instantText.nullable().meta({ description: 'Start of an arrival window that ends at dueAt.' }),
  answerBy: instantText.nullable(),
  caveats: z.array(z.string().meta({ examples: ['A spare part may have to be ordered.'] })),
  chanceWhenMade: z
    .number()
    .nullable()
    .meta({ description: 'Share of similar requests done by then, when a person promised it.', examples: [0.8] }),
  forecast: forecastNote.nullable(),
  floorWhenMade: z
    .number()
    .nullable()
    .meta({ description: 'The floor that it was held to; null: it was not measured.', examples: [0.8] }),
  floorReason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was promised below the floor.', examples: ['The customer travels on Friday.'] }),
  telling: z
    .enum(['not_needed', 'waiting', 'told', 'undelivered'])
    .meta({ description: 'Has the customer been told? Waiting and undelivered show as "not yet told".' }),
  toldAt: instantText.nullable(),
  answeredAt: instantText.nullable(),
  occurredAt: instantText.nullable().meta({ description: 'When what was promised happened.' }),
  recordedAt: instantText.nullable().meta({ description: 'When that was learnt.' }),
  endedAt: instantText.nullable(),
  reason: z
    .string()
    .nullable()
    .meta({
      description: 'Why it was moved, withdrawn or corrected, as it is told in its language.',
      examples: ['The part arrives on Thursday.'],
    }),
  givenReason: z
    .object({
      id: reasonId,
      why: whyText,
      added: z
        .string()
        .nullable()
        .meta({ description: 'What was added in own words.', examples: ['It left the factory today.'] }),
    })
    .nullable()
    .meta({ description: 'The reason of the firm’s list that it was moved or withdrawn for, as it read then.' }),
  overdue: z.boolean().meta({ description: 'Broken by the clock and not delivered yet.', examples: [false] }),
  lateSeconds: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Delivered this many seconds after due.', examples: [0] }),
  followed: z.boolean().meta({ description: 'false: imported history, not daily work.' }),
  outcome: z.enum(OUTCOMES).meta({ description: 'Of the whole chain, as its root carries it.' }),
  ownerTeamId: z.uuid().nullable().meta({ description: 'The team that sees to it.' }),
  policyId: z.uuid().nullable().meta({ description: 'The policy that made it.' }),
  policyVersion: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'The version it was made under.', examples: [1] }),
  calendarId: z.uuid().nullable().meta({ description: 'The calendar its clock runs by; null for a fixed instant.' }),
  pausable: z.boolean().meta({ description: 'The date counts from the customer’s answer: waiting on them moves it.' }),
  pausedAt: instantText.nullable().meta({ description: 'Since when the clock stands, waiting on the customer.' }),
  waiting: z
    .object({
      id: z.uuid().meta({ description: 'The wait.' }),
      waitingFor: z.string().meta({ examples: ['A photo of the label on the boiler.'] }),
      since: instantText,
      dueIfAnsweredNow: instantText,
      dueIfAnsweredToday: instantText.meta({
        description: 'Answered by the end of today, it is due then at the latest.',
      }),
    })
    .nullable()
    .meta({ description: 'While its clock stands: what we wait for from the customer.' }),
  repeats: z.boolean().meta({ description: 'Kept, it is followed by the next of its kind.' }),
  derivedDueAt: instantText
    .nullable()
    .meta({ description: 'What the clock says now where it differs from the date that was told.' }),
  risk: riskView.nullable().meta({ description: 'The chance that it is kept, while it runs and is followed.' }),
  allowed: z.array(z.enum(ACTIONS)).meta({ description: 'What the caller may do to it now.' }),
  version: z.number().int().min(1),
})
export type PromiseView = z.input<typeof promiseView>
