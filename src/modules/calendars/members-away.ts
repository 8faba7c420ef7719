import type { Context } from '#platform/operation'
import { offDutyAt } from './team-queries.ts'

/** Who of some members is away at an instant: off duty by a change that somebody entered, in whichever team. */
export const membersAway = async (
  ctx: Pick<Context, 'db' | 'orgId'>,
  memberIds: readonly string[],
  at: Temporal.Instant,
): Promise<Set<string>> => new Set(await offDutyAt(ctx.db, ctx.orgId, memberIds, at))
