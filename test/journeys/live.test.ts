import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { memoryStorage } from '#test/memory-storage'
import { createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
import { createWeb } from '../../src/web.ts'
import { buildWorld, type World } from '../../src/world.ts'

// Two web processes over one database, each behind a socket of its own.
type Node = { url: string; server: Server }
let w: TestWorld
let there: World
let one: Node
let two: Node
let owner: Person

const listen = async (app: Hono): Promise<Node> => {
  const listener = getRequestListener(app.fetch)
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  owner = w.orgs[0].owner
  const { appUrl, systemUrl, secret } = w.database
  const place = {
    appUrl,
    systemUrl,
    secret,
    url: () => 'http://localhost:3000',
    storage: memoryStorage(),
    smtpUrl: undefined,
  }
  there = buildWorld({ ...place, version: '0.0.0', log: silentLog, clock: w.clock, connections: 4 })
  one = await listen(w.app)
  two = await listen(createWeb(there))
})
afterAll(async () => {
  for (const { server } of [one, two]) {
    server.closeAllConnections()
    server.close()
  }
  await there?.close()
  await w?.close()
})

// Every test in a minute of its own: what happened in the one before is past.
beforeEach(() => w.clock.advance({ minutes: 1 }))

type Heard = { type: string; subject: string; about: string }
type Stream = {
  readonly status: number
  readonly heard: Heard[]
  /** Waits until something of this type is heard; for how long, in milliseconds. */
  until(type: string, limit?: number): Promise<number>
  /** Waits until the server ends it. */
  ended(limit?: number): Promise<void>
  close(): void
}
const streams: Stream[] = []
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})

/** Follows a node's stream and resolves once it is open. */
async function follow(node: Node, as: Person | string | null): Promise<Stream> {
  const stopping = new AbortController()
  const who = as === null ? {} : typeof as === 'string' ? { authorization: `Bearer ${as}` } : { cookie: as.cookie }
  const response = await fetch(`${node.url}/v1/stream`, { headers: who, signal: stopping.signal })
  const heard: Heard[] = []
  let text = ''
  let over = false
  const reading = (async () => {
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks)
        if (block.startsWith('event: change')) heard.push(JSON.parse(/data: (.*)/.exec(block)?.[1] ?? ''))
    }
  })()
    .catch(() => {})
    .finally(() => {
      over = true
    })
  const wait = async (what: string, limit: number, found: () => boolean): Promise<number> => {
    const began = performance.now()
    while (!found()) {
      if (performance.now() - began > limit)
        throw new Error(`${what} did not come in ${limit} ms: ${JSON.stringify(heard)}`)
      await sleep(5)
    }
    return performance.now() - began
  }
  const stream: Stream = {
    status: response.status,
    heard,
    until: (type, limit = 4000) => wait(type, limit, () => heard.some((change) => change.type === type)),
    ended: async (limit = 4000) => {
      await wait('the end', limit, () => over)
      await reading
    },
    close: () => stopping.abort(),
  }
  streams.push(stream)
  return stream
}

const call = async (node: Node, method: string, path: string, body: unknown, as: Person) => {
  const headers = { cookie: as.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const response = await fetch(`${node.url}${path}`, {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer as Record<string, string>
}
const serviceAt = (node: Node, as: Person = owner) =>
  call(node, 'post', '/v1/services', { name: newId(w.clock.now()) }, as)
const signInAgain = async (person: Person): Promise<Person> => {
  const { link } = await signInLink(w.gate, person.member.email)
  return personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link) }))
}

test('what changes in this process is heard at once, with ids and no content', async () => {
  const stream = await follow(one, owner)
  const { id } = await serviceAt(one)
  expect(await stream.until('service.created')).toBeLessThan(500)
  expect(stream.heard).toEqual([{ type: 'service.created', subject: `service:${id}`, about: `service:${id}` }])
})

test('what changes in another process is heard within two seconds, once', async () => {
  const streams = await Promise.all([follow(one, owner), follow(one, w.orgs[0].viewer)])
  const { id } = await serviceAt(two)
  for (const stream of streams) expect(await stream.until('service.created', 2000)).toBeLessThan(2000)
  await sleep(2200)
  for (const stream of streams) expect(stream.heard.map(({ subject }) => subject)).toEqual([`service:${id}`])
})

test('another organization hears nothing of it, and a stranger is sent away', async () => {
  const [theirs, ours] = await Promise.all([follow(one, w.orgs[1].owner), follow(one, owner)])
  await serviceAt(one)
  await serviceAt(two)
  await ours.until('service.created')
  await sleep(1500)
  expect(theirs.heard).toEqual([])
  expect((await follow(one, null)).status).toBe(401)
  expect((await follow(one, 'kept_nonsense')).status).toBe(401)
})

