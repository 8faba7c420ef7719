import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { TestDatabase } from '#test/database'
import { recordingTracer, TRACEPARENT } from '#test/recording-tracer'
import { createWorld, type TestWorld } from '#test/world'
import { silentLog } from './log.ts'
import { operation, systemActor } from './operation.ts'
import { prepareQueue, startQueue, type Task } from './queue.ts'
import { noTelemetry } from './telemetry.ts'
import { withoutTrace, withTrace } from './traced-task.ts'

let w: TestWorld
let database: TestDatabase
const tracer = recordingTracer()
const seen: { data: Record<string, unknown>; traceparent: string | undefined }[] = []
let fails = 0

const task = (name: string, retries: number, run: Task['run']): Task => ({ name, queue: 'quick', retries, run })
const tasks = [
  task('things.do', 0, async (ctx, data) => {
    seen.push({ data, traceparent: ctx.traceparent })
  }),
  task('things.fail', 1, async () => {
    if (fails++ === 0) throw new Error('not yet')
  }),
  task('things.never', 0, async () => {
    throw new Error('never')
  }),
]

const queueThings = operation({
  ...{ name: 'things.queue', effect: 'writes', permission: 'things.queue', summary: 'Queue things' },
  input: z.strictObject({}),
  output: z.object({}),
  run: async (ctx) => {
    ctx.later({ name: 'things.do', data: { n: 1 } })
    ctx.later({ name: 'things.do', data: { n: 2 }, runAt: Temporal.Now.instant().add({ seconds: 1 }) })
    ctx.later({ name: 'things.fail', data: {} })
    ctx.later({ name: 'things.never', data: { n: 3 } })
    return {}
  },
})

let queue: Awaited<ReturnType<typeof startQueue>>

beforeAll(async () => {
  w = await createWorld({ telemetry: { ...noTelemetry, tracer } })
  database = w.database
  await prepareQueue(database.adminUrl)
  queue = await startQueue({
    ...{ systemUrl: database.systemUrl, database: database.db, gate: w.gate, log: silentLog, tasks },
    clock: { now: () => Temporal.Now.instant() },
    telemetry: { ...noTelemetry, tracer },
  })
})
afterAll(async () => {
  await queue?.stop()
  await w?.close()
})

test('a task belongs to the trace of what queued it; one set for later, and one tried again, only points there', async () => {
  const actor = systemActor(w.orgs[0].id, 'test')
  const before = tracer.spans.length
  await tracer.span({ name: 'a request' }, () => w.gate.run(queueThings, actor, {}))
  queue.hint()
  const spans = () => tracer.spans.slice(before).filter(({ kind }) => kind === 'consumer')
  for (let tries = 0; spans().length < 5 && tries < 600; tries++) await sleep(25)
  const what = spans().map(({ name, parent, follows, attributes }) => [
    name,
    attributes?.['kept.attempt'],
    parent,
    follows,
  ])
  const child = (name: string) => [name, 1, TRACEPARENT, undefined]
  expect(what).toHaveLength(5)
  expect(what).toEqual(expect.arrayContaining([child('things.do'), child('things.fail'), child('things.never')]))
  expect(what).toContainEqual(['things.do', 1, undefined, TRACEPARENT])
  expect(what).toContainEqual(['things.fail', 2, undefined, TRACEPARENT])
  expect(seen.map(({ data }) => data).sort((a, b) => Number(a.n) - Number(b.n))).toEqual([{ n: 1 }, { n: 2 }])
  expect(seen.every(({ traceparent }) => traceparent === TRACEPARENT)).toBe(true)
  const failed = 'select data from failed_task where task = $1'
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await database.owner.query(failed, ['things.never'])
    if (rows.length > 0) return expect(rows).toEqual([{ data: { n: 3 } }])
    await sleep(25)
  }
  throw new Error('The task that never works was not written down')
})

test('an operation that nobody asked for makes no span and marks no task', async () => {
  const before = tracer.spans.length
  await w.gate.run(queueThings, systemActor(w.orgs[1].id, 'clock'), {})
  expect(tracer.spans.slice(before).filter(({ name }) => name === 'things.queue')).toEqual([])
})

test('the mark is put beside the data and taken off again', () => {
  const row = {
    org_id: 'o',
    id: 'i',
    task: 't',
    data: '{"a":{"b":1}}',
    run_at: null as never,
    created_at: null as never,
  }
  const marked = withTrace(row, TRACEPARENT)
  expect(withoutTrace(JSON.parse(marked.data))).toEqual({ data: { a: { b: 1 } }, trace: TRACEPARENT })
  expect(withoutTrace({ a: 1 })).toEqual({ data: { a: 1 } })
})
