import type { Context } from '#platform/operation'
import { type ConversationRow, updateConversationRow } from './conversation-queries.ts'
import { firstSaidIn, moveMessages } from './filing-queries.ts'
import { lockConversations } from './merge-queries.ts'
import { refreshAll } from './refresh.ts'
import { refreshThread } from './thread.ts'

/** What a request that is opened for a conversation takes from it. */
export type Opening = {
  /** Locked. */
  row: ConversationRow
  messageId: string | null
  subject: string
  text: string
  missed: boolean
  channel: string
  customerId: string | null
  contactId: string | null
  ownerId: string | null
  at: Temporal.Instant
}

/** What requests take from conversations that have none yet and are a person's, locked, in the order of their beginning. */
export async function openingsOf(ctx: Context, conversationIds: readonly string[]): Promise<Opening[]> {
  const locked = await lockConversations(ctx.db, ctx.orgId, conversationIds)
  const rows = locked.filter(({ about, sort }) => about.startsWith('conversation:') && sort === 'person')
  if (rows.length === 0) return []
  const said = await firstSaidIn(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const first = said.get(row.id)
    return {
      row,
      messageId: first?.id ?? null,
      subject: row.subject,
      text: first?.text ?? '',
      missed: first?.outcome === 'missed',
      channel: row.channel,
      customerId: row.customer_id,
      contactId: row.contact_id,
      ownerId: row.owner_id,
      at: first?.occurred_at ?? row.created_at,
    }
  })
}

/** From now on conversations are about requests: what is said in them, and the replies promised in them. */
export async function tieToRequests(
  ctx: Context,
  tied: readonly { opening: Opening; requestId: string }[],
): Promise<void> {
  const moved = tied.map(({ opening, requestId }) => ({ ...opening, about: `request:${requestId}` }))
  if (moved.length === 0) return
  await moveMessages(
    ctx.db,
    ctx.orgId,
    moved.map(({ row, about }) => ({ id: row.id, about })),
  )
  await refreshAll(
    ctx,
    moved
      .filter(({ row }) => row.merged_into === null)
      .map(({ row, about }) => ({ row: { ...row, about }, set: { about } })),
  )
  for (const { row, about, messageId } of moved) {
    if (row.merged_into !== null) {
      await updateConversationRow(ctx.db, ctx.orgId, row.id, { about })
      await refreshThread(ctx, row)
    }
    ctx.record({
      type: 'conversation.tied',
      subject: `conversation:${row.id}`,
      about,
      data: { channel: row.channel, messageId },
    })
  }
}
