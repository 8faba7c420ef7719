import { z } from 'zod'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { append, closeChain, lockChain } from './chain.ts'
import { occurredBeforeMade, occurredInFuture, promiseNotFound, wrongState } from './errors.ts'
import { findNotice, findPromise, noticesOf, updateNotice, updatePromise } from './queries.ts'
import { promiseId, promiseView } from './schemas.ts'
import { viewById } from './view.ts'

/**
 * Records that a notice reached the customer: the promise's date is told, and fixed. Twice is once.
 * @param by what did it: the message's id, or the member's
 */
export async function recordTold(
  ctx: Context,
  noticeId: string,
  told: { at: Temporal.Instant; channel: string; by: string },
): Promise<void> {
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice) return
  const { chain, row } = await lockChain(ctx, notice.promise_id)
  const now = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (now?.state === 'told' || now?.state === 'dropped') return
  await updateNotice(ctx.db, ctx.orgId, noticeId, {
    state: 'told',
    failure: null,
    told_at: told.at,
    told_channel: told.channel,
    told_by: told.by,
  })
  append(ctx, chain, row, {
    type: 'promise.told',
    data: {
      noticeId,
      notice: notice.kind,
      at: told.at.toString(),
      channel: told.channel,
      by: told.by,
      dueAt: row.due_at.toString(),
    },
  })
  if (notice.kind !== 'withdrawn' && row.told_at === null)
    await updatePromise(ctx.db, ctx.orgId, row.id, { told_at: told.at })
  await closeChain(ctx, chain)
}

/** Records that a notice could not be delivered: it becomes work for a person. */
export async function recordUndelivered(ctx: Context, noticeId: string, failure: string): Promise<void> {
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice || notice.state === 'told' || notice.state === 'dropped') return
  const { chain, row } = await lockChain(ctx, notice.promise_id)
  await updateNotice(ctx.db, ctx.orgId, noticeId, { state: 'undelivered', failure })
  append(ctx, chain, row, { type: 'promise.not_told', data: { noticeId, notice: notice.kind, failure } })
  await closeChain(ctx, chain)
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
    const waiting = (await noticesOf(ctx.db, ctx.orgId, [id])).filter(
      (notice) => notice.state === 'waiting' || notice.state === 'undelivered',
    )
    if (waiting.length === 0) {
      const view = await viewById(ctx, id)
      throw wrongState('There is nothing left to tell', view.state, 'The customer has been told.')
    }
    for (const notice of waiting)
      await recordTold(ctx, notice.id, { at, channel, by: ctx.actor.memberId ?? ctx.actor.id })
    return viewById(ctx, id)
  },
})
