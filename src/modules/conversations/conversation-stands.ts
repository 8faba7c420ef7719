import { textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { conversationsByIds } from './conversation-queries.ts'
import { lockConversations } from './merge-queries.ts'

/** What can be changed of many conversations at once. */
export type ConversationStand = {
  id: string
  channel: string
  subject: string
  with: string
  about: string
  state: string
  ownerId: string | null
  contactId: string | null
  snoozedUntil: string | null
}

/** Some conversations by id, with `lock` for a change of them; unknown and merged ones are left out. One statement. */
export async function conversationStands(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, ConversationStand>> {
  const rows = await (lock ? lockConversations : conversationsByIds)(ctx.db, ctx.orgId, ids)
  return new Map(
    rows
      .filter((row) => row.merged_into === null)
      .map((row) => [
        row.id,
        {
          ...{ id: row.id, channel: row.channel, subject: row.subject, about: row.about, state: row.state },
          with: row.address_name || row.address,
          ownerId: row.owner_id,
          contactId: row.contact_id,
          snoozedUntil: textOrNull(row.snoozed_until),
        },
      ]),
  )
}
