import { nextReplyDue } from '#modules/promises'
import type { Context } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { dueOf, saidOf, waitingSince } from './conversation.ts'
import { type ConversationRow, saidIn, updateConversationRow } from './conversation-queries.ts'

/**
 * Works out anew, of a locked conversation and all that is merged into it, since when its customer waits and when the
 * first reply that was promised is due.
 */
export async function refresh(
  ctx: Context,
  { id, about }: Pick<ConversationRow, 'id' | 'about'>,
  set: Parameters<typeof updateConversationRow>[3] = {},
): Promise<void> {
  const abouts = await aboutsOf(ctx, { id, about })
  const [messages, ...promised] = await Promise.all([
    saidIn(ctx.db, ctx.orgId, id),
    ...abouts.map((each) => nextReplyDue(ctx, each)),
  ])
  const since = waitingSince(messages.map(saidOf))
  const [soonest = null] = promised.filter((due) => due !== null).sort(Temporal.Instant.compare)
  const replyDueAt = since === null ? null : soonest
  await updateConversationRow(ctx.db, ctx.orgId, id, {
    ...set,
    waiting_since: since,
    reply_due_at: replyDueAt,
    due_at: dueOf(since, replyDueAt),
  })
}
