import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { calendarNames, teamNames } from '#modules/calendars'
import { findCustomerFacts } from '#modules/customers'
import { serviceNames } from '#modules/services'
import { instant, instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { checkReferences } from './check-references.ts'
import { type Plan, planPolicies, type Rule } from './plan-policies.ts'
import { oneRuleToTry, policyNotFound, unknownInSpec } from './policy-errors.ts'
import { allEnabledPolicies, findPolicy } from './policy-queries.ts'
import { policyId, simulationResult } from './policy-schemas.ts'
import { policySpec, trigger } from './policy-spec.ts'
import { planSteps } from './steps.ts'

const MOST = 500
const OPENINGS = 400

const label = (example: string) =>
  z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ examples: [example] })

const facts = z
  .strictObject({
    channel: label('email'),
    kind: label('question'),
    stage: label('Part arrived'),
    serviceId: z.uuid().optional(),
    priority: label('Normal'),
    customerId: z.uuid().optional(),
    segment: label('Gold').meta({ description: 'Default: the customer’s.', examples: ['Gold'] }),
    language: z.enum(LANGUAGES).optional().meta({ description: 'Default: the contact’s.' }),
  })
  .meta({ description: 'What is known when it happens.', examples: [{ channel: 'email', kind: 'question' }] })
type Facts = z.output<typeof facts>

export const simulatePolicies = operation({
  name: 'policies.simulate',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'What policies would promise if something happened, and why; nothing is promised',
  input: z.strictObject({
    spec: policySpec.optional().meta({ description: 'Rules to try, before they are kept.' }),
    policyId: policyId.optional().meta({ description: 'One policy. Without it and spec: all that are enabled.' }),
    trigger,
    at: instant.optional().meta({ description: 'When it happens. Default: now.', examples: ['2026-11-27T16:50:00Z'] }),
    facts: facts.default({}),
  }),
  output: z.object({ at: instantText, results: z.array(simulationResult) }),
  async run(ctx, { spec, policyId: id, trigger: happens, at = ctx.now, facts: given }) {
    if (spec !== undefined && id !== undefined) throw oneRuleToTry()
    await checkFacts(ctx, given)
    if (spec) await checkReferences(ctx, spec)
    const kept = spec ? [{ id: null, name: '', enabled: false, spec, spec_version: 0 }] : await rulesOf(ctx, id ?? null)
    const { segment, language, ...known } = given
    // Tried as if it were that moment: what lies ahead then may be told then.
    const then = { ...ctx, now: at }
    const plans = await planPolicies(then, kept, { ...known, at }, { segment, language })
    const naming = await namesFor(ctx, plans)
    return {
      at: textOf(at),
      results: plans.map((plan) => {
        const failed = [...(plan.rule.spec.trigger === happens ? [] : ['trigger' as const]), ...plan.failed]
        return {
          policyId: plan.rule.id,
          name: plan.rule.name,
          enabled: plan.rule.enabled,
          matches: failed.length === 0,
          failed,
          promise: promiseOf(plan, at, naming),
        }
      }),
    }
  },
})

async function rulesOf(ctx: Context, id: string | null): Promise<Rule[]> {
  if (id === null) return allEnabledPolicies(ctx.db, ctx.orgId, MOST)
  const row = await findPolicy(ctx.db, ctx.orgId, id)
  if (!row) throw policyNotFound()
  return [row]
}

/** What the facts name is here. @throws policies/unknown_reference */
async function checkFacts(ctx: Context, { serviceId, customerId }: Facts): Promise<void> {
  if (serviceId !== undefined && !(await serviceNames(ctx, [serviceId])).has(serviceId.toLowerCase()))
    throw unknownInSpec('facts.serviceId', 'service')
  if (customerId !== undefined && !(await findCustomerFacts(ctx, customerId, null)))
    throw unknownInSpec('facts.customerId', 'customer')
}

type Naming = { calendars: Map<string, string>; members: Map<string, string>; teams: Map<string, string> }

async function namesFor(ctx: Context, plans: readonly Plan[]): Promise<Naming> {
  const to = plans.flatMap(({ rule }) => rule.spec.steps.map((step) => step.to))
  const memberIds = [...new Set(to.flatMap((one) => (one.who === 'member' ? [one.memberId] : [])))]
  const teamIds = [...new Set(to.flatMap((one) => (one.who === 'on_duty' ? [one.teamId] : [])))]
  const [calendars, members, teams] = await Promise.all([
    calendarNames(
      ctx,
      plans.map(({ clock }) => clock.id),
    ),
    memberIds.length === 0 ? new Map<string, string>() : memberNames(ctx, memberIds),
    teamNames(ctx, teamIds),
  ])
  return { calendars, members, teams }
}

function promiseOf(plan: Plan, at: Temporal.Instant, { calendars, members, teams }: Naming) {
  const { rule, dueAt, startAt, clock } = plan
  if (dueAt === null) return null
  const { spec } = rule
  const { calendar } = clock
  const [startMs, dueMs] = [(spec.ahead ? at : startAt).epochMilliseconds, dueAt.epochMilliseconds]
  const steps = dueMs < startMs ? [] : planSteps(spec.steps, { startMs, dueMs, nowMs: startMs, calendar })
  return {
    kind: spec.kind,
    wording: plan.wording,
    language: plan.language,
    toCustomer: plan.told !== null,
    startAt: textOf(startAt),
    dueAt: textOf(dueAt),
    targetAt: textOrNull(plan.targetAt),
    timeZone: calendar.timeZone,
    calendar: { id: clock.id, name: calendars.get(clock.id) ?? '' },
    explanation: explanationOf(plan, dueMs),
    steps: steps.map(({ at: instantMs, kind, step }) => ({
      at: Temporal.Instant.fromEpochMilliseconds(instantMs).toString(),
      kind: kind as 'warning' | 'escalation',
      to: {
        who: step.to.who,
        name:
          step.to.who === 'member'
            ? (members.get(step.to.memberId) ?? null)
            : step.to.who === 'on_duty'
              ? (teams.get(step.to.teamId) ?? null)
              : null,
      },
      channel: step.channel,
    })),
  }
}

/** The open time between start and due, where open time is what counts. */
function explanationOf({ rule, startAt, clock }: Plan, dueMs: number) {
  const { unit } = rule.spec.duration
  if (unit !== 'business_seconds' && unit !== 'business_days') return []
  const [from, to] = [startAt.epochMilliseconds, dueMs].toSorted((a, b) => a - b) as [number, number]
  return clock.calendar
    .explain(from, clock.calendar.elapsed(from, to))
    .slice(0, OPENINGS)
    .map((opening) => ({
      ...opening,
      from: Temporal.Instant.fromEpochMilliseconds(opening.from).toString(),
      to: Temporal.Instant.fromEpochMilliseconds(opening.to).toString(),
    }))
}
