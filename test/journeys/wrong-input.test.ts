// Long because every route is tried with everything that is wrong, from one world.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCredential } from '#modules/directory'
import { exampleOf, jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { NASTY, placesIn, withValue } from '#test/nasty'
import { idOfResource, paramsOf } from '#test/route-params'
import { type Answer, createWorld, type Person, type TestWorld, tokenOf } from '#test/world'
import { setUpLink } from '../../src/modules/accounts/links.ts'
import { routes as table } from '../../src/routes.ts'

// Driven by the table of routes: whatever is added there is tried here with everything that can be wrong.
const routes: readonly Route[] = table
const UNKNOWN = '01938c1e-7a00-7000-8000-00000000ffff'

type Input = Record<string, unknown>
let w: TestWorld
let key: string
let guest: Person
let ours: Record<string, string>

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const as = w.orgs[0].owner
  guest = w.orgs[0].lead
  key = (await w.api('post', '/v1/api-keys', { name: 'test', role: 'owner' }, { as })).body.key
  const made = async (path: string, body: Input) => (await w.api('post', path, body, { as: key })).body
  const customer = await made('/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] })
  const service = await made('/v1/services', { name: 'Repair' })
  const announced = await made('/v1/imports', { name: 'log.csv', bytes: 40, kind: 'requests' })
  const memberIds = [w.orgs[0].frontline.member.id]
  const team = await made('/v1/teams', { name: 'Emergencies', memberIds })
  const calendars = await w.api('get', '/v1/calendars', undefined, { as })
  const feedOf = `/v1/calendars/${calendars.body.items[0].id}/feeds`
  const feed = await made(feedOf, { fileName: 'closed.ics', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' })
  ours = {
    ...{ customerId: customer.id, contactId: customer.contacts[0].id, serviceId: service.id },
    ...{ calendarId: calendars.body.items[0].id, memberId: w.orgs[0].frontline.member.id, importId: announced.id },
    ...{ feedId: feed.id, teamId: team.id, ownerId: as.member.id, organizationId: w.orgs[0].id },
  }
  await anotherRequest()
  ours.policyId = (await made('/v1/policies', { name: 'News', spec: RULES })).id
  ours.promiseId = await promise()
  const asked = await made('/v1/requests', { kind: 'job', subject: 'Key', customerId: customer.id })
  const awaited = { about: `request:${asked.id}`, customerId: customer.id }
  await made('/v1/promises', { ...NEW_PROMISE, ...awaited })
  ours.waitId = (await made('/v1/waits', { about: awaited.about, waitingFor: 'The key.' })).wait.id
  const writing = { contactId: ours.contactId as string, subject: 'Boiler', text: 'It is ready.' }
  ours.conversationId = (await made('/v1/conversations', writing)).id
  ours.mailboxId = (
    await made('/v1/mailboxes', { name: 'Help', address: 'help@northside.example', kind: 'listener' })
  ).id
  const link = await made(`/v1/promises/${ours.promiseId}/links`, {})
  await w.drainTasks()
  const messages = await w.api('get', '/v1/messages', undefined, { as })
  ours = { ...ours, linkId: link.id, messageId: messages.body.items[0].id }
})
afterAll(() => w?.close())

/** The request that is tried on: of its own for every route, or hundreds of promises would be about one. */
async function anotherRequest(): Promise<void> {
  const request = { kind: 'job', subject: 'Boiler', customerId: ours.customerId }
  ours.requestId = (await w.api('post', '/v1/requests', request, { as: key, from: from() })).body.id
}

// Of the whole firm, so that no request is promised anything by it.
const RULES = {
  trigger: 'published',
  kind: 'news',
  wording: { en: 'Our customers hear what is new.' },
  duration: { unit: 'months', n: 2, at: 'same_time' },
}
/** The team's members may have been changed by what was tried before. */
async function withMember(): Promise<void> {
  const address = `/v1/teams/${ours.teamId}`
  const { body } = await w.api('get', address, undefined, { as: key, from: from() })
  if (body.members?.some(({ id }: { id: string }) => id === ours.memberId)) return
  await w.api('patch', address, { memberIds: [ours.memberId] }, { as: key, from: from() })
}
const NEW_PROMISE = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
async function promise(): Promise<string> {
  const about = `request:${ours.requestId}`
  const made = await w.api('post', '/v1/promises', { ...NEW_PROMISE, about, customerId: ours.customerId }, { as: key })
  return made.body.id
}

// How a route is called, so that only what is tried is wrong.

let turn = 0
/** Every call comes from an address of its own: limits are tried elsewhere. */
const from = (): string => `198.${Math.floor(++turn / 62_500)}.${Math.floor(turn / 250) % 250}.${turn % 250}`

const needs: Record<string, () => Input | Promise<Input>> = {
  'organizations.create': async () => {
    const { id } = await w.gate.runNarrow(makeCredential, { purpose: 'set_up' })
    const token = tokenOf(setUpLink(w.instance, id))
    return { token, country: 'GB', timeZone: 'Europe/London', owner: { name: 'O', email: `o${++turn}@new.example` } }
  },
  'members.invite': () => ({ email: `m${++turn}@new.example`, delivery: 'link' }),
  'sessions.create': () => ({ token: 'AZOMHnoAcACAAAAAAAAAAWxtbW9ja2VkLW1hYy1vbmx5' }),
  'services.create': () => ({ name: `Service ${++turn}` }),
  'calendars.addFeed': () => ({ url: 'https://calendar.example/closed.ics' }),
  'teams.create': () => ({ name: `Team ${++turn}` }),
  'teams.changeDuty': async () => {
    await withMember()
    return { fromAt: '2026-12-01T08:00:00Z', toAt: '2026-12-02T08:00:00Z' }
  },
  'policies.create': () => ({ spec: RULES }),
  'policies.update': () => ({ spec: RULES }),
  'policies.installStarterSet': () => ({ norms: ['product_news'] }),
  'promises.make': () => ({ ...NEW_PROMISE, about: `request:${ours.requestId}`, customerId: ours.customerId }),
  'promises.renegotiate': () => ({ dueAt: '2027-01-04T10:00:00Z' }),
  'questions.ask': () => ({ memberId: ours.memberId }),
  'recoveries.makeGood': () => ({ dueAt: '2027-01-04T10:00:00Z' }),
  'promises.check': () => ({ dueAt: '2027-01-04T10:00:00Z' }),
}

const schemas = new Map(routes.map((route) => [route, jsonSchema(route.op.input, 'input')]))
const schemaOf = (route: Route) => schemas.get(route) ?? {}

async function inputFor(route: Route): Promise<Input> {
  const { properties = {}, required = [] } = schemaOf(route)
  const examples = required.map((name) => [name, ours[name] ?? exampleOf(properties[name] ?? {})])
  const id = ours[idOfResource[route.path.split('/')[2] ?? ''] ?? ''] ?? UNKNOWN
  const params = paramsOf(route.path).map((name) => [name, name === 'id' ? id : (ours[name] ?? '1')])
  return { ...Object.fromEntries(examples), ...(await needs[route.op.name]?.()), ...Object.fromEntries(params) }
}

// Half a pair has no encoding: its bytes are sent as they would be.
const encoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}

type Sent = { body?: unknown; headers?: Record<string, string> }

async function call(route: Route, input: Input, sent: Sent = {}): Promise<Answer> {
  const params = paramsOf(route.path)
  const url = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encoded(input[name]))
  const rest = Object.entries(input).filter(([field, value]) => !params.includes(field) && value !== undefined)
  // What only a person may do, with their cookie: an API key has no session and no account.
  const personal = ('membersOnly' in route.op && route.op.membersOnly) || /^\/v1\/(session|account)/.test(route.path)
  const as = personal ? guest : key
  const options = { as, from: from(), headers: sent.headers ?? {} }
  if ('body' in sent) return w.api(route.method, url, sent.body, options)
  if (route.options.bytes !== undefined) return w.api(route.method, url, 'not what was announced', options)
  if (route.method !== 'get') return w.api(route.method, url, Object.fromEntries(rest), options)
  return w.api(
    'get',
    `${url}?${rest.map(([field, value]) => `${field}=${encoded(value)}`).join('&')}`,
    undefined,
    options,
  )
}

