// One file: every write of the API shares one world, and each is a line or two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { effectIn } from '#test/effects'
import { type Answer, createWorld, type Person, type TestWorld } from '#test/world'
import { type Subject, writeSubjects } from '#test/write-subjects'
import { routes as table } from '../../src/routes.ts'

// A request that comes twice, because an answer was lost on the way or a finger was quick, is one request. Every write
// of the table of routes is here: a new one fails the first test until it is added.
const routes: readonly Route[] = table
const writes = routes.filter(
  ({ method, op, options }) => method !== 'get' && !('scope' in op) && options.bytes === undefined,
)

type Input = Record<string, unknown>
let w: TestWorld
let key: string
let other: string
let subjects: ReturnType<typeof writeSubjects>
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const as = w.orgs[0].owner
  key = (await w.api('post', '/v1/api-keys', { name: 'one', role: 'owner' }, { as })).body.key
  other = (await w.api('post', '/v1/api-keys', { name: 'two', role: 'owner' }, { as })).body.key
  subjects = writeSubjects(w, key)
})
afterAll(() => w?.close())

async function send(route: Route, { input, as }: Subject, headers: Record<string, string>, by: Person | string = key) {
  const params = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => String(input[name]))
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !params.includes(name)))
  return w.api(route.method, path, body, { as: as ?? by, headers, from: `198.51.${++turn % 250}.8` })
}

const withKey = (text: string) => ({ 'idempotency-key': text })

const effectOf = <T>(work: () => Promise<T>) => effectIn(w.owner, work)

/** The answer without what names the one request, and without secrets that are shown once. */
const plain = (route: Route, { status, body, headers }: Answer) => {
  const { shownOnce = [] } = 'shownOnce' in route.op ? route.op : {}
  const { traceId: _, ...rest } = body
  const secrets = Object.fromEntries(shownOnce.filter((name) => name in rest).map((name) => [name, null]))
  return { status, etag: headers.get('etag'), body: { ...rest, ...secrets } }
}

