import { CompiledQuery, type Selectable, sql, type Updateable } from 'kysely'
import type { Change } from '#library/forecast'
import type { Tx } from '#platform/db'
import type { ForecastObservation } from '#platform/schema.gen'

const COLUMNS = [
  'org_id',
  'id',
  'service',
  'category',
  'subcategory',
  'channel',
  'priority',
  'team',
  'area',
  'started_at',
  'ended_at',
  'censored_at',
  'cause',
  'target_at',
] as const
const KNOWN = COLUMNS.slice(2)

/** Every column, also those the database could fill in. */
export type ObservationRow = Pick<Selectable<ForecastObservation>, (typeof COLUMNS)[number]>

const LARGEST = 128
const texts = new Map<number, string>()

/**
 * Writes observations; what is known of an id already is replaced where it differs. Each id once.
 *
 * An import writes millions: the text is made here, once per size, because building it anew takes longer than the
 * server takes to insert. The sizes are powers of two, so that few statements stay prepared.
 */
export async function upsertObservations(db: Tx, rows: readonly ObservationRow[]): Promise<void> {
  const statements: Promise<unknown>[] = []
  for (let at = 0, size = LARGEST; at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2
    const values = rows.slice(at, at + size).flatMap((row) => COLUMNS.map((column) => row[column]))
    statements.push(db.executeQuery(CompiledQuery.raw(upsertOf(size), values)))
  }
  await Promise.all(statements)
}

export const deleteObservations = (db: Tx, orgId: string, ids: readonly string[]) =>
  db
    .deleteFrom('forecast_observation')
    .where('org_id', '=', orgId)
    .where('id', '=', (e) => e.fn.any(e.val(ids)))
    .execute()

function upsertOf(size: number): string {
  const known = texts.get(size)
  if (known) return known
  const rows = Array.from(
    { length: size },
    (_, row) => `(${COLUMNS.map((_, i) => `$${row * COLUMNS.length + i + 1}`)})`,
  )
  const columns = (table: string): string => KNOWN.map((column) => `${table}.${column}`).join(', ')
  const text = `insert into forecast_observation (${COLUMNS.join(', ')}) values ${rows.join(', ')}
    on conflict (org_id, id) do update set ${KNOWN.map((column) => `${column} = excluded.${column}`).join(', ')}
    where (${columns('forecast_observation')}) is distinct from (${columns('excluded')})`
  texts.set(size, text)
  return text
}

export const updateObservation = (db: Tx, orgId: string, id: string, set: Updateable<ForecastObservation>) =>
  db.updateTable('forecast_observation').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

/** Earlier changes than these say nothing of how long is left. */
const MOST_CHANGES = 100

/** Adds a hand-over to what is known of something that runs. */
export const appendHandOver = (
  db: Tx,
  orgId: string,
  id: string,
  { at, team, assigned }: { at: Temporal.Instant; team: string; assigned: boolean },
): Promise<unknown> =>
  sql`update forecast_observation
    set changes = (case when jsonb_array_length(changes) < ${MOST_CHANGES} then changes else changes - 0 end)
      || jsonb_build_array(jsonb_build_object('at', ${at.epochMilliseconds}::int8, 'team', ${team}::text,
        'assigned', ${assigned}::boolean, 'reassignments', coalesce((changes -> -1 ->> 'reassignments')::int, 0) + 1))
    where org_id = ${orgId} and id = ${id} and ended_at is null`.execute(db)

export type HistoryRow = Pick<
  ObservationRow,
  'id' | 'service' | 'category' | 'subcategory' | 'channel' | 'priority'
> & {
  opened: number
  closed: number | null
  lost: number | null
  changes: Change[] | null
}

const CHANGES = sql<Change[] | null>`nullif(changes, '[]')`

/** With the date that the firm had set, where there was one. */
export type LoggedRow = HistoryRow & { target: number | null }

