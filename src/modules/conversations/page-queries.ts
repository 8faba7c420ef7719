import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { ConversationRow } from './conversation-queries.ts'

/** Whose page it is. */
type Page = { about: string; contactId: string | null }

/** The conversation on a customer's page, locked: what is written there is one thread, however long ago the last word was. */
export const lockPageConversation = (
  db: Tx,
  orgId: string,
  { about, contactId }: Page,
): Promise<ConversationRow | undefined> =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where('channel', '=', 'portal')
    .where('contact_id', contactId === null ? 'is' : '=', contactId)
    .where('merged_into', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

/** What a form of the page has stored, by the mark that it carries. */
export const storedByForm = (db: Tx, orgId: string, mailId: string, text: string) =>
  db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', orgId)
    .where('mail_id', '=', mailId)
    .where('text', '=', text)
    .executeTakeFirst()

export type PageMessage = { id: string; direction: string; text: string; shown_at: Temporal.Instant }

/**
 * What was said on a customer's page, the newest first: what they wrote, and answers since they went out. Notes of
 * colleagues and what has not gone out yet are never among it.
 * @param before the oldest that is known; null: from the newest on
 */
export async function messagesOnPage(
  db: Tx,
  orgId: string,
  { about, contactId }: Page,
  before: string | null,
  limit: number,
): Promise<PageMessage[]> {
  const { rows } = await sql<PageMessage>`
    with said as (
      select id, direction, text, coalesce(sent_at, created_at) as shown_at from message
      where org_id = ${orgId} and about = ${about} and contact_id is not distinct from ${contactId}::uuid
        and channel = 'portal'
        and (direction = 'in' or (direction = 'out' and written and state = 'sent')))
    select id, direction, text, shown_at from said
    where ${before}::uuid is null
      or (shown_at, id) < (select o.shown_at, o.id from said o where o.id = ${before}::uuid)
    order by shown_at desc, id desc limit ${limit}`.execute(db)
  return rows
}
