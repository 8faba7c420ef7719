import { type Insertable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { Mention } from '#platform/schema.gen'

export const insertMentions = (db: Tx, rows: readonly Insertable<Mention>[]) =>
  rows.length === 0 ? Promise.resolve([]) : db.insertInto('mention').values(rows).execute()

/** The members whom each of some messages names. */
export const mentionsOf = (db: Tx, orgId: string, messageIds: readonly string[]) =>
  messageIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('mention')
        .select(['message_id', 'member_id'])
        .where('org_id', '=', orgId)
        .where('message_id', 'in', messageIds)
        .orderBy('member_id')
        .execute()

/** Beyond these it is history, which the search finds. */
const MOST = 500

/** The conversations in which a member is named, by the last of these. */
export async function conversationsMentioning(db: Tx, orgId: string, memberId: string | null): Promise<string[]> {
  if (memberId === null) return []
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(c.merged_into, c.id) as id from (
      select conversation_id from mention where org_id = ${orgId} and member_id = ${memberId}
      order by created_at desc limit ${MOST}
    ) named join conversation c on c.org_id = ${orgId} and c.id = named.conversation_id`.execute(db)
  return rows.map(({ id }) => id)
}
