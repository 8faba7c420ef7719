import type { Context } from '#platform/operation'
import { findAnswerer } from './find-answerer.ts'
import { lockApprovalsOf, updateApproval } from './queries.ts'

/**
 * Lets others answer what a member was asked and has not answered: whoever takes over their work, unless it is their own
 * question; else whoever may. Where nobody may, it stays, for whoever asked to see.
 * @returns how many
 */
export async function handOverApprovals(ctx: Context, memberId: string, toId: string | null): Promise<number> {
  let handedOver = 0
  for (const row of await lockApprovalsOf(ctx.db, ctx.orgId, memberId)) {
    const askerId = row.asked_by_member
    const ownerId = await findAnswerer(ctx, toId ?? memberId, askerId)
    if (ownerId === null) continue
    await updateApproval(ctx.db, ctx.orgId, row.id, { approver_id: ownerId })
    ctx.record({ type: 'approval.handed_over', subject: `approval:${row.id}`, about: row.about, data: { ownerId } })
    handedOver++
  }
  return handedOver
}
