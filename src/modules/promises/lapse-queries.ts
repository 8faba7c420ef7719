import { type Selectable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { ClockLapse } from '#platform/schema.gen'

export type LapseRow = Selectable<ClockLapse>
export type LapsePart = {
  from: Temporal.Instant
  to: Temporal.Instant
  broken: number
  warned: number
  skipped: number
}

/** Adds to the lapse that reaches into this stretch of time, which is unseen again then. Answers whether there is one. */
export async function growLapse(db: Tx, orgId: string, part: LapsePart): Promise<boolean> {
  const { from, to, broken, warned, skipped } = part
  const { numAffectedRows } = await sql`
    update clock_lapse set from_at = least(from_at, ${from}), to_at = greatest(to_at, ${to}), seen_at = null,
      broken = broken + ${broken}, warned = warned + ${warned}, skipped = skipped + ${skipped}
    where org_id = ${orgId} and id = (
      select id from clock_lapse where org_id = ${orgId} and to_at >= ${from} order by id desc limit 1
    )`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Until the transaction ends, nobody else begins a lapse in this organization. */
export async function holdLapses(db: Tx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`kept/lapse/${orgId}`}, 0))`.execute(db)
}

export async function insertLapse(db: Tx, orgId: string, id: string, part: LapsePart): Promise<void> {
  const { from, to, broken, warned, skipped } = part
  await db
    .insertInto('clock_lapse')
    .values({ org_id: orgId, id, from_at: from, to_at: to, broken, warned, skipped, seen_at: null })
    .execute()
}

/** Lapses, newest first, before a lapse's id. */
export function listLapseRows(
  db: Tx,
  orgId: string,
  unseen: boolean,
  before: string | null,
  limit: number,
): Promise<LapseRow[]> {
  let query = db.selectFrom('clock_lapse').selectAll().where('org_id', '=', orgId)
  if (unseen) query = query.where('seen_at', 'is', null)
  if (before !== null) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** Marks a lapse as seen, the first time only; the row as it stands then. */
export async function markLapseSeen(
  db: Tx,
  orgId: string,
  id: string,
  now: Temporal.Instant,
): Promise<{ row: LapseRow; now: boolean } | undefined> {
  const row = await db
    .selectFrom('clock_lapse')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  if (row.seen_at !== null) return { row, now: false }
  await db.updateTable('clock_lapse').set({ seen_at: now }).where('org_id', '=', orgId).where('id', '=', id).execute()
  return { row: { ...row, seen_at: now }, now: true }
}
