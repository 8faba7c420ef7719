import type { Insertable } from 'kysely'
import type { Tx } from '#platform/db'
import type { MessageTelling } from '#platform/schema.gen'

export const insertTellings = (db: Tx, rows: readonly Insertable<MessageTelling>[]) =>
  rows.length === 0 ? Promise.resolve([]) : db.insertInto('message_telling').values(rows).execute()

/** What some messages tell besides their text. */
export const noticesToldBy = (db: Tx, orgId: string, messageIds: readonly string[]) =>
  messageIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('message_telling')
        .select(['message_id', 'notice_id', 'promise_id'])
        .where('org_id', '=', orgId)
        .where('message_id', 'in', messageIds)
        .orderBy('notice_id')
        .execute()

/** Whether an answer tells of a notice: it has no mail of its own. */
export async function isToldByAnswer(db: Tx, orgId: string, noticeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('message_telling')
    .select('message_id')
    .where('org_id', '=', orgId)
    .where('notice_id', '=', noticeId)
    .executeTakeFirst()
  return row !== undefined
}
