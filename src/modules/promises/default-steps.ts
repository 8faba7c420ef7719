import { z } from 'zod'
import { hoursOf } from '#modules/forecast'
import type { Context } from '#platform/operation'
import { type DefaultStepsRow, findDefaultSteps } from './default-steps-queries.ts'
import { type PolicyStep, policyStep } from './policy-spec.ts'
import { kind } from './schemas.ts'

export const defaultStepsInput = {
  steps: z.array(policyStep).max(10).meta({
    description: 'Whom to warn of a promise that a person makes without saying whom. Empty: nobody.',
  }),
}
const byKind = z.partialRecord(kind, z.array(policyStep).max(10)).meta({
  description: 'Of some kinds other steps than of all: a ladder of their own.',
  examples: [
    { approval: [{ when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'lead' }, channel: 'mail' }] },
  ],
})
export const defaultStepsChange = { ...defaultStepsInput, byKind: byKind.optional() }
export const defaultStepsView = z.object({ ...defaultStepsInput, byKind, version: z.number().int().min(1) })

const WARN: PolicyStep = { when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' }
const LEAD: PolicyStep = { when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'lead' }, channel: 'mail' }

/**
 * Until somebody decides otherwise: whoever has the promise hears of it while a quarter of the time is left, and a lead
 * where a colleague waits in vain.
 */
const USUAL: DefaultStepsRow = {
  steps: [WARN],
  byKind: { approval: [WARN, LEAD], advice: [WARN, LEAD] },
  version: 1,
}

type Reader = Pick<Context, 'db' | 'orgId'>

export const readDefaults = async (ctx: Reader): Promise<DefaultStepsRow> =>
  (await findDefaultSteps(ctx.db, ctx.orgId)) ?? USUAL

/** The steps of a promise that a person makes without naming any. They count business time: no hours, no steps. */
export async function defaultStepsOf(ctx: Reader, promised: string): Promise<readonly PolicyStep[]> {
  const [{ steps, byKind: own }, hours] = await Promise.all([readDefaults(ctx), hoursOf(ctx, undefined)])
  return hours ? (own[promised] ?? steps) : []
}

/** Mutable, as the output's type wants it. */
export const viewOfByKind = (byKind: DefaultStepsRow['byKind']): z.input<typeof defaultStepsView>['byKind'] =>
  Object.fromEntries(Object.entries(byKind).map(([name, steps]) => [name, [...steps]]))
