import { type Insertable, sql } from 'kysely'
import { bulkInsert, tableOf } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { Attachment, Conversation } from '#platform/schema.gen'

/** The conversation of the newest message with each of some Message-IDs; of two messages the later one has the greater `at`, `message`. */
export async function conversationsOfMails(
  db: Tx,
  orgId: string,
  mailIds: readonly string[],
): Promise<Map<string, { id: string; at: Temporal.Instant; message: string }>> {
  if (mailIds.length === 0) return new Map()
  const { rows } = await sql<{ mail_id: string; id: string; at: Temporal.Instant; message: string }>`
    select distinct on (mail_id) mail_id, conversation_id as id, created_at as at, id as message from message
    where org_id = ${orgId} and mail_id = any(${[...mailIds]}::text[]) and conversation_id is not null
    order by mail_id, created_at desc, message.id desc`.execute(db)
  return new Map(rows.map(({ mail_id, ...newest }) => [mail_id, newest]))
}

/** How many conversations each of some addresses, in small letters, has begun since an instant, at most `most`. */
export async function countBegunBy(
  db: Tx,
  orgId: string,
  addresses: readonly string[],
  since: Temporal.Instant,
  most: number,
): Promise<Map<string, number>> {
  if (addresses.length === 0) return new Map()
  const { rows } = await sql<{ address: string; n: number }>`
    select a.address, b.n from unnest(${[...addresses]}::text[]) a (address) cross join lateral (
      select count(*)::int as n from (
        select from conversation where org_id = ${orgId} and lower(address) = a.address
          and last_at >= ${since} and created_at >= ${since} limit ${most}) begun) b`.execute(db)
  return new Map(rows.map(({ address, n }) => [address, n]))
}

/** What some received mails have become, by their ids. */
export async function messagesOfReceived(db: Tx, orgId: string, receivedMailIds: readonly string[]) {
  const rows = await db
    .selectFrom('message')
    .select(['received_mail_id', 'id', 'conversation_id'])
    .where('org_id', '=', orgId)
    .where(sql<boolean>`received_mail_id = any(${[...receivedMailIds]}::uuid[])`)
    .execute()
  return new Map<string, { id: string | null; conversation_id: string | null }>(
    rows.map(({ received_mail_id, ...row }) => [received_mail_id ?? '', row]),
  )
}

/** Rows of the same columns. */
export const insertConversations = (db: Tx, rows: readonly Insertable<Conversation>[]): Promise<unknown> =>
  bulkInsert(db, { table: 'conversation', shared: {}, ...tableOf(rows) })

export const insertAttachments = (db: Tx, rows: readonly Insertable<Attachment>[]): Promise<unknown> =>
  bulkInsert(db, { table: 'attachment', shared: {}, ...tableOf(rows) })

/** What some conversations began with, by conversation: by a person, where one has spoken in it. */
export async function firstSaidIn(db: Tx, orgId: string, conversationIds: readonly string[]) {
  const { rows } = await sql<{
    conversation: string
    id: string
    text: string
    outcome: string | null
    occurred_at: Temporal.Instant | null
  }>`
    select distinct on (conversation_id) conversation_id as conversation, id, text, outcome, occurred_at from message
    where org_id = ${orgId} and conversation_id = any(${[...conversationIds]}::uuid[])
    order by conversation_id, (automatic is not null), created_at, id`.execute(db)
  return new Map(rows.map(({ conversation, ...row }) => [conversation, row]))
}

/** What was said in conversations is from now on about these matters. */
export const moveMessages = (db: Tx, orgId: string, moved: readonly { id: string; about: string }[]) =>
  sql`
    update message m set about = v.about
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ about }) => about)}::text[]) as v (id, about)
    where m.org_id = ${orgId} and m.conversation_id = v.id`.execute(db)
