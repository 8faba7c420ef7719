import type { Context } from '#platform/operation'
import { addPromise } from './add-promise.ts'
import { type Plan, planPolicies } from './plan-policies.ts'
import { choosePromises, failedConditions } from './policy.ts'
import { enabledPolicies, openAbout, type PolicyRow } from './policy-queries.ts'
import { type PolicyReads, policyReads, readsOf } from './policy-reads.ts'
import type { Trigger, TriggerFacts } from './policy-spec.ts'
import type { PromiseView } from './schemas.ts'
import { viewOf } from './view.ts'

/** Something happened in a matter, and what is known of it. */
export type Happening = {
  trigger: Trigger
  about: string
  facts: TriggerFacts
  /** The matter begins in this transaction: nothing was promised about it before. */
  isNew?: boolean
}

/**
 * Makes what the policies promise when something happens, in the caller's transaction, and returns it. A policy that
 * names somebody or something that is gone makes its promise without it, and never fails the caller. Whoever sees a
 * trigger holds the row of the matter, so that two at once make one promise.
 */
export async function applyPolicies(ctx: Context, happening: Happening): Promise<PromiseView[]> {
  const known = readsOf(ctx.db)
  const { trigger } = happening
  const policies = await known.once(`policies ${trigger}`, () => enabledPolicies(ctx.db, ctx.orgId, trigger))
  return promiseBy(ctx, policies, happening, known)
}

/** As `applyPolicies`, by some policies only. */
export async function promiseBy(
  ctx: Context,
  policies: readonly PolicyRow[],
  { about, facts, isNew = false }: Happening,
  known: PolicyReads = policyReads(),
): Promise<PromiseView[]> {
  const likely = policies.filter((policy) => mayApply(policy, facts, ctx.now))
  if (likely.length === 0) return []
  const [plans, open] = await Promise.all([
    planPolicies(ctx, likely, facts, {}, known),
    isNew ? [] : openAbout(ctx.db, ctx.orgId, about),
  ])
  const standing = open.map((row) => ({
    ...{ kind: row.kind, policyId: row.policy_id, dueAt: row.due_at },
    overdue: row.state === 'broken',
  }))
  const applying = plans.filter(
    // Where there is no customer, there is nobody to ask.
    ({ failed, rule, customerId }) => failed.length === 0 && !(rule.spec.asks && customerId === null),
  )
  const candidates = applying.flatMap((plan) => {
    const { id: policyId, spec } = plan.rule
    return plan.dueAt === null ? [] : [{ ...spec, plan, policyId, dueAt: plan.dueAt }]
  })
  for (const plan of applying) if (plan.dueAt === null) recordFallBack(ctx, about, plan)
  const views: PromiseView[] = []
  for (const { plan, dueAt } of choosePromises(candidates, standing)) {
    if (plan.fellBack.length > 0) recordFallBack(ctx, about, plan)
    views.push(await makeOf(ctx, plan, dueAt, about, facts))
  }
  return views
}

/** Can its conditions hold, as far as they show without a look at the customer and the calendar? */
const mayApply = ({ spec }: PolicyRow, facts: TriggerFacts, now: Temporal.Instant): boolean =>
  failedConditions(spec.conditions, { ...facts, at: facts.at ?? now }, { isOpen: () => true }).every(
    (name) => name === 'segments' || name === 'languages' || name === 'hours',
  )

async function makeOf(
  ctx: Context,
  plan: Plan<PolicyRow>,
  dueAt: Temporal.Instant,
  about: string,
  facts: TriggerFacts,
): Promise<PromiseView> {
  const { spec, id, spec_version: version } = plan.rule
  const counted = spec.ahead ? { dueAt, plannedAt: plan.startAt } : { duration: spec.duration, startAt: plan.startAt }
  const { row, notices } = await addPromise(ctx, {
    ...counted,
    kind: spec.kind,
    wording: plan.wording,
    language: plan.language,
    calendarId: plan.clock.id,
    read: plan.clock,
    caveats: [],
    asksAnswer: false,
    about,
    beneficiary: plan.told === null ? 'organization' : 'customer',
    customerId: plan.customerId ?? undefined,
    contactId: plan.customerId === null ? undefined : (facts.contactId ?? undefined),
    ownerId: plan.ownerId ?? undefined,
    ownerTeamId: plan.ownerTeamId ?? undefined,
    basis: 'policy',
    policy: { id, version },
    pausable: spec.pausable,
    repeats: spec.repeats,
    steps: spec.steps,
    predecessor: null,
  })
  return viewOf(row, [row], notices, ctx.actor)
}

const recordFallBack = (ctx: Context, about: string, { rule, fellBack }: Plan<PolicyRow>): void =>
  ctx.record({
    type: 'policy.fell_back',
    subject: `policy:${rule.id}`,
    about,
    data: { version: rule.spec_version, instead: fellBack },
  })
