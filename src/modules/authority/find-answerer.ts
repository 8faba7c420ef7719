import { activeMembers, findActiveMembers, leadIds } from '#modules/accounts'
import type { Context } from '#platform/operation'
import { answererOf } from './approver.ts'
import { type Counted, type Granter, leftNow } from './budget.ts'
import { deputiesToday } from './deputies.ts'
import { type Situation, suffices } from './limits.ts'

/** A member as one whose limits count; undefined for viewers and who is no member any more. */
export async function granterOfMember(ctx: Context, memberId: string): Promise<Granter | undefined> {
  const member = (await findActiveMembers(ctx, [memberId])).get(memberId)
  if (!member || member.role === 'viewer') return undefined
  return { key: `member:${memberId}`, memberId, role: member.role }
}

type Asked = Omit<Counted, 'granterKey'> & { situation: Situation; remedyId: string; amount: number }

/** Whether a member may grant something by themselves, as things stand now. */
export async function mayGrant(ctx: Context, memberId: string, asked: Asked): Promise<boolean> {
  const granter = await granterOfMember(ctx, memberId)
  if (!granter) return false
  const left = await leftNow(ctx, { ...asked, granterKey: granter.key }, { ...asked, role: granter.role }, [
    asked.remedyId,
  ])
  const rest = left.get(asked.remedyId)
  return rest !== undefined && suffices(rest, asked.amount)
}

/** Leads, then owners, who may grant as much, without whoever asks. */
export async function othersWithEnough(ctx: Context, askerId: string | null, asked: Asked): Promise<string[]> {
  const enough: string[] = []
  for (const id of await leadIds(ctx)) if (id !== askerId && (await mayGrant(ctx, id, asked))) enough.push(id)
  return enough
}

/** Who may answer today what was asked of some approvers; null: nobody. Statements do not grow with them. */
export async function answerersOf(
  ctx: Context,
  approverIds: readonly string[],
): Promise<(approverId: string, askerId: string | null) => string | null> {
  const [deputies, others] = [await deputiesToday(ctx), await leadIds(ctx)]
  const people = [...approverIds, ...deputies.keys(), ...deputies.values(), ...others]
  const present = new Set((await activeMembers(ctx, [...new Set(people)])).keys())
  return (approverId, askerId) => answererOf({ approverId, askerId, deputies, present, others })
}

/** Who may answer today what was asked of one approver. */
export const findAnswerer = async (ctx: Context, approverId: string, askerId: string | null): Promise<string | null> =>
  (await answerersOf(ctx, [approverId]))(approverId, askerId)
