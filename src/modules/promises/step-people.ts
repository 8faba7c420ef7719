import { activeMembers, leadIds } from '#modules/accounts'
import { onDuty } from '#modules/calendars'
import type { Context } from '#platform/operation'
import type { PolicyStep } from './policy-spec.ts'

/** Whom a step names, and who has its promise. */
export type Named = { to: PolicyStep['to']; ownerId: string | null; ownerTeamId: string | null }

/**
 * Who is meant by each of some steps at `ctx.now`: the owner, the member named, or who is on duty in the team, else who
 * is next. Who has left is passed over for the promise's owner, the owner for whoever is on duty in the owning team, and
 * where nobody is left, it is a lead, or an owner of the organization. Statements do not grow with the steps.
 */
export async function peopleOf(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  steps: readonly Named[],
): Promise<(string | null)[]> {
  const teams = steps.flatMap(({ to, ownerTeamId }) => [
    ...(to.who === 'on_duty' ? [to.teamId] : []),
    ...(ownerTeamId === null ? [] : [ownerTeamId]),
  ])
  const duty = await whoIsOnDuty(ctx, teams)
  const wanted = steps.map(({ to, ownerId, ownerTeamId }) =>
    [
      to.who === 'member' ? to.memberId : to.who === 'on_duty' ? (duty.get(to.teamId)?.[0] ?? null) : null,
      ownerId,
      ownerTeamId === null ? null : (duty.get(ownerTeamId)?.[0] ?? null),
    ].filter((id) => id !== null),
  )
  const active = await activeMembers(ctx, [...new Set(wanted.flat())])
  const found = wanted.map((ids) => ids.find((id) => active.has(id)))
  const last = found.includes(undefined) ? ((await leadIds(ctx))[0] ?? null) : null
  return found.map((id) => id ?? last)
}

/** Who is on duty in each of some teams now, else who is next; teams where nobody ever is are left out. */
export async function whoIsOnDuty(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  teamIds: readonly string[],
): Promise<Map<string, readonly string[]>> {
  if (teamIds.length === 0) return new Map()
  const duty = await onDuty(ctx, [...new Set(teamIds)], ctx.now)
  const people = new Map<string, readonly string[]>()
  for (const [teamId, { memberIds, next }] of duty)
    if (memberIds.length > 0) people.set(teamId, memberIds)
    else if (next) people.set(teamId, [next.memberId])
  return people
}
