import { teamNames } from '#modules/calendars'
import { handOverObservation } from '#modules/forecast'
import type { NewOwner } from '#modules/promises'
import { lookAgain } from '#modules/risks'
import type { Context } from '#platform/operation'
import { lockRequest, openRequestIdsOf, type RequestRow, updateRequestRow } from './queries.ts'

/** Tells whoever wants to know that a request is in other hands from now on. */
export async function tellHandOver(
  ctx: Context,
  id: string,
  now: Pick<RequestRow, 'team' | 'owner_id'>,
): Promise<void> {
  await handOverObservation(ctx, id, { team: now.team, assigned: now.owner_id !== null })
}

/** How many open requests of daily work a member has. */
export const countRequestsOf = async (ctx: Pick<Context, 'db' | 'orgId'>, memberId: string): Promise<number> =>
  (await openRequestIdsOf(ctx.db, ctx.orgId, memberId, null)).length

/**
 * Gives up to `limit` open requests of a member to another member, or to nobody in particular of a team.
 * @returns how many; fewer than `limit`: none is left
 */
export async function handOverRequestsOf(
  ctx: Context,
  memberId: string,
  { ownerId, ownerTeamId }: NewOwner,
  limit: number,
): Promise<number> {
  const ids = await openRequestIdsOf(ctx.db, ctx.orgId, memberId, limit)
  const team = ownerTeamId === undefined ? undefined : (await teamNames(ctx, [ownerTeamId])).get(ownerTeamId)
  for (const id of ids) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (row?.owner_id !== memberId || row.status !== 'open') continue
    const set = { owner_id: ownerId ?? null, team: team ?? row.team }
    await updateRequestRow(ctx.db, ctx.orgId, id, set)
    await tellHandOver(ctx, id, set)
    lookAgain(ctx, `request:${id}`)
    ctx.record({
      type: 'request.changed',
      subject: `request:${id}`,
      data: { fields: team === undefined ? ['owner_id'] : ['owner_id', 'team'], ownerId: ownerId ?? null },
    })
  }
  return ids.length
}
