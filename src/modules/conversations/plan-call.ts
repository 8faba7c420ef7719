import type { Instants } from '#library/calendar'
import { activeMembers, leadIds } from '#modules/accounts'
import { calendarClocks } from '#modules/calendars'
import { planTelling } from '#modules/promises'
import type { Context } from '#platform/operation'
import { type CallTimes, callTimes } from './call-rules.ts'
import { findCallOfNotice, insertCall, updateCall } from './due-call-queries.ts'
import { datesOf, type Notice, type NoticeMatter } from './notice-matter.ts'

/** Why a notice is told by telephone. */
const TOLD_BY_CALL = ['preferred', 'urgent', 'no_address', 'bounced', 'refused', 'failed'] as const
/** Why somebody is called although nothing is to be told. */
const ABOUT_ANSWER = ['asked', 'unanswered'] as const
export const CALL_WHYS = [...TOLD_BY_CALL, ...ABOUT_ANSWER] as const
export type CallWhy = (typeof TOLD_BY_CALL)[number]

type Plan = { from: Temporal.Instant; why: CallWhy; urgent: boolean }

/** Has a notice told by telephone: a call for whoever has the promise. @returns false: there is one already */
export async function planCall(ctx: Context, notice: Notice, matter: NoticeMatter, plan: Plan): Promise<boolean> {
  const { promise, contact } = matter
  const before = await findCallOfNotice(ctx.db, ctx.orgId, notice.id)
  if (before && before.state !== 'cancelled') return false
  const times = await timesOf(ctx, matter, plan)
  const id = before?.id ?? ctx.newId()
  const set = {
    ...(await whoCalls(ctx, matter)),
    ...{ why: plan.why, state: 'open', number: contact.phone ?? '', language: contact.language },
    ...{ not_before: times.notBefore, due_at: times.dueAt, attempts: 0 },
  }
  if (before) await updateCall(ctx.db, ctx.orgId, id, { ...set, ended_at: null, cancelled_why: null })
  else {
    const row = { ...set, org_id: ctx.orgId, id, notice_id: notice.id, promise_id: promise.id, about: promise.about }
    const whose = { customer_id: contact.customerId, contact_id: contact.id, created_at: ctx.now }
    if (!(await insertCall(ctx.db, { ...row, ...whose }))) return false
  }
  await planTelling(ctx, notice.id, times.dueAt)
  ctx.record({
    type: 'call.planned',
    subject: `call:${id}`,
    about: promise.about,
    data: { noticeId: notice.id, promiseId: promise.id, why: plan.why, dueAt: times.dueAt.toString() },
  })
  return true
}

type AnswerCall = {
  why: (typeof ABOUT_ANSWER)[number]
  /** What the customer gave, where no number is known. */
  number?: string | undefined
  wished?: string | undefined
}

/**
 * A call about an answer, for whoever has the promise: the customer asked for it, or nothing was heard of a new date. One
 * at a time for each.
 * @returns null: there is one already
 */
export async function planAnswerCall(
  ctx: Context,
  matter: NoticeMatter,
  { why, number, wished }: AnswerCall,
): Promise<CallTimes | null> {
  const { promise, contact } = matter
  const times = await timesOf(ctx, matter, { from: ctx.now, urgent: false })
  const id = ctx.newId()
  const planned = await insertCall(ctx.db, {
    ...(await whoCalls(ctx, matter)),
    ...{ org_id: ctx.orgId, id, notice_id: null, promise_id: promise.id, about: promise.about, why },
    ...{ customer_id: contact.customerId, contact_id: contact.id, language: contact.language },
    ...{ number: contact.phone ?? number ?? '', wished: wished ?? null, created_at: ctx.now },
    ...{ not_before: times.notBefore, due_at: times.dueAt },
  })
  if (!planned) return null
  ctx.record({
    type: 'call.planned',
    subject: `call:${id}`,
    about: promise.about,
    data: { noticeId: null, promiseId: promise.id, why, dueAt: times.dueAt.toString() },
  })
  return times
}

/** From when and by when a call is made, in the business hours that the promise counts in. */
export async function timesOf(
  ctx: Context,
  matter: NoticeMatter,
  { from, urgent }: Pick<Plan, 'from' | 'urgent'>,
): Promise<CallTimes> {
  const calendar = await clockOf(ctx, matter)
  const ahead = datesOf(matter).filter((date) => Temporal.Instant.compare(date, from) > 0)
  const promiseDue = ahead.toSorted(Temporal.Instant.compare)[0] ?? null
  return callTimes({ from, urgent, contact: matter.contact, calendar, promiseDue })
}

/** The business hours of a matter; null: the firm has none. */
export async function clockOf(ctx: Context, { promise: { calendarId } }: NoticeMatter): Promise<Instants | null> {
  const clocks = await calendarClocks(ctx, [calendarId])
  return (clocks.get(calendarId) ?? clocks.get(null))?.instants ?? null
}

/** Whoever has the promise, else their team; where nobody has it, who answers for what nobody else does. */
async function whoCalls(ctx: Context, { promise }: NoticeMatter) {
  const { ownerId, ownerTeamId } = promise
  const isThere = ownerId !== null && (await activeMembers(ctx, [ownerId])).has(ownerId)
  if (isThere) return { owner_id: ownerId, owner_team_id: null }
  if (ownerTeamId !== null) return { owner_id: null, owner_team_id: ownerTeamId }
  return { owner_id: (await leadIds(ctx))[0] ?? null, owner_team_id: null }
}
