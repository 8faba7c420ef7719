import { CalendarError } from '#library/calendar'
import { activeMembers } from '#modules/accounts'
import { calendarClock, teamHeads } from '#modules/calendars'
import { findCustomerFacts } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { serviceCalendars } from '#modules/services'
import { Refusal } from '#platform/errors'
import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type ConditionName, calendarOf, failedConditions, policyDue, wordingIn } from './policy.ts'
import type { PolicyRow } from './policy-queries.ts'
import { type PolicyReads, policyReads } from './policy-reads.ts'
import type { PolicySpec, TriggerFacts } from './policy-spec.ts'

/** A policy, or rules that somebody tries. */
export type Rule = Pick<PolicyRow, 'name' | 'enabled' | 'spec' | 'spec_version'> & { id: string | null }

/** What may be said instead of what the customer's record says. */
export type Supposed = { segment?: string | undefined; language?: Language | undefined }

/** What a policy names that cannot be used, and what is taken instead. */
export type FellBack = { what: 'calendar' | 'owner' | 'team' | 'customer' | 'clock'; id: string }

type Clock = Awaited<ReturnType<typeof calendarClock>>

/** What a policy would promise in a situation. */
export type Plan<R extends Rule = Rule> = {
  rule: R
  /** Conditions that do not hold. */
  failed: ConditionName[]
  startAt: Temporal.Instant
  /** Null where it cannot be counted: beyond the years of calendars. */
  dueAt: Temporal.Instant | null
  targetAt: Temporal.Instant | null
  clock: Clock
  wording: string
  language: Language
  /** The customer who is told; null: it stays within the firm. */
  told: string | null
  customerId: string | null
  ownerId: string | null
  ownerTeamId: string | null
  fellBack: FellBack[]
}

/**
 * What each of some policies would promise when something happens. Whatever one of them names that is gone is replaced:
 * the organization's calendar, whoever has the request. Statements do not grow with the policies, but by calendar.
 */
export async function planPolicies<R extends Rule>(
  ctx: Context,
  rules: readonly R[],
  facts: TriggerFacts,
  supposed: Supposed = {},
  known: PolicyReads = policyReads(),
): Promise<Plan<R>[]> {
  const situation = await readSituation(ctx, rules, facts, known)
  const plans: Plan<R>[] = []
  for (const rule of rules) plans.push(await planOf(ctx, rule, facts, supposed, situation))
  return plans
}

async function readSituation(ctx: Context, rules: readonly Rule[], facts: TriggerFacts, { once }: PolicyReads) {
  const owners = rules.map(({ spec }) => spec.owner)
  const memberIds = [
    ...owners.flatMap((owner) => (owner.who === 'member' ? [owner.memberId] : [])),
    ...(facts.ownerId ? [facts.ownerId] : []),
  ]
  const teamIds = owners.flatMap((owner) => (owner.who === 'team' ? [owner.teamId] : []))
  const ofService = rules.some(({ spec }) => spec.calendar.use === 'service') ? (facts.serviceId ?? null) : null
  const [organization, customer, members, teams, services] = await Promise.all([
    once('organization', () => organizationOf(ctx)),
    facts.customerId ? findCustomerFacts(ctx, facts.customerId, facts.contactId ?? null) : null,
    memberIds.length === 0
      ? new Map<string, string>()
      : once(`members ${memberIds}`, () => activeMembers(ctx, [...new Set(memberIds)])),
    once(`teams ${teamIds}`, () => teamHeads(ctx, teamIds)),
    ofService === null || facts.serviceCalendarId !== undefined ? new Map() : serviceCalendars(ctx, [ofService]),
  ])
  return {
    organization,
    customer,
    members,
    teams,
    serviceCalendarId: facts.serviceCalendarId ?? services.get(ofService ?? '') ?? null,
    /** The clock of a calendar, read once; null where there is none. */
    clockOf: (id: string | null): Promise<Clock | null> =>
      once(`clock ${id}`, () =>
        calendarClock(ctx, id).catch((error: unknown) => {
          if (error instanceof Refusal && id !== null) return null
          throw error
        }),
      ),
  }
}

