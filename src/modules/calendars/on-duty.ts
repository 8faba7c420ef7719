import type { Context } from '#platform/operation'
import { crewTeams, dutiesOf } from './crew-teams.ts'
import { teamsByIds } from './team-queries.ts'

export type OnDuty = {
  /** In the order of the rota. */
  memberIds: string[]
  /** Who is on duty first after the instant, where nobody is at it; null where somebody is, or nobody ever will be. */
  next: { memberId: string; at: Temporal.Instant } | null
}

/**
 * Who is on duty in some teams at an instant, by team; unknown teams are left out, archived ones keep their rota. Five
 * statements, however many they are.
 */
export async function onDuty(
  ctx: Pick<Context, 'db' | 'orgId'>,
  teamIds: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, OnDuty>> {
  const teams = await crewTeams(ctx, await teamsByIds(ctx.db, ctx.orgId, [...new Set(teamIds)]))
  const duties = await dutiesOf(ctx, teams, at)
  const ms = at.epochMilliseconds
  return new Map(
    [...duties].map(([id, duty]): [string, OnDuty] => {
      const memberIds = duty.at(ms)
      const next = memberIds.length > 0 ? null : duty.next(ms)
      return [
        id,
        {
          memberIds,
          next: next && { memberId: next.memberId, at: Temporal.Instant.fromEpochMilliseconds(next.atMs) },
        },
      ]
    }),
  )
}
