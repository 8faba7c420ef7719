import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import { dueIn } from '#platform/due-queries'
import type { Recovery } from '#platform/schema.gen'

export type RecoveryRow = Selectable<Recovery>

const recoveries = (db: Tx, orgId: string) => db.selectFrom('recovery').selectAll().where('org_id', '=', orgId)

export const findRecovery = (db: Tx, orgId: string, id: string): Promise<RecoveryRow | undefined> =>
  recoveries(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockRecovery = (db: Tx, orgId: string, id: string): Promise<RecoveryRow | undefined> =>
  recoveries(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Adds it; nothing when one about the same matter is unfinished. */
export const insertRecovery = (db: Tx, row: Insertable<Recovery>): Promise<RecoveryRow | undefined> =>
  db
    .insertInto('recovery')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

export const updateRecoveryRow = (db: Tx, orgId: string, id: string, set: Updateable<Recovery>): Promise<RecoveryRow> =>
  db
    .updateTable('recovery')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export type RecoveryFilter = { finished: boolean; about?: string | undefined; ids?: readonly string[] | undefined }

/** Unfinished: what has to be acted on first comes first. Finished: the last one first. */
export function listRecoveryRows(
  db: Tx,
  orgId: string,
  { finished, about, ids }: RecoveryFilter,
  after: string[] | null,
  limit: number,
): Promise<RecoveryRow[]> {
  let query = recoveries(db, orgId)
  if (about !== undefined) query = query.where('about', '=', about)
  if (ids !== undefined) query = query.where('id', 'in', [...ids])
  if (finished) {
    query = query.where('finished_at', 'is not', null)
    if (after) query = query.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
    return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  }
  query = query.where('finished_at', 'is', null)
  if (after)
    query = query.where(
      sql<boolean>`(coalesce(act_by, 'infinity'), id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`,
    )
  return query.orderBy(sql`coalesce(act_by, 'infinity')`).orderBy('id').limit(limit).execute()
}

/** Looks at what comes due: the last moments of recoveries. */
export const { organizations: organizationsWithLastMoments, next: nextLastMoment } = dueIn('recovery', 'next_at')

/** Locks the recoveries whose last moment has come, soonest first; those that somebody else holds are left. */
export const claimLastMoments = (db: Tx, orgId: string, now: Temporal.Instant, limit: number): Promise<RecoveryRow[]> =>
  recoveries(db, orgId)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
