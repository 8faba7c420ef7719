import { sql } from 'kysely'
import { sendSoon, type Tx } from '#platform/db'
import { dueIn, sinceText } from '#platform/due-queries'
import { rowSource } from '#platform/row-source'

export const { organizations: organizationsWithLooks, next: nextLookAt } = dueIn('promise_risk', 'look_at')

/** A promise to look at; instants are epoch milliseconds. */
export type LookRow = {
  promise_id: string
  about: string
  kind: string
  policy_id: string | null
  started: number
  due: number
  look: Temporal.Instant
  at_risk: boolean
  last_said: number | null
}

/** Claims an organization's promises that are to be looked at, soonest first; what somebody else holds is passed over. */
export async function claimLooks(
  db: Tx,
  orgId: string,
  now: Temporal.Instant,
  since: Temporal.Instant | null,
  limit: number,
): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select promise_id, about, kind, policy_id, (extract(epoch from started_at) * 1000)::float8 as started,
      (extract(epoch from due_at) * 1000)::float8 as due, look_at as look, at_risk,
      points[array_upper(points, 1)] as last_said
    from promise_risk where org_id = ${orgId} and look_at >= ${sinceText(since)} and look_at <= ${now}
    order by look_at, promise_id limit ${sql.lit(limit)} for no key update skip locked`.execute(db)
  return rows
}

/** What a look has found; epoch milliseconds. */
export type LookedAt = {
  id: string
  chance: number | null
  reason: string | null
  atRisk: boolean
  said: boolean
  lookAt: number | null
}

/** The most that is kept of what was said. */
const POINTS = 200

const LOOKED = { id: 'uuid', chance: 'real', reason: 'text', at_risk: 'boolean', said: 'boolean', look: 'float8' }
const KEPT = POINTS - 2

/** Writes what looks have found: one statement, which leaves with the commit. */
export function storeLooks(db: Tx, orgId: string, now: Temporal.Instant, rows: readonly LookedAt[]): void {
  if (rows.length === 0) return
  const looked = rows.map((row) => [row.id, row.chance, row.reason, row.atRisk, row.said, row.lookAt])
  const { text, parameters } = rowSource(LOOKED, looked, 2)
  sendSoon(
    db,
    `update promise_risk r set chance = v.chance, reason = v.reason, at_risk = v.at_risk, estimated_at = $2,
       look_at = to_timestamp(v.look / 1000),
       points_at = case when v.said then (r.points_at || $2::timestamptz)[greatest(1, cardinality(r.points_at) - ${KEPT}):] else r.points_at end,
       points = case when v.said then (r.points || v.chance)[greatest(1, cardinality(r.points) - ${KEPT}):] else r.points end
     from ${text} where r.org_id = $1 and r.promise_id = v.id`,
    [orgId, now, ...parameters],
  )
}

/** Promises whose due instant has passed are looked at no more: what was last said of them stays. */
export function endLooks(db: Tx, orgId: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  sendSoon(
    db,
    'update promise_risk set look_at = null, at_risk = false where org_id = $1 and promise_id = any($2::uuid[])',
    [orgId, ids],
  )
}

/** A promise whose course is known, or runs; epoch milliseconds. */
export type CourseRow = {
  kind: string
  policy_id: string | null
  started: number
  due: number
  closed: number | null
  lost: number | null
}

/** The newest promises that began between two instants, whatever became of them; epoch milliseconds. */
export async function courseRows(
  db: Tx,
  orgId: string,
  { since, until, limit }: { since: Temporal.Instant; until: Temporal.Instant; limit: number },
): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`
    select kind, policy_id,
      (extract(epoch from started_at) * 1000)::float8 as started,
      (extract(epoch from due_at) * 1000)::float8 as due,
      (extract(epoch from ended_at) * 1000)::float8 as closed,
      (extract(epoch from lost_at) * 1000)::float8 as lost
    from promise_risk
    where org_id = ${orgId} and started_at >= ${since} and started_at <= ${until}
    order by promise_id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