const named = (route: Route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const
const subjectOf = async (route: Route): Promise<Subject> => {
  const make = subjects[route.op.name]
  if (!make) throw new Error(`The test does not know how to call ${route.op.name}`)
  return make()
}

test('every write is here', () => {
  expect(Object.keys(subjects).sort()).toEqual([...new Set(writes.map(({ op }) => op.name))].sort())
})

describe('the same key', () => {
  test.each(writes.map(named))('%s', async (_, route) => {
    const once = await subjectOf(route)
    const control = await effectOf(() => send(route, once, withKey(`control ${++turn}`)))
    expect(control.result.status, JSON.stringify(control.result.body)).toBeLessThan(300)

    const subject = await subjectOf(route)
    const same = withKey(`same ${++turn}`)
    const twice = await effectOf(() => Promise.all([1, 2, 3].map(() => send(route, subject, same))))
    const [first, ...others] = twice.result.map((answer) => plain(route, answer))
    for (const answer of others) expect(answer, 'at the same time').toEqual(first)
    expect(first?.status).toBe(control.result.status)
    expect(twice.effect, 'one effect').toEqual(control.effect)

    const again = await effectOf(() => send(route, subject, same))
    expect(plain(route, again.result), 'later').toEqual(first)
    expect(again.effect, 'no further effect').toEqual({})
    // A secret is shown to one of them, and not again.
    for (const name of 'shownOnce' in route.op ? (route.op.shownOnce ?? []) : []) {
      expect(twice.result.filter(({ body }) => body[name] !== null)).toHaveLength(1)
      expect(again.result.body[name]).toBeNull()
    }
  })
})

describe('a key that stands for something else', () => {
  const REUSED = { status: 409, body: { code: 'idempotency/key_reused' } }
  const service = (name: string, headers: Record<string, string>, as: Person | string = key) =>
    w.api('post', '/v1/services', { name }, { as, headers })

  test('another body is refused and changes nothing', async () => {
    const headers = withKey('body')
    const first = await service('Body A', headers)
    const { result, effect } = await effectOf(() => service('Body B', headers))
    expect(result).toMatchObject(REUSED)
    expect(effect).toEqual({})
    expect((await service('Body A', headers)).body).toEqual(first.body)
  })

  test('another operation, another id in the address, another version read', async () => {
    const headers = withKey('operation')
    const { body } = await service('Operation A', headers)
    const path = `/v1/services/${body.id}`
    const ask = (method: string, at: string, input: Input, more = {}) =>
      w.api(method, at, input, { as: key, headers: { ...headers, ...more } })
    expect(await ask('post', '/v1/customers', { name: 'Operation A' })).toMatchObject(REUSED)
    expect(await ask('patch', path, { name: 'Operation A' })).toMatchObject(REUSED)
    const edit = withKey('edit')
    const change = (more = {}) => w.api('patch', path, { name: 'C' }, { as: key, headers: { ...edit, ...more } })
    const changed = await change({ 'if-match': '"1"' })
    expect(changed.status).toBe(200)
    expect((await change({ 'if-match': '"1"' })).body, 'the same again, though stale by now').toEqual(changed.body)
    expect(await change({ 'if-match': '"2"' })).toMatchObject(REUSED)
  })

  test('two bodies at the same time: one is done', async () => {
    const headers = withKey('race')
    const { result, effect } = await effectOf(() =>
      Promise.all(['A', 'B', 'C'].map((name) => service(`Race ${name}`, headers))),
    )
    expect(result.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(effect).toEqual({ service: 1, event: 1, idempotency: 1 })
  })

  test('the key of somebody else is another key', async () => {
    const headers = withKey('mine')
    expect((await service('Mine', headers)).status).toBe(201)
    expect((await service('Yours', headers, other)).status).toBe(201)
    expect((await service('Ours', headers, w.orgs[0].owner)).status).toBe(201)
    expect((await service('Mine', headers, w.orgs[1].owner)).status).toBe(201)
  })

  test('what was refused may be corrected under the same key', async () => {
    const headers = withKey('corrected')
    expect((await service('', headers)).status).toBe(400)
    expect((await service('Mine', headers)).status).toBe(409)
    expect((await service('Corrected', headers)).status).toBe(201)
  })

  test('a key is forgotten after two days, and not before', async () => {
    const headers = withKey('old')
    const { body } = await service('Old', headers)
    const { forgetAnswers } = await import('#platform/housekeeping')
    const { systemActor } = await import('#platform/operation')
    const forget = () => w.gate.run(forgetAnswers, systemActor(w.orgs[0].id, 'clock'), {})
    const at = w.clock.now()
    w.clock.set(at.add({ hours: 47 }))
    await forget()
    expect((await service('Old', headers)).body).toEqual(body)
    w.clock.set(at.add({ hours: 49 }))
    await forget()
    expect((await service('Old', headers)).body.code).toBe('services/name_taken')
    w.clock.set(at)
  })
})

describe('an edit of what somebody else has changed meanwhile', () => {
  const edits = writes.filter(({ op }) => 'ifVersion' in (jsonSchema(op.input, 'input').properties ?? {}))

  test('there are many', () => expect(edits.length).toBeGreaterThan(7))

  test.each(edits.map(named))('%s', async (_, route) => {
    const subject = await subjectOf(route)
    const field = ['name', 'subject', 'source'].find((name) => name in subject.input)
    const saying = (text: string): Subject => ({
      ...subject,
      input: { ...subject.input, ...(field === undefined ? {} : { [field]: text }) },
    })
    const first = await send(route, subject, {})
    const version = Number(/^"(\d+)"$/.exec(first.headers.get('etag') ?? '')?.[1])
    expect(version).toBe(first.body.version)
    const stale = await effectOf(() => send(route, saying('a'), { 'if-match': `"${Math.max(version - 1, 1)}"` }))
    // What is archived already is archived, whatever was read.
    if (route.op.name.endsWith('.archive')) return expect(stale.result.status).toBe(200)
    expect(stale.result).toMatchObject({ status: 412, body: { version } })
    expect(stale.result.body.code).toMatch(/\/stale$/)
    expect(stale.effect).toEqual({})
    expect(await send(route, saying('a'), { 'if-match': `"${version + 1}"` })).toMatchObject({ status: 412 })

    const read = { 'if-match': `"${version}"` }
    const both = await Promise.all(['b', 'c'].map((text) => send(route, saying(text), read)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})
