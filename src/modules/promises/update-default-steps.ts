import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { checkSteps } from './check-references.ts'
import { defaultStepsChange, defaultStepsView, readDefaults, viewOfByKind } from './default-steps.ts'
import { storeDefaultSteps } from './default-steps-queries.ts'

/** Promises that are made from now on; what was promised before keeps its own. */
export const updateDefaultSteps = operation({
  name: 'defaultSteps.update',
  effect: 'writes',
  permission: 'policies.update',
  summary: 'Change whom to warn of promises that people make themselves',
  input: z.strictObject({ ...defaultStepsChange, ifVersion }),
  output: defaultStepsView,
  async run(ctx, { steps, byKind: given, ifVersion: version }) {
    const before = await readDefaults(ctx)
    // Left out, what kinds have of their own stays.
    const byKind = given ?? before.byKind
    for (const own of [steps, ...Object.values(byKind)]) await checkSteps(ctx, [...own])
    const read = version ?? before.version
    if (read !== before.version || !(await storeDefaultSteps(ctx.db, ctx.orgId, { steps, byKind }, read)))
      throw stale('policies', 'list of steps', before.version)
    ctx.record({
      type: 'organization.default_steps_changed',
      subject: `organization:${ctx.orgId}`,
      data: { steps, byKind },
    })
    return { steps, byKind: viewOfByKind(byKind), version: before.version + 1 }
  },
})
