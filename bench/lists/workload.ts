import type pg from 'pg'
import { addOrganization } from '../support.ts'

export const ORG = '01938c1e-7a00-7000-8000-00000000b001'
const OTHER = '01938c1e-7a00-7000-8000-00000000b002'
const CUSTOMERS = 20_000
const OWNERS = 40
const SERVICES = 25
/** Of a hundred requests so many are open; so many are imported history. */
const OPEN_PERCENT = 2
const HISTORY_PERCENT = 40

export type Workload = {
  requests: string[]
  owners: string[]
  services: string[]
  customers: string[]
  importId: string
}

/**
 * A year of one organization's requests, spread evenly: 2 in 100 open and the younger ones, 40 in 100 brought in by one of
 * four imports, 40 owners of uneven size, 25 services, 20,000 customers, seven kinds; a second organization a tenth as large.
 */
export async function loadRequests(owner: pg.Pool, size: number): Promise<Workload> {
  // An id that is the same for the same name, of the form that the API reads.
  await owner.query(`create function bench_id(name text) returns uuid language sql immutable parallel safe as $$
    select overlay(overlay(md5(name) placing '4' from 13) placing '8' from 17)::uuid $$`)
  for (const id of [ORG, OTHER]) await addOrganization(owner, id)
  const customers = Math.min(CUSTOMERS, size)
  const indexes = await dropIndexes(owner)
  for (const [org, count] of [
    [ORG, size],
    [OTHER, Math.round(size / 10)],
  ] as const) {
    await owner.query(
      `insert into customer (org_id, id, name, kind, created_at)
       select $1::uuid, bench_id($1::uuid::text || 'customer' || n), 'Customer ' || n, 'person', now() from generate_series(0, $2::int - 1) n`,
      [org, customers],
    )
    await owner.query(
      `insert into service (org_id, id, name, created_at)
       select $1::uuid, bench_id($1::uuid::text || 'service' || n), 'Service ' || n, now() from generate_series(0, $2::int - 1) n`,
      [org, SERVICES],
    )
    await owner.query(
      `insert into import (org_id, id, name, kind, state, bytes, created_by, created_at)
       select $1::uuid, bench_id($1::uuid::text || 'import' || n), 'log.csv', 'requests', 'done', 1, 'bench', now() from generate_series(0, 3) n`,
      [org],
    )
    await loadWithoutChecks(owner, [org, count, customers, OWNERS, SERVICES, OPEN_PERCENT, HISTORY_PERCENT])
  }
  for (const index of indexes) await owner.query(index)
  await owner.query('vacuum analyze request, customer, service, contact')
  const ids = async (sql: string): Promise<string[]> =>
    (await owner.query<{ id: string }>(sql, [ORG])).rows.map((r) => r.id)
  return {
    requests: await ids('select id from request where org_id = $1 order by md5(id::text) limit 200'),
    owners: await ids('select distinct owner_id as id from request where org_id = $1 and owner_id is not null'),
    services: await ids('select id from service where org_id = $1'),
    customers: await ids('select id from customer where org_id = $1 limit 200'),
    importId: (await ids('select id from import where org_id = $1 limit 1'))[0] ?? '',
  }
}

/** What the rows refer to is there: three checks a row would take most of the time. */
async function loadWithoutChecks(owner: pg.Pool, values: readonly unknown[]): Promise<void> {
  const one = await owner.connect()
  try {
    await one.query('set session_replication_role = replica')
    await one.query(REQUESTS, [...values])
  } finally {
    await one.query('reset session_replication_role')
    one.release()
  }
}

/** Takes the indexes of requests away, for the loading; answers the statements that make them again. */
async function dropIndexes(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; text: string }>(
    `select indexname as name, indexdef as text from pg_indexes where tablename = 'request' and indexname <> 'request_pkey'`,
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows.map(({ text }) => text)
}

export async function countMatching(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from request where org_id = $1', [ORG])
  return rows[0]?.n ?? 0
}

// Owners by the square of a random number: the first have many times what the last have, as in a firm.
const REQUESTS = `
  insert into request (org_id, id, number, kind, subject, status, source, external_id, customer_id, service_id, owner_id,
    category, channel, priority, team, opened_at, closed_at, followed, import_id, created_at)
  select $1::uuid, uuidv7(), n,
    (array['question', 'job', 'order', 'appointment', 'complaint', 'return', 'suggestion'])[1 + n % 7],
    case n % 3 when 0 then 'Boiler' when 1 then 'Washing machine' else 'Heat pump' end || ' serial' || n % 50000,
    case when open then 'open' else 'closed' end, case when history then 'log' else 'console' end,
    case when history then n::text end,
    bench_id($1::uuid::text || 'customer' || n % $3::int), bench_id($1::uuid::text || 'service' || n % $5::int),
    case when n % 10 > 0 then bench_id($1::uuid::text || 'owner' || floor($4::int * pow(random(), 2))) end,
    'Category ' || n % 20, case n % 3 when 0 then 'Phone' else 'Web' end, 'Normal', 'Team ' || n % 5,
    opened, case when open then null else opened + random() * interval '20 days' end, not history,
    case when history then bench_id($1::uuid::text || 'import' || n % 4) end, opened
  from (
    select n, '2026-11-26T09:00:00Z'::timestamptz - (1 - n::float8 / $2::int) * interval '365 days' as opened,
      n % 100 < $7::int as history,
      n % 100 >= $7::int and n::float8 / $2::int > 0.7 and random() * 100 < $6::int / 0.18 as open
    from generate_series(1, $2::int) n
  ) made`
