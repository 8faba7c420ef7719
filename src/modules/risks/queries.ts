import { sql } from 'kysely'
import { insertRowSoon } from '#platform/bulk-insert'
import { sendSoon, type Tx } from '#platform/db'
import type { Watched } from './watch.ts'

/** What runs: neither over, nor standing still, nor past its due instant. */
const RUNS = (now: string): string => `ended_at is null and lost_at is null and paused_at is null and due_at > ${now}`

const RISK = ['org_id', 'promise_id', 'about', 'kind', 'policy_id', 'started_at', 'due_at', 'look_at'] as const

/** Follows a promise, on the hot path of the ledger. */
export const insertRisk = (db: Tx, orgId: string, promise: Watched, now: Temporal.Instant): void => {
  const { id, about, kind, policyId, startedAt, dueAt } = promise
  insertRowSoon(db, 'promise_risk', RISK, [orgId, id, about, kind, policyId, startedAt, dueAt, now])
}

export function moveRisks(
  db: Tx,
  orgId: string,
  moved: readonly { id: string; dueAt: string }[],
  now: Temporal.Instant,
): void {
  if (moved.length === 0) return
  sendSoon(
    db,
    `update promise_risk r set due_at = v.due_at, look_at = case when r.paused_at is null then $2::timestamptz end
     from unnest($3::uuid[], $4::timestamptz[]) as v (id, due_at)
     where r.org_id = $1 and r.promise_id = v.id and r.ended_at is null and r.lost_at is null`,
    [orgId, now, moved.map(({ id }) => id), moved.map(({ dueAt }) => dueAt)],
  )
}

export const pauseRisk = (db: Tx, orgId: string, id: string, at: Temporal.Instant): void =>
  sendSoon(db, `update promise_risk set paused_at = $3, look_at = null where org_id = $1 and promise_id = $2`, [
    orgId,
    id,
    at,
  ])

export const resumeRisk = (
  db: Tx,
  orgId: string,
  id: string,
  { at, dueAt, now }: { at: Temporal.Instant; dueAt: Temporal.Instant; now: Temporal.Instant },
): void =>
  sendSoon(
    db,
    `update promise_risk set due_at = $4, look_at = $5, paused_at = null,
       started_at = started_at + greatest(interval '0', $3::timestamptz - greatest(paused_at, started_at))
     where org_id = $1 and promise_id = $2 and paused_at is not null`,
    [orgId, id, at, dueAt, now],
  )

export const stopRisk = (
  db: Tx,
  orgId: string,
  id: string,
  { endedAt, lostAt }: { endedAt: Temporal.Instant | null; lostAt: Temporal.Instant | null },
): void =>
  sendSoon(
    db,
    `update promise_risk set ended_at = $3, lost_at = $4, look_at = null, paused_at = null, at_risk = false
     where org_id = $1 and promise_id = $2`,
    [orgId, id, endedAt, lostAt],
  )

export const lookNow = (db: Tx, orgId: string, about: string, now: Temporal.Instant): void =>
  sendSoon(db, `update promise_risk set look_at = $3 where org_id = $1 and about = $2 and ${RUNS('$3')}`, [
    orgId,
    about,
    now,
  ])

export const lookNowAtAll = (db: Tx, orgId: string, now: Temporal.Instant): void =>
  sendSoon(db, `update promise_risk set look_at = $2 where org_id = $1 and look_at is not null`, [orgId, now])

export type RiskRow = {
  promise_id: string
  chance: number | null
  reason: string | null
  at_risk: boolean
  paused_at: Temporal.Instant | null
  estimated_at: Temporal.Instant | null
}

const SAID = ['promise_id', 'chance', 'reason', 'at_risk', 'paused_at', 'estimated_at'] as const

export const risksByPromise = (db: Tx, orgId: string, ids: readonly string[]): Promise<RiskRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('promise_risk').select(SAID).where('org_id', '=', orgId).where('promise_id', 'in', ids).execute()

export type SaidRow = RiskRow & { points_at: string[]; points: number[] }

/** What was said of a promise, and all that was said before. */
export async function findSaid(db: Tx, orgId: string, id: string): Promise<SaidRow | undefined> {
  const { rows } = await sql<SaidRow>`
    select promise_id, chance, reason, at_risk, paused_at, estimated_at, points,
      array(select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from unnest(points_at) at) as points_at
    from promise_risk where org_id = ${orgId} and promise_id = ${id}`.execute(db)
  return rows[0]
}

/** Promises at risk whose due instant lies ahead, by it; of those that stand still nothing is said. */
export async function atRiskIds(db: Tx, orgId: string, now: Temporal.Instant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select promise_id as id from promise_risk
    where org_id = ${orgId} and at_risk and paused_at is null and due_at > ${now}
    order by due_at, promise_id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function countAtRiskRows(db: Tx, orgId: string, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from promise_risk
    where org_id = ${orgId} and at_risk and paused_at is null and due_at > ${now}`.execute(db)
  return rows[0]?.n ?? 0
}
