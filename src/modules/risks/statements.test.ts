import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { observeMany } from '#modules/forecast'
import { stoppedClock } from '#platform/clock'
import { createGate, type Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { operation, systemActor } from '#platform/operation'
import { keysFrom } from '#platform/tokens'
import { type TestDatabase, testDatabase } from '#test/database'
import { estimateDue } from './estimate-due.ts'

const NOW = Temporal.Instant.from('2026-11-26T09:00:00Z')
const actor = systemActor(newId(NOW), 'clock')
const sent: string[] = []
let database: TestDatabase
let gate: Gate

beforeAll(async () => {
  database = await testDatabase({ onStatement: ({ sql }) => sent.push(sql) })
  const instance = {
    keys: keysFrom(database.secret),
    url: 'http://localhost',
    version: '0',
    sendsMail: false,
    allowPrivateAddresses: false,
  }
  gate = createGate({ database: database.db, clock: stoppedClock(NOW.toString()), instance, log: silentLog })
  await database.owner.query(
    "insert into organization (id, name, country, time_zone, language, created_at) values ($1, 'Ours', 'PL', 'Europe/Warsaw', 'en', $2)",
    [actor.orgId, NOW.toString()],
  )
})
afterAll(() => database?.close())

/** As many promises to complete a request that runs as `count`, all to be looked at; requests like them took up to a day. */
const load = operation({
  name: 'test.load',
  effect: 'writes',
  permission: 'test.load',
  summary: 'Promises',
  input: z.object({ count: z.number() }),
  output: z.object({ ids: z.array(z.string()) }),
  async run(ctx, { count }) {
    const ids = Array.from({ length: count }, () => newId(NOW))
    const startedAt = (i: number): Temporal.Instant => NOW.subtract({ hours: 30 + i })
    await observeMany(ctx, [
      ...Array.from({ length: 100 }, (_, i) => ({
        ...{ id: newId(NOW), features: { category: 'a' }, startedAt: startedAt(i) },
        endedAt: startedAt(i).add({ hours: 1 + (i % 24) }),
      })),
      ...ids.map((id) => ({ id, features: { category: 'a' }, startedAt: NOW.subtract({ hours: 20 }) })),
    ])
    return { ids }
  },
})

test('a batch is ten statements, whatever it holds', async () => {
  const counts: number[] = []
  for (const count of [1, 30, 1_000]) {
    const { ids } = await gate.run(load, actor, { count })
    await database.owner.query(
      `insert into promise (org_id, id, chain_id, kind, wording, language, beneficiary, about, basis, state, consent, made_at, due_at,
         clock, caveats, followed, chain_seq, chain_hash)
       select $1, id, id, 'completion', 'Done.', 'en', 'member', 'request:' || id, 'person', 'open', 'not_asked', $3::timestamptz,
         $3::timestamptz + interval '1 hour', '{"type":"fixed"}', '[]', true, 1, sha256('') from unnest($2::uuid[]) id`,
      [actor.orgId, ids, NOW.toString()],
    )
    await database.owner.query(
      `insert into promise_risk (org_id, promise_id, about, kind, started_at, due_at, look_at)
       select org_id, id, about, kind, made_at, due_at, made_at from promise where org_id = $1 and id = any($2::uuid[])`,
      [actor.orgId, ids],
    )
    if (counts.length === 0) {
      // The first asks for the models as well.
      await gate.run(estimateDue, actor, {})
      await database.owner.query('update promise_risk set look_at = $2 where org_id = $1', [
        actor.orgId,
        NOW.toString(),
      ])
    }
    sent.length = 0
    expect(await gate.run(estimateDue, actor, {})).toMatchObject({ swept: count })
    // Events are written some hundred at a time.
    counts.push(sent.filter((sql) => !/^\s*insert into event\b/i.test(sql)).length)
  }
  expect(Math.max(...counts), counts.join(', ')).toBeLessThanOrEqual(10)
  const { rows } = await database.owner.query(
    `select (select count(*)::int from promise_risk where at_risk) as risky,
       (select count(*)::int from event where type = 'promise.at_risk') as told`,
  )
  expect(rows[0]).toEqual({ risky: 1_031, told: 1_031 })
})
