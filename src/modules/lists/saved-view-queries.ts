import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { SavedView } from '#platform/schema.gen'

export type SavedViewRow = Selectable<SavedView>

const MOST = 500

const views = (db: Tx, orgId: string) => db.selectFrom('saved_view').selectAll().where('org_id', '=', orgId)

/** The views of a list that a member could see: shared ones and their own, by name. */
export const viewsOfList = (db: Tx, orgId: string, list: string, memberId: string | null): Promise<SavedViewRow[]> =>
  views(db, orgId)
    .where('list', '=', list)
    .where((e) => e.or([e('scope', '<>', 'member'), e('member_id', '=', memberId)]))
    .orderBy('name')
    .orderBy('id')
    .limit(MOST)
    .execute()

export const findView = (db: Tx, orgId: string, id: string): Promise<SavedViewRow | undefined> =>
  views(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockView = (db: Tx, orgId: string, id: string): Promise<SavedViewRow | undefined> =>
  views(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const insertView = (db: Tx, row: Insertable<SavedView>): Promise<SavedViewRow> =>
  db.insertInto('saved_view').values(row).returningAll().executeTakeFirstOrThrow()

export const changeView = (db: Tx, orgId: string, id: string, set: Updateable<SavedView>): Promise<SavedViewRow> =>
  db
    .updateTable('saved_view')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Deletes a view; whoever's list opened with it sees the whole list again. */
export async function deleteView(db: Tx, orgId: string, id: string): Promise<void> {
  await db.deleteFrom('saved_view_default').where('org_id', '=', orgId).where('view_id', '=', id).execute()
  await db.deleteFrom('saved_view').where('org_id', '=', orgId).where('id', '=', id).execute()
}

/** The view that each list opens with, for a member. */
export async function defaultsOf(db: Tx, orgId: string, memberId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('saved_view_default')
    .select(['list', 'view_id'])
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .execute()
  return new Map(rows.map((row) => [row.list, row.view_id]))
}

export const setDefault = (db: Tx, row: { org_id: string; member_id: string; list: string; view_id: string }) =>
  db
    .insertInto('saved_view_default')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'member_id', 'list']).doUpdateSet({ view_id: sql`excluded.view_id` }),
    )
    .execute()

export const clearDefault = (db: Tx, orgId: string, memberId: string, list: string) =>
  db
    .deleteFrom('saved_view_default')
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('list', '=', list)
    .execute()
