import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleOf, jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { createWorld, type TestWorld } from '#test/world'
import { routes as table } from '../../src/routes.ts'

const routes: readonly Route[] = table
let w: TestWorld
let key: string
let ours: Record<string, string>

// What would end the session or the organization's people under the test is tried in their own modules.
const LEFT_OUT = /^(DELETE \/v1\/session$|PUT \/v1\/account\/password|POST \/v1\/session\/organization)/i

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const as = w.orgs[0].owner
  key = (await w.api('post', '/v1/api-keys', { name: 'test', role: 'owner' }, { as })).body.key
  const customer = await w.api('post', '/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana' }] }, { as })
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Boiler', customerId: customer.body.id },
    { as },
  )
  const promise = await w.api(
    'post',
    '/v1/promises',
    {
      kind: 'completion',
      wording: 'Done.',
      dueAt: '2026-12-24T10:00:00Z',
      about: `request:${request.body.id}`,
      customerId: customer.body.id,
    },
    { as },
  )
  const service = await w.api('post', '/v1/services', { name: 'Repair' }, { as })
  const calendars = await w.api('get', '/v1/calendars', undefined, { as })
  ours = {
    customers: customer.body.id,
    requests: request.body.id,
    promises: promise.body.id,
    services: service.body.id,
    calendars: calendars.body.items[0].id,
    members: as.member.id,
  }
})
afterAll(() => w?.close())

const nasty: [what: string, value: unknown][] = [
  ['null', null],
  ['a number', -1],
  ['a huge number', 1e308],
  ['a fraction', 0.5],
  ['a list', ['x']],
  ['an object', { a: { b: { c: [] } } }],
  ['a truth', true],
  ['nothing', ''],
  ['blanks', '   '],
  ['SQL', "'; drop table promise; --"],
  ['HTML', '<img src=x onerror=alert(1)><script>1</script>'],
  ['other scripts', '\u202Eмир 🏳️‍🌈 \u0301'],
  ['10 kB', 'x'.repeat(10_000)],
  ['U+0000', 'a\u0000b'],
  ['half a pair', '\uD800'],
  ['a bad id', '01938c1e-7a00-7000-8000-00000000000g'],
  ['an unknown id', '01938c1e-7a00-7000-8000-00000000ffff'],
  ['February 30', '2026-02-30T10:00:00Z'],
  ['the year 0', '0000-01-01T00:00:00Z'],
  ['the year 9999', '9999-12-31T23:59:59Z'],
  ['a path', '../../etc/passwd'],
  ['a formula', '=1+1'],
]

