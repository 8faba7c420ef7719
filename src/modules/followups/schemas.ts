import { z } from 'zod'
import { instantText } from '#platform/fields'
import { NOT_ASKED, STATES } from './follow-up.ts'

export const followUpId = z.uuid().meta({ description: 'The follow-up.' })

export const ANSWERS = ['yes', 'no'] as const
export const answer = z.enum(ANSWERS).meta({ description: 'Did it go as promised?', examples: ['no'] })

export const CHANNELS = ['email', 'portal', 'phone', 'counter', 'other'] as const

const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })

export const answerView = z.object({
  answer,
  words: z
    .string()
    .nullable()
    .meta({ examples: ['It still knocks.'] }),
  givenBy: z.enum(['customer', 'member']).meta({ description: 'member: noted for them by a colleague.' }),
  member: named.nullable(),
  channel: z.enum(CHANNELS).meta({ examples: ['portal'] }),
  at: instantText,
})

export const followUpView = z.object({
  id: followUpId,
  state: z.enum(STATES).meta({
    description:
      'planned: to be asked at askAt. asking: on its way, or a call to make. silent: asked, and no answer in time; never a yes.',
    examples: ['no'],
  }),
  notAskedBecause: z
    .enum(NOT_ASKED)
    .nullable()
    .meta({
      description: 'asked_recently: the contact was asked not long ago. refused: they do not want to be asked.',
      examples: [null],
    }),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  request: z
    .object({
      id: z.uuid(),
      number: z.number().int(),
      subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
    })
    .nullable(),
  customer: named.nullable(),
  contact: named.nullable(),
  promiseId: z.uuid().meta({ description: 'The promise to ask.' }),
  policyId: z.uuid().nullable(),
  askAt: instantText,
  askedAt: instantText.nullable(),
  channel: z
    .enum(CHANNELS)
    .nullable()
    .meta({ description: 'How they were asked.', examples: ['email'] }),
  answerUntil: instantText.nullable().meta({ description: 'Without an answer until then it is silence.' }),
  answeredAt: instantText.nullable(),
  answers: z.array(answerView).meta({ description: 'In the order in which they were given; the last one counts.' }),
  replyPromiseId: z.uuid().nullable().meta({ description: 'After a no: the promise by which they are answered.' }),
  unsettled: z.boolean().meta({ description: 'A no that is still to be answered.', examples: [true] }),
  allowed: z.array(z.enum(['answer'])).meta({ description: 'What the caller may do to it.' }),
})
export type FollowUpView = z.input<typeof followUpView>
