import type { Context } from '#platform/operation'
import { addNextOfCadence } from './cadence.ts'
import { closeChain, lockChain } from './chain.ts'
import type { Way } from './contradictions.ts'
import { deliver } from './keep-promise.ts'
import { nextOpenAbout, undeliveredOf } from './policy-queries.ts'
import { ANSWER_KINDS, REPLY_KINDS, UPDATE_KINDS } from './schemas.ts'

/** When the next promised reply or callback about each of some matters is due; none: nothing is promised, or all is kept. */
export async function nextRepliesDue(ctx: Context, abouts: readonly string[]): Promise<Map<string, Temporal.Instant>> {
  const rows = await undeliveredOf(ctx.db, ctx.orgId, abouts, REPLY_KINDS)
  return new Map(rows.toReversed().map(({ about, due_at }) => [about, due_at]))
}

/** What is due next to a customer about each of some matters, whatever was promised; what waits for them is not. */
export async function nextDueAbout(ctx: Pick<Context, 'db' | 'orgId' | 'now'>, abouts: readonly string[]) {
  const rows = await nextOpenAbout(ctx.db, ctx.orgId, abouts, ctx.now)
  return new Map(rows.map(({ about, id, due_at }) => [about, { id, dueAt: due_at }]))
}

/** The promise by which a customer is answered next about a matter; null: none is promised, or they are all kept. */
export const replyPromised = async (ctx: Context, about: string): Promise<string | null> =>
  (await undeliveredOf(ctx.db, ctx.orgId, [about], ANSWER_KINDS))[0]?.id ?? null

/**
 * Somebody of the firm wrote to the customer: the replies and updates promised about the matter are delivered. Who spoke
 * with them has called back, too.
 * @param made what was promised in it: saying so keeps nothing
 */
export async function keepReplies(
  ctx: Context,
  about: string,
  occurredAt: Temporal.Instant,
  how: Way = 'written',
  made: readonly string[] = [],
): Promise<number> {
  const promised = await undeliveredOf(ctx.db, ctx.orgId, [about], how === 'spoken' ? REPLY_KINDS : UPDATE_KINDS)
  let kept = 0
  for (const { id } of promised) {
    if (made.includes(id)) continue
    const { chain, row, standing } = await lockChain(ctx, id)
    const open = standing.state === 'open' || (standing.state === 'broken' && standing.occurredAt === null)
    // Another was quicker, or it was promised only after this was said.
    if (!open || Temporal.Instant.compare(chain.standings[0]?.madeAt ?? standing.madeAt, occurredAt) > 0) continue
    await deliver(ctx, chain, standing, { occurredAt })
    await closeChain(ctx, chain)
    await addNextOfCadence(ctx, chain, row, occurredAt)
    kept++
  }
  return kept
}
