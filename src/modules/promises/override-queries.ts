import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { PromiseRow } from './queries.ts'

export type Period = { from: Temporal.Instant; before: Temporal.Instant }

export type MeasuredGroup = { below: boolean; promised_by: string | null; state: string; n: number }

/** How many promises were held to the floor in a period, by where they lay, who made them and how they stand; of those that no other date followed. */
export async function countMeasured(db: Tx, orgId: string, { from, before }: Period): Promise<MeasuredGroup[]> {
  const { rows } = await sql<MeasuredGroup>`
    select p.floor_reason is not null as below, p.promised_by, p.state, count(*)::int as n
    from promise p
    where p.org_id = ${orgId} and p.floor_when_made is not null and p.made_at >= ${from} and p.made_at < ${before}
      and not exists (select from promise s where s.org_id = ${orgId} and s.chain_id = p.chain_id and s.chain_id <> s.id
        and s.predecessor_id = p.id)
    group by 1, 2, 3`.execute(db)
  return rows
}

export type MeasuredMoved = { id: string; chain_id: string; below: boolean; promised_by: string | null }

/** Those that another date followed: what became of them is read off their chains. */
export async function movedMeasured(db: Tx, orgId: string, { from, before }: Period): Promise<MeasuredMoved[]> {
  const { rows } = await sql<MeasuredMoved>`
    select p.id, p.chain_id, p.floor_reason is not null as below, p.promised_by
    from promise p
    where p.org_id = ${orgId} and p.floor_when_made is not null and p.made_at >= ${from} and p.made_at < ${before}
      and exists (select from promise s where s.org_id = ${orgId} and s.chain_id = p.chain_id and s.chain_id <> s.id
        and s.predecessor_id = p.id)`.execute(db)
  return rows
}

/** Promises made below the floor, the newest first, after the sort keys of a cursor. */
export async function overrideRows(
  db: Tx,
  orgId: string,
  { from, before }: Period,
  after: string[] | null,
  limit: number,
): Promise<PromiseRow[]> {
  let query = db
    .selectFrom('promise')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('floor_reason', 'is not', null)
    .where('made_at', '>=', from)
    .where('made_at', '<', before)
  if (after) query = query.where(sql<boolean>`(made_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('made_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
