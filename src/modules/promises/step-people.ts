import { activeMembers, leadIds } from '#modules/accounts'
import { membersAway, onDuty } from '#modules/calendars'
import type { Context } from '#platform/operation'
import { type Named, personOf } from './step-person.ts'

/** Who is meant by each of some steps at `ctx.now`, by the rules of `personOf`. Statements do not grow with the steps. */
export async function peopleOf(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  steps: readonly Named[],
): Promise<(string | null)[]> {
  if (steps.length === 0) return []
  const teams = steps.flatMap(({ to, ownerTeamId }) => [
    ...(to.who === 'on_duty' ? [to.teamId] : []),
    ...(ownerTeamId === null ? [] : [ownerTeamId]),
  ])
  const [duty, leads] = await Promise.all([whoIsOnDuty(ctx, teams), leadIds(ctx)])
  const named = steps.flatMap(({ to, ownerId }) => [
    ...(to.who === 'member' ? [to.memberId] : []),
    ...(ownerId === null ? [] : [ownerId]),
  ])
  const ids = [...new Set([...named, ...leads, ...[...duty.values()].flat()])]
  const [active, away] = await Promise.all([activeMembers(ctx, ids), membersAway(ctx, ids, ctx.now)])
  const people = { present: new Set(active.keys()), away, duty, leads }
  return steps.map((step) => personOf(step, people))
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
