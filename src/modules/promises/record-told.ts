import { z } from 'zod'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { append, type Chain, closeChain, lockChain } from './chain.ts'
import { occurredBeforeMade, occurredInFuture, promiseNotFound, wrongState } from './errors.ts'
import {
  findNotice,
  findPromise,
  isUntold,
  type NoticeRow,
  noticesOf,
  type PromiseRow,
  updateNotice,
  updatePromise,
} from './queries.ts'
import { planAnswerReminder } from './remind-of-answer.ts'
import { promiseId, promiseView } from './schemas.ts'
import { viewById } from './view.ts'

type Telling = { at: Temporal.Instant; channel: string; by: string }

/**
 * Records that a notice reached the customer: the promise's date is told, and fixed. Twice is once.
 * @param by what did it: the message's id, or the member's
 */
export async function recordTold(ctx: Context, noticeId: string, told: Telling): Promise<void> {
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice) return
  const { chain, row } = await lockChain(ctx, notice.promise_id)
  const now = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (now?.state === 'told') return
  await storeTold(ctx, noticeId, told)
  appendTold(ctx, chain, row, notice, told)
  if (notice.kind !== 'withdrawn' && notice.kind !== 'follow_up' && row.told_at === null) {
    await updatePromise(ctx.db, ctx.orgId, row.id, { told_at: told.at })
    if (row.state === 'proposed') await planAnswerReminder(ctx, row, told.at)
  }
  if (notice.kind === 'moved' && row.predecessor_id !== null) await tellReplaced(ctx, chain, row.predecessor_id, told)
  await closeChain(ctx, chain)
}

/** What a new date says of the one before it: whoever was not told of that yet has been told with this. */
async function tellReplaced(ctx: Context, chain: Chain, promiseId: string, told: Telling): Promise<void> {
  const row = chain.rows.find(({ id }) => id === promiseId)
  if (!row || (row.state !== 'open' && row.state !== 'broken')) return
  const notices = await noticesOf(ctx.db, ctx.orgId, [promiseId])
  for (const notice of notices.filter(({ state, failure }) => state === 'moot' && failure === 'replaced')) {
    await storeTold(ctx, notice.id, told)
    appendTold(ctx, chain, row, notice, told)
    if (row.told_at === null) {
      await updatePromise(ctx.db, ctx.orgId, row.id, { told_at: told.at })
      row.told_at = told.at
    }
  }
}

const storeTold = (ctx: Context, noticeId: string, told: Telling) =>
  updateNotice(ctx.db, ctx.orgId, noticeId, {
    state: 'told',
    failure: null,
    told_at: told.at,
    told_channel: told.channel,
    told_by: told.by,
  })

const appendTold = (
  ctx: Context,
  chain: Chain,
  row: PromiseRow,
  { id, kind }: Pick<NoticeRow, 'id' | 'kind'>,
  { at, channel, by }: Telling,
): void =>
  append(ctx, chain, row, {
    type: 'promise.told',
    data: { noticeId: id, notice: kind, at: at.toString(), channel, by, dueAt: row.due_at.toString() },
  })

/** Records that a notice could not be delivered: it becomes work for a person. */
export async function recordUndelivered(ctx: Context, noticeId: string, failure: string): Promise<void> {
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice || notice.state === 'told' || notice.state === 'moot') return
  // They were told what waits for their answer: that a reminder does not arrive is nobody's work.
  if (notice.kind === 'answer_reminder') return recordMoot(ctx, noticeId, failure)
  const { chain, row } = await lockChain(ctx, notice.promise_id)
  await updateNotice(ctx.db, ctx.orgId, noticeId, { state: 'undelivered', failure })
  append(ctx, chain, row, { type: 'promise.not_told', data: { noticeId, notice: notice.kind, failure } })
  await closeChain(ctx, chain)
}

/** The customer is to be told at an instant: nobody need see to it before. */
export const planTelling = (ctx: Context, noticeId: string, at: Temporal.Instant): Promise<unknown> =>
  updateNotice(ctx.db, ctx.orgId, noticeId, { planned_at: at })

/** Records that a notice needs no telling any more: what it says was overtaken before anybody was told. Twice is once. */
export async function recordMoot(ctx: Context, noticeId: string, why: string): Promise<void> {
  const found = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!found) return
  const { chain, row } = await lockChain(ctx, found.promise_id)
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (notice?.state !== 'waiting' && notice?.state !== 'undelivered') return
  await updateNotice(ctx.db, ctx.orgId, noticeId, { state: 'moot', failure: why })
  append(ctx, chain, row, { type: 'promise.telling_dropped', data: { noticeId, notice: notice.kind, why } })
  await closeChain(ctx, chain)
}

/**
 * Records that a mail which told of a notice came back: nobody was told by it after all. Where nothing else told of the
 * date, and the customer has not answered, it counts as not told again.
 * @returns whether the notice has to be told anew
 */
export async function recordCameBack(
  ctx: Context,
  noticeId: string,
  { by, failure }: { by: string; failure: string },
): Promise<boolean> {
  const found = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!found) return false
  const { chain, row } = await lockChain(ctx, found.promise_id)
  const notices = await noticesOf(ctx.db, ctx.orgId, [row.id])
  const notice = notices.find(({ id }) => id === noticeId)
  if (!notice || notice.state === 'moot') return false
  // Somebody told them in another way meanwhile.
  if (notice.state === 'told' && notice.told_by !== by) return false
  if (notice.state === 'told') {
    const others = notices.filter(({ id, kind, state }) => id !== noticeId && kind !== 'withdrawn' && state === 'told')
    const first = others.map(({ told_at }) => told_at).filter((at) => at !== null)
    const toldAt = row.answered_at === null ? (first.toSorted(Temporal.Instant.compare)[0] ?? null) : row.told_at
    append(ctx, chain, row, {
      type: 'promise.not_told',
      data: { noticeId, notice: notice.kind, failure, cameBack: true, toldAt: toldAt?.toString() ?? null },
    })
    await updatePromise(ctx.db, ctx.orgId, row.id, { told_at: toldAt })
    await closeChain(ctx, chain)
  }
  await updateNotice(ctx.db, ctx.orgId, noticeId, {
    ...{ state: 'waiting', failure, told_at: null, told_channel: null, told_by: null },
  })
  return true
}

export const recordPromiseTold = operation({
  name: 'promises.recordTold',
  effect: 'writes',
  permission: 'promises.recordTold',
  summary: 'Record that the customer was told in another way than by mail',
  input: z.strictObject({
    id: promiseId,
    channel: z.enum(['phone', 'in_person', 'letter', 'link', 'other']),
    toldAt: instant.optional().meta({ description: 'Default: now.', examples: ['2026-11-26T15:00:00Z'] }),
  }),
  output: promiseView,
  async run(ctx, { id, channel, toldAt }) {
    const at = toldAt ?? ctx.now
    if (Temporal.Instant.compare(at, ctx.now) > 0) throw occurredInFuture('toldAt')
    const promise = await findPromise(ctx.db, ctx.orgId, id)
    if (!promise) throw promiseNotFound()
    if (Temporal.Instant.compare(at, promise.made_at) < 0) throw occurredBeforeMade('toldAt')
    const waiting = (await noticesOf(ctx.db, ctx.orgId, [id])).filter(isUntold)
    if (waiting.length === 0) {
      const view = await viewById(ctx, id)
      throw wrongState('There is nothing left to tell', view.state, 'The customer has been told.')
    }
    for (const notice of waiting)
      await recordTold(ctx, notice.id, { at, channel, by: ctx.actor.memberId ?? ctx.actor.id })
    return viewById(ctx, id)
  },
})
