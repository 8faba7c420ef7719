import { customerIdsOf } from '#modules/customers'
import { nextReplyDue } from '#modules/promises'
import type { Context } from '#platform/operation'
import { answersElsewhere } from './answer-queries.ts'
import { dueOf, saidOf, waitingSince } from './conversation.ts'
import { type ConversationRow, saidIn, updateConversationRow } from './conversation-queries.ts'

/**
 * Works out anew, of a locked conversation, since when its customer waits and when the promised reply is due. What
 * answered them elsewhere about the same matter, by telephone or in another thread, has answered them here.
 */
export async function refresh(
  ctx: Context,
  row: ConversationRow,
  set: Parameters<typeof updateConversationRow>[3] = {},
): Promise<void> {
  const { id, about } = row
  const theirs = row.customer_id === null ? [] : await customerIdsOf(ctx, row.customer_id)
  const [messages, elsewhere, promised] = await Promise.all([
    saidIn(ctx.db, ctx.orgId, id),
    answersElsewhere(ctx.db, ctx.orgId, row, theirs),
    nextReplyDue(ctx, about),
  ])
  const since = waitingSince([...messages, ...elsewhere].map(saidOf))
  const replyDueAt = since === null ? null : promised
  const due = { waiting_since: since, reply_due_at: replyDueAt, due_at: dueOf(since, replyDueAt) }
  const same = (Object.keys(due) as (keyof typeof due)[]).every((key) => isSame(due[key], row[key]))
  if (same && Object.keys(set).length === 0) return
  await updateConversationRow(ctx.db, ctx.orgId, id, {
    ...set,
    ...due,
    // The next wait is another one, of which nobody was told yet.
    ...(since === null ? { alerted_at: null } : {}),
  })
}

const isSame = (a: Temporal.Instant | null, b: Temporal.Instant | null): boolean =>
  a === null || b === null ? a === b : Temporal.Instant.compare(a, b) === 0
