import type { Context } from '#platform/operation'
import { planPolicies } from './plan-policies.ts'
import { enabledPolicies } from './policy-queries.ts'

/** What the firm promises whoever calls now and is not answered. */
export type CallbackRule = {
  policyId: string
  /** Business seconds, where it counts them. */
  seconds: number | null
  dueAt: Temporal.Instant
}

/** The strictest rule by which a missed call would be returned now; null: the firm has none. */
export async function callbackRule(ctx: Context): Promise<CallbackRule | null> {
  const policies = (await enabledPolicies(ctx.db, ctx.orgId, 'call_missed')).filter(
    ({ spec }) => spec.kind === 'callback',
  )
  const plans = await planPolicies(ctx, policies, { at: ctx.now, channel: 'phone', kind: 'question' })
  const rules = plans.flatMap(({ rule, failed, dueAt }): CallbackRule[] => {
    if (failed.length > 0 || dueAt === null || rule.id === null) return []
    const { duration } = rule.spec
    return [{ policyId: rule.id, seconds: duration.unit === 'business_seconds' ? duration.n : null, dueAt }]
  })
  return rules.toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))[0] ?? null
}
