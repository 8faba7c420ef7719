import pg from 'pg'
import { BEFORE, BUDGETS, NOW, ORGANIZATIONS, openings, specs } from './workload.ts'

// The two ways in which the field looks for breaches, after Chatwoot's and Zammad's published sources: their tables as far
// as a sweep reads them, the same statements in the same round trips, prepared, without a framework's own cost.

const JOBS_AT_ONCE = 8
const ESCALATED_A_PAGE = 500
/** The second way escalates what falls due within a quarter of an hour, and all that did before. */
const AHEAD_MS = 900_000
const CHUNK = 10_000
const iso = (ms: number): string => new Date(ms).toISOString()

const TABLES = `
  create schema field;
  set search_path = field;
  create table account (id int primary key, name text, features bigint, settings jsonb);
  create table policy (id int primary key, account_id int, name text, first_reply int, next_reply int, resolution int, business_hours boolean);
  create table inbox (id int primary key, account_id int, name text, time_zone text, hours_enabled boolean, settings jsonb);
  create table inbox_hours (id serial primary key, inbox_id int, weekday int, closed boolean, open_hour int, open_minute int, close_hour int, close_minute int);
  create table conversation (id int primary key, account_id int, inbox_id int, contact_id int, assignee_id int, status int,
    created_at timestamptz, updated_at timestamptz, first_reply_at timestamptz, waiting_since timestamptz,
    additional jsonb, custom jsonb, escalation_at timestamptz);
  create table applied_policy (id int primary key, account_id int, policy_id int, conversation_id int, status int not null,
    created_at timestamptz, updated_at timestamptz);
  create table policy_event (id serial primary key, applied_id int, conversation_id int, account_id int, policy_id int, inbox_id int,
    kind int, meta jsonb, created_at timestamptz default now(), updated_at timestamptz default now());
  create table message (id serial primary key, conversation_id int, kind int, body text, created_at timestamptz);
  create table job (id bigserial primary key, priority int default 0, attempts int default 0, handler text,
    run_at timestamptz default now(), queue text, created_at timestamptz default now());
  create index on inbox_hours (inbox_id);
  create index on applied_policy (account_id);
  create index on applied_policy (conversation_id);
  create index on policy_event (applied_id);
  create index on message (conversation_id);
  create index on conversation (escalation_at);
  create index on conversation (account_id);`

const ROWS = `
  with given as materialized (
    select * from jsonb_to_recordset($1) as g (id int, account int, policy int, inbox int, started timestamptz, due timestamptz, broken boolean)
  ), c as (
    insert into field.conversation select id, account, inbox, id % 50000, id % 300, 0, started, started, null, started,
      jsonb_build_object('browser', repeat('x', 150), 'ref', id), jsonb_build_object('tier', 'gold', 'n', repeat('y', 100)), due from given
  ), e as (
    insert into field.policy_event (applied_id, conversation_id, account_id, policy_id, inbox_id, kind, meta)
    select id, id, account, policy, inbox, 0, '{}' from given where broken
  ), m as (
    insert into field.message (conversation_id, kind, body, created_at) select id, 0, repeat('m', 200), started from given
  )
  insert into field.applied_policy select id, account, policy, id, case when broken then 3 else 0 end, started, started from given`

