import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { addOrganization, smoke } from '../support.ts'

const HISTORY = smoke ? 500 : 3_000
const LANGUAGES = ['en', 'pt', 'es', 'ca', 'pl', 'ru']

/**
 * A firm whose customers, in six languages, are each promised that their request is done; and the history that says when.
 * @returns its one member, a lead
 */
export async function loadFirm(owner: pg.Pool, orgId: string, size: number): Promise<string> {
  await owner.query(`create or replace function bench_id(name text) returns uuid language sql immutable parallel safe as $$
    select overlay(overlay(md5(name) placing '4' from 13) placing '8' from 17)::uuid $$`)
  await addOrganization(owner, orgId)
  const memberId = `01938c1e-7a00-7000-8000-00000000c00${orgId.at(-1)}`
  const one = await owner.connect()
  try {
    await one.query('set session_replication_role = replica')
    const q = (sql: string, ...more: unknown[]) => one.query(sql, [orgId, ...more])
    await q(
      `insert into member (org_id, id, user_id, name, email, role, state, language, created_at)
       values ($1, $2::uuid, $2::uuid, 'Marta', 'marta@example.com', 'lead', 'active', 'en', now())`,
      memberId,
    )
    await q(
      `insert into customer (org_id, id, name, kind, created_at)
       select $1::uuid, bench_id('customer' || n), 'Customer ' || n, 'person', now() from generate_series(1, $2::int) n`,
      size,
    )
    await q(
      `insert into contact (org_id, id, customer_id, name, email, is_primary, language, time_zone, created_at)
       select $1::uuid, bench_id('contact' || n), bench_id('customer' || n), 'Ana ' || n, 'ana' || n || '@example.com', true,
         ($3::text[])[1 + n % 6], 'Europe/Warsaw', now() from generate_series(1, $2::int) n`,
      size,
      LANGUAGES,
    )
    await q(
      `insert into request (org_id, id, number, kind, subject, status, source, customer_id, contact_id, category, opened_at, followed, created_at)
       select $1::uuid, bench_id('request' || n), n, 'job', 'Boiler ' || n, 'open', 'api', bench_id('customer' || n), bench_id('contact' || n),
         'Heating', now() - interval '1 day', true, now() from generate_series(1, $2::int) n`,
      size,
    )
    await q(
      `insert into forecast_observation (org_id, id, service, category, subcategory, channel, priority, started_at, ended_at)
       select $1::uuid, bench_id('request' || n), '', 'Heating', '', '', '', now() - interval '1 day', null from generate_series(1, $2::int) n
       union all
       select $1::uuid, bench_id('past' || n), '', 'Heating', '', '', '', at, at + make_interval(hours => 24 + n % 400)
       from (select n, now() - interval '300 days' + make_interval(mins => n * 120) as at from generate_series(1, $3::int) n) past`,
      size,
      HISTORY,
    )
    await q(
      `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, customer_id, contact_id, about, owner_id, basis, state,
         consent, made_at, due_at, next_check_at, clock, caveats, told_at, followed, chain_seq, chain_hash)
       select $1::uuid, bench_id('promise' || n), bench_id('promise' || n), 'completion', 'Your boiler will be repaired.', 'en', 'customer',
         bench_id('customer' || n), bench_id('contact' || n), 'request:' || bench_id('request' || n), $3, 'person', 'open', 'not_asked',
         now() - interval '1 day', due, due, '{"type":"fixed"}', '[]', now() - interval '1 day', true, 1, $4
       from (select n, now() + make_interval(hours => 24 + n % 200) as due from generate_series(1, $2::int) n) made`,
      size,
      memberId,
      randomBytes(32),
    )
    await q(
      `insert into promise_risk (org_id, promise_id, about, kind, started_at, due_at, look_at)
       select org_id, id, about, kind, made_at, due_at, now() + interval '1 hour' from promise where org_id = $1`,
    )
    await q(
      `insert into promise_step (org_id, promise_id, n, kind, at, step, state)
       select org_id, id, 1, 'warning', due_at - interval '4 hours', $2::jsonb, 'waiting' from promise where org_id = $1`,
      JSON.stringify({ when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' }),
    )
    await one.query('reset session_replication_role')
  } finally {
    one.release()
  }
  await addCalendar(owner, orgId)
  await owner.query(
    'vacuum analyze promise, promise_risk, promise_step, request, customer, contact, forecast_observation',
  )
  return memberId
}

/** A week without holidays. */
async function addCalendar(owner: pg.Pool, orgId: string): Promise<void> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri']
  const hours = Object.fromEntries(days.map((day) => [day, [['08:00', '17:00']]]))
  await owner.query(
    `insert into calendar (org_id, id, name, time_zone, hours, holidays, overrides, is_default, created_at)
     values ($1::uuid, bench_id($1::uuid::text), 'Hours', 'Europe/Warsaw', $2, '[]', '{}', true, now())`,
    [orgId, JSON.stringify(hours)],
  )
}
