import type { Context } from '#platform/operation'
import { append, closeChain, lockChain } from './chain.ts'
import { noticeOf } from './notice-of.ts'
import { insertNotice } from './queries.ts'
import { digestOf } from './seen.ts'

/**
 * Writes, with a promise, the notice that its customer may choose or that something was decided.
 * @param text what is offered or decided, as it is told
 * @returns the notice's id
 * @throws promises/not_found
 */
export async function tellOffer(
  ctx: Context,
  promiseId: string,
  { offerId, contactId, text }: { offerId: string; contactId: string | null; text: Record<string, unknown> },
): Promise<string> {
  const { chain, row } = await lockChain(ctx, promiseId)
  const noticeId = ctx.newId()
  await insertNotice(ctx.db, noticeOf(ctx, row, { id: noticeId, kind: 'offer', contactId }))
  append(ctx, chain, row, { type: 'promise.noticed', data: { noticeId, notice: 'offer', offerId }, text })
  await closeChain(ctx, chain)
  return noticeId
}

/** What a customer chose stands in the stream of the promise with which it was offered, with a digest of what they saw. */
export async function recordChoice(
  ctx: Context,
  promiseId: string,
  {
    seen,
    text,
    ...data
  }: { offerId: string; optionId: string; by: string; channel: string; seen: unknown; text: string },
): Promise<void> {
  const { chain, row } = await lockChain(ctx, promiseId)
  append(ctx, chain, row, {
    type: 'promise.choice_made',
    data: { ...data, seenDigest: digestOf(seen) },
    text: { chosen: text },
  })
  await closeChain(ctx, chain)
}
