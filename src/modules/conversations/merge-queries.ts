import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { ConversationRow } from './conversation-queries.ts'

/** Ids of a conversation and of those that are merged into it, as a subquery. */
export const partsOf = (orgId: string, id: string): RawBuilder<string> =>
  sql<string>`(select id from conversation where org_id = ${orgId} and (id = ${id} or merged_into = ${id}))`

/** Conversations that are merged into one, the first merged first. */
export const mergedInto = (db: Tx, orgId: string, id: string): Promise<ConversationRow[]> =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('merged_into', '=', id)
    .orderBy('merged_at')
    .orderBy('id')
    .execute()

/** As `mergedInto`, of several; whole rows. */
export const mergedIntoAll = (db: Tx, orgId: string, ids: readonly string[]): Promise<ConversationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('conversation')
        .selectAll()
        .where('org_id', '=', orgId)
        .where(sql<boolean>`merged_into = any(${[...ids]}::uuid[])`)
        .orderBy('merged_at')
        .orderBy('id')
        .execute()

/** What is merged into any of some conversations, and what it is about. */
export const mergedIntoAny = async (db: Tx, orgId: string, ids: readonly string[]) => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('conversation')
    .select(['merged_into', 'about'])
    .where('org_id', '=', orgId)
    .where('merged_into', 'in', [...ids])
    .execute()
  return rows.flatMap(({ merged_into, about }) => (merged_into === null ? [] : [{ into: merged_into, about }]))
}

/** In the order of ids, so that two who lock the same ones wait for each other and not in a circle. */
export const lockConversations = (db: Tx, orgId: string, ids: readonly string[]): Promise<ConversationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('conversation')
        .selectAll()
        .where('org_id', '=', orgId)
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute()

/** One conversation, and what was merged into it, is read as part of another; nobody waits in it by itself. */
export const mergeInto = (db: Tx, orgId: string, id: string, into: string, at: Temporal.Instant) =>
  db
    .updateTable('conversation')
    .set((e) => ({
      merged_into: into,
      merged_at: e.fn.coalesce('merged_at', e.val(at)),
      waiting_since: null,
      reply_due_at: null,
      due_at: null,
      version: e('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where((e) => e.or([e('id', '=', id), e('merged_into', '=', id)]))
    .execute()
