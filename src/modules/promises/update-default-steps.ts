import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { checkSteps } from './check-references.ts'
import { defaultStepsInput, defaultStepsView, readDefaults } from './default-steps.ts'
import { storeDefaultSteps } from './default-steps-queries.ts'

/** Promises that are made from now on; what was promised before keeps its own. */
export const updateDefaultSteps = operation({
  name: 'defaultSteps.update',
  effect: 'writes',
  permission: 'policies.update',
  summary: 'Change whom to warn of promises that people make themselves',
  input: z.strictObject({ ...defaultStepsInput, ifVersion }),
  output: defaultStepsView,
  async run(ctx, { steps, ifVersion: version }) {
    await checkSteps(ctx, steps)
    const before = await readDefaults(ctx)
    const read = version ?? before.version
    if (read !== before.version || !(await storeDefaultSteps(ctx.db, ctx.orgId, steps, read)))
      throw stale('policies', 'list of steps', before.version)
    ctx.record({
      type: 'organization.default_steps_changed',
      subject: `organization:${ctx.orgId}`,
      data: { steps },
    })
    return { steps, version: before.version + 1 }
  },
})
