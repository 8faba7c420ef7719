import type { Context } from '#platform/operation'
import {
  findConversation,
  firstSaid,
  lockConversation,
  moveMessages,
  updateConversationRow,
} from './conversation-queries.ts'
import { refresh } from './refresh.ts'
import { refreshThread } from './thread.ts'

/** What a request that is opened for a conversation takes from it; null: it has one already, or there is no such. */
export async function openingOf(ctx: Context, conversationId: string) {
  const row = await findConversation(ctx.db, ctx.orgId, conversationId)
  if (!row?.about.startsWith('conversation:') || row.sort !== 'person') return null
  const first = await firstSaid(ctx.db, ctx.orgId, conversationId)
  return {
    subject: row.subject,
    text: first?.text ?? '',
    missed: first?.outcome === 'missed',
    channel: row.channel,
    customerId: row.customer_id,
    contactId: row.contact_id,
    ownerId: row.owner_id,
    at: first?.occurred_at ?? row.created_at,
  }
}

/** From now on a conversation is about a request: what is said in it, and the replies promised in it. */
export async function tieToRequest(ctx: Context, conversationId: string, requestId: string): Promise<void> {
  const row = await lockConversation(ctx.db, ctx.orgId, conversationId)
  if (!row) return
  const about = `request:${requestId}`
  const first = await firstSaid(ctx.db, ctx.orgId, conversationId)
  await moveMessages(ctx.db, ctx.orgId, conversationId, about)
  if (row.merged_into === null) await refresh(ctx, { ...row, about }, { about })
  else {
    await updateConversationRow(ctx.db, ctx.orgId, conversationId, { about })
    await refreshThread(ctx, row)
  }
  ctx.record({
    type: 'conversation.tied',
    subject: `conversation:${conversationId}`,
    about,
    data: { channel: row.channel, messageId: first?.id ?? null },
  })
}
