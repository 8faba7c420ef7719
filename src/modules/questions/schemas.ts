import { z } from 'zod'
import { instantText, words } from '#platform/fields'

export const questionId = z.uuid().meta({ description: 'The question.' })
export const STATES = ['asked', 'answered', 'withdrawn'] as const
export const questionText = words(1000, 'Which seal fits the BX 200?')

const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })

export const questionView = z.object({
  id: questionId,
  state: z.enum(STATES).meta({ examples: ['asked'] }),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  request: z
    .object({
      id: z.uuid(),
      number: z.number().int(),
      subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
    })
    .nullable(),
  question: z.string().meta({ examples: ['Which seal fits the BX 200?'] }),
  askedBy: named.nullable().meta({ description: 'null: a program.' }),
  member: named.nullable().meta({ description: 'Who is asked.' }),
  team: named.nullable().meta({ description: 'The team that is asked: whoever is on duty.' }),
  answerBy: instantText,
  overdue: z.boolean().meta({ description: 'Not answered by then.', examples: [false] }),
  promiseId: z.uuid().meta({ description: 'The promise to answer.' }),
  answer: z
    .string()
    .nullable()
    .meta({ description: 'A note within the firm: no customer sees it.', examples: [null] }),
  answeredBy: named.nullable(),
  answeredAt: instantText.nullable().meta({ examples: [null] }),
  createdAt: instantText,
  allowed: z.array(z.enum(['answer', 'withdraw'])).meta({ description: 'What the caller may do to it.' }),
})
export type QuestionView = z.input<typeof questionView>
