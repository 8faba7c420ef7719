import { z } from 'zod'
import { operation } from '#platform/operation'
import { applySteps, closeChain, lockChain } from './chain.ts'
import { wrongState } from './errors.ts'
import { giveReason, reasonInput } from './given-reason.ts'
import { promiseId, promiseView } from './schemas.ts'
import { tellWithdrawal } from './tell-withdrawal.ts'
import { viewById } from './view.ts'

export const withdrawPromise = operation({
  name: 'promises.withdraw',
  effect: 'writes',
  permission: 'promises.withdraw',
  summary: 'Withdraw a promise, with a reason; the customer is told',
  input: z.strictObject({ id: promiseId, ...reasonInput('The order was cancelled.') }),
  output: promiseView,
  async run(ctx, { id, ...given }) {
    const { chain, standing } = await lockChain(ctx, id)
    if (standing.state !== 'proposed' && standing.state !== 'open')
      throw wrongState('It cannot be withdrawn', standing.state, 'Its outcome is recorded.')
    const reason = await giveReason(ctx, given)
    const step = {
      id,
      event: 'withdrawn' as const,
      state: 'withdrawn' as const,
      consent: standing.consent,
      at: ctx.now,
    }
    await applySteps(ctx, chain, [step], { reason })
    await tellWithdrawal(ctx, chain, id)
    await closeChain(ctx, chain)
    return viewById(ctx, id)
  },
})
