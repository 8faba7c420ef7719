import { CompiledQuery, sql } from 'kysely'
import type { Tx } from '#platform/db'
import { lowestIdAt } from '#platform/ids'
import type { HistoryRow } from './queries.ts'
import type { Tally } from './record.ts'

export type RecordRow = {
  checked_until: Temporal.Instant
  counted_at: Temporal.Instant | null
  counts: StoredCounts | null
}
/** By days. */
export type StoredCounts = Record<string, Tally[]>

export async function recordRow(db: Tx, orgId: string): Promise<RecordRow | null> {
  const row = await db
    .selectFrom('forecast_record')
    .select(['checked_until', 'counted_at', 'counts'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  return row ? { ...row, counts: row.counts as StoredCounts | null } : null
}

/** What was counted of all quotes together in a period. */
export async function countsOfAll(db: Tx, orgId: string, days: number): Promise<Tally | null> {
  const { rows } = await sql<{ all: Tally | null }>`
    select counts #> array[${String(days)}, '0'] as "all" from forecast_record where org_id = ${orgId}`.execute(db)
  return rows[0]?.all ?? null
}

/** A check begins with what comes in from an instant on; where one has begun it stays as it is. */
export const beginRecord = (db: Tx, orgId: string, from: Temporal.Instant) =>
  db
    .insertInto('forecast_record')
    .values({ org_id: orgId, checked_until: from, counted_at: null, counts: null })
    .onConflict((conflict) => conflict.column('org_id').doNothing())
    .execute()

/** Never back. */
export const moveChecked = (db: Tx, orgId: string, until: Temporal.Instant) =>
  db
    .updateTable('forecast_record')
    .set({ checked_until: until })
    .where('org_id', '=', orgId)
    .where('checked_until', '<', until)
    .execute()

export const storeCounts = (db: Tx, orgId: string, at: Temporal.Instant, counts: StoredCounts) =>
  db
    .updateTable('forecast_record')
    .set({ counted_at: at, counts: JSON.stringify(counts) })
    .where('org_id', '=', orgId)
    .execute()

/** Was anything said whose date lies after `since`, or has anything come in since then? */
export async function hasSomethingToCheck(db: Tx, orgId: string, since: Temporal.Instant): Promise<boolean> {
  const from = sql`${since.toString()}::timestamptz`
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from forecast_observation where org_id = ${orgId} and started_at >= ${from})
      or exists (select from forecast_observation where org_id = ${orgId} and said_until >= ${from}) as found`.execute(
    db,
  )
  return rows[0]?.found ?? false
}

export type UncheckedRow = Omit<HistoryRow, 'closed' | 'lost'>

type Span = { from: Temporal.Instant; to: Temporal.Instant }

/** What came in within a span, was known here before it ended, and has not been checked. */
const unchecked = (orgId: string, { from, to }: Span) => sql`from forecast_observation
    where org_id = ${orgId} and started_at >= ${from.toString()}::timestamptz and started_at < ${to.toString()}::timestamptz
      and said_until is null and id < ${lowestIdAt(to)}::uuid`

export async function hasUnchecked(db: Tx, orgId: string, span: Span): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select ${unchecked(orgId, span)}) as found`.execute(db)
  return rows[0]?.found ?? false
}

/** Some of what is not checked, so that nobody else changes it meanwhile; none: nothing is left. Epoch milliseconds. */
export async function lockUnchecked(db: Tx, orgId: string, span: Span, limit: number): Promise<UncheckedRow[]> {
  const { rows } = await sql<UncheckedRow>`
    select id, service, category, subcategory, channel, priority, (extract(epoch from started_at) * 1000)::float8 as opened
    ${unchecked(orgId, span)} order by started_at, id limit ${limit} for no key update`.execute(db)
  return rows
}

/** Epoch milliseconds; null: no date was named. */
export type Said = { id: string; dates: readonly (number | null)[] }

const SAID = `update forecast_observation o set said_50 = s.said_50, said_80 = s.said_80, said_90 = s.said_90,
    said_until = coalesce(greatest(s.said_50, s.said_80, s.said_90), o.started_at)
  from (select id, to_timestamp(a) as said_50, to_timestamp(b) as said_80, to_timestamp(c) as said_90
    from unnest($2::uuid[], $3::float8[], $4::float8[], $5::float8[]) as said (id, a, b, c)) s
  where o.org_id = $1 and o.id = s.id`

export const writeSaid = (db: Tx, orgId: string, said: readonly Said[]) =>
  db.executeQuery(
    CompiledQuery.raw(SAID, [
      orgId,
      said.map(({ id }) => id),
      ...[0, 1, 2].map((i) => said.map(({ dates }) => (dates[i] == null ? null : (dates[i] as number) / 1000))),
    ]),
  )

/** Works that are counted one by one, at most. */
const MOST_WORKS = 300

type CountRow = {
  service: boolean | null
  name: string | null
  overall: boolean
  quoted: number
  declined: number[]
  judged: number[]
  kept: number[]
}

/**
 * What became of the quotes of a period. A quote is judged when its date has passed, and belongs to the period in which
 * that date lay: kept where the request had ended by then. One that is ended before its date waits for it as well: if only
 * those were counted that end early, too many would seem kept. Of what was lost sight of before its date nothing is known.
 * The first tally is that of all.
 */
export async function countSaid(
  db: Tx,
  orgId: string,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<Tally[]> {
  const [since, to] = [sql`${from.toString()}::timestamptz`, sql`${until.toString()}::timestamptz`]
  const dates = ['said_50', 'said_80', 'said_90'].map((name) => sql.ref(name))
  const each = (count: (date: (typeof dates)[number]) => ReturnType<typeof sql>) =>
    sql`array[${sql.join(dates.map((date) => sql`count(*) filter (where ${count(date)})::int`))}]`
  const judged = (date: (typeof dates)[number]) =>
    sql`${date} >= ${since} and ${date} < ${to} and (ended_at is not null or censored_at is null or censored_at >= ${date})`
  const { rows } = await sql<CountRow>`
    with said as (
      select service <> '' as service, coalesce(nullif(service, ''), category) as name, started_at, ended_at, censored_at,
        said_50, said_80, said_90
      from forecast_observation
      where org_id = ${orgId} and said_until >= ${since} and started_at < ${to}
    )
    select service, name, grouping(name) = 1 as overall,
      count(*) filter (where started_at >= ${since})::int as quoted,
      ${each((date) => sql`started_at >= ${since} and ${date} is null`)} as declined,
      ${each(judged)} as judged,
      ${each((date) => sql`${judged(date)} and ended_at <= ${date}`)} as kept
    from said group by grouping sets ((service, name), ())
    order by overall desc, quoted desc, name limit ${MOST_WORKS + 1}`.execute(db)
  return rows.map(({ service, name, overall, quoted, declined, judged: n, kept }) => ({
    work: overall ? null : { by: service ? 'service' : 'category', name: name ?? '' },
    quoted,
    declined,
    judged: n,
    kept,
  }))
}