// What is expected of every answer.

function expectAnswer(what: string, { status, body, headers }: Answer): void {
  const where = `${what}: ${status} ${JSON.stringify(body).slice(0, 400)}`
  expect(status, where).toBeLessThan(500)
  if (status < 400) return
  expect(headers.get('content-type'), where).toBe('application/problem+json')
  expect(body.code, where).toMatch(/^[a-zA-Z]+\/[a-z0-9_]+$/)
  expect(String(body.detail), where).toMatch(/^.{15,}[.!?)]$/s)
  expect([typeof body.title, body.status, typeof body.traceId], where).toEqual(['string', status, 'string'])
}

/** A wrong field is named, or what it stands in, or what it contradicts. */
function expectPath(what: string, place: readonly string[], { status, body }: Answer): void {
  if (status !== 400 || body.code === 'input/not_utf8') return
  const where = `${what}: ${JSON.stringify(body).slice(0, 400)}`
  const paths: string[] = (body.issues ?? []).map((issue: { path: string }) => issue.path)
  expect(paths.length, where).toBeGreaterThan(0)
  expect(
    body.issues.every((issue: { message: string }) => issue.message.length > 5),
    where,
  ).toBe(true)
  const related = paths.some((path) => path.split('.')[0] === place[0] || CONTRADICTS[place[0] ?? '']?.includes(path))
  expect(related, where).toBe(true)
}
const CONTRADICTS: Record<string, string[]> = {
  ...{ businessSeconds: ['dueAt'], dueAt: ['answerBy'], beneficiary: ['customerId'], answerBy: ['dueAt'] },
  ...{
    windowFrom: ['dueAt'],
    role: ['scopes'],
    currentPassword: ['password'],
    password: ['currentPassword', 'token'],
    email: ['token'],
  },
  organizationId: ['token'],
  change: ['ids'],
  ...{ fileName: ['url'], text: ['url'] },
  ...{ fromAt: ['toAt'], from: ['to'], kind: ['coverId'], ownerId: ['ownerTeamId'] },
  memberId: ['teamId'],
  teamId: ['memberId'],
}

