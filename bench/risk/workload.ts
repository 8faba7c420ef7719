import type pg from 'pg'
import { newId } from '#platform/ids'
import { addOrganization, smoke } from '../support.ts'

/** A Thursday morning. */
export const NOW = Date.parse('2026-11-26T09:00:00Z')
const ORGANIZATIONS = smoke ? 3 : 100
const DAYS = 120
/** Mean days that a request takes. */
const TAKES = 50

/**
 * Organizations in each of which `each` promises run: half of them to complete a request, half of other kinds. Requests
 * have come in evenly for 120 days, take 50 days in the mean, by category and channel; a fifth as many promises as run
 * have ended. Nothing is to be looked at yet.
 */
export async function loadRisks(owner: pg.Pool, count: number): Promise<string[]> {
  const each = Math.round(count / ORGANIZATIONS)
  const orgIds = Array.from({ length: ORGANIZATIONS }, () => newId(Temporal.Instant.fromEpochMilliseconds(NOW)))
  for (const orgId of orgIds) {
    await addOrganization(owner, orgId)
    // Of those that came in within 120 days this share is open still.
    const open = (TAKES / DAYS) * (1 - Math.exp(-DAYS / TAKES))
    await owner.query(OBSERVATIONS, [orgId, Math.round(each / 2 / open), iso(NOW), DAYS, TAKES])
    await owner.query(COMPLETIONS, [orgId, Math.round(each / 2), iso(NOW)])
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from promise where org_id = $1', [
      orgId,
    ])
    await owner.query(OTHERS, [orgId, each - (rows[0]?.n ?? 0), iso(NOW), false])
    await owner.query(OTHERS, [orgId, Math.round(each / 5), iso(NOW), true])
  }
  await owner.query(RISKS)
  await owner.query('vacuum analyze promise, promise_risk, forecast_observation')
  return orgIds
}

const iso = (ms: number): string => new Date(ms).toISOString()

const OBSERVATIONS = `
  insert into forecast_observation (org_id, id, service, category, subcategory, channel, priority, team, area, started_at, ended_at)
  select $1, uuidv7(), '', category, '', channel, '', '', '', started,
    case when started + took <= $3::timestamptz then started + took end
  from (
    select 'work ' || n % 8 as category, case n % 3 when 0 then 'web' else 'phone' end as channel,
      $3::timestamptz - random() * $4::int * interval '1 day' as started,
      -ln(1 - random()) * $5::int * (0.5 + n % 8 / 7.0) * interval '1 day' as took
    from generate_series(1, $2::int) n
  ) request`

const PROMISE = `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent,
    made_at, due_at, next_check_at, occurred_at, ended_at, clock, caveats, followed, chain_seq, chain_hash)`

const COMPLETIONS = `${PROMISE}
  select $1, id, id, 'completion', 'It will be done by then.', 'en', 'organization', about, 'person', 'open', 'not_asked',
    started_at, due, due, null, null, '{"type":"fixed"}', '[]', true, 1, sha256(id::text::bytea)
  from (
    select uuidv7() as id, 'request:' || id as about, started_at,
      $3::timestamptz + (20 + random() * 300) * interval '1 day' as due
    from forecast_observation where org_id = $1 and ended_at is null limit $2::int
  ) promised`

const OTHERS = `${PROMISE}
  select $1, id, id, (array['callback', 'next_update', 'arrival', 'follow_up'])[1 + n % 4], 'You will hear from us by then.', 'en',
    'organization', 'request:' || uuidv7(), 'policy', case when $4 then 'kept' else 'open' end, 'not_asked', made, due,
    case when $4 then null else due end, case when $4 then made + took end, case when $4 then made + took end,
    '{"type":"fixed"}', '[]', true, 1, sha256(id::text::bytea)
  from (
    select n, uuidv7() as id, random() * 6 * (1 + n % 4) * interval '1 day' as took,
      $3::timestamptz - random() * (case when $4 then 100 else 5 end) * interval '1 day' - (case when $4 then 24 else 0 end) * interval '1 day' as made,
      $3::timestamptz + (8 + random() * 40) * interval '1 day' as due
    from generate_series(1, $2::int) n
  ) promised`

const RISKS = `
  insert into promise_risk (org_id, promise_id, about, kind, started_at, due_at, ended_at)
  select org_id, id, about, kind, made_at, due_at, occurred_at from promise order by org_id, id`

/** Everything that runs is to be looked at. */
export async function allAreDue(owner: pg.Pool, at: number): Promise<number> {
  const { rowCount } = await owner.query('update promise_risk set look_at = $1 where ended_at is null', [iso(at)])
  await owner.query('vacuum analyze promise_risk')
  await owner.query('checkpoint')
  return rowCount ?? 0
}

/**
 * As many narrow rows, written by the same number of connections in statements of the same size, and nothing else: what
 * the database can write.
 */
export async function bareUpdate(owner: pg.Pool, url: string, count: number): Promise<number> {
  const { Client } = (await import('pg')).default
  await owner.query('create table bare (id int primary key, chance real)')
  await owner.query('insert into bare select n, 0 from generate_series(0, $1::int - 1) n', [count])
  await owner.query('vacuum analyze bare')
  await owner.query('checkpoint')
  const clients = Array.from({ length: 8 }, () => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const started = performance.now()
  let next = 0
  await Promise.all(
    clients.map(async (client) => {
      while (next < count) {
        const from = next
        next += 1_024
        const ids = Array.from({ length: Math.min(1_024, count - from) }, (_, i) => from + i)
        await client.query({
          name: 'bare',
          text: 'update bare set chance = v.chance from unnest($1::int[], $2::real[]) as v (id, chance) where bare.id = v.id',
          values: [ids, ids.map((id) => (id % 1_000) / 1_000)],
        })
      }
    }),
  )
  const milliseconds = performance.now() - started
  await Promise.all(clients.map((client) => client.end()))
  await owner.query('drop table bare')
  return milliseconds
}
