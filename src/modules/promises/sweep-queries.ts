import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { StreamHead } from '#platform/operation'
import type { PromiseRow } from './queries.ts'

/** The organizations that have a promise to look at: bounded, by the index (next_check_at, org_id), as kept_system. */
export async function organizationsWithDue(db: Tx, now: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ org_id: string }>`
    select distinct org_id from (
      select org_id from promise where next_check_at < ${now} order by next_check_at limit ${limit}
    ) due`.execute(db)
  return rows.map((row) => row.org_id)
}

export async function dueChainIds(db: Tx, orgId: string, now: Temporal.Instant, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('promise')
    .select('chain_id')
    .where('org_id', '=', orgId)
    .where('next_check_at', '<', now)
    .orderBy('next_check_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return [...new Set(rows.map((row) => row.chain_id))]
}

export async function lockRoots(db: Tx, orgId: string, ids: readonly string[]) {
  const { rows } = await sql<Pick<PromiseRow, 'id' | 'chain_seq' | 'chain_hash'>>`
    select id, chain_seq, chain_hash from promise
    where org_id = ${orgId} and id = any(${[...ids].sort()}::uuid[]) order by id for update skip locked`.execute(db)
  return rows
}

/** The due promises of chains that are locked: read after the lock, so that nobody else has changed them. */
export async function duePromises(
  db: Tx,
  orgId: string,
  chainIds: readonly string[],
  now: Temporal.Instant,
): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select * from promise where org_id = ${orgId} and next_check_at < ${now}
    and (id = any(${[...chainIds]}::uuid[]) or (chain_id <> id and chain_id = any(${[...chainIds]}::uuid[])))`.execute(
    db,
  )
  return rows
}

export type StoredStep = {
  id: string
  state: string
  consent: string
  nextCheckAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
}

export async function storeSteps(db: Tx, orgId: string, steps: readonly StoredStep[]): Promise<void> {
  if (steps.length === 0) return
  await sql`
    update promise p set state = v.state, consent = v.consent, next_check_at = v.next_check_at,
      ended_at = coalesce(p.ended_at, v.ended_at), version = p.version + 1
    from unnest(
      ${steps.map((step) => step.id)}::uuid[], ${steps.map((step) => step.state)}::text[],
      ${steps.map((step) => step.consent)}::text[], ${steps.map((step) => step.nextCheckAt?.toString() ?? null)}::timestamptz[],
      ${steps.map((step) => step.endedAt?.toString() ?? null)}::timestamptz[]
    ) as v (id, state, consent, next_check_at, ended_at)
    where p.org_id = ${orgId} and p.id = v.id`.execute(db)
}

export async function storeHeads(
  db: Tx,
  orgId: string,
  heads: readonly (readonly [string, StreamHead])[],
): Promise<void> {
  if (heads.length === 0) return
  await sql`
    update promise p set chain_seq = v.seq, chain_hash = v.hash
    from unnest(${heads.map(([id]) => id)}::uuid[], ${heads.map(([, head]) => head.seq)}::int[], ${heads.map(([, head]) => head.hash)}::bytea[])
      as v (id, seq, hash)
    where p.org_id = ${orgId} and p.id = v.id`.execute(db)
}
