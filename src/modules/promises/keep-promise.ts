import { z } from 'zod'
import { instant, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { applySteps, closeChain, lockChain } from './chain.ts'
import { correctionNeedsReason, correctionTooLate, occurredBeforeMade, occurredInFuture, wrongState } from './errors.ts'
import { stepsByDelivery } from './promise.ts'
import { promiseId, promiseView } from './schemas.ts'
import { tellWithdrawal } from './tell-withdrawal.ts'
import { viewById } from './view.ts'

const GRACE = { hours: 24 }

export const keepPromise = operation({
  name: 'promises.keep',
  effect: 'writes',
  permission: 'promises.keep',
  summary: 'Record that what was promised was delivered, and when it happened',
  input: z.strictObject({
    id: promiseId,
    occurredAt: instant
      .optional()
      .meta({ description: 'When it happened. Default: now.', examples: ['2026-11-26T14:30:00Z'] }),
    reason: words(1000, 'Delivered in time, recorded after the weekend.')
      .optional()
      .meta({ description: 'Needed when a broken promise turns out to have been kept.' }),
  }),
  output: promiseView,
  async run(ctx, { id, occurredAt: given, reason }) {
    const { chain, standing } = await lockChain(ctx, id)
    const occurredAt = given ?? ctx.now
    if (standing.state === 'proposed')
      throw wrongState('It cannot be delivered yet', 'proposed', "Record the customer's answer first.")
    if (standing.state !== 'open' && (standing.state !== 'broken' || standing.occurredAt !== null))
      throw wrongState('There is nothing to deliver', standing.state, 'Its outcome is recorded.')
    if (Temporal.Instant.compare(occurredAt, ctx.now) > 0) throw occurredInFuture('occurredAt')
    if (Temporal.Instant.compare(occurredAt, chain.standings[0]?.madeAt ?? standing.madeAt) < 0)
      throw occurredBeforeMade('occurredAt')
    const { steps, needsReason, corrects } = stepsByDelivery(chain.standings, occurredAt, ctx.now)
    if (needsReason && reason === undefined) throw correctionNeedsReason()
    const late = corrects !== null && Temporal.Instant.compare(ctx.now, corrects.add(GRACE)) > 0
    if (late && !ctx.actor.may('promises.correct')) throw correctionTooLate()
    await applySteps(ctx, chain, steps, {
      occurredAt,
      data: { occurredAt: occurredAt.toString() },
      ...(reason === undefined ? {} : { reason }),
    })
    for (const step of steps) if (step.event === 'withdrawn') await tellWithdrawal(ctx, chain, step.id)
    await closeChain(ctx, chain)
    return viewById(ctx, id)
  },
})
