import { sql } from 'kysely'
import { sendSoon, type Tx } from '#platform/db'
import type { PromiseRow } from './queries.ts'

const FIRST = '00000000-0000-0000-0000-000000000000'

/** Which running promises: those of a calendar, from an id on; `tz` leaves out what was planned with that data. */
export type Which = { calendarId: string; afterId: string | null; tz: string | null; olderThan: number | null }

/** The next running promises in order of id, by the index over the running promises of a calendar. */
export async function promisesToRederive(
  db: Tx,
  orgId: string,
  { calendarId, afterId, tz, olderThan }: Which,
  limit: number,
): Promise<{ id: string; chain_id: string }[]> {
  const { rows } = await sql<{ id: string; chain_id: string }>`
    select id, chain_id from promise
    where org_id = ${orgId} and calendar_id = ${calendarId} and state in ('proposed', 'open') and id > ${afterId ?? FIRST}
      and (${tz}::text is null or tz_revision is distinct from ${tz})
      and (${olderThan}::int is null or coalesce((clock ->> 'calendarVersion')::int, 0) < ${olderThan})
    order by id limit ${limit}`.execute(db)
  return rows
}

export type RootHead = Pick<PromiseRow, 'id' | 'chain_seq' | 'chain_hash'>

/** Locks one chain's root, and waits for it: only while no other root is held. */
export async function lockOneRoot(db: Tx, orgId: string, id: string): Promise<RootHead[]> {
  const { rows } = await sql<RootHead>`
    select id, chain_seq, chain_hash from promise where org_id = ${orgId} and id = ${id} for update`.execute(db)
  return rows
}

/** Locks the roots of chains in order of id, as far as nobody else holds them. */
export async function lockFreeRoots(db: Tx, orgId: string, ids: readonly string[]): Promise<RootHead[]> {
  const { rows } = await sql<RootHead>`
    select id, chain_seq, chain_hash from promise
    where org_id = ${orgId} and id = any(${[...ids].sort()}::uuid[]) order by id for update skip locked`.execute(db)
  return rows
}

export type RunningRow = Pick<
  PromiseRow,
  | 'id'
  | 'chain_id'
  | 'about'
  | 'state'
  | 'consent'
  | 'due_at'
  | 'window_from'
  | 'answer_by'
  | 'paused_at'
  | 'clock'
  | 'derived_due_at'
> & { told: boolean; followed: boolean }

/** Of these promises, those that run: read after the lock. Told is what a notice was told of, or is on its way to. */
export async function runningPromises(db: Tx, orgId: string, ids: readonly string[]): Promise<RunningRow[]> {
  const { rows } = await sql<RunningRow>`
    select p.id, p.chain_id, p.about, p.state, p.consent, p.due_at, p.window_from, p.answer_by, p.paused_at, p.clock,
      p.derived_due_at, p.followed, p.told_at is not null or (p.beneficiary = 'customer' and exists (
        select from notice n where n.org_id = ${orgId} and n.promise_id = p.id and n.state <> 'undelivered'
      )) as told
    from promise p
    where p.org_id = ${orgId} and p.id = any(${[...ids]}::uuid[]) and p.state in ('proposed', 'open') order by p.id`.execute(
    db,
  )
  return rows
}

/** A promise that moved, and, of one that is a root, where its chain's stream ends now. */
export type Moved = {
  id: string
  dueAt: string
  nextCheckAt: string | null
  clock: string
  seq: number | null
  hash: Buffer | null
}

/** Writes moved promises in one statement, which leaves with the commit. */
export function storeMoved(db: Tx, orgId: string, rows: readonly Moved[], tzRevision: string): void {
  if (rows.length === 0) return
  sendSoon(
    db,
    `update promise p set due_at = v.due_at, next_check_at = v.next_check_at, clock = v.clock, tz_revision = $2, derived_due_at = null,
       chain_seq = coalesce(v.seq, p.chain_seq), chain_hash = coalesce(v.hash, p.chain_hash), version = p.version + 1
     from unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::jsonb[], $7::int[], $8::bytea[])
       as v (id, due_at, next_check_at, clock, seq, hash)
     where p.org_id = $1 and p.id = v.id`,
    [
      orgId,
      tzRevision,
      rows.map((row) => row.id),
      rows.map((row) => row.dueAt),
      rows.map((row) => row.nextCheckAt),
      rows.map((row) => row.clock),
      rows.map((row) => row.seq),
      rows.map((row) => row.hash),
    ],
  )
}

/** Where the streams of chains end, whose root has not moved itself. */
export function storeRootHeads(
  db: Tx,
  orgId: string,
  heads: readonly (readonly [string, { seq: number; hash: Buffer }])[],
): void {
  if (heads.length === 0) return
  sendSoon(
    db,
    `update promise p set chain_seq = v.seq, chain_hash = v.hash from unnest($2::uuid[], $3::int[], $4::bytea[]) as v (id, seq, hash)
     where p.org_id = $1 and p.id = v.id`,
    [orgId, heads.map(([id]) => id), heads.map(([, head]) => head.seq), heads.map(([, head]) => head.hash)],
  )
}

/** What the clocks say now where dates were told; null where they agree with what was told. */
export function storeDerived(
  db: Tx,
  orgId: string,
  rows: readonly { id: string; derivedDueAt: string | null }[],
): void {
  if (rows.length === 0) return
  sendSoon(
    db,
    `update promise p set derived_due_at = v.derived_due_at, version = p.version + 1
     from unnest($2::uuid[], $3::timestamptz[]) as v (id, derived_due_at) where p.org_id = $1 and p.id = v.id`,
    [orgId, rows.map((row) => row.id), rows.map((row) => row.derivedDueAt)],
  )
}

/** The clocks of paused promises that nobody was told of: their dates will be derived from these. */
export function storeClocks(
  db: Tx,
  orgId: string,
  rows: readonly { id: string; clock: string }[],
  tzRevision: string,
): void {
  if (rows.length === 0) return
  sendSoon(
    db,
    `update promise p set clock = v.clock, tz_revision = $2 from unnest($3::uuid[], $4::jsonb[]) as v (id, clock)
     where p.org_id = $1 and p.id = v.id`,
    [orgId, tzRevision, rows.map((row) => row.id), rows.map((row) => row.clock)],
  )
}
