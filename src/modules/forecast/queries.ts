import { CompiledQuery, type Selectable, sql, type Updateable } from 'kysely'
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

export type SimilarRow = { seconds: number; ended: boolean; cause: string | null }

/**
 * The newest observations that are alike in every given column, as durations seen at `now`: what ends later runs, what
 * is censored later is not yet.
 */
export async function newestSimilar(
  db: Tx,
  orgId: string,
  alike: readonly { column: string; value: string }[],
  { now, except, limit }: { now: Temporal.Instant; except: string | null; limit: number },
): Promise<SimilarRow[]> {
  const at = sql`${now.toString()}::timestamptz`
  // The index over services leaves the empty ones out: a prepared statement sees that only when it is told.
  const conditions = alike.map(({ column, value }) =>
    column === 'service' ? sql`service = ${value} and service <> ''` : sql`${sql.ref(column)} = ${value}`,
  )
  if (except !== null) conditions.push(sql`id <> ${except}`)
  const where = sql.join([sql`org_id = ${orgId}`, sql`started_at <= ${at}`, ...conditions], sql` and `)
  const { rows } = await sql<SimilarRow>`
    select
      extract(epoch from case when ended_at <= ${at} then ended_at else least(coalesce(censored_at, ${at}), ${at}) end - started_at)::float8 as seconds,
      coalesce(ended_at <= ${at}, false) as ended,
      cause
    from forecast_observation
    where ${where}
    order by started_at desc
    limit ${limit}`.execute(db)
  return rows
}
