import { z } from 'zod'
import { memberOperation } from '#platform/operation'
import { clearDraft, putDraft } from './conversation-queries.ts'
import { conversationId } from './conversation-schemas.ts'
import { findStanding } from './thread.ts'

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
    await findStanding(ctx, id)
    // With those of what was merged into it: the text that is kept is of all of them.
    await clearDraft(ctx.db, ctx.orgId, id, ctx.actor.memberId)
    if (text.trim() === '') return { kept: false }
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