type Situation = Awaited<ReturnType<typeof readSituation>>

async function planOf<R extends Rule>(
  ctx: Context,
  rule: R,
  facts: TriggerFacts,
  supposed: Supposed,
  situation: Situation,
): Promise<Plan<R>> {
  const { spec } = rule
  const { customer, organization, teams } = situation
  const fellBack: FellBack[] = []
  const owner = ownerOf(spec, facts, situation, fellBack)
  const team = spec.owner.who === 'team' ? teams.get(spec.owner.teamId) : undefined
  const calendarId = calendarOf(spec.calendar, {
    team: team?.calendarId,
    service: situation.serviceCalendarId,
    customer: customer?.calendarId,
  })
  let clock = await situation.clockOf(calendarId)
  if (!clock && calendarId !== null) fellBack.push({ what: 'calendar', id: calendarId })
  clock ??= await situation.clockOf(null)
  if (!clock) throw new Error('An organization has a default calendar')
  if (facts.customerId && !customer) fellBack.push({ what: 'customer', id: facts.customerId })

  const startAt = facts.at ?? ctx.now
  const due = (duration: PolicySpec['duration']) => dueOrNull({ ...spec, duration }, startAt, clock)
  const dueAt = due(spec.duration)
  if (!dueAt && rule.id !== null) fellBack.push({ what: 'clock', id: rule.id })
  const customerId = customer ? (facts.customerId ?? null) : null
  const ahead = dueAt !== null && Temporal.Instant.compare(dueAt, ctx.now) > 0
  const spoken = supposed.language ?? customer?.language
  return {
    rule,
    failed: failedConditions(
      spec.conditions,
      {
        ...{ at: startAt, channel: facts.channel, kind: facts.kind, stage: facts.stage, serviceId: facts.serviceId },
        ...{ priority: facts.priority, segment: supposed.segment ?? customer?.segment },
        language: spoken ?? undefined,
      },
      clock.calendar,
    ),
    startAt,
    dueAt,
    targetAt: spec.target ? due(spec.target) : null,
    clock,
    ...wordingIn(spec.wording, [spoken, organization.language]),
    told: spec.toCustomer && ahead && facts.untold !== true ? customerId : null,
    customerId,
    ...owner,
    fellBack,
  }
}

/** Whoever the policy names, else whoever has the request, else nobody yet. */
function ownerOf(
  { owner }: PolicySpec,
  { ownerId }: TriggerFacts,
  { members, teams }: Situation,
  fellBack: FellBack[],
): { ownerId: string | null; ownerTeamId: string | null } {
  if (owner.who === 'team' && teams.get(owner.teamId)?.archivedAt === null)
    return { ownerId: null, ownerTeamId: owner.teamId }
  if (owner.who === 'member' && members.has(owner.memberId)) return { ownerId: owner.memberId, ownerTeamId: null }
  if (owner.who === 'team') fellBack.push({ what: 'team', id: owner.teamId })
  if (owner.who === 'member') fellBack.push({ what: 'owner', id: owner.memberId })
  if (!ownerId || members.has(ownerId)) return { ownerId: ownerId ?? null, ownerTeamId: null }
  fellBack.push({ what: 'owner', id: ownerId })
  return { ownerId: null, ownerTeamId: null }
}

function dueOrNull(
  counted: Pick<PolicySpec, 'duration' | 'ahead'>,
  startAt: Temporal.Instant,
  { calendar }: Clock,
): Temporal.Instant | null {
  try {
    const due = policyDue(counted, startAt.epochMilliseconds, calendar)
    return Temporal.Instant.fromEpochMilliseconds(due)
  } catch (error) {
    if (error instanceof CalendarError || error instanceof RangeError) return null
    throw error
  }
}