export async function loadPeers(owner: pg.Pool, count: number): Promise<void> {
  await owner.query(TABLES)
  await owner.query(`set search_path = public`)
  const zones = specs.map(({ timeZone }) => timeZone)
  await owner.query(`insert into field.account select g, 'Bench', 1, '{}' from generate_series(0, $1::int - 1) g`, [
    ORGANIZATIONS,
  ])
  await owner.query(
    `insert into field.policy select g, g / 3, 'p', ($2::int[])[g % 3 + 1], null, null, true from generate_series(0, $1::int * 3 - 1) g`,
    [ORGANIZATIONS, BUDGETS],
  )
  await owner.query(
    `insert into field.inbox select g, g / 4, 'inbox', ($2::text[])[g % 4 + 1], true, '{}' from generate_series(0, $1::int * 4 - 1) g`,
    [ORGANIZATIONS, zones],
  )
  await owner.query(
    `insert into field.inbox_hours (inbox_id, weekday, closed, open_hour, open_minute, close_hour, close_minute)
     select i, d, d > 5, 9, 0, 17, 0 from generate_series(0, $1::int * 4 - 1) i, generate_series(1, 7) d`,
    [ORGANIZATIONS],
  )
  let rows: unknown[] = []
  let id = 0
  const write = async (): Promise<void> => {
    await owner.query(ROWS, [JSON.stringify(rows)])
    rows = []
  }
  for (const { organization, calendar, urgency, startedAt, dueAt } of openings(count)) {
    rows.push({
      ...{ id: id++, account: organization, policy: organization * 3 + urgency, inbox: organization * 4 + calendar },
      ...{ started: iso(startedAt), due: iso(dueAt), broken: dueAt < BEFORE },
    })
    if (rows.length === CHUNK) await write()
  }
  if (rows.length > 0) await write()
  await owner.query('vacuum analyze field.conversation, field.applied_policy, field.policy_event, field.message')
}

type Query = <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) => Promise<Row[]>

async function withConnections<T>(url: string, count: number, work: (queries: Query[]) => Promise<T>): Promise<T> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }))
  try {
    await Promise.all(clients.map((client) => client.connect()))
    await Promise.all(clients.map((client) => client.query('set search_path = field')))
    return await work(
      clients.map(
        (client): Query =>
          async (name, text, values) =>
            (await client.query({ name, text, values })).rows,
      ),
    )
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

export type PeerRun = { milliseconds: number; rows: number; changed: number }

type Applied = { id: number; account_id: number; policy_id: number; conversation_id: number }
type Hours = {
  weekday: number
  closed: boolean
  open_hour: number
  open_minute: number
  close_hour: number
  close_minute: number
}

/** Day by day in the inbox's zone, until the business seconds are used up. */
function deadline(timeZone: string, hours: readonly Hours[], startMs: number, seconds: number): number {
  const byDay = new Map(hours.map((row) => [row.weekday, row]))
  let date = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone).toPlainDate()
  let left = seconds * 1000
  for (let day = 0; day < 400; day++) {
    const row = byDay.get(date.dayOfWeek)
    if (row && !row.closed) {
      const wall = (hour: number, minute: number): number =>
        date.toZonedDateTime({ timeZone, plainTime: { hour, minute } }).epochMilliseconds
      const from = Math.max(startMs, wall(row.open_hour, row.open_minute))
      const to = wall(row.close_hour, row.close_minute)
      if (to - from >= left) return from + left
      if (to > from) left -= to - from
    }
    date = date.add({ days: 1 })
  }
  return Number.NaN
}

/** Every open record each time, a job each, eight at once; of `sample` records, account by account. */
export const everyOpenRecord = (url: string, sample: number): Promise<PeerRun> =>
  withConnections(url, JOBS_AT_ONCE, async (connections) => {
    const [first] = connections
    if (!first) throw new Error('no connection')
    const started = performance.now()
    let rows = 0
    let changed = 0
    for (let account = 0; account < ORGANIZATIONS && rows < sample; account++) {
      const open = await first<Applied>(
        'open',
        'select * from applied_policy where account_id = $1 and status in (0, 3)',
        [account],
      )
      const jobs = open.slice(0, sample - rows)
      rows += jobs.length
      const waiting = jobs.values()
      await Promise.all(
        connections.map(async (query) => {
          for (const job of waiting) if (await evaluate(query, job.id)) changed++
        }),
      )
    }
    return { milliseconds: performance.now() - started, rows, changed }
  })

