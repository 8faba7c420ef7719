import { z } from 'zod'
import { instantText } from '#platform/fields'
import { MOODS, NOTE_CODES, WEIGHTS } from './customer-notes.ts'

const code = z.enum(NOTE_CODES).meta({
  description:
    'broken_promises: n of the last `of` (at most three). waiting: for an answer, past the promised reply or for longer than a day. ' +
    'complaint: what they came with last. overdue: n promises, the first one due at `at`. asked_again: n times in one ' +
    'matter without an answer, since `at`. declined: our last proposal. all_kept: the last n promises.',
  examples: ['broken_promises'],
})

const ground = z.object({
  promiseId: z.uuid().nullable(),
  requestId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  says: z.string().meta({ description: 'A wording or a subject.', examples: ['Your boiler will be repaired.'] }),
})

const noteView = z.object({
  code,
  weight: z.enum(WEIGHTS).meta({ description: 'grave and bad: against us. good: for us.', examples: ['grave'] }),
  n: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'How many.', examples: [2] }),
  of: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Of how many.', examples: [3] }),
  at: instantText.nullable().meta({ description: 'When, or since when.' }),
  grounds: z.array(ground).meta({ description: 'What it rests on, at most ten.' }),
})

const count = (description: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [example] })
const times = z.array(instantText).meta({ description: 'Oldest first.' })
const conversationIds = z.array(z.uuid())

export const customerNotes = z.object({
  mood: z.object({
    word: z.enum(MOODS).meta({
      description:
        'at_risk_of_leaving: two grave notes, or one and two bad ones. strained: a grave note, or two bad ones. ' +
        'content: a good note and no other. neutral: everything else.',
      examples: ['strained'],
    }),
    because: z.array(code).meta({ description: 'The notes that it follows from.' }),
  }),
  notes: z.array(noteView).meta({ description: 'At most five, the most telling first.' }),
  value: z.object({
    since: instantText.meta({ description: 'Customer since: their first request, or their record.' }),
    requestsLastYear: count('In the last 365 days.', 4).nullable(),
    openRequests: count('Open now.', 1).nullable(),
    kept: count('Of the promises due in the last 365 days, kept or kept as moved.', 11).nullable(),
    judged: count('Those that have an outcome.', 12).nullable(),
  }),
  reach: z
    .object({
      theirs: z
        .object({
          calls: times.meta({ description: 'Calls that nobody took, oldest first.' }),
          mails: count('Mails.', 1),
          portal: count('Messages on their page.', 0),
          spoken: count('Calls and visits in which they asked what nobody has answered.', 0),
          since: instantText,
          lastAt: instantText,
          conversationIds,
        })
        .nullable()
        .meta({ description: 'What they tried and nobody has answered; null: nothing.' }),
      ours: z
        .object({
          calls: times.meta({ description: 'Calls that reached nobody, oldest first.' }),
          messagesLeft: count('Messages left for them.', 1),
          mailsBack: count('Mails that came back.', 1),
          lastAt: instantText,
          conversationIds,
        })
        .nullable()
        .meta({ description: 'What we tried in vain since they were last heard or reached; null: nothing.' }),
    })
    .nullable()
    .meta({ description: 'Who tried to reach whom in vain; null for who may not read conversations.' }),
})
