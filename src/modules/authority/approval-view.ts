import { remediesOf } from '#modules/playbooks'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { answerersOf } from './find-answerer.ts'
import type { Situation } from './limits.ts'
import { type ApprovalRow, grantsByApproval } from './queries.ts'
import type { ApprovalView } from './schemas.ts'

export async function viewsOfApprovals(ctx: Context, rows: readonly ApprovalRow[]): Promise<ApprovalView[]> {
  const remedies = await remediesOf(
    ctx,
    rows.map((row) => row.remedy_id),
  )
  const granted = await grantsByApproval(
    ctx.db,
    ctx.orgId,
    rows.filter((row) => row.state === 'approved').map((row) => row.id),
  )
  const grantOf = new Map(granted.map(({ id, approval_id }) => [approval_id, id]))
  const open = rows.filter((row) => row.state === 'asked').map((row) => row.approver_id)
  const answererOf = await answerersOf(ctx, open)
  return rows.map((row): ApprovalView => {
    const asked = row.state === 'asked'
    const answererId = asked ? answererOf(row.approver_id, row.asked_by_member) : null
    const me = ctx.actor.memberId
    return {
      id: row.id,
      state: row.state as ApprovalView['state'],
      about: row.about,
      customerId: row.customer_id,
      remedyId: row.remedy_id,
      remedyName: remedies.get(row.remedy_id)?.name ?? '',
      situation: row.situation as Situation,
      amount: Number(row.amount),
      currency: row.currency,
      forPromiseId: row.promise_id,
      dueAt: textOrNull(row.due_at),
      reason: row.reason,
      askedBy: row.asked_by_member,
      approverId: row.approver_id,
      answererId,
      answerBy: textOf(row.answer_by),
      answeredBy: row.answered_by,
      answerWords: row.answer_words,
      answeredAt: textOrNull(row.answered_at),
      grantId: grantOf.get(row.id) ?? null,
      allowed: [
        ...(asked && me !== null && me === answererId && ctx.actor.may('remedies.approve')
          ? (['answer'] as const)
          : []),
        ...(asked && row.asked_by === askerOf(ctx) && ctx.actor.may('remedies.ask') ? (['withdraw'] as const) : []),
      ],
      createdAt: textOf(row.created_at),
    }
  })
}

/** Who asks, as it is kept: members by id, programs by what they are. */
export const askerOf = ({ actor }: Context): string =>
  actor.memberId === null ? `${actor.kind}:${actor.id}` : `member:${actor.memberId}`

export async function viewOfApproval(ctx: Context, row: ApprovalRow): Promise<ApprovalView> {
  const [view] = await viewsOfApprovals(ctx, [row])
  if (!view) throw new Error('A row has a view')
  return view
}