async function evaluate(query: Query, id: number): Promise<boolean> {
  const [applied] = await query<Applied>('applied', 'select * from applied_policy where id = $1 limit 1', [id])
  if (!applied) return false
  await query('account', 'select * from account where id = $1 limit 1', [applied.account_id])
  const [policy] = await query<{ id: number; first_reply: number }>(
    'policy',
    'select * from policy where id = $1 limit 1',
    [applied.policy_id],
  )
  const [conversation] = await query<{ id: number; inbox_id: number; created_at: Date }>(
    'conversation',
    'select * from conversation where id = $1 limit 1',
    [applied.conversation_id],
  )
  const [inbox] = await query<{ id: number; time_zone: string }>('inbox', 'select * from inbox where id = $1 limit 1', [
    conversation?.inbox_id,
  ])
  const hours = await query<Hours>('hours', 'select * from inbox_hours where inbox_id = $1', [inbox?.id])
  if (!policy || !conversation || !inbox) return false
  if (!(deadline(inbox.time_zone, hours, conversation.created_at.getTime(), policy.first_reply) <= NOW)) return false
  const known = await query(
    'known',
    "select 1 as one from policy_event where applied_id = $1 and kind = 0 and meta = '{}' limit 1",
    [applied.id],
  )
  if (known.length > 0) return false
  await query(
    'event',
    "insert into policy_event (applied_id, conversation_id, account_id, policy_id, inbox_id, kind, meta) values ($1, $2, $3, $4, $5, 0, '{}')",
    [applied.id, conversation.id, applied.account_id, policy.id, inbox.id],
  )
  await query('missed', 'update applied_policy set status = 3, updated_at = now() where id = $1', [applied.id])
  return true
}

/** Every record that has escalated or soon will, again each time, one after the other. */
export const everyEscalatedRecord = (url: string): Promise<PeerRun> =>
  withConnections(url, 1, async ([query]) => {
    if (!query) throw new Error('no connection')
    const started = performance.now()
    let rows = 0
    for (let last = -1; ; ) {
      const page = await query<{ id: number }>(
        'page',
        `select * from conversation where escalation_at <= $1 and id > $2 order by id limit ${ESCALATED_A_PAGE}`,
        [iso(NOW + AHEAD_MS), last],
      )
      for (const { id } of page) {
        await query('newest', 'select * from message where conversation_id = $1 order by created_at desc limit 1', [id])
        await query('job', 'insert into job (handler, queue) values ($1, $2)', [
          `{"object":"Ticket","type":"escalation","object_id":${id}}`,
          'default',
        ])
        rows++
      }
      last = page.at(-1)?.id ?? last
      if (page.length < ESCALATED_A_PAGE) break
    }
    return { milliseconds: performance.now() - started, rows, changed: rows }
  })

const OFFICE: readonly Hours[] = Array.from({ length: 7 }, (_, i) => ({
  ...{ weekday: i + 1, closed: i > 4, open_hour: 9, open_minute: 0, close_hour: 17, close_minute: 0 },
}))

/** After an edit of a calendar: its records one at a time, each read, with its history, counted anew and written. */
export const everyRecordOfCalendar = (url: string, sample: number): Promise<PeerRun> =>
  withConnections(url, 1, async ([query]) => {
    if (!query) throw new Error('no connection')
    const started = performance.now()
    const rows = await query<{ id: number }>(
      'affected',
      'select id from conversation where status = 0 and inbox_id % 4 = 0 order by id limit $1',
      [sample],
    )
    for (const { id } of rows) {
      const [record] = await query<{ created_at: Date; account_id: number }>(
        'record',
        'select * from conversation where id = $1',
        [id],
      )
      await query('history', 'select * from message where conversation_id = $1 order by created_at', [id])
      if (!record) continue
      const budget = BUDGETS[id % BUDGETS.length] ?? 0
      const due = deadline('America/New_York', OFFICE, record.created_at.getTime(), budget) + 60_000
      await query('write', 'update conversation set escalation_at = $2, updated_at = now() where id = $1', [
        id,
        iso(due),
      ])
    }
    return { milliseconds: performance.now() - started, rows: rows.length, changed: rows.length }
  })
