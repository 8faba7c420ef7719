import { z } from 'zod'
import { operation } from '#platform/operation'
import { updateConversationRow } from './conversation-queries.ts'
import { unalerted } from './unanswered-queries.ts'

const AT_ONCE = 200

/**
 * Says of every conversation in which somebody waits beyond what was promised, or for a day where nothing was, that
 * nobody has answered: once a wait, whatever the channel.
 */
export const tellUnanswered = operation({
  name: 'conversations.tellUnanswered',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'Say who waits longer than was promised: once a wait',
  input: z.strictObject({}),
  output: z.object({ told: z.number().int(), more: z.boolean() }),
  async run(ctx) {
    const rows = await unalerted(ctx.db, ctx.orgId, ctx.now, AT_ONCE)
    for (const row of rows) {
      await updateConversationRow(ctx.db, ctx.orgId, row.id, { alerted_at: ctx.now })
      ctx.record({
        type: 'conversation.unanswered',
        subject: `conversation:${row.id}`,
        about: row.about,
        data: {
          channel: row.channel,
          since: row.waiting_since?.toString() ?? null,
          promised: row.reply_due_at !== null,
          ...(row.owner_id === null ? {} : { ownerId: row.owner_id }),
          ...(row.owner_team_id === null ? {} : { ownerTeamId: row.owner_team_id }),
        },
      })
    }
    return { told: rows.length, more: rows.length === AT_ONCE }
  },
})
