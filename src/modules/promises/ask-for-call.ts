import type { Context } from '#platform/operation'
import { append, closeChain, lockChain } from './chain.ts'
import { answeredAlready } from './errors.ts'
import { insertAnswer } from './queries.ts'
import { digestOf } from './seen.ts'

export type CallAsked = {
  /** When it is good to call, as they say it. */
  wished?: string | undefined
  channel: string
  /** What the customer saw, exactly. */
  seen: Record<string, unknown>
  /** From where: address, user agent, link; and the number they gave. */
  origin: Record<string, unknown>
}

/**
 * Records that a customer wants to be called about a promise that waits for their answer. It is an answer, kept with what
 * they saw; the proposal stays as it is.
 * @throws promises/not_found, promises/not_possible
 */
export async function askForCall(
  ctx: Context,
  id: string,
  { wished, channel, seen, origin }: CallAsked,
): Promise<void> {
  const { chain, row, standing } = await lockChain(ctx, id)
  if (standing.state !== 'proposed') throw answeredAlready(standing)
  const answerId = ctx.newId()
  await insertAnswer(ctx.db, {
    org_id: ctx.orgId,
    id: answerId,
    promise_id: id,
    answer: 'call_asked',
    wish_at: null,
    wish_text: wished ?? null,
    given_by: 'customer',
    member_id: null,
    said_by: null,
    channel,
    answered_at: ctx.now,
    recorded_at: ctx.now,
    seen: JSON.stringify(seen),
    origin: JSON.stringify(origin),
  })
  append(ctx, chain, row, {
    type: 'promise.call_asked',
    data: { answerId, channel, by: 'customer', answeredAt: ctx.now.toString(), seenDigest: digestOf(seen) },
    text: { saidBy: null, wishText: wished ?? null, origin },
  })
  await closeChain(ctx, chain)
}
