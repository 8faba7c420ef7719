import { z } from 'zod'
import { operation } from '#platform/operation'
import { promiseNotFound, stepNotFound, stepNotRaised } from './errors.ts'
import { findPromise } from './queries.ts'
import { promiseId } from './schemas.ts'
import { lockSteps, storeAcknowledged } from './step-queries.ts'
import { stepNumber, stepView, stepViews } from './step-view.ts'

/**
 * Somebody sees to it. One acknowledgement settles everything that was raised about the promise up to this step,
 * whoever was told. No further warning of it follows; escalations do, as then it is not done, until somebody takes one.
 */
export const acknowledgeStep = operation({
  name: 'promises.acknowledgeStep',
  effect: 'writes',
  permission: 'promises.acknowledgeStep',
  summary: 'Acknowledge a warning or an escalation: you see to it',
  input: z.strictObject({ id: promiseId, n: stepNumber }),
  output: stepView,
  async run(ctx, { id, n }) {
    const promise = await findPromise(ctx.db, ctx.orgId, id)
    if (!promise) throw promiseNotFound()
    const steps = await lockSteps(ctx.db, ctx.orgId, id)
    const step = steps.find((each) => each.n === n)
    if (!step) throw stepNotFound()
    if (step.state !== 'raised' && step.state !== 'acknowledged') throw stepNotRaised()
    const settled =
      step.state === 'raised'
        ? steps.filter((each) => each.state === 'raised' && Temporal.Instant.compare(each.at, step.at) <= 0)
        : []
    const set = { acknowledged_at: ctx.now, acknowledged_by: ctx.actor.memberId }
    if (settled.length > 0) {
      await storeAcknowledged(
        ctx.db,
        ctx.orgId,
        id,
        settled.map((each) => each.n),
        set,
      )
      ctx.record({
        type: 'promise.step_acknowledged',
        subject: `promise:${id}`,
        about: promise.about,
        data: { step: n, memberId: step.member_id, taken: step.kind === 'escalation' },
      })
    }
    const now = settled.includes(step) ? { ...step, ...set, state: 'acknowledged' } : step
    const [view] = await stepViews(ctx, [now], () => promise)
    if (!view) throw stepNotFound()
    return view
  },
})
