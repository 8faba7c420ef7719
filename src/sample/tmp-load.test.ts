import { expect, it } from 'vitest'
import { readToday } from '#modules/desk'
import { systemClock } from '#platform/clock'
import { createGate } from '#platform/gate'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { keysFrom } from '#platform/tokens'
import { testDatabase } from '#test/database'
import { loadSample } from './load-sample.ts'

it('loads', { timeout: 300_000 }, async () => {
  const database = await testDatabase({ size: 8 })
  const clock = systemClock
  const instance = { keys: keysFrom(database.secret), url: 'http://localhost:4000', version: '0.0.0', sendsMail: false }
  const gate = createGate({ database: database.db, clock, instance, log: silentLog })
  const orgId = newId(clock.now())
  await database.owner.query(
    "insert into organization (id, name, country, time_zone, language, sample, created_at) values ($1, 'Brightwater', 'GB', 'Europe/London', 'en', true, now())",
    [orgId],
  )
  const t = performance.now()
  await loadSample({ gate, database: database.db, clock, log: silentLog }, orgId, {
    onProgress: (d, n) => {
      if (d % 500 < 30) console.log(Math.round(performance.now() - t), d, n)
    },
  })
  console.log('seconds', (performance.now() - t) / 1000)
  const states = await database.owner.query(
    'select state, consent, count(*)::int from promise where org_id=$1 group by 1,2 order by 1,2',
    [orgId],
  )
  console.table(states.rows)
  const more = await database.owner.query(
    "select (select count(*) from event)::int ev, (select count(*) from outbox)::int ob, (select count(*) from message)::int me, (select count(*) from request)::int r, (select count(*) from notice where state<>'told')::int untold",
  )
  console.table(more.rows)
  const today = await gate.run(readToday, systemActor(orgId, 'x'), {})
  console.log(
    today.figures,
    today.actNow.map((a) => [a.why, a.customer?.name, a.request?.number, a.promise.dueAt, a.failure].join(' ')),
    today.dayLine.length,
  )
  expect(1).toBe(1)
  await database.close()
})
