import { z } from 'zod'
import { offeredRemedy } from '#modules/playbooks'
import { keepPromise, withdrawPromise } from '#modules/promises'
import { words } from '#platform/fields'
import { type Context, type MemberContext, memberOperation, operation } from '#platform/operation'
import { linkIsOver } from './approval-link.ts'
import { askerOf, viewOfApproval } from './approval-view.ts'
import {
  alreadyAnswered,
  approvalLinkOver,
  approvalNotFound,
  beyondApprover,
  notTheAnswerer,
  notTheAsker,
} from './errors.ts'
import { findAnswerer, granterOfMember } from './find-answerer.ts'
import { giveRemedy } from './give-remedy.ts'
import type { Situation } from './limits.ts'
import { type ApprovalRow, lockApproval, updateApproval } from './queries.ts'
import { approvalView } from './schemas.ts'

const id = z.uuid().meta({ description: 'The approval.' })

const answering = {
  id,
  answer: z.enum(['approved', 'declined']).meta({ examples: ['approved'] }),
  words: words(1000, 'Fine, she has waited long enough.').optional().meta({ description: 'What you say to it.' }),
}

/** The same answer twice is once. */
export const answerApproval = memberOperation({
  name: 'approvals.answer',
  effect: 'writes',
  permission: 'remedies.approve',
  summary: 'Approve or decline what a colleague asked; approved, it is granted out of your limits',
  input: z.strictObject(answering),
  output: approvalView,
  run: (ctx, answer) => storeAnswer(ctx, answer, null),
})

/** The same by the link that was mailed to whoever answers: without signing in, for a time. */
export const answerApprovalByLink = memberOperation({
  name: 'approvals.answerByLink',
  effect: 'writes',
  permission: 'remedies.approve',
  summary: 'Approve or decline by the link in the mail',
  input: z.strictObject(answering),
  output: approvalView,
  run: (ctx, answer) => storeAnswer(ctx, answer, 'link'),
})

async function storeAnswer(
  ctx: MemberContext,
  { id: approvalId, answer, words: said }: { id: string; answer: 'approved' | 'declined'; words?: string | undefined },
  channel: 'link' | null,
) {
  const row = await lockApproval(ctx.db, ctx.orgId, approvalId)
  if (!row) throw approvalNotFound()
  if (row.state === answer && row.answered_by === ctx.actor.memberId) return viewOfApproval(ctx, row)
  if (row.state !== 'asked') throw alreadyAnswered(row.state)
  if (channel === 'link' && linkIsOver(row.answer_by, ctx.now)) throw approvalLinkOver()
  const answererId = await findAnswerer(ctx, row.approver_id, row.asked_by_member)
  // Who was asked may answer although somebody stands in for them; nobody answers themselves.
  const mayAnswer = ctx.actor.memberId === answererId || ctx.actor.memberId === row.approver_id
  if (!mayAnswer || ctx.actor.memberId === row.asked_by_member) throw notTheAnswerer()
  const grantId = answer === 'approved' ? await grant(ctx, row, ctx.actor.memberId) : null
  await keepPromise.run(ctx, { id: row.answer_promise_id })
  const answered = await updateApproval(ctx.db, ctx.orgId, approvalId, {
    state: answer,
    answered_by: ctx.actor.memberId,
    answer_words: said ?? null,
    answered_at: ctx.now,
  })
  ctx.record({
    type: answer === 'approved' ? 'approval.approved' : 'approval.declined',
    subject: `approval:${approvalId}`,
    about: row.about,
    data: { ownerId: row.asked_by_member, grantId, channel, remedyId: row.remedy_id },
  })
  return viewOfApproval(ctx, answered)
}

async function grant(ctx: Context, row: ApprovalRow, memberId: string): Promise<string> {
  const granter = await granterOfMember(ctx, memberId)
  if (!granter) throw notTheAnswerer()
  const given = await giveRemedy(
    ctx,
    await offeredRemedy(ctx, row.remedy_id),
    {
      about: row.about,
      customerId: row.customer_id,
      contactId: row.contact_id ?? undefined,
      situation: row.situation as Situation,
      amount: Number(row.amount),
      forPromiseId: row.promise_id ?? undefined,
      dueAt: row.due_at ?? undefined,
      reason: row.reason,
    },
    granter,
    row.id,
  )
  if ('left' in given) throw beyondApprover(given.left.amount ?? 0)
  return given.grant.id
}

export const withdrawApproval = operation({
  name: 'approvals.withdraw',
  effect: 'writes',
  permission: 'remedies.ask',
  summary: 'Ask no longer: it has been settled otherwise',
  input: z.strictObject({ id, reason: words(1000, 'The customer is content with the loan device.') }),
  output: approvalView,
  async run(ctx, { id: approvalId, reason }) {
    const row = await lockApproval(ctx.db, ctx.orgId, approvalId)
    if (!row) throw approvalNotFound()
    if (row.asked_by !== askerOf(ctx)) throw notTheAsker()
    if (row.state === 'withdrawn') return viewOfApproval(ctx, row)
    if (row.state !== 'asked') throw alreadyAnswered(row.state)
    await withdrawPromise.run(ctx, { id: row.answer_promise_id, reason })
    const withdrawn = await updateApproval(ctx.db, ctx.orgId, approvalId, { state: 'withdrawn', answered_at: ctx.now })
    ctx.record({ type: 'approval.withdrawn', subject: `approval:${approvalId}`, about: row.about, data: {} })
    return viewOfApproval(ctx, withdrawn)
  },
})