/** A text that was taken comes back as it was. */
function expectText(what: string, [field, ...deeper]: readonly string[], value: unknown, { body }: Answer): void {
  if (typeof value !== 'string' || field === undefined || deeper.length > 0) return
  if (typeof body?.[field] === 'string' && !/(At|By|From|Until)$|^(at|from|to|country|email|timeZone)$/.test(field))
    expect(body[field], what).toBe(value.trim())
}

/** A fingerprint of every row of every table. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await w.owner.query("select tablename from pg_tables where schemaname = 'public' order by 1")
  const parts = rows.map(
    ({ tablename: name }) =>
      `select '${name}' as name, count(*) || '/' || coalesce(sum(hashtextextended(t::text, 0)), 0) as state from "${name}" t`,
  )
  const states = await w.owner.query<{ name: string; state: string }>(parts.join(' union all '))
  return Object.fromEntries(states.rows.map(({ name, state }) => [name, state]))
}

const AT_ONCE = 6
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(work))
}

/** Calls everything again that was refused: it is refused again, and no row is another one. */
async function expectNothingHalfWritten(refused: readonly [what: string, again: () => Promise<Answer>][]) {
  const before = await everything()
  await inTurns(refused, async ([what, again]) => expect((await again()).status, what).toBeGreaterThanOrEqual(400))
  expect(await everything()).toEqual(before)
}

