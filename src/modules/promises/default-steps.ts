import { z } from 'zod'
import { hoursOf } from '#modules/forecast'
import type { Context } from '#platform/operation'
import { type DefaultStepsRow, findDefaultSteps } from './default-steps-queries.ts'
import { type PolicyStep, policyStep } from './policy-spec.ts'

export const defaultStepsInput = {
  steps: z.array(policyStep).max(10).meta({
    description: 'Whom to warn of a promise that a person makes without saying whom. Empty: nobody.',
  }),
}
export const defaultStepsView = z.object({ ...defaultStepsInput, version: z.number().int().min(1) })

/** Until somebody decides otherwise: whoever has the promise hears of it while a quarter of the time is left. */
const USUAL: DefaultStepsRow = {
  steps: [{ when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' }],
  version: 1,
}

type Reader = Pick<Context, 'db' | 'orgId'>

export const readDefaults = async (ctx: Reader): Promise<DefaultStepsRow> =>
  (await findDefaultSteps(ctx.db, ctx.orgId)) ?? USUAL

/** The steps of a promise that a person makes without naming any. They count business time: no hours, no steps. */
export async function defaultStepsOf(ctx: Reader): Promise<readonly PolicyStep[]> {
  const [{ steps }, hours] = await Promise.all([readDefaults(ctx), hoursOf(ctx, undefined)])
  return hours ? steps : []
}
