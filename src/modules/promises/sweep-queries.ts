import { sql } from 'kysely'
import { sendSoon, type Tx } from '#platform/db'
import { dueIn, sinceText } from '#platform/due-queries'
import { rowSource } from '#platform/row-source'
import type { PromiseRow } from './queries.ts'

export const { organizations: organizationsWithDue, next: nextDueAt } = dueIn('promise', 'next_check_at', '<')

export type DueRow = Pick<
  PromiseRow,
  | 'id'
  | 'chain_id'
  | 'kind'
  | 'about'
  | 'state'
  | 'consent'
  | 'made_at'
  | 'due_at'
  | 'answer_by'
  | 'told_at'
  | 'occurred_at'
  | 'paused_at'
  | 'chain_seq'
  | 'chain_hash'
> & { next_check_at: Temporal.Instant }

/**
 * Claims an organization's promises that are due, soonest first, as they stand once locked; what somebody else holds is
 * passed over. Nobody waits, so nobody waits in a circle.
 */
export async function claimDue(
  db: Tx,
  orgId: string,
  now: Temporal.Instant,
  since: Temporal.Instant | null,
  limit: number,
): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select id, chain_id, kind, about, state, consent, made_at, due_at, answer_by, told_at, occurred_at, paused_at, next_check_at,
      chain_seq, chain_hash
    from promise where org_id = ${orgId} and next_check_at >= ${sinceText(since)} and next_check_at < ${now}
    order by next_check_at, id limit ${sql.lit(limit)} for no key update skip locked`.execute(db)
  return rows
}

/** Claims the roots of chains, with where their streams end, in the same way. */
export async function claimRoots(
  db: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<Pick<PromiseRow, 'id' | 'chain_seq' | 'chain_hash'>[]> {
  const { rows } = await sql<Pick<PromiseRow, 'id' | 'chain_seq' | 'chain_hash'>>`
    select id, chain_seq, chain_hash from promise where org_id = ${orgId} and id = any(${[...ids]}::uuid[])
    for no key update skip locked`.execute(db)
  return rows
}

/** How a promise stands after the sweep (`state` null: unchanged), and where its chain's stream ends if it is a root. */
export type SweptRow = {
  id: string
  state: string | null
  consent: string | null
  nextCheckAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
  seq: number | null
  hash: Buffer | null
}

const STORED = {
  id: 'uuid',
  state: 'text',
  consent: 'text',
  next_check_at: 'timestamptz',
  ended_at: 'timestamptz',
  seq: 'int',
  hash: 'bytea',
}

/** Writes what a sweep did to promises and to the heads of their chains: one statement, which leaves with the commit. */
export function storeSwept(db: Tx, orgId: string, rows: readonly SweptRow[]): void {
  if (rows.length === 0) return
  const stored = rows.map((row) => [
    row.id,
    row.state,
    row.consent,
    row.nextCheckAt?.toString() ?? null,
    row.endedAt?.toString() ?? null,
    row.seq,
    row.hash,
  ])
  const { text, parameters } = rowSource(STORED, stored, 1)
  sendSoon(
    db,
    `update promise p set state = coalesce(v.state, p.state), consent = coalesce(v.consent, p.consent),
       next_check_at = case when v.state is null then p.next_check_at else v.next_check_at end,
       ended_at = coalesce(p.ended_at, v.ended_at), version = p.version + (v.state is not null)::int,
       chain_seq = coalesce(v.seq, p.chain_seq), chain_hash = coalesce(v.hash, p.chain_hash)
     from ${text} where p.org_id = $1 and p.id = v.id`,
    [orgId, ...parameters],
  )
}
