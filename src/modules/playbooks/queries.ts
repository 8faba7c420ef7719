import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Remedy } from '#platform/schema.gen'

export type RemedyRow = Selectable<Remedy>

const remedies = (db: Tx, orgId: string) => db.selectFrom('remedy').selectAll().where('org_id', '=', orgId)

export const findRemedyRow = (db: Tx, orgId: string, id: string): Promise<RemedyRow | undefined> =>
  remedies(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockRemedy = (db: Tx, orgId: string, id: string): Promise<RemedyRow | undefined> =>
  remedies(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const remediesByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<RemedyRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : remedies(db, orgId).where('id', 'in', ids).execute()

export const remedyWithName = (db: Tx, orgId: string, name: string): Promise<RemedyRow | undefined> =>
  remedies(db, orgId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()

/** By name; `after` is the name and id of the last row seen. */
export const listRemedyRows = (
  db: Tx,
  orgId: string,
  { archived }: { archived: boolean },
  after: string[] | null,
  limit: number,
): Promise<RemedyRow[]> =>
  remedies(db, orgId)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(after !== null, (query) => query.where(sql<boolean>`(name, id::text) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy(sql`id::text`)
    .limit(limit)
    .execute()

export const insertRemedy = (db: Tx, row: Insertable<Remedy>): Promise<RemedyRow> =>
  db.insertInto('remedy').values(row).returningAll().executeTakeFirstOrThrow()

export const updateRemedyRow = (db: Tx, orgId: string, id: string, set: Updateable<Remedy>): Promise<RemedyRow> =>
  db
    .updateTable('remedy')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
