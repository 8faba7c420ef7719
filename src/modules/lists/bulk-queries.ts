import { type Insertable, type Selectable, sql } from 'kysely'
import { bulkInsert } from '#platform/bulk-insert'
import type { Tx } from '#platform/db'
import type { BulkChange, BulkChangeRow as BulkChangeRowTable } from '#platform/schema.gen'
import type { Reason, Values } from './bulk-change.ts'

export type BulkRow = Selectable<BulkChange>
export type SubjectRow = Selectable<BulkChangeRowTable>

const bulks = (db: Tx, orgId: string) => db.selectFrom('bulk_change').selectAll().where('org_id', '=', orgId)
const rowsOf = (db: Tx, orgId: string, bulkId: string) =>
  db.selectFrom('bulk_change_row').selectAll().where('org_id', '=', orgId).where('bulk_id', '=', bulkId)

export const findBulk = (db: Tx, orgId: string, id: string): Promise<BulkRow | undefined> =>
  bulks(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockBulk = (db: Tx, orgId: string, id: string): Promise<BulkRow | undefined> =>
  bulks(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export async function isUndone(db: Tx, orgId: string, id: string): Promise<boolean> {
  return (await bulks(db, orgId).where('undoes', '=', id).executeTakeFirst()) !== undefined
}

export const insertBulk = (db: Tx, row: Insertable<BulkChange>): Promise<BulkRow> =>
  db.insertInto('bulk_change').values(row).returningAll().executeTakeFirstOrThrow()

export const endBulk = (db: Tx, orgId: string, id: string, state: 'done' | 'stopped', at: Temporal.Instant) =>
  db
    .updateTable('bulk_change')
    .set({ state, finished_at: at })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

export type Planned = { id: string; before: Values | null; after: Values | null }

export const insertRows = (db: Tx, orgId: string, bulkId: string, planned: readonly Planned[]) =>
  bulkInsert(db, {
    table: 'bulk_change_row',
    shared: { org_id: orgId, bulk_id: bulkId, state: 'waiting' },
    columns: ['n', 'subject_id', 'before', 'after'],
    rows: planned.map(({ id, before, after }, n) => [
      n,
      id,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    ]),
  })

export const waitingRows = (db: Tx, orgId: string, bulkId: string, limit: number): Promise<SubjectRow[]> =>
  rowsOf(db, orgId, bulkId).where('state', '=', 'waiting').orderBy('n').limit(limit).execute()

export const changedRows = (db: Tx, orgId: string, bulkId: string): Promise<SubjectRow[]> =>
  rowsOf(db, orgId, bulkId).where('state', '=', 'changed').orderBy('n').execute()

/** What became of some rows. */
export type Became = {
  n: number
  state: 'changed' | 'left'
  reason: Reason | null
  before: Values | null
  after: Values | null
}

export const noteRows = (db: Tx, orgId: string, bulkId: string, became: readonly Became[]) =>
  sql`
    update bulk_change_row set state = v.state, reason = v.reason, before = v.before, after = v.after
    from jsonb_to_recordset(${JSON.stringify(became)}::jsonb)
      as v(n integer, state text, reason text, before jsonb, after jsonb)
    where bulk_change_row.org_id = ${orgId} and bulk_id = ${bulkId} and bulk_change_row.n = v.n`.execute(db)

const EXAMPLES = 5

/** How many rows are in which state for which reason, with the first few of each. */
export async function countRows(db: Tx, orgId: string, bulkId: string) {
  const { rows } = await sql<{ state: string; reason: Reason | null; count: number; ids: string[] }>`
    select state, reason, count(*)::int as count, (array_agg(subject_id order by n))[1:${sql.lit(EXAMPLES)}] as ids
    from bulk_change_row where org_id = ${orgId} and bulk_id = ${bulkId} group by state, reason`.execute(db)
  return rows
}

/** Bulk changes that ended before an instant, the oldest first. */
export const endedBefore = (db: Tx, orgId: string, before: Temporal.Instant, limit: number) =>
  db
    .selectFrom('bulk_change')
    .select('id')
    .where('org_id', '=', orgId)
    .where('finished_at', '<', before)
    .orderBy('id')
    .limit(limit)
    .execute()

export async function deleteBulkChange(db: Tx, orgId: string, id: string): Promise<void> {
  await db.deleteFrom('bulk_change_row').where('org_id', '=', orgId).where('bulk_id', '=', id).execute()
  await db.deleteFrom('bulk_change').where('org_id', '=', orgId).where('id', '=', id).execute()
}
