import type { Context } from '#platform/operation'
import { type ConversationRow, findConversation, lockConversation } from './conversation-queries.ts'
import { conversationMerged, conversationNotFound } from './errors.ts'
import { refresh } from './refresh.ts'

/** The conversation in which another is read, locked: the one that it is merged into, else itself. */
export async function lockThread(ctx: Context, id: string): Promise<ConversationRow | undefined> {
  const row = await lockConversation(ctx.db, ctx.orgId, id)
  return row?.merged_into ? lockConversation(ctx.db, ctx.orgId, row.merged_into) : row
}

/** A conversation that stands by itself, locked. @throws conversations/not_found, conversations/merged */
export async function lockStanding(ctx: Context, id: string): Promise<ConversationRow> {
  return standing(await lockConversation(ctx.db, ctx.orgId, id))
}

/** @throws conversations/not_found, conversations/merged */
export async function findStanding(ctx: Context, id: string): Promise<ConversationRow> {
  return standing(await findConversation(ctx.db, ctx.orgId, id))
}

function standing(row: ConversationRow | undefined): ConversationRow {
  if (!row) throw conversationNotFound()
  if (row.merged_into !== null) throw conversationMerged(row.merged_into)
  return row
}

/** Works out anew who waits where a locked conversation is read: in the one it is merged into, else in itself. */
export async function refreshThread(
  ctx: Context,
  row: ConversationRow,
  set: Parameters<typeof refresh>[2] = {},
): Promise<void> {
  const into = row.merged_into === null ? row : await lockConversation(ctx.db, ctx.orgId, row.merged_into)
  if (into) await refresh(ctx, into, set)
}
