import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type Person, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
let w: TestWorld
let requestId: string

const call = async (method: string, path: string, body?: unknown, as: Person | string = w.orgs[0].owner) => {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
type Entry = {
  id: string
  at: string
  kind: string
  what?: string
  promiseId?: string
  actor?: { kind: string; name: string | null }
  message?: Record<string, unknown>
}
const page = (
  query = '',
  as?: Person | string,
  id = requestId,
): Promise<{ items: Entry[]; nextCursor: string | null }> =>
  call('get', `/v1/requests/${id}/timeline${query}`, undefined, as)

beforeAll(async () => {
  w = await createWorld({ start: START, onStatement: (statement) => sent.push(statement) })
  const contacts = [{ name: 'Ana', email: 'ana@example.com' }]
  const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })
  requestId = (await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId: customer.id })).id
  const due = { kind: 'completion', wording: 'Repaired.', dueAt: '2026-11-27T15:00:00Z' }
  const told = { about: `request:${requestId}`, customerId: customer.id }
  const promise = await call('post', '/v1/promises', { ...due, ...told })
  await w.drainTasks()
  await call('post', '/v1/waits', { about: told.about, waitingFor: 'A photo of the label.' })
  w.clock.set('2026-11-26T10:00:00Z')
  const { items } = await call('get', `/v1/waits?about=${told.about}`)
  await call('post', `/v1/waits/${items[0].id}/end`, { reply: 'It says BX 200.', channel: 'phone' })
  await call('post', `/v1/requests/${requestId}/occurrences`, { what: 'quote_sent' })
  await call('patch', `/v1/requests/${requestId}`, { subject: 'Boiler knocks', ownerId: w.orgs[0].lead.member.id })
  await call('post', `/v1/promises/${promise.id}/delivery`, {})
})
afterAll(() => w?.close())

/** Every page from the newest entry on. */
async function everything(limit: number, between?: () => Promise<unknown>, id = requestId): Promise<Entry[]> {
  const found: Entry[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = await page(`?limit=${limit}${cursor && `&cursor=${cursor}`}`, undefined, id)
    found.push(...items)
    await between?.()
    cursor = nextCursor
  }
  return found
}

test('one timeline: messages, promises, notices, replies, notes and changes, newest first', async () => {
  const { items, nextCursor } = await page()
  expect(nextCursor).toBeNull()
  expect(items.map(({ at }) => at)).toEqual(
    items
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  )
  expect(items.at(-1)).toMatchObject({
    kind: 'change',
    what: 'opened',
    actor: { kind: 'member', name: w.orgs[0].owner.member.name },
  })
  const told = items.map(({ kind, what }) => `${kind} ${what}`)
  for (const what of ['promise made', 'promise kept', 'message written', 'notice asked', 'occurrence quote_sent'])
    expect(told, what).toContain(what)
  expect(items.filter(({ kind }) => kind === 'reply')).toMatchObject([{ text: 'It says BX 200.', channel: 'phone' }])
  expect(items.find(({ what }) => what === 'changed')).toMatchObject({ to: w.orgs[0].lead.member.name })
})

test('what a program did is told by the name of its API key, also when the key has been revoked, to every reader', async () => {
  const made = await call('post', '/v1/api-keys', { name: 'Web shop', role: 'frontline' })
  const { id } = await call('post', '/v1/requests', { kind: 'job', subject: 'From the web' }, made.key)
  const opened = async (as?: Person) => (await page('', as, id)).items.at(-1)?.actor
  expect(await opened()).toEqual({ kind: 'apiKey', name: 'Web shop' })
  await call('delete', `/v1/api-keys/${made.apiKey.id}`)
  for (const as of [w.orgs[0].owner, w.orgs[0].viewer])
    expect(await opened(as)).toEqual({ kind: 'apiKey', name: 'Web shop' })
})

test('one kind alone, and all three together are all', async () => {
  const all = (await page()).items
  const parts = await Promise.all(['messages', 'promises', 'changes'].map((show) => page(`?show=${show}`)))
  for (const part of parts) expect(part.items.length).toBeGreaterThan(0)
  expect(parts.flatMap(({ items }) => items.map(({ id }) => id)).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
  expect(parts[1]?.items.every(({ kind }) => kind === 'promise')).toBe(true)
})

test('what a message says is for who may read messages; that there was one, for everybody', async () => {
  const messageSeenBy = async (as: Person) => (await page('', as)).items.find(({ kind }) => kind === 'message')?.message
  expect(await messageSeenBy(w.orgs[0].owner)).toMatchObject({ to: 'ana@example.com', subject: expect.any(String) })
  for (const role of ['lead', 'frontline', 'viewer'] as const)
    expect(await messageSeenBy(w.orgs[0][role]), role).toMatchObject({
      to: null,
      subject: null,
      failure: null,
      state: 'held',
    })
  expect(JSON.stringify(await page('', w.orgs[0].viewer))).not.toContain('ana@example.com')
})

test('another organization finds nothing; a cursor of nobody is refused', async () => {
  const path = `/v1/requests/${requestId}/timeline`
  expect((await w.api('get', path, undefined, { as: w.orgs[1].owner })).body.code).toBe('requests/not_found')
  const refused = await w.api('get', `${path}?cursor=x`, undefined, { as: w.orgs[0].owner })
  expect([refused.status, refused.body.code]).toEqual([400, 'input/cursor'])
})

test('of three hundred entries each comes once, in order, while others are added; no page costs more statements', async () => {
  const { id } = await call('post', '/v1/requests', { kind: 'job', subject: 'Long' })
  const change = (n: number) => call('patch', `/v1/requests/${id}`, { category: `Category ${n}` })
  for (let n = 0; n < 300; n++) {
    // Some in the same millisecond, some later.
    if (n % 7 === 0) w.clock.advance({ seconds: 1 })
    await change(n)
  }
  const before = (await everything(200, undefined, id)).map((entry) => entry.id)
  expect(before).toHaveLength(301)
  expect(new Set(before).size).toBe(301)
  expect(before).toEqual(before.toSorted().reverse())
  let n = 300
  const during = await everything(40, () => change(n++), id)
  expect(during.map((entry) => entry.id)).toEqual(before)

  const statements = async (query: string): Promise<number> => {
    sent.length = 0
    await page(query, undefined, id)
    return sent.length
  }
  const { nextCursor } = await page('?limit=10', undefined, id)
  const few = await statements('?limit=10')
  expect(few).toBeGreaterThan(2)
  for (const query of ['?limit=200', `?limit=200&cursor=${nextCursor}`, '?limit=200&show=promises'])
    expect(await statements(query), query).toBe(few)
})

test('a page is read from the index of a matter, newest first, and no further than it is long', async () => {
  await w.owner.query('analyze event')
  sent.length = 0
  await page('?limit=10')
  const read = sent.find(({ sql }) => /from event e\b/.test(sql))
  if (!read) throw new Error('No page was read')
  const explain = `explain (costs off, format json) ${read.sql}`
  const { rows } = await w.owner.query(
    explain,
    [...read.parameters].map((each) => `${each}`),
  )
  const plan = JSON.stringify(rows[0]['QUERY PLAN'])
  expect(plan).toContain('event_about')
  expect(plan).toContain('Backward')
  expect(plan).not.toMatch(/"Node Type":"(?:Sort|Seq Scan|Merge Join|Hash Join)"/)
})
