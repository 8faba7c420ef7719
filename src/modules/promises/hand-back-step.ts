import { z } from 'zod'
import { operation } from '#platform/operation'
import { promiseNotFound, stepNotFound, stepNotTaken } from './errors.ts'
import { findPromise } from './queries.ts'
import { promiseId } from './schemas.ts'
import { lockSteps, moveStepRows, type StepRow, storeHandedBack } from './step-queries.ts'
import { isLive, nextOfLadder } from './step-verdict.ts'
import { stepNumber, stepView, stepViews } from './step-view.ts'

/**
 * Whoever took an escalation gives it back: the ladder goes on with its next step at once, and those after it keep the
 * time between them.
 */
export const handBackStep = operation({
  name: 'promises.handBackStep',
  effect: 'writes',
  permission: 'promises.acknowledgeStep',
  summary: 'Give back an escalation that was taken: the next step is asked at once',
  input: z.strictObject({ id: promiseId, n: stepNumber }),
  output: stepView,
  async run(ctx, { id, n }) {
    const promise = await findPromise(ctx.db, ctx.orgId, id)
    if (!promise) throw promiseNotFound()
    const steps = await lockSteps(ctx.db, ctx.orgId, id)
    const step = steps.find((each) => each.n === n)
    if (!step) throw stepNotFound()
    const live = isLive(promise.state, promise.occurred_at !== null)
    const taken = step.kind === 'escalation' && step.state === 'acknowledged'
    if (!live || (!taken && step.state !== 'handed_back')) throw stepNotTaken()
    if (taken) {
      const given = steps.filter((each) => each.kind === 'escalation' && each.state === 'acknowledged')
      await storeHandedBack(
        ctx.db,
        ctx.orgId,
        id,
        given.map((each) => each.n),
      )
      await goOn(ctx, id, steps)
      ctx.record({
        type: 'promise.step_handed_back',
        subject: `promise:${id}`,
        about: promise.about,
        data: { step: n, memberId: step.acknowledged_by },
      })
    }
    const now = taken ? { ...step, state: 'handed_back' } : step
    const [view] = await stepViews(ctx, [now], () => promise)
    if (!view) throw stepNotFound()
    return view
  },
})

async function goOn(ctx: Parameters<typeof handBackStep.run>[0], promiseId: string, steps: readonly StepRow[]) {
  const rest = nextOfLadder(steps, ctx.now)
  await moveStepRows(
    ctx.db,
    ctx.orgId,
    rest.map(({ n, at }) => ({ promiseId, n, at: at.epochMilliseconds })),
    'again',
  )
}
