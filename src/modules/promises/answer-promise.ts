import type { Context } from '#platform/operation'
import { applySteps, closeChain, lockChain } from './chain.ts'
import { answeredAlready } from './errors.ts'
import { stepsByAcceptance } from './promise.ts'
import { insertAnswer, updatePromise } from './queries.ts'
import type { PromiseView } from './schemas.ts'
import { digestOf } from './seen.ts'
import { viewById } from './view.ts'

export type AnswerGiven = {
  answer: 'accepted' | 'declined'
  /** Another time the customer would like: starts a new proposal by staff. */
  wishAt?: Temporal.Instant | undefined
  wishText?: string | undefined
  by: 'customer' | 'member'
  /** Who said it, when a member records it. */
  saidBy?: string | undefined
  channel: string
  answeredAt: Temporal.Instant
  /** What the customer saw, exactly. */
  seen: Record<string, unknown>
  /** From where: address, user agent, link. */
  origin: Record<string, unknown>
}

/**
 * Records a customer's answer to a proposed promise: the answer as given, the promise's state, what it replaces.
 * @throws promises/not_found, promises/not_possible
 */
export async function answerPromise(ctx: Context, id: string, given: AnswerGiven): Promise<PromiseView> {
  const { chain, row, standing } = await lockChain(ctx, id)
  if (standing.state !== 'proposed') throw answeredAlready(standing)
  const answerId = ctx.newId()
  const steps =
    given.answer === 'accepted'
      ? stepsByAcceptance(chain.standings, id, ctx.now)
      : [{ id, event: 'declined' as const, state: 'declined' as const, consent: 'declined' as const, at: ctx.now }]
  await insertAnswer(ctx.db, {
    org_id: ctx.orgId,
    id: answerId,
    promise_id: id,
    answer: given.answer,
    wish_at: given.wishAt ?? null,
    wish_text: given.wishText ?? null,
    given_by: given.by,
    member_id: given.by === 'member' ? ctx.actor.memberId : null,
    said_by: given.saidBy ?? null,
    channel: given.channel,
    answered_at: given.answeredAt,
    recorded_at: ctx.now,
    seen: JSON.stringify(given.seen),
    origin: JSON.stringify(given.origin),
  })
  await applySteps(ctx, chain, steps, {
    data: {
      answerId,
      channel: given.channel,
      by: given.by,
      answeredAt: given.answeredAt.toString(),
      ...(given.wishAt ? { wishAt: given.wishAt.toString() } : {}),
      wished: given.wishAt !== undefined || given.wishText !== undefined,
      seenDigest: digestOf(given.seen),
    },
    text: { saidBy: given.saidBy ?? null, wishText: given.wishText ?? null, origin: given.origin },
  })
  await Promise.all([
    updatePromise(ctx.db, ctx.orgId, row.id, { answered_at: given.answeredAt }),
    closeChain(ctx, chain),
  ])
  return viewById(ctx, id)
}
