import { z } from 'zod'
import { invalidField } from '#platform/errors'
import { instant, language, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { addPromise } from './add-promise.ts'
import { about, BASES, forecastNote, kind, promiseView } from './schemas.ts'
import { viewOf } from './view.ts'

export const promiseInput = {
  kind,
  wording: words(2000, 'Your boiler will be repaired.').meta({
    description: 'What is promised, exactly as the customer is told.',
  }),
  language: language.default('en').meta({ description: 'Language of the wording.' }),
  dueAt: instant
    .optional()
    .meta({ description: 'When it is due. Give this, or businessSeconds.', examples: ['2027-03-04T15:00:00Z'] }),
  businessSeconds: z
    .number()
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .meta({ description: 'Due after this much business time of the calendar.', examples: [14400] }),
  calendarId: z.uuid().optional().meta({ description: "Default: the organization's default calendar." }),
  windowFrom: instant
    .optional()
    .meta({ description: 'Start of an arrival window that ends at dueAt.', examples: ['2027-03-04T13:00:00Z'] }),
  caveats: z
    .array(words(500, 'A spare part may have to be ordered.'))
    .max(20)
    .default([])
    .meta({ description: 'What could prevent it.' }),
  asksAnswer: z
    .boolean()
    .default(false)
    .meta({ description: 'Ask the customer to accept or decline: the promise is proposed first.' }),
  answerBy: instant.optional().meta({
    description: 'Silence until then opens it. Default: half the time to due.',
    examples: ['2027-03-01T15:00:00Z'],
  }),
  chanceWhenMade: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ examples: [0.8] }),
  forecast: forecastNote.optional(),
}

export const makePromise = operation({
  name: 'promises.make',
  effect: 'writes',
  permission: 'promises.make',
  summary: 'Make a promise, or propose one and ask for an answer',
  input: z.strictObject({
    ...promiseInput,
    about,
    beneficiary: z.enum(['customer', 'member', 'organization']).default('customer'),
    customerId: z.uuid().optional(),
    contactId: z.uuid().optional().meta({ description: 'Who is told. Default: the primary contact.' }),
    ownerId: z.uuid().optional().meta({ description: 'The member who sees to it. Default: who makes it.' }),
    basis: z.enum(BASES).exclude(['imported']).default('person'),
  }),
  output: promiseView,
  async run(ctx, input) {
    if ((input.dueAt === undefined) === (input.businessSeconds === undefined))
      throw invalidField('promises/due', 'dueAt', 'Give either dueAt or businessSeconds.')
    const { row, notices } = await addPromise(ctx, { ...input, predecessor: null })
    return viewOf(row, [row], notices, ctx.actor)
  },
})
