import { customerIdsOf } from '#modules/customers'
import { nextReplyDue } from '#modules/promises'
import type { Context } from '#platform/operation'
import { answersElsewhere } from './answer-queries.ts'
import { dueOf, saidOf, waitingSince } from './conversation.ts'
import { type ConversationRow, saidIn, updateConversationRow } from './conversation-queries.ts'
import { mergedInto } from './merge-queries.ts'

/**
 * Works out anew, of a locked conversation and all that is merged into it, since when its customer waits and when the
 * first reply that was promised is due. What answered them elsewhere about the same matter, by telephone or in another
 * thread, has answered them here.
 */
export async function refresh(
  ctx: Context,
  row: ConversationRow,
  set: Parameters<typeof updateConversationRow>[3] = {},
): Promise<void> {
  const parts = [row, ...(await mergedInto(ctx.db, ctx.orgId, row.id))]
  const abouts = [...new Set(parts.map(({ about }) => about))]
  const [messages, elsewhere, promised] = await Promise.all([
    saidIn(ctx.db, ctx.orgId, row.id),
    Promise.all(parts.map((part) => answersIn(ctx, part))),
    Promise.all(abouts.map((about) => nextReplyDue(ctx, about))),
  ])
  const since = waitingSince([...messages, ...elsewhere.flat()].map(saidOf))
  const [soonest = null] = promised.filter((due) => due !== null).sort(Temporal.Instant.compare)
  const replyDueAt = since === null ? null : soonest
  const due = { waiting_since: since, reply_due_at: replyDueAt, due_at: dueOf(since, replyDueAt) }
  const same = (Object.keys(due) as (keyof typeof due)[]).every((key) => isSame(due[key], row[key]))
  if (same && Object.keys(set).length === 0) return
  await updateConversationRow(ctx.db, ctx.orgId, row.id, {
    ...set,
    ...due,
    // The next wait is another one, of which nobody was told yet.
    ...(since === null ? { alerted_at: null } : {}),
  })
}

const isSame = (a: Temporal.Instant | null, b: Temporal.Instant | null): boolean =>
  a === null || b === null ? a === b : Temporal.Instant.compare(a, b) === 0

async function answersIn(
  ctx: Context,
  part: Parameters<typeof answersElsewhere>[2] & Pick<ConversationRow, 'customer_id'>,
) {
  const theirs = part.customer_id === null ? [] : await customerIdsOf(ctx, part.customer_id)
  return answersElsewhere(ctx.db, ctx.orgId, part, theirs)
}
