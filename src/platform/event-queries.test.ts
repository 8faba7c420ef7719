import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'
import type { Tx } from './db.ts'
import { type EventFilter, newestEvents } from './event-queries.ts'

const EVENTS = 20_000
let w: TestWorld
let app: pg.Client
let pages: number

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  // One in ten by members, five by the viewer, in the middle; a minute between them.
  await w.owner.query(
    `insert into event (org_id, id, at, type, subject, about, actor_kind, actor_id, data)
     select $1, (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, t,
       'promise.kept', 'promise:x', 'request:x', case when n % 10 = 0 then 'member' else 'system' end,
       case when n % 10 > 0 then 'clock' when n between 5001 and 5050 then $2 else $3 end, '{}'
     from (select n, timestamptz '2026-11-25T09:00:00Z' - n * interval '1 minute' as t from generate_series(1, ${EVENTS}) n) g`,
    [w.orgs[0].id, w.orgs[0].viewer.member.id, w.orgs[0].lead.member.id],
  )
  await w.owner.query('vacuum analyze event')
  pages = (await w.owner.query("select relpages from pg_class where oid = 'event'::regclass")).rows[0].relpages
  app = new pg.Client(w.database.appUrl)
  await app.connect()
})
afterAll(async () => {
  await app?.end()
  await w?.close()
})

/** The statement of a page of the log, as the application sends it. */
async function statementOf(filter: EventFilter): Promise<{ sql: string; parameters: readonly unknown[] }> {
  let asked: { sql: string; parameters: readonly unknown[] } | undefined
  const db = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      asked = query
    },
  })
  await newestEvents(db as unknown as Tx, w.orgs[0].id, filter, null, 50)
  if (asked === undefined) throw new Error('nothing was asked')
  return asked
}

describe.each<[what: string, filter: () => EventFilter, rows: number]>([
  // Five, and that they joined.
  ['what a member did who did little', () => ({ actorId: w.orgs[0].viewer.member.id }), 6],
  ['what happened until long ago', () => ({ before: Temporal.Instant.from('2026-11-12T09:00:00Z') }), 50],
  [
    'what happened in an hour long ago',
    () => ({
      from: Temporal.Instant.from('2026-11-12T08:00:00Z'),
      before: Temporal.Instant.from('2026-11-12T09:00:00Z'),
    }),
    50,
  ],
  ['what the clock did, whose id is a name', () => ({ actorId: 'clock' }), 50],
])('%s', (_, filter, rows) => {
  test('is found by reading little of the log', async () => {
    const { sql, parameters } = await statementOf(filter())
    const given = parameters.map((each) => (each instanceof Temporal.Instant ? each.toString() : each))
    await app.query('begin')
    try {
      await app.query("select set_config('app.org_id', $1, true)", [w.orgs[0].id])
      expect((await app.query(sql, given)).rowCount).toBe(rows)
      const explained = await app.query(`explain (analyze, buffers, format json) ${sql}`, given)
      const plan = explained.rows[0]['QUERY PLAN'][0].Plan
      expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(pages / 10)
    } finally {
      await app.query('rollback')
    }
  })
})