const titled = (route: Route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const
const writes = routes.filter(({ method }) => method !== 'get')

describe('every field', () => {
  test.each(routes.filter((route) => placesIn(schemaOf(route)).length > 0).map(titled))('%s', async (name, route) => {
    await anotherRequest()
    const schema = schemaOf(route)
    const places = placesIn(schema).filter((place) => route.options.bytes === undefined || place[0] !== 'bytes')
    const refused: [string, () => Promise<Answer>][] = []
    const tried = places.flatMap((place) => NASTY.map(([what, value]) => ({ place, what, value })))
    await inTurns(tried, async ({ place, what, value }) => {
      const title = `${name} with ${place.join('.')} = ${what}`
      // What changes a promise's state needs one that still has it.
      const fresh = /^\/v1\/promises\/:id\/./.test(route.path) && typeof value === 'string' && place[0] !== 'id'
      const base = { ...(await inputFor(route)), ...(fresh ? { id: await promise() } : {}) }
      const input = withValue(schema, base, place, value) as Input
      const answer = await call(route, input)
      expectAnswer(title, answer)
      if (answer.status < 400) return expectText(title, place, value, answer)
      if (!paramsOf(route.path).includes(place[0] ?? '')) expectPath(title, place, answer)
      refused.push([title, () => call(route, input)])
    })
    for (const field of schema.required ?? []) {
      const { [field]: _, ...without } = await inputFor(route)
      if (paramsOf(route.path).includes(field) || field === 'bytes') continue
      const answer = await call(route, without)
      expectAnswer(`${name} without ${field}`, answer)
      expect(answer.status, `${name} without ${field}`).toBe(400)
      expectPath(`${name} without ${field}`, [field], answer)
    }
    if (route.method !== 'get') await expectNothingHalfWritten(refused)
  })
})

const bodies: [what: string, body: unknown, headers?: Record<string, string>][] = [
  ['an unknown field', { noSuchField: 1 }],
  ['a name that objects have', '{"__proto__":{"role":"owner"},"constructor":1}'],
  ['no JSON', '{"name": '],
  ['JSON with a comment', '{} // that is all'],
  ['another media type', '{"a":1}', { 'content-type': 'text/plain' }],
  ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"a"'],
  ['an escape in a name', '{"a\\u0000":1}'],
]
const long = 'x'.repeat(1_000_000)
const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
const large: typeof bodies = [
  ['a field of 1 MB', { name: long }],
  ['a name of 1 MB', { [long]: 1 }],
  ['more than 1 MiB', JSON.stringify({ name: `${long}${long}` })],
  ['depth', `{"name":${deep}}`],
  ['depth and an escape', `{"name":${deep},"note":"\\u0000"}`],
]

test('bodies that no route takes', async () => {
  await withMember()
  const json = writes.filter(({ options }) => options.bytes === undefined)
  const customers = json.filter(({ path }) => path.startsWith('/v1/customers'))
  const cases = [...json.map((route) => [route, bodies] as const), ...customers.map((route) => [route, large] as const)]
  const before = await everything()
  for (const [route, tried] of cases) {
    const input = await inputFor(route)
    await inTurns(tried, async ([what, body, headers = {}]) => {
      const title = `${route.method} ${route.path} with ${what}`
      const answer = await call(route, input, { body, headers })
      expectAnswer(title, answer)
      expect(answer.status, title).toBeGreaterThanOrEqual(400)
    })
  }
  expect(await everything()).toEqual({ ...before, credential: expect.anything() })
})

test('bytes that are not UTF-8', async () => {
  for (const bytes of [
    [0xff, 0xfe],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
  ]) {
    const response = await w.app.request('http://localhost/v1/services', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'input/not_json' })
  }
})

test('an unknown field is named', async () => {
  const answer = await w.api('post', '/v1/services', { name: 'x', colour: 'red' }, { as: key })
  expect(answer).toMatchObject({ status: 400, body: { code: 'input/invalid', issues: [{ path: 'colour' }] } })
})

const texts = NASTY.map(([, value]) => value).filter(
  (value): value is string =>
    typeof value === 'string' && value.trim() !== '' && !/x{99}|🏺{99}|\0|\ud800/u.test(value),
)

