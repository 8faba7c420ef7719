import { nextReplyDue } from '#modules/promises'
import type { Context } from '#platform/operation'
import { dueOf, saidOf, waitingSince } from './conversation.ts'
import { type ConversationRow, saidIn, updateConversationRow } from './conversation-queries.ts'

/** Works out anew, of a locked conversation, since when its customer waits and when the promised reply is due. */
export async function refresh(
  ctx: Context,
  { id, about }: Pick<ConversationRow, 'id' | 'about'>,
  set: Parameters<typeof updateConversationRow>[3] = {},
): Promise<void> {
  const [messages, promised] = await Promise.all([saidIn(ctx.db, ctx.orgId, id), nextReplyDue(ctx, about)])
  const since = waitingSince(messages.map(saidOf))
  const replyDueAt = since === null ? null : promised
  await updateConversationRow(ctx.db, ctx.orgId, id, {
    ...set,
    waiting_since: since,
    reply_due_at: replyDueAt,
    due_at: dueOf(since, replyDueAt),
  })
}