test.each([
  ['in the same process', () => one],
  ['in another process', () => two],
] as const)('a session that is ended %s hears nothing more', async (_, where) => {
  const visitor = await signInAgain(owner)
  const [theirs, ours] = await Promise.all([follow(one, visitor), follow(one, owner)])
  await serviceAt(one)
  await theirs.until('service.created')
  await call(where(), 'delete', `/v1/sessions/${visitor.actor.sessionId}`, undefined, owner)
  await theirs.ended()
  await serviceAt(one)
  await ours.until('session.ended')
  // A look reaches back: how the session began may be among it.
  const heard = theirs.heard.map(({ type }) => type).filter((type) => type !== 'session.started')
  expect(heard).toEqual(['service.created'])
  expect((await follow(one, visitor)).status).toBe(401)
})

test('so does a member who is removed, and a key that is revoked', async () => {
  const invitation = { email: 'guest@northside.example', name: 'Guest', role: 'viewer', delivery: 'link' }
  const { link } = await call(one, 'post', '/v1/members', invitation, owner)
  const guest = personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link ?? '') }))
  const made = await w.api('post', '/v1/api-keys', { name: 'ears', role: 'viewer' }, { as: owner })
  w.clock.advance({ minutes: 1 })
  const [member, program, ours] = await Promise.all([
    follow(one, guest),
    follow(one, made.body.key),
    follow(one, owner),
  ])
  await call(two, 'delete', `/v1/members/${guest.member.id}`, undefined, owner)
  await member.ended()
  // What was on its way when the key was revoked would not arrive any more.
  await program.until('member.removed')
  await call(two, 'delete', `/v1/api-keys/${made.body.apiKey.id}`, undefined, owner)
  await program.ended()
  expect(member.heard).toEqual([])
  expect(program.heard.map(({ type }) => type)).toEqual(['member.removed'])
  await ours.until('apiKey.revoked')
})

test('a stream that stays open for a day does not use up the session', async () => {
  const visitor = await signInAgain(owner)
  const stream = await follow(one, visitor)
  const key = (await w.api('post', '/v1/api-keys', { name: 'clock', role: 'owner' }, { as: owner })).body.key
  const start = w.clock.now()
  w.clock.set(start.add({ hours: 25 }))
  // What makes it look at the session again.
  await w.api('patch', `/v1/members/${w.orgs[0].viewer.member.id}`, { name: 'Vera' }, { as: key })
  await stream.until('member.updated')
  const { rows } = await w.owner.query('select rotated_at, created_at from session where id = $1', [
    visitor.actor.sessionId,
  ])
  expect(rows[0].rotated_at).toEqual(rows[0].created_at)
  stream.close()
  // The next request brings the new cookie.
  w.clock.advance({ seconds: 2 })
  const next = await fetch(`${one.url}/v1/session`, { headers: { cookie: visitor.cookie } })
  expect([next.status, next.headers.getSetCookie().length]).toEqual([200, 1])
  w.clock.set(start)
})

test('who comes again after an interruption hears what happens from then on', async () => {
  const first = await follow(two, owner)
  two.server.closeAllConnections()
  await first.ended()
  await serviceAt(one)
  await sleep(20)
  const again = await follow(two, owner)
  const { id } = await serviceAt(one)
  await again.until('service.created', 2000)
  expect(again.heard.map(({ subject }) => subject)).toContain(`service:${id}`)
  expect(first.heard).toEqual([])
})

test('a flood in another process hides nothing, and history that is brought in is no news', async () => {
  const stream = await follow(one, owner)
  const now = w.clock.now()
  const event = (type: string, n: number) =>
    `('${w.orgs[0].id}', '${newId(now)}', '${now}', '${type}', 'x:${n}', 'x:${n}', 'system', 'test', '{}')`
  const values = Array.from({ length: 3000 }, (_, n) => event(n % 2 ? 'promise.imported' : 'request.opened', n))
  await w.owner.query(
    `insert into event (org_id, id, at, type, subject, about, actor_kind, actor_id, data) values ${values.join(', ')}`,
  )
  await serviceAt(two)
  await stream.until('service.created')
  expect(stream.heard.filter(({ type }) => type === 'request.opened')).toHaveLength(1500)
  expect(stream.heard.filter(({ type }) => type === 'promise.imported')).toHaveLength(0)
})
