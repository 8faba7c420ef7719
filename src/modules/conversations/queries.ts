import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { bulkInsert, tableOf } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { Message, TrackingLink } from '#platform/schema.gen'
import { learnWords } from './search-queries.ts'

/** A message without the words it is found by: they are as long as the text, and nobody reads them. */
export type MessageRow = Omit<Selectable<Message>, 'search'>
export type LinkRow = Selectable<TrackingLink>

/** What is read of a message. */
export const MESSAGE_COLUMNS = [
  ...(['org_id', 'id', 'conversation_id', 'direction', 'about', 'customer_id', 'contact_id', 'channel'] as const),
  ...(['from_address', 'from_name', 'to_address', 'cc', 'language', 'subject', 'text', 'quoted', 'html'] as const),
  ...(['file_names', 'written', 'member_id', 'state', 'attempts', 'failure', 'verified', 'authentication'] as const),
  ...([
    'automatic',
    'outcome',
    'next_step',
    'contradicts',
    'contradicts_reason',
    'footer',
    'mail_id',
    'in_reply_to',
  ] as const),
  ...(['refs', 'received_mail_id', 'notice_id', 'link_id', 'action_link_id', 'created_at', 'occurred_at'] as const),
  ...(['send_at', 'sent_at', 'cancelled_at', 'call_id', 'quiet', 'came_back_at', 'cancelled_why'] as const),
] as const

const messages = (db: Tx, orgId: string) => db.selectFrom('message').select(MESSAGE_COLUMNS).where('org_id', '=', orgId)
const links = (db: Tx, orgId: string) => db.selectFrom('tracking_link').selectAll().where('org_id', '=', orgId)

/** Writes a message unless its notice has one already; tells whether it did. */
export async function insertMessage(db: Tx, row: Insertable<Message>): Promise<boolean> {
  const written = await db
    .insertInto('message')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'notice_id']).where('notice_id', 'is not', null).doNothing())
    .executeTakeFirst()
  const did = (written.numInsertedOrUpdatedRows ?? 0n) > 0n
  if (did && row.conversation_id) await learnWords(db, row.org_id, [row.id])
  return did
}

/** Writes messages of one organization that have no notice; rows of the same columns. */
export async function insertMessages(db: Tx, rows: readonly Insertable<Message>[]): Promise<void> {
  const [first] = rows
  if (!first) return
  await bulkInsert(db, { table: 'message', shared: {}, ...tableOf(rows) })
  await learnWords(
    db,
    first.org_id,
    rows.map(({ id }) => id),
  )
}

export const findMessage = (db: Tx, orgId: string, id: string) =>
  messages(db, orgId).where('id', '=', id).executeTakeFirst()

/** What a list shows of some messages. */
export const messagesByIds = (db: Tx, orgId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('message')
        .select(['id', 'state', 'sent_at', 'subject', 'to_address', 'failure', 'notice_id', 'send_at', 'quiet'])
        .select(['came_back_at', 'cancelled_why'])
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .execute()

export const lockMessage = (db: Tx, orgId: string, id: string) =>
  messages(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const findMessageOfNotice = (db: Tx, orgId: string, noticeId: string) =>
  messages(db, orgId).where('notice_id', '=', noticeId).executeTakeFirst()

/** Mails of notices about some matters that have not gone out, locked in the order of ids. */
export const lockPendingAbout = (db: Tx, orgId: string, abouts: readonly string[]): Promise<MessageRow[]> =>
  messages(db, orgId)
    .where(sql<boolean>`about = any(${[...abouts]}::text[])`)
    .where('notice_id', 'is not', null)
    .where('state', 'in', ['queued', 'held'])
    .orderBy('id')
    .forUpdate()
    .execute()

export const updateMessage = (db: Tx, orgId: string, id: string, set: Updateable<Message>) =>
  db.updateTable('message').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

export type MessageFilter = {
  about?: string | undefined
  customerIds?: readonly string[] | undefined
  state?: string | undefined
}

/** Messages, newest first, before the sort keys of a cursor. */
export async function listMessageRows(
  db: Tx,
  orgId: string,
  filter: MessageFilter,
  before: string[] | null,
  limit: number,
): Promise<MessageRow[]> {
  let query = messages(db, orgId)
  if (filter.about !== undefined) query = query.where('about', '=', filter.about)
  if (filter.customerIds !== undefined) query = query.where('customer_id', 'in', filter.customerIds)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export const insertLink = (db: Tx, row: Insertable<TrackingLink>) =>
  db.insertInto('tracking_link').values(row).execute()

export const findLinks = (db: Tx, orgId: string, ids: readonly string[]) =>
  links(db, orgId).where('id', 'in', ids).execute()

/** Locks a link, so that it is used once. */
export const lockLink = (db: Tx, orgId: string, id: string) =>
  links(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** The newest link of a contact to the page about a matter that has not been switched off. */
export const findViewLink = (db: Tx, orgId: string, about: string, contactId: string | null) =>
  links(db, orgId)
    .where('about', '=', about)
    .where('kind', '=', 'view')
    .where('contact_id', contactId === null ? 'is' : '=', contactId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export const linksAbout = (db: Tx, orgId: string, about: string) =>
  links(db, orgId).where('about', '=', about).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(200).execute()

export const updateLink = (db: Tx, orgId: string, id: string, set: Updateable<TrackingLink>) =>
  db.updateTable('tracking_link').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()
