import { calendarClock } from '#modules/calendars'
import type { Context } from '#platform/operation'
import { append, closeChain, lockChain } from './chain.ts'
import { dueOf, readClock } from './clock.ts'
import { noticeOf } from './notice-of.ts'
import { findPolicySpec } from './policy-queries.ts'
import type { PolicySpec } from './policy-spec.ts'
import { findPromise, insertNotice } from './queries.ts'

/** A promise to ask a customer how it went. */
type Asking = {
  about: string
  customerId: string
  contactId: string | null
  policyId: string
  /** When they are asked: at the target of the policy, without one when it was promised. */
  askAt: Temporal.Instant
}

/** What of a promise says whom to ask, and when; null: it is no promise to ask, or it has ended. */
export async function askingOf(ctx: Context, promiseId: string): Promise<Asking | null> {
  const row = await findPromise(ctx.db, ctx.orgId, promiseId)
  if (!row?.policy_id || row.policy_version === null || row.customer_id === null || row.state !== 'open') return null
  const version = await findPolicySpec(ctx.db, ctx.orgId, row.policy_id, row.policy_version)
  const spec = version?.spec as PolicySpec | undefined
  if (!spec?.asks) return null
  const clock = readClock(row.clock)
  const startedAt = clock.type === 'counted' ? Temporal.Instant.from(clock.startAt) : row.made_at
  const { calendar } = await calendarClock(ctx, row.calendar_id)
  const target = spec.target ? dueOf(startedAt.epochMilliseconds, spec.target, [], calendar) : null
  return {
    about: row.about,
    customerId: row.customer_id,
    contactId: row.contact_id,
    policyId: row.policy_id,
    askAt: target === null ? startedAt : Temporal.Instant.fromEpochMilliseconds(target),
  }
}

/**
 * Has the customer of a promise to ask asked: a notice that is delivered like every other, on their channel and outside
 * of their quiet hours. It tells them of no date.
 * @param subject what it is about, in the customer's words
 * @returns the notice
 */
export async function noticeFollowUp(ctx: Context, promiseId: string, subject: string): Promise<string> {
  const { chain, row } = await lockChain(ctx, promiseId)
  const noticeId = ctx.newId()
  await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'follow_up', text: subject }))
  append(ctx, chain, row, { type: 'promise.noticed', data: { noticeId, notice: 'follow_up' } })
  await closeChain(ctx, chain)
  return noticeId
}
