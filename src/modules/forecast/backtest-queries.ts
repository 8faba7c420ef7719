import { type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { ForecastBacktest } from '#platform/schema.gen'
import type { BacktestResult } from './backtest-schemas.ts'

export type BacktestRow = Selectable<ForecastBacktest>

export const insertBacktest = (
  db: Tx,
  row: Pick<
    BacktestRow,
    'org_id' | 'id' | 'from_date' | 'to_date' | 'features' | 'created_at' | 'created_by' | 'total_days'
  >,
): Promise<BacktestRow> =>
  db
    .insertInto('forecast_backtest')
    .values({ ...row, state: 'running', finished_at: null, attempt: null, done_days: 0, result: null })
    .returningAll()
    .executeTakeFirstOrThrow()

export const lockBacktest = (db: Tx, orgId: string, id: string): Promise<BacktestRow | undefined> =>
  db
    .selectFrom('forecast_backtest')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const runningBacktest = (db: Tx, orgId: string): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('forecast_backtest')
    .select('id')
    .where('org_id', '=', orgId)
    .where('state', '=', 'running')
    .executeTakeFirst()

export const changeBacktest = (
  db: Tx,
  orgId: string,
  id: string,
  set: Updateable<ForecastBacktest>,
): Promise<BacktestRow> =>
  db
    .updateTable('forecast_backtest')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Newest first, after a known one. */
export const backtestRows = (db: Tx, orgId: string, after: string | null, limit: number): Promise<BacktestRow[]> =>
  db
    .selectFrom('forecast_backtest')
    .selectAll()
    .where('org_id', '=', orgId)
    .$if(after !== null, (query) => query.where('id', '<', after as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** How stated and kept compared in the newest result, and over how many days. */
export async function latestReliability(
  db: Tx,
  orgId: string,
): Promise<Pick<BacktestResult, 'days' | 'reliability'> | null> {
  const { rows } = await sql<Pick<BacktestResult, 'days' | 'reliability'>>`
    select (result -> 'days')::int as days, result -> 'reliability' as reliability from forecast_backtest
    where org_id = ${orgId} and state = 'done' order by id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** When the first and the last of what is known began; null without any. */
export async function historySpan(
  db: Tx,
  orgId: string,
): Promise<{ first: Temporal.Instant; last: Temporal.Instant } | null> {
  const { rows } = await sql<{ first: Temporal.Instant | null; last: Temporal.Instant | null }>`
    select (select started_at from forecast_observation where org_id = ${orgId} order by started_at limit 1) as first,
      (select started_at from forecast_observation where org_id = ${orgId} order by started_at desc limit 1) as last`.execute(
    db,
  )
  const [row] = rows
  return row?.first && row.last ? { first: row.first, last: row.last } : null
}

/** Did anything begin within a span? */
export async function hasBegun(
  db: Tx,
  orgId: string,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from forecast_observation where org_id = ${orgId}
      and started_at >= ${from.toString()}::timestamptz and started_at < ${to.toString()}::timestamptz) as found`.execute(
    db,
  )
  return rows[0]?.found ?? false
}
