import { sql } from 'kysely'
import { planByValues, type Tx } from '#platform/db'

/** Whoever holds this until the end of the transaction loads the part, alone. */
export async function lockPart(db: Tx, orgId: string, part: number): Promise<void> {
  await planByValues(db)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sample ${orgId} ${part}`}, 0))`.execute(db)
}

export type SampleEvent = { type: string; at: Temporal.Instant; data: Record<string, unknown> }

/** What has been recorded about an organization's sample business, oldest first; without the lists of ids. */
export async function sampleEvents(db: Tx, orgId: string): Promise<SampleEvent[]> {
  const { rows } = await sql<SampleEvent>`
    select type, at, data - 'ids' as data from event where org_id = ${orgId} and about = ${`sample:${orgId}`} order by id`.execute(
    db,
  )
  return rows
}

/** The parts that are loaded, or one of them, with the ids of what is in them. */
export async function loadedParts(
  db: Tx,
  orgId: string,
  part: number | null,
): Promise<{ part: number; ids: string[] }[]> {
  const { rows } = await sql<{ part: number; ids: string[] }>`
    select (data->>'part')::int as part, data->'ids' as ids from event
    where org_id = ${orgId} and about = ${`sample:${orgId}`} and type = 'sample.part_loaded'
      and (${part}::int is null or (data->>'part')::int = ${part}::int)
    order by id`.execute(db)
  return rows
}

/** Has the task been given up? */
export async function gaveUp(db: Tx, orgId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from failed_task where org_id = ${orgId} and task = 'sample.load' limit 1`.execute(db)
  return rows.length > 0
}
