import { activeMembers } from '#modules/accounts'
import type { Context } from '#platform/operation'
import type { RotaEntry } from './duty.ts'
import { notAColleague, notInTeam } from './errors.ts'

/** @throws calendars/not_a_colleague for anybody who has not joined, or was removed */
export async function checkColleagues(ctx: Context, memberIds: readonly string[]): Promise<void> {
  const active = await activeMembers(ctx, memberIds)
  const stranger = memberIds.findIndex((id) => !active.has(id))
  if (stranger >= 0) throw notAColleague(`memberIds.${stranger}`)
}

/** @throws calendars/not_in_team for a rota that names somebody else */
export function checkRota(rota: readonly RotaEntry[], memberIds: readonly string[]): void {
  const stranger = rota.findIndex(({ memberId }) => !memberIds.includes(memberId))
  if (stranger >= 0) throw notInTeam(`rota.${stranger}.memberId`)
}
