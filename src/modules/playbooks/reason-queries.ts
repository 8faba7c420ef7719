import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { DelayReason } from '#platform/schema.gen'

export type ReasonRow = Selectable<DelayReason>

const reasons = (db: Tx, orgId: string) => db.selectFrom('delay_reason').selectAll().where('org_id', '=', orgId)

export const findReasonRow = (db: Tx, orgId: string, id: string): Promise<ReasonRow | undefined> =>
  reasons(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockReason = (db: Tx, orgId: string, id: string): Promise<ReasonRow | undefined> =>
  reasons(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const reasonWithName = (db: Tx, orgId: string, name: string): Promise<ReasonRow | undefined> =>
  reasons(db, orgId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()

/** By name; `after` is the name and id of the last row seen. */
export const listReasonRows = (
  db: Tx,
  orgId: string,
  { archived }: { archived: boolean },
  after: string[] | null,
  limit: number,
): Promise<ReasonRow[]> =>
  reasons(db, orgId)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id::text) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertReason = (db: Tx, row: Insertable<DelayReason>): Promise<ReasonRow> =>
  db.insertInto('delay_reason').values(row).returningAll().executeTakeFirstOrThrow()

/** What is there already, by name in use or by where it came from, is left as it is. */
export const insertStarterReasons = (db: Tx, rows: readonly Insertable<DelayReason>[]): Promise<ReasonRow[]> =>
  db
    .insertInto('delay_reason')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()

export const updateReasonRow = (db: Tx, orgId: string, id: string, set: Updateable<DelayReason>): Promise<ReasonRow> =>
  db
    .updateTable('delay_reason')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
