import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  type SqlBool,
  sql,
  type Updateable,
} from 'kysely'
import type { Tx } from '#platform/db'
import type { Attachment, Conversation, DB, Draft } from '#platform/schema.gen'
import type { SearchedWord } from '#platform/search'
import { partsOf } from './merge-queries.ts'
import { MESSAGE_COLUMNS, type MessageRow } from './queries.ts'
import { isSaidIn } from './search-queries.ts'

export type ConversationRow = Selectable<Conversation>
export type AttachmentRow = Selectable<Attachment>

const conversations = (db: Tx, orgId: string) => db.selectFrom('conversation').selectAll().where('org_id', '=', orgId)

export const insertConversation = (db: Tx, row: Insertable<Conversation>): Promise<ConversationRow> =>
  db.insertInto('conversation').values(row).returningAll().executeTakeFirstOrThrow()

export const findConversation = (db: Tx, orgId: string, id: string): Promise<ConversationRow | undefined> =>
  conversations(db, orgId).where('id', '=', id).executeTakeFirst()

export const conversationsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<ConversationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : conversations(db, orgId)
        .where('id', 'in', [...ids])
        .execute()

export const lockConversation = (db: Tx, orgId: string, id: string): Promise<ConversationRow | undefined> =>
  conversations(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** In the order of ids, so that two who lock the same ones wait for each other and not in a circle. */
export const lockConversationsAbout = (db: Tx, orgId: string, abouts: readonly string[]): Promise<ConversationRow[]> =>
  conversations(db, orgId)
    .where(sql<boolean>`about = any(${[...abouts]}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()

export const updateConversationRow = (db: Tx, orgId: string, id: string, set: Updateable<Conversation>) =>
  db
    .updateTable('conversation')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

/** The message that a mail with this Message-ID was. */
export const messageOfMail = (db: Tx, orgId: string, mailId: string): Promise<MessageRow | undefined> =>
  db
    .selectFrom('message')
    .select(MESSAGE_COLUMNS)
    .where('org_id', '=', orgId)
    .where('mail_id', '=', mailId)
    .where('direction', '=', 'out')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What decides who waits, of some conversations. */
export const saidInAny = (db: Tx, orgId: string, conversationIds: readonly string[]) =>
  db
    .selectFrom('message')
    .select(['conversation_id', 'direction', 'automatic', 'written', 'state', 'outcome', 'created_at', 'occurred_at'])
    .where('org_id', '=', orgId)
    .where(sql<boolean>`conversation_id = any(${[...conversationIds]}::uuid[])`)
    .where('direction', '<>', 'note')
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** Since when customers wait in some conversations, and what these are about where that is given. */
export async function updateWaits(
  db: Tx,
  orgId: string,
  rows: readonly {
    id: string
    about: string | null
    waiting_since: Temporal.Instant | null
    reply_due_at: Temporal.Instant | null
    due_at: Temporal.Instant | null
  }[],
): Promise<void> {
  if (rows.length === 0) return
  const instants = (key: 'waiting_since' | 'reply_due_at' | 'due_at') => rows.map((row) => row[key]?.toString() ?? null)
  await sql`
    update conversation c set about = coalesce(v.about, c.about), waiting_since = v.waiting_since,
      reply_due_at = v.reply_due_at, due_at = v.due_at, version = c.version + 1,
      alerted_at = case when v.waiting_since is not null then c.alerted_at end
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ about }) => about)}::text[],
      ${instants('waiting_since')}::timestamptz[], ${instants('reply_due_at')}::timestamptz[],
      ${instants('due_at')}::timestamptz[]) as v (id, about, waiting_since, reply_due_at, due_at)
    where c.org_id = ${orgId} and c.id = v.id`.execute(db)
}

/** Messages of a conversation and of what is merged into it, newest first, before the sort keys of a cursor. */
export async function messagesIn(
  db: Tx,
  orgId: string,
  conversationId: string,
  before: string[] | null,
  limit: number,
): Promise<MessageRow[]> {
  let query = db
    .selectFrom('message')
    .select(MESSAGE_COLUMNS)
    .where('org_id', '=', orgId)
    .where('conversation_id', 'in', partsOf(orgId, conversationId))
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** The last message of each of some conversations that people see in a list. */
export async function lastMessages(db: Tx, orgId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { text: string; direction: string }>()
  const { rows } = await sql<{ id: string; text: string; direction: string }>`
    select c.id, m.text, m.direction from unnest(${[...ids]}::uuid[]) c (id) cross join lateral (
      select newest.* from (
        select c.id union all select id from conversation where org_id = ${orgId} and merged_into = c.id
      ) part cross join lateral (
        select left(text, 300) as text, direction, created_at, id from message
        where org_id = ${orgId} and conversation_id = part.id
          and (direction = 'in' or (direction = 'out' and written))
        order by created_at desc, id desc limit 1
      ) newest order by newest.created_at desc, newest.id desc limit 1) m`.execute(db)
  return new Map(rows.map(({ id, text, direction }) => [id, { text, direction }]))
}

export const attachmentsOf = (db: Tx, orgId: string, messageIds: readonly string[]): Promise<AttachmentRow[]> =>
  messageIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('attachment')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('message_id', 'in', messageIds)
        .orderBy('id')
        .execute()

export const findAttachment = (db: Tx, orgId: string, id: string): Promise<AttachmentRow | undefined> =>
  db.selectFrom('attachment').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export const SHOWS = ['waiting', 'open', 'snoozed', 'closed', 'automatic', 'all'] as const
export type Show = (typeof SHOWS)[number]

export type ConversationFilter = {
  show: Show
  ownerIds?: readonly string[] | undefined
  unowned?: boolean | undefined
  /** All under which it may lie (`customerIdsOf`). */
  customerIds?: readonly string[] | undefined
  about?: string | undefined
  channel?: string | undefined
  verified?: boolean | undefined
  /** What was searched for; null: nothing. */
  searched?: Searched | null | undefined
  /** Only these. */
  ids?: readonly string[] | undefined
}

/** Words that were typed, and the conversations that they mean. */
export type Searched = {
  words: readonly SearchedWord[]
  /** Those in which they are said, where these are few; null: they are many. */
  said: readonly string[] | null
  /** Customers that the words name: their conversations are found too. */
  named: readonly string[]
}

type Query = ExpressionBuilder<DB, 'conversation'>

/** The condition of the index `conversation_waiting`, word for word, so that the planner finds it. */
const WAITING = sql<SqlBool>`state = 'open' and waiting_since is not null and sort = 'person' and snoozed_until is null and merged_into is null`

function shown(e: Query, show: Show): Expression<SqlBool> {
  const notMerged = e('merged_into', 'is', null)
  switch (show) {
    case 'waiting':
      return WAITING
    case 'open':
      return e.and([e('state', '=', 'open'), e('sort', '=', 'person'), notMerged])
    case 'snoozed':
      return e.and([e('snoozed_until', 'is not', null), notMerged])
    case 'closed':
      return e.and([e('state', '=', 'closed'), e('sort', '=', 'person'), notMerged])
    case 'automatic':
      return e.and([e('sort', '<>', 'person'), notMerged])
    default:
      return notMerged
  }
}

const matching = (orgId: string, filter: ConversationFilter) => (e: Query) => {
  const all = [shown(e, filter.show)]
  if (filter.ownerIds)
    all.push(filter.ownerIds.length === 0 ? sql<SqlBool>`false` : e('owner_id', 'in', filter.ownerIds))
  if (filter.unowned) all.push(e('owner_id', 'is', null))
  if (filter.customerIds !== undefined) all.push(e('customer_id', 'in', filter.customerIds))
  if (filter.about !== undefined) all.push(e('about', '=', filter.about))
  if (filter.channel !== undefined) all.push(e('channel', '=', filter.channel))
  if (filter.verified !== undefined) all.push(e('verified', '=', filter.verified))
  if (filter.ids !== undefined) all.push(isOneOf(e, 'id', filter.ids))
  if (filter.searched) {
    const { words, said, named } = filter.searched
    all.push(e.or([said === null ? isSaidIn(orgId, words) : isOneOf(e, 'id', said), isOneOf(e, 'customer_id', named)]))
  }
  return e.and(all)
}

const isOneOf = (e: Query, column: 'id' | 'customer_id', ids: readonly string[]): Expression<SqlBool> =>
  ids.length === 0 ? sql<SqlBool>`false` : e(column, 'in', [...ids])

/** Who waits comes by what was promised, the longest first; everything else by the last message, the newest first. */
export const orderOf = (show: Show): 'due_at' | 'last_at' => (show === 'waiting' ? 'due_at' : 'last_at')

export async function listConversationRows(
  db: Tx,
  orgId: string,
  filter: ConversationFilter,
  after: string[] | null,
  limit: number,
): Promise<ConversationRow[]> {
  const by = orderOf(filter.show)
  const direction = by === 'due_at' ? 'asc' : 'desc'
  let query = conversations(db, orgId).where(matching(orgId, filter))
  if (after)
    query = query.where(
      sql<boolean>`(${sql.ref(by)}, id) ${direction === 'asc' ? sql`>` : sql`<`} (${after[0]}::timestamptz, ${after[1]}::uuid)`,
    )
  return query.orderBy(by, direction).orderBy('id', direction).limit(limit).execute()
}

/** Ids of all that a list with these filters shows, in its order, at most `limit`. */
export async function conversationIdsMatching(
  db: Tx,
  orgId: string,
  filter: ConversationFilter,
  limit: number,
): Promise<string[]> {
  const rows = await listConversationRows(db, orgId, filter, null, limit)
  return rows.map(({ id }) => id)
}

/** How many wait, at most `most`; and how many of them beyond what was promised. */
export async function countWaiting(db: Tx, orgId: string, now: Temporal.Instant, most: number) {
  const { rows } = await sql<{ waiting: number; late: number }>`
    select count(*)::int as waiting, count(*) filter (where due_at < ${now})::int as late
    from (select due_at from conversation where org_id = ${orgId} and ${WAITING} order by due_at limit ${most}) w`.execute(
    db,
  )
  return rows[0] ?? { waiting: 0, late: 0 }
}

/** The newest mail of the other side: what an answer answers. */
export const newestReceived = (db: Tx, orgId: string, conversationId: string) =>
  db
    .selectFrom('message')
    .select(['mail_id', 'refs'])
    .where('org_id', '=', orgId)
    .where('conversation_id', 'in', partsOf(orgId, conversationId))
    .where('direction', '=', 'in')
    .where('received_mail_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/**
 * The conversation with a contact on a channel about a matter, merged into another or not; about none: the newest open one
 * that is about itself.
 */
export const findWith = (db: Tx, orgId: string, contactId: string, channel: string, about: string | null) =>
  conversations(db, orgId)
    .where('contact_id', '=', contactId)
    .where('channel', '=', channel)
    .$if(about !== null, (query) => query.where('about', '=', about ?? ''))
    .$if(about === null, (query) =>
      query.where('merged_into', 'is', null).where('state', '=', 'open').where('about', 'like', 'conversation:%'),
    )
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What a member has begun to write in a conversation, and in what was merged into it. */
export async function findDraft(db: Tx, orgId: string, conversationId: string, memberId: string | null) {
  if (memberId === null) return null
  const rows = await db
    .selectFrom('draft')
    .select('text')
    .where('org_id', '=', orgId)
    .where('conversation_id', 'in', partsOf(orgId, conversationId))
    .where('member_id', '=', memberId)
    .orderBy('updated_at')
    .execute()
  return rows.length === 0 ? null : rows.map(({ text }) => text).join('\n\n')
}

export const putDraft = (db: Tx, row: Insertable<Draft>) =>
  db
    .insertInto('draft')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'conversation_id', 'member_id'])
        .doUpdateSet({ text: row.text, updated_at: row.updated_at }),
    )
    .execute()

export const clearDraft = (db: Tx, orgId: string, conversationId: string, memberId: string | null) =>
  memberId === null
    ? Promise.resolve([])
    : db
        .deleteFrom('draft')
        .where('org_id', '=', orgId)
        .where('conversation_id', 'in', partsOf(orgId, conversationId))
        .where('member_id', '=', memberId)
        .execute()

/** What was said in a conversation is this contact's. */
export const identifyMessages = (
  db: Tx,
  orgId: string,
  conversationId: string,
  customerId: string,
  contactId: string,
) =>
  db
    .updateTable('message')
    .set({ customer_id: customerId, contact_id: contactId })
    .where('org_id', '=', orgId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '<>', 'note')
    .execute()

export const saidRows = (db: Tx, orgId: string, ids: readonly string[]): Promise<MessageRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('message').select(MESSAGE_COLUMNS).where('org_id', '=', orgId).where('id', 'in', ids).execute()
