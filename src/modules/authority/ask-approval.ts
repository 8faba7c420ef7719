import { z } from 'zod'
import { loadMessages } from '#messages/authority'
import { findActiveMember } from '#modules/accounts'
import { findContactForTelling, survivorIdOf } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amountText, offeredRemedy, type RemedyView } from '#modules/playbooks'
import { getPromise, makePromise } from '#modules/promises'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { askerOf, viewOfApproval } from './approval-view.ts'
import { granterOf, leftNow, periodsOf } from './budget.ts'
import { answerByPast, approvedByThemselves, approverTooLow, dueNeeded, nobodyToAsk, withinLimits } from './errors.ts'
import { findAnswerer, mayGrant, othersWithEnough } from './find-answerer.ts'
import { amountOf } from './grant-remedy.ts'
import { suffices } from './limits.ts'
import { insertApproval } from './queries.ts'
import { approvalView, granting } from './schemas.ts'

/** In which a colleague answers who was asked without a time. */
const PATIENCE = { hours: 4 }

export const askApproval = operation({
  name: 'approvals.ask',
  effect: 'writes',
  permission: 'remedies.ask',
  summary: 'Ask a colleague to approve a remedy beyond your limits; their answer by then is a promise to you',
  input: z.strictObject({
    ...granting,
    approverId: z
      .uuid()
      .optional()
      .meta({ description: 'Who is asked. Default: the first lead or owner who may grant as much.' }),
    answerBy: instant.optional().meta({ description: 'Default: in four hours.', examples: ['2026-11-26T15:00:00Z'] }),
  }),
  output: approvalView,
  async run(ctx, { remedyId: line, amount: chosen, approverId, answerBy = ctx.now.add(PATIENCE), ...rest }) {
    const giving = { ...rest, customerId: await survivorIdOf(ctx, rest.customerId) }
    const remedy = await offeredRemedy(ctx, line)
    // As they are kept: ids may be written in capitals.
    const [remedyId, named] = [remedy.id, approverId?.toLowerCase()]
    const amount = amountOf(remedy, chosen)
    if (remedy.hasToBeDone && giving.dueAt === undefined) throw dueNeeded()
    if (Temporal.Instant.compare(answerBy, ctx.now) <= 0) throw answerByPast()
    if (giving.forPromiseId !== undefined) await getPromise.run(ctx, { id: giving.forPromiseId })
    const contactId = await findContactForTelling(ctx, giving.customerId, giving.contactId ?? null)
    const { year, month, currency } = await periodsOf(ctx)
    const asked = {
      about: giving.about,
      customerId: giving.customerId,
      year,
      month,
      situation: giving.situation,
      remedyId,
      amount,
    }
    const granter = granterOf(ctx.actor)
    const left = (
      await leftNow(ctx, { ...asked, granterKey: granter.key }, { ...asked, role: granter.role }, [remedyId])
    ).get(remedyId)
    if (left && suffices(left, amount)) throw withinLimits()

    const askerId = ctx.actor.memberId
    if (named !== undefined && named === askerId) throw approvedByThemselves()
    if (named !== undefined && !(await mayGrant(ctx, named, asked))) throw approverTooLow()
    const askedId = named ?? (await othersWithEnough(ctx, askerId, asked))[0]
    const answererId = askedId && (await findAnswerer(ctx, askedId, askerId))
    if (!askedId || !answererId) throw nobodyToAsk()

    const id = ctx.newId()
    const answerPromiseId = await promised(ctx, {
      id,
      about: giving.about,
      answerBy,
      answererId,
      remedy,
      amount,
      currency,
    })
    const row = await insertApproval(ctx.db, {
      org_id: ctx.orgId,
      id,
      state: 'asked',
      about: giving.about,
      customer_id: giving.customerId,
      contact_id: contactId,
      remedy_id: remedyId,
      situation: giving.situation,
      amount,
      currency,
      promise_id: giving.forPromiseId ?? null,
      due_at: giving.dueAt ?? null,
      reason: giving.reason,
      asked_by: askerOf(ctx),
      asked_by_member: askerId,
      approver_id: askedId,
      answer_by: answerBy,
      answer_promise_id: answerPromiseId,
      created_at: ctx.now,
    })
    ctx.record({
      type: 'approval.asked',
      subject: `approval:${id}`,
      about: giving.about,
      data: { remedyId, amount, currency, approverId: askedId, ownerId: answererId, answerBy: answerBy.toString() },
    })
    return viewOfApproval(ctx, row)
  },
})

type Asked = {
  id: string
  about: string
  answerBy: Temporal.Instant
  answererId: string
  remedy: RemedyView
  amount: number
  currency: string
}

/** Promises an answer to whoever asks, in the words of the one who answers. */
async function promised(
  ctx: Context,
  { about, answerBy, answererId, remedy, amount, currency }: Asked,
): Promise<string> {
  const member = await findActiveMember(ctx, answererId)
  const language = member?.language ?? (await organizationOf(ctx)).language
  const words = await loadMessages(language)
  const { id } = await makePromise.run(
    ctx,
    makePromise.input.parse({
      kind: 'approval',
      beneficiary: 'member',
      wording: words.authority.toAnswer({ remedy: remedy.name, amount: amountText(amount, currency, language) }),
      language,
      dueAt: answerBy.toString(),
      about,
      ownerId: answererId,
    }),
  )
  return id
}
