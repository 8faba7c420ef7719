import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createWorld, type TestWorld } from '#test/world'
import { silentLog } from './log.ts'
import { operation, systemActor } from './operation.ts'
import { prepareQueue, startQueue, type Task } from './queue.ts'

// Tasks of one organization wait for a server that never answers; what others do goes on.

let w: TestWorld
let queue: Awaited<ReturnType<typeof startQueue>>
const hanging = Promise.withResolvers<void>()
const began: { task: string; orgId: string }[] = []
const ended: { task: string; orgId: string }[] = []

const task = (name: string, kind: Task['queue'], run: () => Promise<void>): Task => ({
  ...{ name, queue: kind, retries: 0 },
  run: async ({ orgId }) => {
    began.push({ task: name, orgId })
    await run()
    ended.push({ task: name, orgId })
  },
})
const tasks = [
  task('outside.hang', 'outside', () => hanging.promise),
  task('outside.answer', 'outside', async () => {}),
  task('inside.work', 'quick', async () => {}),
]

const queueTasks = operation({
  ...{ name: 'things.queue', effect: 'writes', permission: 'things.queue', summary: 'Queue things' },
  input: z.strictObject({ task: z.string(), count: z.number() }),
  output: z.object({}),
  async run(ctx, { task: name, count }) {
    for (let i = 0; i < count; i++) ctx.later({ name, data: {} })
    return {}
  },
})
const later = async (org: number, name: string, count: number): Promise<void> => {
  await w.gate.run(queueTasks, systemActor(w.orgs[org]?.id ?? '', 'test'), { task: name, count })
  queue.hint()
}
const how = (what: typeof began, name: string, org: number): number =>
  what.filter(({ task: of, orgId }) => of === name && orgId === w.orgs[org]?.id).length
async function until(what: string, found: () => boolean): Promise<void> {
  for (let tries = 0; !found(); tries++) {
    if (tries > 1_200) throw new Error(`Not within a minute of asking: ${what}`)
    await sleep(25)
  }
}

beforeAll(async () => {
  w = await createWorld()
  await prepareQueue(w.database.adminUrl)
  queue = await startQueue({
    ...{ systemUrl: w.database.systemUrl, database: w.database.db, gate: w.gate, log: silentLog, tasks },
    clock: { now: () => Temporal.Now.instant() },
  })
})
afterAll(async () => {
  hanging.resolve()
  await queue?.stop()
  await w?.close()
})

test('an organization whose tasks hang has a quarter of the places: others, and what is quick, go on', async () => {
  await later(0, 'outside.hang', 60)
  await until('the first hang', () => how(began, 'outside.hang', 0) === 5)
  await later(1, 'outside.answer', 30)
  await later(0, 'inside.work', 3)
  await until('what the other has', () => how(ended, 'outside.answer', 1) === 30)
  await until('what is quick', () => how(ended, 'inside.work', 0) === 3)
  expect([how(began, 'outside.hang', 0), how(ended, 'outside.hang', 0)]).toEqual([5, 0])
  hanging.resolve()
  await until('all, once the server answers', () => how(ended, 'outside.hang', 0) === 60)
  expect(how(began, 'outside.hang', 0), 'each once').toBe(60)
}, 90_000)
