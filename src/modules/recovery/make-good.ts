import { z } from 'zod'
import { amountOf, choice, giveRemedy, granterOf, makeOffer, wordingOfGrant } from '#modules/authority'
import { amount, offeredRemedy, remedyId } from '#modules/playbooks'
import { getPromise, otherDate, promiseView, renegotiateBesides } from '#modules/promises'
import { notPermitted } from '#platform/errors'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { beyondLimits, nobodyToChoose, remedyAndChoice, remedyDateNeeded } from './errors.ts'

/** What is offered with a new date. */
export const remedyInput = {
  remedyId: remedyId.optional().meta({ description: 'Granted with the new date, and told in the same message.' }),
  remedyAmount: amount.optional().meta({
    description: 'Of a remedy whose amount is chosen, in minor units of the firm’s currency.',
    examples: [2000],
  }),
}

/** Of a promise whose time has passed it makes good that it was broken. */
export const situationOf = ({ state }: { state: string }) =>
  state === 'broken' ? ('broken' as const) : ('at_risk' as const)

export const makeGood = operation({
  name: 'recoveries.makeGood',
  effect: 'writes',
  permission: 'promises.renegotiate',
  summary: 'Propose another date and grant a remedy for it, or let the customer choose, told in one message',
  input: otherDate.extend({
    ...remedyInput,
    ...choice,
    remedyDueAt: instant.optional().meta({
      description: 'Until when it is done, of what takes time.',
      examples: ['2026-12-04T16:00:00Z'],
    }),
    remedyReason: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Why it is granted, for colleagues.', examples: ['Two days late.'] }),
  }),
  output: z.object({
    successor: promiseView.meta({ description: 'The new date, proposed.' }),
    grantId: z.uuid().nullable().meta({ description: 'What was granted; null: nothing.' }),
    offerId: z.uuid().nullable().meta({ description: 'What may be chosen from; null: nothing.' }),
  }),
  async run(ctx, { remedyId: chosen, remedyAmount, remedyDueAt, remedyReason, options, chooseBy, ...move }) {
    if (options !== undefined) {
      if (chosen !== undefined) throw remedyAndChoice()
      return offered(ctx, { ...move, options, chooseBy, why: remedyReason })
    }
    if (chosen === undefined) return { successor: await renegotiateBesides(ctx, move), grantId: null, offerId: null }
    if (!ctx.actor.may('remedies.grant')) throw notPermitted('remedies.grant')
    const remedy = await offeredRemedy(ctx, chosen)
    if (remedy.hasToBeDone && remedyDueAt === undefined) throw remedyDateNeeded()
    let grantId: string | null = null
    const successor = await renegotiateBesides(ctx, move, async (promise) => {
      if (promise.customer_id === null) return undefined
      const given = await giveRemedy(
        ctx,
        remedy,
        {
          about: promise.about,
          customerId: promise.customer_id,
          situation: situationOf(promise),
          amount: amountOf(remedy, remedyAmount),
          forPromiseId: move.id,
          dueAt: remedy.hasToBeDone ? remedyDueAt : undefined,
          reason: remedyReason ?? move.reason ?? remedy.name,
        },
        granterOf(ctx.actor),
        null,
      )
      if ('left' in given) throw beyondLimits(remedy.name)
      grantId = given.grant.id
      // What has to be done is promised, and told, by itself.
      return given.grant.promise_id === null ? wordingOfGrant(ctx, remedy, given.grant) : undefined
    })
    return { successor, grantId, offerId: null }
  },
})

type Offering = z.output<typeof otherDate> & {
  options: NonNullable<z.output<typeof makeOffer.input>['options']>
  chooseBy: Temporal.Instant | undefined
  why: string | undefined
}

/** Proposes the date with what the customer may choose from. */
async function offered(ctx: Context, { id, options, chooseBy, why, ...date }: Offering) {
  if (!ctx.actor.may('remedies.grant')) throw notPermitted('remedies.grant')
  const promise = await getPromise.run(ctx, { id })
  if (promise.customerId === null) throw nobodyToChoose()
  const [first] = options
  const reason = why ?? date.reason ?? (first ? (await offeredRemedy(ctx, first.remedyId)).name : '')
  const offer = await makeOffer.run(ctx, {
    ...{ about: promise.about, customerId: promise.customerId, promiseId: id, options, chooseBy },
    ...{ situation: situationOf(promise), reason, date },
    ...(promise.contactId === null ? {} : { contactId: promise.contactId }),
  })
  return { successor: await getPromise.run(ctx, { id: offer.promiseId }), grantId: null, offerId: offer.id }
}
