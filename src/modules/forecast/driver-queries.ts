import { sql } from 'kysely'
import type { Tx } from '#platform/db'

export type LifetimeRow = {
  work: string
  channel: string
  priority: string
  team: string
  area: string
  /** ISO: 1 is Monday. */
  weekday: number
  lasted: number
  ended: boolean
}

type Span = { from: Temporal.Instant; until: Temporal.Instant }

export async function countBegun(db: Tx, orgId: string, { from, until }: Span): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from forecast_observation where org_id = ${orgId}
      and started_at >= ${from.toString()}::timestamptz and started_at < ${until.toString()}::timestamptz`.execute(db)
  return rows[0]?.n ?? 0
}

/** An id ends in random bytes: how many values its last two can have. */
const TAILS = 65_536

/**
 * What began within a span and how long it had lasted by its end; milliseconds. Of a `share` below 1 a sample, drawn by the
 * ids, so that it is the same one each time.
 */
export async function lifetimeRows(
  db: Tx,
  orgId: string,
  { from, until, zone, share }: Span & { zone: string; share: number },
): Promise<LifetimeRow[]> {
  const to = sql`${until.toString()}::timestamptz`
  const tail = sql`get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)`
  const sampled = share < 1 ? sql`and ${tail} < ${Math.floor(share * TAILS)}` : sql``
  const { rows } = await sql<LifetimeRow>`
    select coalesce(nullif(service, ''), category) as work, channel, priority, team, area,
      extract(isodow from started_at at time zone ${zone})::int as weekday,
      greatest(0, extract(epoch from least(ended_at, censored_at, ${to}) - started_at) * 1000)::float8 as lasted,
      coalesce(ended_at <= ${to}, false) as ended
    from forecast_observation
    where org_id = ${orgId} and started_at >= ${from.toString()}::timestamptz and started_at < ${to} ${sampled}
    order by started_at, id`.execute(db)
  return rows
}
