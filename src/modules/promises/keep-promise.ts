import { z } from 'zod'
import { instant, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { addNextOfCadence } from './cadence.ts'
import { applySteps, type Chain, closeChain, lockChain } from './chain.ts'
import { correctionNeedsReason, correctionTooLate, occurredBeforeMade, occurredInFuture, wrongState } from './errors.ts'
import { inWords } from './given-reason.ts'
import { type Standing, stepsByDelivery } from './promise.ts'
import { resumePromise } from './resume-promise.ts'
import { promiseId, promiseView } from './schemas.ts'
import { tellWithdrawal } from './tell-withdrawal.ts'
import { viewById } from './view.ts'

const GRACE = { hours: 24 }

/**
 * Records in a locked chain that what was promised happened at `occurredAt`: a clock that stands runs until then first.
 * The caller closes the chain.
 * @throws promises/not_yet_open, promises/not_possible, promises/occurred_in_future, promises/occurred_before_made,
 * promises/correction_needs_reason, promises/correction_too_late
 */
export async function deliver(
  ctx: Context,
  chain: Chain,
  standing: Standing,
  { occurredAt, reason }: { occurredAt: Temporal.Instant; reason?: string | undefined },
): Promise<void> {
  if (standing.state === 'proposed')
    throw wrongState('It cannot be delivered yet', 'proposed', "Record the customer's answer first.")
  if (standing.state !== 'open' && (standing.state !== 'broken' || standing.occurredAt !== null))
    throw wrongState('There is nothing to deliver', standing.state, 'Its outcome is recorded.')
  if (Temporal.Instant.compare(occurredAt, ctx.now) > 0) throw occurredInFuture('occurredAt')
  if (Temporal.Instant.compare(occurredAt, chain.standings[0]?.madeAt ?? standing.madeAt) < 0)
    throw occurredBeforeMade('occurredAt')
  for (const row of chain.rows)
    if (row.paused_at !== null && row.state === 'open')
      await resumePromise(ctx, chain, row, { at: occurredAt, waitId: null, tell: false })
  const { steps, needsReason, corrects } = stepsByDelivery(chain.standings, occurredAt, ctx.now)
  if (needsReason && reason === undefined) throw correctionNeedsReason()
  const late = corrects !== null && Temporal.Instant.compare(ctx.now, corrects.add(GRACE)) > 0
  if (late && !ctx.actor.may('promises.correct')) throw correctionTooLate()
  await applySteps(ctx, chain, steps, {
    occurredAt,
    data: { occurredAt: occurredAt.toString() },
    ...(reason === undefined ? {} : { reason: inWords(reason) }),
  })
  for (const step of steps) if (step.event === 'withdrawn') await tellWithdrawal(ctx, chain, step.id)
}

export const keepPromise = operation({
  name: 'promises.keep',
  effect: 'writes',
  permission: 'promises.keep',
  summary:
    'Record that what was promised was delivered, and when it happened; one that repeats is followed by the next',
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
  async run(ctx, { id, occurredAt = ctx.now, reason }) {
    const { chain, row, standing } = await lockChain(ctx, id)
    await deliver(ctx, chain, standing, { occurredAt, reason })
    await closeChain(ctx, chain)
    await addNextOfCadence(ctx, chain, row, occurredAt)
    return viewById(ctx, id)
  },
})
