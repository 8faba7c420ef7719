import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { bulkInsert } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import { queryOfAny, type SearchedWord } from '#platform/search'

const MOST_WORDS = 2_000

/** Adds the words of messages to those that are known, in one order, so that two who add wait for each other and not in a circle. */
export async function learnWords(db: Tx, orgId: string, messageIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ word: string }>`
    select distinct said.word from message m cross join lateral (
      select word from unnest(tsvector_to_array(m.search)) word
      where length(word) between 4 and 40 limit ${sql.lit(MOST_WORDS)}
    ) said
    where m.org_id = ${orgId} and m.id = any(${[...messageIds]}::uuid[])
      and not exists (select from message_word known where known.org_id = ${orgId} and known.word = said.word)
    order by said.word`.execute(db)
  const words = rows.map(({ word }) => [word])
  const tail = 'on conflict do nothing'
  await bulkInsert(db, { table: 'message_word', shared: { org_id: orgId }, columns: ['word'], rows: words, tail })
}

/** More than these are many: among so many the latest are found sooner by walking from the latest back. */
const FEW = 2_000

/** Where so many of the latest messages say it, a page of conversations is at hand. */
const COMMON = { said: 60, ofLatest: 1_000 }

/** Ids of the conversations in which this is said where they are few, null where they are many. */
export async function conversationsSaying(
  db: Tx,
  orgId: string,
  words: readonly SearchedWord[],
): Promise<string[] | null> {
  const query = queryOfAny(words)
  const latest = await sql<{ said: number }>`
    select count(*)::int as said from (
      select search from message where org_id = ${orgId} order by created_at desc, id desc limit ${COMMON.ofLatest}
    ) latest where search @@ ${query}`.execute(db)
  if ((latest.rows[0]?.said ?? 0) >= COMMON.said) return null
  const { rows } = await sql<{ id: string }>`
    select id from conversations_saying(${orgId}, ${query}, ${FEW + 1}) as id`.execute(db)
  if (rows.length > FEW) return null
  const said = [...new Set(rows.map(({ id }) => id))]
  if (said.length === 0) return []
  const { rows: read } = await sql<{ id: string }>`
    select distinct coalesce(merged_into, id) as id from conversation
    where org_id = ${orgId} and id = any(${said}::uuid[])`.execute(db)
  return read.map(({ id }) => id)
}

/** Words that somebody said and that may be what was typed, the likest first. */
export async function wordsLike(db: Tx, orgId: string, typed: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from words_like(${orgId}, ${typed}, ${most}) as word`.execute(db)
  return rows.map(({ word }) => word)
}

/** In a conversation or one that is merged into it, a message says this. Reads conversation after conversation. */
export const isSaidIn = (orgId: string, words: readonly SearchedWord[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (
    select from conversation part join message on message.org_id = part.org_id and message.conversation_id = part.id
    where part.org_id = ${orgId} and (part.id = conversation.id or part.merged_into = conversation.id)
      and message.search @@ ${queryOfAny(words)})`

export type Hit = {
  conversation: string
  id: string
  direction: string
  subject: string
  text: string
  from_name: string | null
  from_address: string | null
  file_names: string
  next_step: string | null
  at: Temporal.Instant
}

/** Of each conversation the newest message that says this, of people before what rules sent, with what may have said it. */
export async function newestSaying(
  db: Tx,
  orgId: string,
  ids: readonly string[],
  words: readonly SearchedWord[],
): Promise<Hit[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Hit>`
    select c.id as conversation, hit.* from unnest(${[...ids]}::uuid[]) c (id) cross join lateral (
      select m.id, m.direction, m.subject, left(m.text, 50000) as text, m.from_name, m.from_address, m.file_names,
        m.next_step, coalesce(m.occurred_at, m.created_at) as at
      from conversation part join message m on m.org_id = part.org_id and m.conversation_id = part.id
      where part.org_id = ${orgId} and (part.id = c.id or part.merged_into = c.id) and m.search @@ ${queryOfAny(words)}
      order by m.notice_id is not null, m.created_at desc, m.id desc limit 1) hit`.execute(db)
  return rows
}
