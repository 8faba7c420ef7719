import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '#platform/db'
import { listeners } from './listeners.ts'

let rows: { org_id: string; event_types: string[] }[]
let reads: number
let answer: () => Promise<typeof rows>
const database = { asSystem: () => answer() } as unknown as Database
const hint = (type: string) => ({
  orgId: 'a',
  events: [{ id: 'e', type, subject: 'webhook:1', about: 'webhook:1' }],
  tasks: false,
})
const heard = async (it: ReturnType<typeof listeners>, orgId = 'a', type = 'promise.kept') =>
  (await it.wants(orgId))?.(type) ?? null

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  rows = [{ org_id: 'a', event_types: [] }]
  reads = 0
  answer = async () => {
    reads += 1
    return rows
  }
})
afterEach(() => vi.useRealTimers())

it('reads once for all organizations, and again when it is five seconds old', async () => {
  const memory = listeners(database)
  expect(await heard(memory)).toBe(true)
  expect(await heard(memory, 'b')).toBe(null)
  rows = []
  vi.advanceTimersByTime(2_000)
  expect(await heard(memory)).toBe(true)
  expect(reads).toBe(1)
  vi.advanceTimersByTime(3_001)
  expect(await heard(memory)).toBe(null)
  expect(reads).toBe(2)
})

it('reads in the background before that, so that nobody waits', async () => {
  const memory = listeners(database)
  await heard(memory)
  rows = []
  vi.advanceTimersByTime(3_000)
  expect(await heard(memory)).toBe(true)
  await Promise.resolve()
  await new Promise((done) => setImmediate(done))
  expect(await heard(memory)).toBe(null)
  expect(reads).toBe(2)
})

it('an endpoint that changes here counts at once, also when a read is under way', async () => {
  const memory = listeners(database)
  await heard(memory)
  rows = []
  memory.forget(hint('promise.kept'))
  expect(await heard(memory)).toBe(true)
  memory.forget(hint('webhook.changed'))
  expect(await heard(memory)).toBe(null)

  memory.forget(hint('webhook.changed'))
  const slow = Promise.withResolvers<typeof rows>()
  const [now, later] = [answer, () => slow.promise]
  answer = later
  const waiting = heard(memory)
  answer = now
  rows = [{ org_id: 'a', event_types: ['promise.*'] }]
  memory.forget(hint('webhook.created'))
  expect(await heard(memory)).toBe(true)
  slow.resolve([])
  await waiting
  expect(await heard(memory)).toBe(true)
})