// Half a pair has no encoding: its bytes are sent as they would be.
const encode = (text: string): string => (text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80')
const named = (path: string): string => path.split('/')[2] ?? ''
const addressOf = (path: string, params: Record<string, string>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encode(params[name] ?? ours[named(path)] ?? '01938c1e-7a00-7000-8000-00000000ffff'),
  )

let turn = 0
/** Every call comes from an address of its own: limits are tried elsewhere. */
const from = (): string => `198.51.${Math.floor(++turn / 250) % 250}.${turn % 250}`

function expectAnswer(what: string, answer: { status: number; body: unknown; headers: Headers }): void {
  const where = `${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`
  expect(answer.status, where).toBeLessThan(500)
  if (answer.status < 400) return
  expect(answer.headers.get('content-type'), where).toBe('application/problem+json')
  const { code, detail, title, status } = answer.body as Record<string, unknown>
  expect(code, where).toMatch(/^[a-z-]+\/[a-z0-9_]+$/)
  expect(String(detail).length, where).toBeGreaterThan(10)
  expect([typeof title, status], where).toEqual(['string', answer.status])
}

const counts = async (): Promise<string> => {
  const tables = [
    'promise',
    'request',
    'customer',
    'contact',
    'service',
    'calendar',
    'member',
    'notice',
    'answer',
    'import',
    'api_key',
    'event',
    'outbox',
    'message',
  ]
  const { rows } = await w.owner.query(
    `select ${tables.map((name) => `(select count(*) from "${name}")::int as "${name}"`).join(', ')}`,
  )
  return JSON.stringify(rows[0])
}

const cases = routes.filter(({ method, path }) => !LEFT_OUT.test(`${method.toUpperCase()} ${path}`))

test.each(cases.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  async (name, { method, path, op, options }) => {
    const schema = jsonSchema(op.input, 'input')
    const example = (exampleOf(schema) ?? {}) as Record<string, unknown>
    const params = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
    const fields = Object.keys(schema.properties ?? {}).filter((field) => field !== 'bytes')
    const call = (input: Record<string, unknown>, address: Record<string, string> = {}) => {
      const body = Object.fromEntries(Object.entries(input).filter(([field]) => !params.includes(field)))
      const url = addressOf(path, address)
      if (method === 'get') {
        const query = new URLSearchParams(
          Object.entries(body)
            .filter(([, value]) => value !== undefined)
            .map(([field, value]) => [field, String(value)]),
        )
        return w.api('get', `${url}?${query}`, undefined, { as: key, from: from() })
      }
      return w.api(method, url, options.bytes === undefined ? body : 'not json', { as: key, from: from() })
    }
    for (const field of fields) {
      for (const [what, value] of nasty) {
        const before = method === 'get' ? '' : await counts()
        const input = params.includes(field) ? example : { ...example, [field]: value }
        const answer = await call(input, params.includes(field) ? { [field]: String(value) } : {})
        expectAnswer(`${name} with ${field} = ${what}`, answer)
        if (method !== 'get' && answer.status >= 400)
          expect(await counts(), `${name} with ${field} = ${what} was refused and left something`).toBe(before)
      }
      const { [field]: _, ...without } = example
      expectAnswer(`${name} without ${field}`, await call(without))
    }
    expectAnswer(`${name} with an unknown field`, await call({ ...example, noSuchField: 1 }))
  },
  60_000,
)

test('an unknown field is named', async () => {
  const answer = await w.api('post', '/v1/services', { name: 'x', colour: 'red' }, { as: key })
  expect(answer).toMatchObject({ status: 400, body: { code: 'input/invalid', issues: [{ path: 'colour' }] } })
})

test.each([
  ['no JSON', '{"name": ', {}, 'input/not_json'],
  ['another media type', '{"name":"x"}', { 'content-type': 'text/plain' }, 'input/not_json'],
  ['a list', '[1]', {}, 'input/not_object'],
  ['more than 1 MiB', JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}, 'input/too_large'],
  ['depth', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, {}, 'input/invalid'],
] as const)('a body of %s', async (_, body, headers, code) => {
  const answer = await w.api('post', '/v1/services', body, { as: key, headers })
  expectAnswer(code, answer)
  expect(answer.body.code).toBe(code)
})

test('bytes that are not UTF-8', async () => {
  const response = await w.app.request('http://localhost/v1/services', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'input/not_json' })
})

test('text that is taken comes back as it was', async () => {
  for (const subject of [
    "'; drop table promise; --",
    '<script>alert(1)</script>',
    '\u202Eмир 🏳️‍🌈',
    '=1+1',
    '\\N\t"quoted"',
  ]) {
    const made = await w.api('post', '/v1/requests', { kind: 'job', subject }, { as: key })
    expect(made.status).toBe(201)
    expect((await w.api('get', `/v1/requests/${made.body.id}`, undefined, { as: key })).body.subject).toBe(subject)
  }
})

test('ids of another organization answer like unknown ones', async () => {
  const strange = w.orgs[1].owner
  for (const { method, path, op } of cases.filter(
    (route) => /:\w+/.test(route.path) && ours[named(route.path)] !== undefined,
  )) {
    const example = (exampleOf(jsonSchema(op.input, 'input')) ?? {}) as Record<string, unknown>
    const body = Object.fromEntries(
      Object.entries(example).filter(([field]) => !path.includes(`:${field}`) && field !== 'bytes'),
    )
    const ask = async (id: string) => {
      const url = path.replaceAll(/:\w+/g, id)
      const answer = await w.api(method, url, method === 'get' ? undefined : body, { as: strange, from: from() })
      const { traceId: _, ...rest } = typeof answer.body === 'object' ? answer.body : {}
      return { status: answer.status, ...rest }
    }
    const [theirs, unknown] = [await ask(ours[named(path)] ?? ''), await ask('01938c1e-7a00-7000-8000-00000000ffff')]
    expect(theirs, `${method} ${path}`).toEqual(unknown)
    expect(theirs.status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
  }
})
