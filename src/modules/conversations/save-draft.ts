import { z } from 'zod'
import { memberOperation } from '#platform/operation'
import { clearDraft, findConversation, putDraft } from './conversation-queries.ts'
import { conversationId } from './conversation-schemas.ts'
import { conversationNotFound } from './errors.ts'

export const saveDraft = memberOperation({
  name: 'conversations.saveDraft',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Keep what you have begun to write; nobody else sees it',
  input: z.strictObject({
    id: conversationId,
    text: z
      .string()
      .max(50_000)
      .meta({ description: 'Empty: it is thrown away.', examples: ['We have the part and'] }),
  }),
  output: z.object({ kept: z.boolean() }),
  async run(ctx, { id, text }) {
    if (!(await findConversation(ctx.db, ctx.orgId, id))) throw conversationNotFound()
    if (text.trim() === '') {
      await clearDraft(ctx.db, ctx.orgId, id, ctx.actor.memberId)
      return { kept: false }
    }
    await putDraft(ctx.db, {
      org_id: ctx.orgId,
      conversation_id: id,
      member_id: ctx.actor.memberId,
      text,
      updated_at: ctx.now,
    })
    return { kept: true }
  },
})
