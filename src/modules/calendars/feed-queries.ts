import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { CalendarFeed } from '#platform/schema.gen'

export type FeedRow = Selectable<CalendarFeed>

const feeds = (db: Tx, orgId: string) => db.selectFrom('calendar_feed').where('org_id', '=', orgId)

export const findFeed = (db: Tx, orgId: string, id: string): Promise<FeedRow | undefined> =>
  feeds(db, orgId).selectAll().where('id', '=', id).executeTakeFirst()

export const lockFeed = (db: Tx, orgId: string, id: string): Promise<FeedRow | undefined> =>
  feeds(db, orgId).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const listFeedRows = (db: Tx, orgId: string, calendarId: string, after: string[] | null, limit: number) =>
  feeds(db, orgId)
    .selectAll()
    .where('calendar_id', '=', calendarId)
    .$if(after !== null, (query) => query.where(sql<boolean>`id::text > ${after?.[0]}`))
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export async function countFeeds(db: Tx, orgId: string, calendarId: string): Promise<number> {
  const { n } = await feeds(db, orgId)
    .where('calendar_id', '=', calendarId)
    .select((e) => e.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Addresses that were not looked at since `before`; the first `limit`, the longest ago first. */
export const feedsToFetch = (db: Tx, orgId: string, before: Temporal.Instant, limit: number) =>
  feeds(db, orgId)
    .select(['id', 'fetched_at'])
    .where((e) => e.or([e('fetched_at', 'is', null), e('fetched_at', '<', before)]))
    .where('url', 'not like', 'file:%')
    .orderBy('fetched_at')
    .limit(limit)
    .execute()

export const insertFeed = (db: Tx, row: Insertable<CalendarFeed>) =>
  db.insertInto('calendar_feed').values(row).returningAll().executeTakeFirstOrThrow()

export const updateFeed = (db: Tx, orgId: string, id: string, set: Updateable<CalendarFeed>): Promise<FeedRow> =>
  db
    .updateTable('calendar_feed')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteFeed = (db: Tx, orgId: string, id: string) =>
  db.deleteFrom('calendar_feed').where('org_id', '=', orgId).where('id', '=', id).execute()
