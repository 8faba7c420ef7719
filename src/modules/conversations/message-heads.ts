import { textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { messagesByIds } from './queries.ts'
import type { MessageView } from './schemas.ts'

type MessageHead = Pick<MessageView, 'id' | 'state' | 'sentAt' | 'failure'> & {
  subject: string | null
  to: string | null
}

/** What became of some messages, by id; what they say, and to whom, only for who may read messages. */
export async function messageHeads(ctx: Context, ids: readonly string[]): Promise<Map<string, MessageHead>> {
  const reads = ctx.actor.may('conversations.readMessages')
  const rows = await messagesByIds(ctx.db, ctx.orgId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        state: row.state as MessageView['state'],
        sentAt: textOrNull(row.sent_at),
        subject: reads ? row.subject : null,
        to: reads ? row.to_address : null,
        failure: reads ? row.failure : null,
      },
    ]),
  )
}
