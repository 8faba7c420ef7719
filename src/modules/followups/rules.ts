import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { type Rules, USUAL_RULES } from './follow-up.ts'
import { findRules, storeRules } from './queries.ts'

const fields = {
  restDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .meta({ description: 'One contact is asked at most once in so many days.', examples: [14] }),
  silenceDays: z
    .number()
    .int()
    .min(1)
    .max(30)
    .meta({
      description: 'Without an answer for so many days it is recorded as silence, never as a yes.',
      examples: [7],
    }),
}
const rulesView = z.object({ ...fields, version: z.number().int().min(1) })

/** How often one contact is asked at most, and after how long silence is silence. */
export async function rulesOf(ctx: Pick<Context, 'db' | 'orgId'>): Promise<Rules & { version: number }> {
  const row = await findRules(ctx.db, ctx.orgId)
  return row
    ? { restDays: row.rest_days, silenceDays: row.silence_days, version: row.version }
    : { ...USUAL_RULES, version: 1 }
}

export const readRules = operation({
  name: 'followUps.readRules',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'How often one contact is asked how it went at most, and when silence is recorded',
  input: z.strictObject({}),
  output: rulesView,
  run: rulesOf,
})

export const updateRules = operation({
  name: 'followUps.updateRules',
  effect: 'writes',
  permission: 'policies.update',
  summary: 'Change how often one contact is asked how it went at most, and when silence is recorded',
  input: z.strictObject({ ...fields, ifVersion }),
  output: rulesView,
  async run(ctx, { ifVersion: version, ...rules }) {
    const before = await rulesOf(ctx)
    const read = version ?? before.version
    if (read !== before.version || !(await storeRules(ctx.db, ctx.orgId, rules, read)))
      throw stale('followups', 'set of rules', before.version)
    ctx.record({ type: 'organization.follow_up_rules_changed', subject: `organization:${ctx.orgId}`, data: rules })
    return { ...rules, version: before.version + 1 }
  },
})
