import { z } from 'zod'
import { loadMessages } from '#messages/telling'
import { organizationOf } from '#modules/directory'
import { planTelling, recordTold } from '#modules/promises'
import { instant, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { matterOfCall } from './call-matter.ts'
import { isTriedAgain, nextTry } from './call-rules.ts'
import { scriptOf } from './call-script.ts'
import { planDelivery } from './delivery-plan.ts'
import { type CallRow, findCall, lockCall, updateCall } from './due-call-queries.ts'
import { callId, callView } from './due-call-schemas.ts'
import { viewsOfCalls } from './due-call-views.ts'
import { callNotFound, callOver } from './errors.ts'
import type { Notice, NoticeMatter } from './notice-matter.ts'
import { clockOf, timesOf } from './plan-call.ts'
import { findMessageOfNotice } from './queries.ts'
import { reachContact } from './reach-contact.ts'
import { noteContact } from './record-contact.ts'

const result = z.strictObject({
  id: callId,
  outcome: z.enum(['reached', 'not_reached', 'left_message', 'wrong_number']).meta({
    description:
      'reached: they have been told. not_reached, left_message: an attempt, and it is tried again. wrong_number: the next channel is used.',
    examples: ['reached'],
  }),
  attempt: z
    .number()
    .int()
    .min(1)
    .meta({
      description: 'Which attempt it was: one more than attempts says. What comes twice counts once.',
      examples: [1],
    }),
  text: words(20_000, 'She will be at home from five.').optional().meta({ description: 'What was said.' }),
  nextStep: words(500, 'Send her the photo.').optional(),
  at: instant.optional().meta({ description: 'When. Default: now.', examples: ['2026-11-26T09:00:00Z'] }),
})
type Result = z.output<typeof result>

export const recordCall = operation({
  name: 'calls.record',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Record what came of a call: the customer was told, or it is tried again, or another channel is used',
  input: result,
  output: callView,
  async run(ctx, input) {
    const call = await lockCall(ctx.db, ctx.orgId, input.id)
    if (!call) throw callNotFound()
    const wasReached = input.outcome === 'reached'
    const again = call.state === 'open' ? input.attempt <= call.attempts : (call.state === 'reached') === wasReached
    if (call.state === 'cancelled' || (call.state !== 'open' && !again)) throw callOver(call.state)
    if (!again) await (wasReached ? reached(ctx, call, input) : notReached(ctx, call, input))
    const now = await findCall(ctx.db, ctx.orgId, call.id)
    const [view] = await viewsOfCalls(ctx, [now ?? call])
    if (!view) throw callNotFound()
    return view
  },
})

/** The call stands in the conversation as every other does; the notice is told. */
async function reached(ctx: Context, call: CallRow, input: Result): Promise<void> {
  const at = input.at ?? ctx.now
  const { script } = await scriptOf(ctx, call)
  const { number, language } = await note(ctx, call, input, script)
  if (call.notice_id !== null)
    await recordTold(ctx, call.notice_id, { at, channel: 'phone', by: ctx.actor.memberId ?? ctx.actor.id })
  await updateCall(ctx.db, ctx.orgId, call.id, {
    ...{ state: 'reached', script, number, language, ended_at: at, ended_by: ctx.actor.memberId },
  })
  ctx.record({
    type: 'call.reached',
    subject: `call:${call.id}`,
    about: call.about,
    data: { noticeId: call.notice_id, at: at.toString() },
  })
}

/** An attempt: the next one comes later, or another channel's turn. */
async function notReached(ctx: Context, call: CallRow, input: Result): Promise<void> {
  const [at, attempts] = [input.at ?? ctx.now, call.attempts + 1]
  const texts = (await loadMessages((await organizationOf(ctx)).language)).note
  const usual = { left_message: texts.leftMessage, wrong_number: texts.wrongNumber, not_reached: texts.notReached }
  const { number } = await note(ctx, call, input, usual[input.outcome as keyof typeof usual]())
  const about = await matterOfCall(ctx, call)
  const { notice = null, matter } = about ?? {}
  const urgent = call.why === 'urgent'
  const hasOther = notice !== null && matter !== undefined && (await isOtherLeft(ctx, notice, matter))
  const attempted = { attempts, last_attempt_at: at, number, owner_id: call.owner_id ?? ctx.actor.memberId }
  if (matter && input.outcome !== 'wrong_number' && isTriedAgain(attempts, { urgent, hasOther })) {
    const times = await timesOf(ctx, matter, { from: nextTry(ctx.now, await clockOf(ctx, matter)), urgent: false })
    await updateCall(ctx.db, ctx.orgId, call.id, { ...attempted, not_before: times.notBefore, due_at: times.dueAt })
    if (notice) await planTelling(ctx, notice.id, times.dueAt)
    ctx.record({
      type: 'call.attempted',
      subject: `call:${call.id}`,
      about: call.about,
      data: { outcome: input.outcome, attempts, nextAt: times.notBefore.toString() },
    })
    return
  }
  await updateCall(ctx.db, ctx.orgId, call.id, {
    ...attempted,
    ...{ state: 'not_reached', ended_at: at, ended_by: ctx.actor.memberId },
  })
  ctx.record({
    type: 'call.not_reached',
    subject: `call:${call.id}`,
    about: call.about,
    data: { outcome: input.outcome, attempts },
  })
  if (notice?.state === 'waiting') await reachContact(ctx, notice, call.about, call.promise_id)
}

/** Whether a notice can be told in another way than by telephone. */
async function isOtherLeft(ctx: Context, notice: Notice, { contact }: NoticeMatter): Promise<boolean> {
  const message = await findMessageOfNotice(ctx.db, ctx.orgId, notice.id)
  if (message) return message.state !== 'failed'
  return planDelivery({ contact, urgency: 'at_once', now: ctx.now, tried: ['phone'] }).length > 0
}

async function note(ctx: Context, call: CallRow, { outcome, text, nextStep, at }: Result, usual: string) {
  const said = await noteContact(
    ctx,
    {
      ...{ channel: 'phone', direction: 'out', answered: true, promises: [], text: text ?? usual },
      outcome: outcome === 'wrong_number' ? 'not_reached' : outcome,
      ...(nextStep === undefined ? {} : { nextStep }),
      ...(at === undefined ? {} : { at }),
    },
    { contactId: call.contact_id, about: call.about },
  )
  return { number: said.to || call.number, language: call.language }
}
