// The inbox over many conversations: who has waited longest, of everybody and of one owner, beside one conversation read
// by its key in the same run.

import { systemActor } from '#platform/operation'
import { countConversations, listConversations } from '../src/modules/conversations/list-conversations.ts'
import { getConversation } from '../src/modules/conversations/read-conversation.ts'
import { addOrganization, benchServer, p95OfEach, report, smoke } from './support.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 2_000 : (given ?? 1_000_000)
const ROUNDS = smoke ? 5 : 300
const MOST_TIMES = 15
const ORG = '01938c1e-7a00-7000-8000-00000000b001'

const server = await benchServer()
try {
  const { owner } = server
  await addOrganization(owner, ORG)
  await owner.query(`create function bench_id(name text) returns uuid language sql immutable parallel safe as $$
    select overlay(overlay(md5(name) placing '4' from 13) placing '8' from 17)::uuid $$`)
  await owner.query(
    `insert into customer (org_id, id, name, kind, created_at)
     select $1::uuid, bench_id('customer' || n), 'Customer ' || n, 'person', now() from generate_series(0, 19999) n`,
    [ORG],
  )
  const one = await owner.connect()
  await one.query('set session_replication_role = replica')
  // Three in a hundred wait; of these every second one has been promised an answer. Forty owners.
  await one.query(
    `insert into conversation (org_id, id, channel, sort, state, subject, customer_id, address, verified, about, owner_id,
       waiting_since, reply_due_at, due_at, last_at, last_by, created_at)
     select $1::uuid, bench_id('c' || n), 'email', 'person', case when n % 10 = 0 then 'open' else 'closed' end, 'Boiler ' || n,
       bench_id('customer' || n % 20000), 'c' || n || '@example.com', true, 'request:' || bench_id('r' || n), bench_id('owner' || n % 40),
       case when n % 33 = 0 then at end, case when n % 66 = 0 then at + interval '3 days' end,
       case when n % 33 = 0 then at + case when n % 66 = 0 then interval '3 days' else interval '1 day' end end, at, 'customer', at
     from (select n, now() - make_interval(secs => n * 17 % 31536000) as at from generate_series(0, $2::int - 1) n) given`,
    [ORG, SIZE],
  )
  await one.query(`update conversation set state = 'open' where org_id = $1 and waiting_since is not null`, [ORG])
  await one.query(
    `insert into message (org_id, id, conversation_id, direction, about, channel, to_address, language, subject, text, html, state, mail_id, created_at)
     select $1::uuid, bench_id('m' || n || '-' || i), bench_id('c' || n), case when i = 1 then 'out' else 'in' end, 'request:' || bench_id('r' || n),
       'email', 'help@example.com', 'en', 'Boiler ' || n, 'It knocks at night, and louder in the morning.', '',
       case when i = 1 then 'sent' else 'received' end, 'm' || n || '-' || i, now() - make_interval(secs => n * 17 % 31536000 - i)
     from generate_series(0, $2::int - 1) n, generate_series(0, 1) i`,
    [ORG, SIZE],
  )
  await one.query('reset session_replication_role')
  one.release()
  await owner.query('vacuum analyze conversation, message, customer')
  const ids = async (sql: string): Promise<string[]> =>
    (await owner.query<{ id: string }>(sql, [ORG])).rows.map(({ id }) => id)
  const some = await ids('select id from conversation where org_id = $1 order by md5(id::text) limit 200')
  const owners = await ids('select distinct owner_id as id from conversation where org_id = $1')
  const { gate } = server.world
  const actor = systemActor(ORG, 'bench')
  const pick = (all: readonly string[], i: number): string => all[i % all.length] ?? ''
  const list = (input: Record<string, string>) => gate.run(listConversations, actor, { limit: '50', ...input })

  const byKey = (i: number) => gate.run(getConversation, actor, { id: pick(some, i) })
  const cases: [string, (i: number) => Promise<unknown>][] = [
    ['the 50 that wait longest', () => list({})],
    ['the 50 of an owner that wait longest', (i) => list({ ownerId: pick(owners, i) })],
    ['the 50 that nobody sees to', () => list({ unowned: 'true' })],
    ['open ones, the last said first', () => list({ show: 'open' })],
    ['closed ones, the last said first', () => list({ show: 'closed' })],
    ['machines', () => list({ show: 'automatic' })],
    ['how many wait', () => gate.run(countConversations, actor, {})],
  ]
  const [key = Number.NaN, ...values] = await p95OfEach(ROUNDS, [byKey, ...cases.map(([, work]) => work)])
  report('inbox', { figure: 'one conversation by its key', value: key, unit: 'ms', conversations: SIZE })
  for (const [at, [figure]] of cases.entries()) {
    const value = values[at] ?? Number.NaN
    report('inbox', {
      ...{ figure, value, unit: 'ms', limit: `<= ${MOST_TIMES} times one by its key` },
      ...{ times: Number((value / key).toPrecision(3)), ok: value <= MOST_TIMES * key },
    })
  }
} finally {
  await server.close()
}
