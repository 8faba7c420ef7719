import { findActiveMembers, ROLE_PERMISSIONS } from '#modules/accounts'
import type { Context } from '#platform/operation'
import { mentionCannotRead } from './errors.ts'
import { insertMentions } from './mention-queries.ts'

type Noted = { conversationId: string; messageId: string; about: string }

/**
 * Names members in a note: each is told, and finds the conversation among their mentions.
 * @throws conversations/mention_cannot_read for who has left, has not joined yet, or may not read conversations
 */
export async function noteMentions(ctx: Context, ids: readonly string[], noted: Noted): Promise<void> {
  const named = [...new Set(ids)]
  if (named.length === 0) return
  const members = await findActiveMembers(ctx, named)
  for (const [at, id] of ids.entries()) {
    const member = members.get(id)
    if (!member || !ROLE_PERMISSIONS[member.role].has('conversations.read')) throw mentionCannotRead(at)
  }
  await insertMentions(
    ctx.db,
    named.map((memberId) => ({
      org_id: ctx.orgId,
      message_id: noted.messageId,
      member_id: memberId,
      conversation_id: noted.conversationId,
      created_at: ctx.now,
    })),
  )
  ctx.record({
    type: 'conversation.mentioned',
    subject: `conversation:${noted.conversationId}`,
    about: noted.about,
    data: { messageId: noted.messageId, memberIds: named },
  })
}