test('every text that a person may write is kept to the letter', async () => {
  const write = async (method: string, path: string, body: Input) => {
    const answer = await w.api(method, path, body, { as: key, from: from() })
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const read = async (path: string) => (await w.api('get', path, undefined, { as: key })).body
  expect(texts.length).toBeGreaterThan(15)
  await inTurns(texts, async (text) => {
    const note = { note: text, name: text }
    const externalId = `id ${text}`
    const customer = await write('post', '/v1/customers', { ...note, contacts: [{ name: text }], externalId })
    const kept = await read(`/v1/customers/${customer.id}`)
    expect(kept).toMatchObject({ ...note, externalId, contacts: [{ name: text }] })
    const features = { category: text, subcategory: text, channel: text, priority: text, team: text, area: text }
    const words = { subject: text, description: text, externalId, ...features }
    const request = await write('post', '/v1/requests', { kind: 'job', ...words, customerId: customer.id })
    expect(await read(`/v1/requests/${request.id}`)).toMatchObject(words)
    const hours = { mon: [['09:00', '17:00']] }
    const dates = { holidays: [{ date: '2026-12-25', name: text }] }
    const calendar = await write('post', '/v1/calendars', { name: text, timeZone: 'Europe/Warsaw', hours, ...dates })
    expect(await read(`/v1/calendars/${calendar.id}`)).toMatchObject({ name: text, ...dates })
    const team = await write('post', '/v1/teams', { name: `${text} ${++turn}`, memberIds: [ours.memberId] })
    const away = { kind: 'off', fromAt: '2026-12-01T08:00:00Z', toAt: '2026-12-02T08:00:00Z', note: text }
    await write('post', `/v1/teams/${team.id}/duty-changes`, { memberId: ours.memberId, ...away })
    expect(await read(`/v1/teams/${team.id}/duty-changes`)).toMatchObject({ items: [{ note: text.trim() }] })
    const of = { about: `request:${request.id}`, customerId: customer.id }
    const promise = await write('post', '/v1/promises', { ...NEW_PROMISE, ...of, wording: text, caveats: [text] })
    const declined = { saidBy: text, channel: 'phone', wishText: text }
    await write('post', `/v1/promises/${promise.id}/refusal`, declined)
    const evidence = await read(`/v1/requests/${request.id}/evidence`)
    expect(evidence).toMatchObject({ verified: true })
    expect(evidence.chains[0].promises[0]).toMatchObject({ wording: text, caveats: [text] })
    expect(evidence.chains[0].answers[0]).toMatchObject({ saidBy: text, wishText: text, seen: { wording: text } })
    // What is searched for is words, whatever stands around them.
    for (const list of ['customers', 'requests'])
      expectAnswer(`${list}?q=${text}`, await w.api('get', `/v1/${list}?q=${encoded(text)}`, undefined, { as: key }))
  })
})

test('an instant finer than the database keeps is signed as it is kept', async () => {
  const ask = { ...NEW_PROMISE, dueAt: '2026-12-24T10:00:00.123456789Z', about: `request:${UNKNOWN}` }
  const made = await w.api('post', '/v1/promises', { ...ask, customerId: ours.customerId }, { as: key })
  expect(made.body.dueAt).toBe('2026-12-24T10:00:00.123456Z')
  const evidence = await w.api('get', `/v1/evidence?about=request:${UNKNOWN}`, undefined, { as: key })
  expect(evidence.body).toMatchObject({ verified: true, chains: [{ promises: [{ dueAt: made.body.dueAt }] }] })
})

test('a cursor that was made up, on every list', async () => {
  const lists = routes.filter((route) => schemaOf(route).properties?.cursor)
  expect(lists.length).toBeGreaterThan(10)
  // First what has the right form: test/last asks the database how it would go about these statements.
  const texts = ['2026-11-26T09:00:00Z', '1', "'; drop table promise; --", '+275761-01-01', UNKNOWN, '', '9'.repeat(30)]
  const keys: unknown[] = [...texts, null, 1, { a: 1 }, 'a\u0000', '\uD800']
  const made = keys.flatMap((one) => [[one, UNKNOWN], [one], [one, one], [UNKNOWN, one], [one, one, one], one])
  const cursors = [...made.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')), '!', 'e30', 'W10']
  for (const route of lists)
    await inTurns(cursors, async (cursor) => {
      const title = `${route.path} with the cursor ${Buffer.from(cursor, 'base64url')}`
      expectAnswer(title, await call(route, { ...(await inputFor(route)), cursor }))
    })
})

test('headers and addresses', async () => {
  const post = (headers: Record<string, string>) =>
    w.api('post', '/v1/services', { name: `Service ${++turn}` }, { headers, from: from() })
  const authorization = `Bearer ${key}`
  const keys = ['', 'x'.repeat(256), 'x'.repeat(10_000), 'é\u00ff', "'; drop table promise; --", '\u0001', ' ']
  for (const text of keys)
    expectAnswer(`Idempotency-Key ${text.slice(0, 20)}`, await post({ authorization, 'idempotency-key': text }))
  const matches = ['"0"', '"-1"', '"x"', '3', '"99999999999999999999"', '"1", "2"', 'W/"1"', '""', '"1e3"']
  for (const text of matches) {
    const change = { name: `Service ${++turn}` }
    const answer = await w.api('patch', `/v1/services/${ours.serviceId}`, change, {
      as: key,
      headers: { 'if-match': text },
    })
    expectAnswer(`If-Match ${text}`, answer)
    expect([400, 412], `If-Match ${text}`).toContain(answer.status)
  }
  for (const text of [
    'Bearer',
    'Bearer x',
    'Basic eDp4',
    `Bearer kept_${'A'.repeat(86)}`,
    `Bearer ${'A'.repeat(10_000)}`,
  ])
    expect(await post({ authorization: text }), text).toMatchObject({
      status: 401,
      body: { code: 'access/not_signed_in' },
    })
  for (const path of [
    '/v1/%',
    '/v1/%00',
    '/v1/customers/%FF',
    '/v1/customers/..%2F..',
    '/v1//',
    `/v1/${'x'.repeat(9000)}`,
  ])
    for (const method of ['get', 'post', 'delete', 'options', 'trace-it']) {
      const answer = await w.api(method, path, undefined, { as: key, from: from() })
      expectAnswer(`${method} ${path.slice(0, 40)}`, answer)
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
    }
})
