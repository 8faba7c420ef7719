import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { recordedStatements, type Statement } from '#test/recorded-statements'
import { createWorld } from '#test/world'
import { forbiddenIn, partitionsOf, shard, touchesTenant } from './sharding.ts'

// What the run's tests sent to tenant tables, and a short journey of this file's own: it must find something also alone.
let kinds: Statement[][]
let statements: Statement[]
let database: TestDatabase

beforeAll(async () => {
  await journey()
  kinds = recordedStatements().filter((samples) => samples.some(touchesTenant))
  statements = kinds.flat()
  database = await testDatabase()
  await shard(database.owner)
})
afterAll(() => database?.close())

async function journey(): Promise<void> {
  const w = await createWorld()
  try {
    const as = w.orgs[0].owner
    const post = async (path: string, body: unknown) => (await w.api('post', path, body, { as })).body
    const customer = await post('/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] })
    const request = await post('/v1/requests', { kind: 'job', subject: 'Boiler', customerId: customer.id })
    const about = `request:${request.id}`
    const commitment = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', about }
    const promise = await post('/v1/promises', { ...commitment, customerId: customer.id })
    await w.drainTasks()
    await post(`/v1/promises/${promise.id}/delivery`, { occurredAt: '2026-11-26T09:00:00Z' })
    await post('/v1/customers', { name: 'Bea', contacts: [{ name: 'Bea' }] })
    const first = await w.api('get', '/v1/customers?limit=1', undefined, { as })
    for (const path of [
      `/v1/customers?limit=1&cursor=${first.body.nextCursor}`,
      '/v1/today',
      '/v1/promises',
      '/v1/requests',
      `/v1/requests/${request.id}/evidence`,
    ])
      expect((await w.api('get', path, undefined, { as })).status).toBe(200)
  } finally {
    await w.close()
  }
}

const places = async (...samples: Statement[]): Promise<string[]> => {
  let refused: unknown
  for (const sample of samples)
    try {
      const found = await partitionsOf(database.owner, sample)
      return found.length > 1 ? [`${found.length} partitions: ${sample.sql}`] : []
    } catch (error) {
      // A test sent what the database cannot read as a value; another sample of the same kind tells.
      if (!/^22/.test((error as { code?: string }).code ?? '')) throw error
      refused = error
    }
  return [`cannot be planned: ${samples[0]?.sql} (${refused})`]
}

test('there is something to look at', () => {
  expect(kinds.length).toBeGreaterThan(40)
  const all = statements.map(({ sql }) => sql).join('\n')
  for (const part of [/insert into "?promise/, /update "?promise/, /from "?promise/, /for update/, /insert into event/])
    expect(all).toMatch(part)
})

test('every statement stays in one partition', async () => {
  const found: string[] = []
  for (const samples of kinds) found.push(...(await places(...samples)))
  expect(found).toEqual([])
})

test('no statement uses what a sharded cluster refuses', () => {
  expect(statements.flatMap(forbiddenIn)).toEqual([])
})

const ORG = '01938c1e-7a00-7000-8000-00000000000a'

describe('planted', () => {
  test.each<[string, unknown[]]>([
    ['select * from promise where id = $1', [ORG]],
    ['update "customer" set name = $1 where id = $2', ['x', ORG]],
    ['delete from outbox where id = any($1)', [[ORG]]],
    ['select * from event e join event_text t on t.event_id = e.id where e.org_id = $1', [ORG]],
    ['select (select count(*) from notice) from promise where org_id = $1', [ORG]],
  ])('%s visits several partitions', async (sql, parameters) => {
    expect(touchesTenant({ sql, parameters })).toBe(true)
    expect(await places({ sql, parameters })).not.toEqual([])
  })

  test('with its organization, a join visits one', async () => {
    const sql = 'select * from event e join event_text t on t.org_id = $1 and t.event_id = e.id where e.org_id = $1'
    expect(await partitionsOf(database.owner, { sql, parameters: [ORG] })).toHaveLength(1)
  })

  test.each([
    'select 1 from promise where id = $1 for update skip locked',
    'merge into promise p using notice n on p.id = n.id when matched then do nothing',
    'insert into notice (org_id, id) select org_id, id from promise where org_id = $1',
    'insert into notice (org_id, id) values ($1, (select id from promise where org_id = $1))',
    'select 1 from promise where org_id = $1 and (id, about) in (select id, about from request where org_id = $1)',
    'copy promise from stdin',
    'with recursive a as (select 1 from promise) select * from a',
  ])('%s is refused', (sql) => {
    expect(forbiddenIn({ sql, parameters: [] })).not.toEqual([])
  })
})