/** What began by `until`, in order of time, after the last row seen; epoch milliseconds. */
export async function historyRows(
  db: Tx,
  orgId: string,
  { until, after, limit }: { until: Temporal.Instant; after: { startedAt: number; id: string } | null; limit: number },
): Promise<LoggedRow[]> {
  const from =
    after === null ? sql`` : sql`and (started_at, id) > (to_timestamp(${after.startedAt / 1000}), ${after.id}::uuid)`
  const { rows } = await sql<LoggedRow>`
    select id, service, category, subcategory, channel, priority,
      (extract(epoch from started_at) * 1000)::float8 as opened,
      (extract(epoch from ended_at) * 1000)::float8 as closed,
      (extract(epoch from censored_at) * 1000)::float8 as lost,
      (extract(epoch from target_at) * 1000)::float8 as target, ${CHANGES} as changes
    from forecast_observation
    where org_id = ${orgId} and started_at <= ${until.toString()}::timestamptz ${from}
    order by started_at, id limit ${limit}`.execute(db)
  return rows
}

/** What is known of some of them; epoch milliseconds. */
export async function observationRows(
  db: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<(Omit<HistoryRow, 'closed' | 'lost'> & { ended: boolean })[]> {
  const { rows } = await sql<Omit<HistoryRow, 'closed' | 'lost'> & { ended: boolean }>`
    select id, service, category, subcategory, channel, priority,
      (extract(epoch from started_at) * 1000)::float8 as opened, ended_at is not null as ended, ${CHANGES} as changes
    from forecast_observation where org_id = ${orgId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}

/** How many began by `until`; counts no further than `most`. */
export async function countHistory(db: Tx, orgId: string, until: Temporal.Instant, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from forecast_observation where org_id = ${orgId} and started_at <= ${until.toString()}::timestamptz limit ${most}
    ) begun`.execute(db)
  return rows[0]?.n ?? 0
}

export type ModelHead = {
  generation: number
  made_until: Temporal.Instant | null
  made_generation: number | null
  format: number | null
}

export const modelHead = (db: Tx, orgId: string): Promise<ModelHead | undefined> =>
  db
    .selectFrom('forecast_model')
    .select(['generation', 'made_until', 'made_generation', 'format'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()

export const modelBytes = async (db: Tx, orgId: string): Promise<Buffer | null> =>
  (await db.selectFrom('forecast_model').select('model').where('org_id', '=', orgId).executeTakeFirst())?.model ?? null

export const nextGeneration = (db: Tx, orgId: string) =>
  sql`insert into forecast_model (org_id, generation) values (${orgId}, 1)
    on conflict (org_id) do update set generation = forecast_model.generation + 1`.execute(db)

export const storeModelRow = (
  db: Tx,
  orgId: string,
  row: { until: Temporal.Instant; generation: number; format: number; model: Buffer },
) =>
  sql`insert into forecast_model (org_id, generation, made_until, made_generation, format, model)
    values (${orgId}, ${row.generation}, ${row.until.toString()}::timestamptz, ${row.generation}, ${row.format}, ${row.model})
    on conflict (org_id) do update set made_until = excluded.made_until, made_generation = excluded.made_generation,
      format = excluded.format, model = excluded.model`.execute(db)

/** What delayed ended requests of the same work since, the most frequent first. */
export async function causesOf(
  db: Tx,
  orgId: string,
  work: { service: string; category: string },
  since: Temporal.Instant,
  until: Temporal.Instant,
): Promise<{ cause: string; count: number }[]> {
  const alike = work.service === '' ? sql`category = ${work.category}` : sql`service = ${work.service}`
  const { rows } = await sql<{ cause: string; count: number }>`
    select cause, count(*)::int as count from forecast_observation
    where org_id = ${orgId} and started_at >= ${since.toString()}::timestamptz and started_at <= ${until.toString()}::timestamptz
      and cause is not null and ${alike}
    group by cause order by count desc, cause limit 5`.execute(db)
  return rows
}
