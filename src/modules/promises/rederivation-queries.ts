import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { Rederivation } from '#platform/schema.gen'

export type RederivationRow = Selectable<Rederivation>

const rederivations = (db: Tx, orgId: string) => db.selectFrom('rederivation').selectAll().where('org_id', '=', orgId)

export const lockRederivation = (db: Tx, orgId: string, id: string): Promise<RederivationRow | undefined> =>
  rederivations(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Newest first, after the sort keys of a cursor. */
export const listRederivationRows = (
  db: Tx,
  orgId: string,
  after: string[] | null,
  limit: number,
): Promise<RederivationRow[]> =>
  rederivations(db, orgId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** False when it is there already. */
export async function insertRederivation(db: Tx, row: Insertable<Rederivation>): Promise<boolean> {
  const inserted = await db
    .insertInto('rederivation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** How far a rederivation has come: counts are added to what is there. */
export const advanceRederivation = (
  db: Tx,
  orgId: string,
  id: string,
  { examined, moved, endangered, afterId }: { examined: number; moved: number; endangered: number; afterId: string },
) =>
  db
    .updateTable('rederivation')
    .set((e) => ({
      examined: e('examined', '+', examined),
      moved: e('moved', '+', moved),
      in_danger: e('in_danger', '+', endangered),
      after_id: afterId,
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

export const endRederivation = (
  db: Tx,
  orgId: string,
  id: string,
  end: { state: 'done' | 'stopped'; finished_at: Temporal.Instant },
) => db.updateTable('rederivation').set(end).where('org_id', '=', orgId).where('id', '=', id).execute()

/** Those of the same calendar that still run: this one takes their place. */
export const stopOlderRederivations = (
  db: Tx,
  orgId: string,
  { id, calendarId }: { id: string; calendarId: string },
  at: Temporal.Instant,
) =>
  db
    .updateTable('rederivation')
    .set({ state: 'stopped', finished_at: at })
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('id', '<>', id)
    .where('state', '=', 'running')
    .execute()

/** How many promises of a calendar run; with `tz`, those planned with other time-zone data. */
export async function countRunning(db: Tx, orgId: string, calendarId: string, tz: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from promise
    where org_id = ${orgId} and calendar_id = ${calendarId} and state in ('proposed', 'open')
      and (${tz}::text is null or tz_revision is distinct from ${tz})`.execute(db)
  return rows[0]?.count ?? 0
}

/** The calendars by which promises run that were planned with other time-zone data than `tz`. */
export async function calendarsPlannedOtherwise(db: Tx, orgId: string, tz: string): Promise<string[]> {
  const { rows } = await sql<{ calendar_id: string }>`
    select distinct calendar_id from promise
    where org_id = ${orgId} and calendar_id is not null and state in ('proposed', 'open') and tz_revision is distinct from ${tz}
    order by calendar_id`.execute(db)
  return rows.map((row) => row.calendar_id)
}

export const readClockState = (db: Tx, orgId: string) =>
  db.selectFrom('clock_state').select(['tz_revision']).where('org_id', '=', orgId).executeTakeFirst()

export const storeClockState = (db: Tx, orgId: string, tzRevision: string, at: Temporal.Instant) =>
  db
    .insertInto('clock_state')
    .values({ org_id: orgId, tz_revision: tzRevision, checked_at: at })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet({ tz_revision: tzRevision, checked_at: at }))
    .execute()
