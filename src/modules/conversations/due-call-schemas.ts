import { z } from 'zod'
import { instantText, LANGUAGES } from '#platform/fields'
import { MOOT } from './moot.ts'
import { CALL_WHYS } from './plan-call.ts'
import { NOTICE_KINDS } from './render-notice.ts'

export const callId = z.uuid().meta({ description: 'The call.' })

const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })
export const CALL_STATES = ['open', 'reached', 'not_reached', 'cancelled'] as const

/** Whether it is a time at which somebody does not want to be told. */
export const contactQuiet = z
  .object({
    now: z.boolean().meta({ examples: [true] }),
    until: instantText.nullable().meta({ description: 'When their quiet hours end; null while none hold.' }),
    timeZone: z.string().meta({ description: 'Where they are.', examples: ['Europe/Warsaw'] }),
  })
  .meta({ description: 'The contact’s quiet hours, in their own zone.' })

export const callView = z.object({
  id: callId,
  state: z.enum(CALL_STATES).meta({
    description:
      'open: to be made. reached: the customer was told. not_reached: given up. cancelled: nobody need call any more; see cancelledWhy.',
    examples: ['open'],
  }),
  why: z.enum(CALL_WHYS).meta({
    description:
      'preferred: they want to be called. urgent: besides a mail. no_address, bounced, refused, failed: mail does not reach them. asked: they asked for this call. unanswered: nothing was heard of a new date.',
    examples: ['bounced'],
  }),
  kind: z.enum(NOTICE_KINDS).meta({
    description:
      'What they are told: that something was promised, moved, withdrawn. follow_up: they are asked how it went.',
    examples: ['moved'],
  }),
  noticeId: z.uuid().nullable().meta({ description: 'What it tells; null: it is about an answer.' }),
  promise: z.object({
    id: z.uuid(),
    wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
    dueAt: instantText,
  }),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  customer: named.nullable(),
  contact: named.nullable(),
  number: z.string().meta({ description: 'Empty: none is known.', examples: ['+48 600 100 200'] }),
  wished: z
    .string()
    .nullable()
    .meta({ description: 'When it is good to call, as they said.', examples: ['After five.'] }),
  language: z.enum(LANGUAGES).meta({ description: 'In which they are told.' }),
  quiet: contactQuiet,
  owner: named.nullable(),
  ownerTeam: named.nullable().meta({ description: 'The team that makes it, where no member does.' }),
  notBefore: instantText.meta({ description: 'From when: the firm is open, and they are awake.' }),
  dueAt: instantText.meta({ description: 'By when it is to be made.' }),
  attempts: z.number().int().min(0).meta({ description: 'Calls that reached nobody.' }),
  lastAttemptAt: instantText.nullable(),
  endedAt: instantText.nullable(),
  cancelledWhy: z
    .enum([...MOOT, 'told'])
    .nullable()
    .meta({ description: 'told: they know in another way.', examples: ['delivered'] }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type CallView = z.input<typeof callView>

export const callWithScript = callView.extend({
  script: z.string().meta({
    description: 'What to say, in their language, as things stand now; once they were told: as it was said.',
    examples: ['Hello, this is Northside Repairs. Is that Ana Ruiz?'],
  }),
  summary: z
    .string()
    .nullable()
    .meta({ description: 'The same in your language, where theirs is another.', examples: [null] }),
})
