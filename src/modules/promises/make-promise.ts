import { z } from 'zod'
import { activeTeam } from '#modules/calendars'
import { survivorIdOf } from '#modules/customers'
import { invalidField } from '#platform/errors'
import { instant, language, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { addPromise, type NewPromise } from './add-promise.ts'
import { checkSteps } from './check-references.ts'
import { defaultStepsOf } from './default-steps.ts'
import { duration } from './duration.ts'
import { policyStep } from './policy-spec.ts'
import { about, BASES, kind, type PromiseView, promiseView } from './schemas.ts'
import { viewOf } from './view.ts'

export const promiseInput = {
  kind,
  wording: words(2000, 'Your boiler will be repaired.').meta({
    description: 'What is promised, exactly as the customer is told.',
  }),
  language: language.default('en').meta({ description: 'Language of the wording.' }),
  dueAt: instant.optional().meta({
    description: 'When it is due. Give this, businessSeconds or duration.',
    examples: ['2027-03-04T15:00:00Z'],
  }),
  businessSeconds: z
    .number()
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .meta({ description: 'Due after this much business time of the calendar.', examples: [14400] }),
  duration: duration.optional(),
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
  belowFloorReason: words(1000, 'The customer travels on Friday; a colleague stays late.')
    .optional()
    .meta({ description: "Why it is promised below the organization's floor. Not told to the customer." }),
}

/** A due instant comes about in one of three ways. @throws promises/due */
export function oneDue(input: { dueAt?: unknown; businessSeconds?: unknown; duration?: unknown }): void {
  const given = [input.dueAt, input.businessSeconds, input.duration].filter((way) => way !== undefined)
  if (given.length !== 1)
    throw invalidField('promises/due', 'dueAt', 'Give one of dueAt, businessSeconds and duration.')
}

const newPromise = z.strictObject({
  ...promiseInput,
  about,
  beneficiary: z.enum(['customer', 'member', 'organization']).default('customer'),
  customerId: z.uuid().optional(),
  contactId: z.uuid().optional().meta({ description: 'Who is told. Default: the primary contact.' }),
  ownerId: z.uuid().optional().meta({ description: 'The member who sees to it. Default: who makes it.' }),
  ownerTeamId: z
    .uuid()
    .optional()
    .meta({ description: 'The team that sees to it, instead of a member: whoever is on duty.' }),
  countsFromAnswer: z
    .boolean()
    .default(false)
    .meta({ description: 'Waiting for the customer moves the date. They are told so with the promise.' }),
  repeats: z.boolean().default(false).meta({
    description: 'Kept, it is followed by the next after as long again. Needs businessSeconds or duration.',
  }),
  basis: z.enum(BASES).exclude(['imported']).default('person'),
  steps: z
    .array(policyStep)
    .max(10)
    .optional()
    .meta({ description: 'Whom to warn before it is due, and to tell after. Default: what /v1/default-steps says.' }),
})
type Input = Omit<z.output<typeof newPromise>, 'belowFloorReason'> & Pick<NewPromise, 'byPerson'>

export const makePromise = operation({
  name: 'promises.make',
  effect: 'writes',
  permission: 'promises.make',
  summary: 'Make a promise, or propose one and ask for an answer',
  input: newPromise,
  output: promiseView,
  async run(ctx, { belowFloorReason, ...input }) {
    if (input.steps?.length) await checkSteps(ctx, input.steps)
    const steps = input.steps ?? (await defaultStepsOf(ctx, input.kind))
    return make(ctx, { ...input, steps: [...steps], byPerson: { belowFloorReason } })
  },
})

/** `promises.make` in the past: what history said then, nobody knows any more. */
export const makeUnmeasured = operation({
  ...makePromise,
  name: 'promises.makeUnmeasured',
  run: (ctx, { belowFloorReason: _, ...input }) => make(ctx, input),
})

async function make(ctx: Context, { countsFromAnswer, ...input }: Input): Promise<PromiseView> {
  oneDue(input)
  if (input.repeats && input.dueAt !== undefined)
    throw invalidField('promises/repeats_how_often', 'repeats', 'Say how often: give a duration, not a date.')
  if (input.ownerTeamId !== undefined) {
    if (input.ownerId !== undefined)
      throw invalidField('promises/one_owner', 'ownerTeamId', 'A promise has one owner. Give a member or a team.')
    await activeTeam(ctx, input.ownerTeamId)
  }
  const customerId = input.customerId && (await survivorIdOf(ctx, input.customerId))
  const promise = { ...input, customerId, pausable: countsFromAnswer, predecessor: null }
  const { row, notices } = await addPromise(ctx, promise)
  return viewOf(row, [row], notices, ctx.actor)
}
