import { z } from 'zod'
import { amountOf, giveRemedy, granterOf, wordingOfGrant } from '#modules/authority'
import { amount, offeredRemedy, remedyId } from '#modules/playbooks'
import { otherDate, promiseView, renegotiateBesides } from '#modules/promises'
import { notPermitted } from '#platform/errors'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { beyondLimits, remedyDateNeeded } from './errors.ts'

/** What is offered with a new date. */
export const remedyInput = {
  remedyId: remedyId.optional().meta({ description: 'Granted with the new date, and told in the same message.' }),
  remedyAmount: amount.optional().meta({
    description: 'Of a remedy whose amount is chosen, in minor units of the firm’s currency.',
    examples: [2000],
  }),
}

export const makeGood = operation({
  name: 'recoveries.makeGood',
  effect: 'writes',
  permission: 'promises.renegotiate',
  summary: 'Propose another date and grant a remedy for it together, told in one message; as `promises.renegotiate`',
  input: otherDate.extend({
    ...remedyInput,
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
  }),
  async run(ctx, { remedyId: chosen, remedyAmount, remedyDueAt, remedyReason, ...move }) {
    if (chosen === undefined) return { successor: await renegotiateBesides(ctx, move), grantId: null }
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
          situation: promise.state === 'broken' ? 'broken' : 'at_risk',
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
    return { successor, grantId }
  },
})
