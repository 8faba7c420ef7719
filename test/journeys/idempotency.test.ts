// One file: every write of the API shares one world, and each is a line or two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInLink } from '#modules/accounts'
import { jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { effectIn } from '#test/effects'
import { type Answer, createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
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
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const as = w.orgs[0].owner
  key = (await w.api('post', '/v1/api-keys', { name: 'one', role: 'owner' }, { as })).body.key
  other = (await w.api('post', '/v1/api-keys', { name: 'two', role: 'owner' }, { as })).body.key
})
afterAll(() => w?.close())

const made = async (path: string, body: Input = {}, method = 'post') => {
  const answer = await w.api(method, path, body, { as: key, from: `198.51.${++turn % 250}.7` })
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

// What each write is done to: something new each time, so that its effect can be counted.

const HOURS = { mon: [['09:00', '17:00']] }
const WORD = { reason: 'The part arrives on Thursday.' }
const TOLD = { saidBy: 'Ana', channel: 'phone' }

const customer = () => made('/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] })
const request = async () => made('/v1/requests', { kind: 'job', subject: 'Boiler', customerId: (await customer()).id })
async function promise(over: Input = {}): Promise<{ id: string; about: string }> {
  const { id, customerId } = await request()
  const dates = { dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
  return made('/v1/promises', {
    kind: 'completion',
    wording: 'Done.',
    about: `request:${id}`,
    customerId,
    ...dates,
    ...over,
  })
}
const open = () => promise({ asksAnswer: false })
/** A browser as it subscribes to push messages: each time another. */
const device = () => ({
  name: 'Firefox',
  endpoint: `https://push.example/${++turn}`,
  keys: { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') },
})
const endpoint = async () => {
  const { items } = await w.api('get', '/v1/webhooks', undefined, { as: key }).then(({ body }) => body)
  for (const { id } of items) await w.api('delete', `/v1/webhooks/${id}`, undefined, { as: key })
  return made('/v1/webhooks', { url: 'https://hooks.example.com/', eventTypes: ['import.failed'] })
}
const delivery = async () => made(`/v1/webhooks/${(await endpoint()).id}/test`)
/** What an open promise is about. */
const opened = async () => (await open()).about
const invited = async () =>
  (await made('/v1/members', { email: `m${++turn}@new.example`, name: 'M', role: 'viewer', delivery: 'link' })).member
const message = async () => {
  const { id } = await promise()
  await w.drainTasks()
  const { items } = (await w.api('get', `/v1/messages?limit=200`, undefined, { as: key })).body
  const { rows } = await w.owner.query('select id from notice where promise_id = $1', [id])
  return items.find((item: { noticeId: string }) => item.noticeId === rows[0].id)
}
async function uploaded(): Promise<{ id: string }> {
  const file = `id,opened,closed\nA${++turn},2026-01-01T00:00:00Z,2026-01-02T00:00:00Z\n`
  const { id } = await made('/v1/imports', { name: 'log.csv', bytes: file.length, kind: 'requests' })
  return made(`/v1/imports/${id}/parts/1`, file as never, 'put')
}
async function checked(): Promise<{ id: string }> {
  const { id } = await uploaded()
  await made(`/v1/imports/${id}/check`)
  await w.drainTasks()
  return { id }
}
async function imported(): Promise<{ id: string }> {
  const { id } = await checked()
  await made(`/v1/imports/${id}/start`)
  await w.drainTasks()
  return { id }
}
/** A row that no write of the API makes; it names the organization and its id first. */
const row = async (table: string, columns: string, values: string): Promise<{ id: string }> => {
  const id = `01938c1e-7a00-7000-8000-${String(++turn).padStart(12, '0')}`
  await w.owner.query(`insert into ${table} (org_id, id, ${columns}) values ($1, $2, ${values})`, [w.orgs[0].id, id])
  return { id }
}
const failedTask = () =>
  row(
    'failed_task',
    'task, data, failure, attempts, failed_at',
    `'conversations.send_message', '{"messageId":"01938c1e-7a00-7000-8000-00000000ffff"}', 'x', 1, now()`,
  )
const rederivation = () =>
  row('rederivation', 'reason, tz_revision, state, total, created_at', `'calendar', '2026a', 'running', 9, now()`)
const lapse = () => row('clock_lapse', 'from_at, to_at, broken, warned, skipped', 'now(), now(), 1, 0, 0')
const session = async () => {
  const { link } = await signInLink(w.gate, w.orgs[0].owner.member.email)
  const person = personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link) }))
  return { id: person.actor.sessionId ?? '' }
}

const backtest = async () => {
  await noBacktest()
  const columns = 'state, from_date, to_date, features, created_at'
  return row('forecast_backtest', columns, `'running', '2026-11-01', '2026-11-26', '{}', now()`)
}
/** One runs at a time. */
const noBacktest = () =>
  w.owner.query("update forecast_backtest set state = 'stopped', finished_at = now() where state = 'running'")

type Subject = { input: Input; as?: Person }
/** What an organization has one of: written once before, so that its first row is not part of the effect. */
const put = async (path: string, input: Input): Promise<Subject> => {
  await made(path, input, 'put')
  return { input }
}
const to = async (subject: Promise<{ id: string }>, body: Input = {}): Promise<Subject> => ({
  input: { id: (await subject).id, ...body },
})

const AWAY = { kind: 'off', fromAt: '2026-12-01T08:00:00Z', toAt: '2026-12-02T08:00:00Z' }
const lead = () => w.orgs[0].lead.member.id
const savedView = () => made('/v1/saved-views', { list: 'requests', name: 'Jobs', scope: 'organization' })
const openingView = async () => {
  const view = await savedView()
  const answer = await w.api('put', `/v1/saved-views/${view.id}/default`, { isDefault: true }, { as: w.orgs[0].owner })
  expect(answer.status).toBe(200)
  return view
}
const someRequests = async () => ({ change: { action: 'setTeam', team: 'Heating' }, ids: [(await request()).id] })
const bulkChange = async () => made('/v1/bulk-changes', await someRequests())
const team = () => made('/v1/teams', { name: `Team ${++turn}`, memberIds: [lead()] })
const firstContact = async () => (await customer()).contacts[0]
const conversation = async () =>
  made('/v1/conversations', { contactId: (await firstContact()).id, subject: 'Boiler', text: 'It is ready.' })
const mailbox = () =>
  made('/v1/mailboxes', { name: 'Help', address: `help${++turn}@northside.example`, kind: 'listener' })
const failedMail = async () => {
  const { id } = await mailbox()
  return row(
    'received_mail',
    'mailbox_id, fingerprint, file, bytes, state, received_at',
    `'${id}', '${++turn}', 'a/b/c', 9, 'failed', now()`,
  )
}

const CLOSED =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
const calendar = () => made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS })
const feed = async (input: Input = { fileName: 'closed.ics', text: CLOSED }) =>
  made(`/v1/calendars/${(await calendar()).id}/feeds`, input)

// Of the whole firm, so that no request is promised anything by it.
const RULES = {
  trigger: 'published',
  kind: 'news',
  wording: { en: 'Our customers hear what is new.' },
  duration: { unit: 'months', n: 2, at: 'same_time' },
}
const policy = () => made('/v1/policies', { name: 'News', spec: RULES })
const firmNorms = ['product_news', 'promotion']

const subjects: Record<string, () => Promise<Subject>> = {
  'organizations.update': async () => ({ input: { id: w.orgs[0].id, name: `Northside ${++turn}` } }),
  'account.update': async () => ({ input: { name: `Olive ${++turn}` }, as: w.orgs[0].owner }),
  'members.invite': async () => ({
    input: { email: `m${++turn}@new.example`, name: 'M', role: 'viewer', delivery: 'link' },
  }),
  'members.update': () => to(invited(), { name: 'Another' }),
  'members.remove': () => to(invited()),
  'members.inviteAgain': () => to(invited(), { delivery: 'link' }),
  'sessions.revoke': async () => ({ ...(await to(session())), as: w.orgs[0].owner }),
  'apiKeys.create': async () => ({ input: { name: 'three', role: 'viewer' } }),
  'apiKeys.revoke': () => to(made('/v1/api-keys', { name: 'four', role: 'viewer' }).then(({ apiKey }) => apiKey)),
  'tasks.restart': () => to(failedTask()),
  'notifications.markRead': async () => ({ input: { until: '2026-11-26T09:00:00Z' }, as: w.orgs[0].owner }),
  'notifications.updatePreferences': async () => ({
    input: { items: [{ kind: ['replied', 'answered', 'at_risk', 'not_told'][++turn % 4], mail: 'off', push: false }] },
    as: w.orgs[0].owner,
  }),
  'notifications.addDevice': async () => ({ input: device(), as: w.orgs[0].owner }),
  'notifications.removeDevice': async () => ({
    ...(await to(w.api('post', '/v1/push-devices', device(), { as: w.orgs[0].owner }).then(({ body }) => body))),
    as: w.orgs[0].owner,
  }),
  'notifications.testPush': async () => ({ input: {}, as: w.orgs[0].owner }),
  'webhooks.create': async () => ({ input: { url: 'https://hooks.example.com/' } }),
  'webhooks.update': () => to(endpoint(), { description: 'Another' }),
  'webhooks.remove': () => to(endpoint()),
  'webhooks.rotateSecret': () => to(endpoint()),
  'webhooks.sendTest': () => to(endpoint()),
  'webhooks.replay': async () => to(delivery()),
  'webhooks.recover': async () => {
    const { id, endpointId } = await delivery()
    await w.owner.query("update webhook_delivery set state = 'failed', next_at = null where id = $1", [id])
    return { input: { id: endpointId, since: '2026-11-26T08:00:00Z' } }
  },
  'calendars.create': async () => ({ input: { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS } }),
  'calendars.update': () =>
    to(made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS }), { name: 'Other hours' }),
  'calendars.addFeed': () => to(calendar(), { url: 'https://calendar.example/closed.ics' }),
  'calendars.removeFeed': () => to(feed()),
  'calendars.checkFeed': () => to(feed({ url: 'https://calendar.example/closed.ics' })),
  'calendars.approveFeed': () => to(feed()),
  'calendars.dismissFeed': () => to(feed()),
  'promises.previewCalendar': () =>
    to(made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS }), {
      hours: { tue: HOURS.mon },
    }),
  'promises.stopRederivation': () => to(rederivation()),
  'promises.seeLapse': () => to(lapse()),
  'savedViews.create': async () => ({ input: { list: 'requests', name: 'Jobs', scope: 'organization' } }),
  'savedViews.update': () => to(savedView(), { name: 'Orders' }),
  'savedViews.delete': () => to(savedView()),
  'savedViews.chooseDefault': async () => ({ ...(await to(openingView(), { isDefault: false })), as: w.orgs[0].owner }),
  'bulkChanges.preview': async () => ({ input: await someRequests() }),
  'bulkChanges.start': async () => ({ input: await someRequests() }),
  'bulkChanges.undo': () => to(bulkChange()),
  'bulkChanges.stop': () => to(bulkChange()),
  'teams.create': async () => ({ input: { name: `Team ${++turn}`, memberIds: [lead()] } }),
  'teams.update': () => to(team(), { memberIds: [] }),
  'teams.archive': () => to(team()),
  'teams.changeDuty': () => to(team(), { memberId: lead(), ...AWAY }),
  'teams.deleteDutyChange': async () => {
    const { id } = await team()
    return to(made(`/v1/teams/${id}/duty-changes`, { memberId: lead(), ...AWAY }).then(({ change }) => change))
  },
  'customers.create': async () => ({ input: { name: 'Bea', contacts: [{ name: 'Bea' }] } }),
  'customers.update': () => to(customer(), { note: 'Call first.' }),
  'contacts.create': async () => ({ input: { customerId: (await customer()).id, name: 'Carl' } }),
  'contacts.update': () => to(firstContact(), { name: 'Dora' }),
  'contacts.delete': () => to(firstContact()),
  'services.create': async () => ({ input: { name: `Service ${++turn}` } }),
  'services.update': () => to(made('/v1/services', { name: `Service ${++turn}` }), { description: 'All of it.' }),
  'services.archive': () => to(made('/v1/services', { name: `Service ${++turn}` })),
  'promises.make': async () => {
    const { id, customerId } = await request()
    const promised = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
    return { input: { ...promised, about: `request:${id}`, customerId } }
  },
  'promises.accept': () => to(promise(), TOLD),
  'promises.decline': () => to(promise(), TOLD),
  'promises.keep': () => to(open()),
  'promises.renegotiate': () => to(open(), { wording: 'Later.', dueAt: '2026-12-28T10:00:00Z', ...WORD }),
  'promises.withdraw': () => to(open(), WORD),
  'promises.handOver': () => to(open(), { ownerId: w.orgs[0].lead.member.id }),
  'promises.wait': async () => ({ input: { about: await opened(), waitingFor: 'The key.' } }),
  'promises.endWait': async () =>
    to(made('/v1/waits', { about: await opened(), waitingFor: 'The key.' }).then(({ wait }) => wait)),
  'promises.sendUpdate': () => to(promise({ kind: 'next_update', asksAnswer: false })),
  'promises.recordTold': () => to(open(), { channel: 'phone' }),
  'promises.acknowledgeStep': async () => {
    const { id } = await promise({ asksAnswer: false, steps: [] })
    const step = { when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'owner' }, channel: 'console' }
    await w.owner.query(
      "insert into promise_step (org_id, promise_id, n, kind, at, step, state, raised_at) values ($1, $2, 1, 'escalation', now(), $3, 'raised', now())",
      [w.orgs[0].id, id, step],
    )
    return { input: { id, n: 1 } }
  },
  'promiseRules.update': () => put('/v1/promise-rules', { atRiskBelow: 0.4, floor: 0.7, hardFloor: false }),
  'defaultSteps.update': () => put('/v1/default-steps', { steps: [] }),
  'forecast.startBacktest': async () => {
    await request()
    await noBacktest()
    return { input: {} }
  },
  'forecast.stopBacktest': () => to(backtest()),
  'policies.create': async () => ({ input: { name: 'News', spec: RULES } }),
  'policies.update': () => to(policy(), { name: 'Other news' }),
  'policies.simulate': async () => ({ input: { trigger: 'published', spec: RULES } }),
  'policies.review': () => to(policy(), { decision: 'keep' }),
  'policies.occur': () => to(policy()),
  'policies.installStarterSet': async () => ({ input: { industry: 'repair', norms: [firmNorms.pop()] } }),
  'mailboxes.create': async () => ({
    input: { name: 'Help', address: `help${++turn}@northside.example`, kind: 'listener' },
  }),
  'mailboxes.update': () => to(mailbox(), { name: 'Sales' }),
  'mailboxes.archive': () => to(mailbox()),
  'receivedMail.retry': async () => to(failedMail()),
  'conversations.start': async () => ({
    input: { contactId: (await firstContact()).id, subject: 'Your boiler', text: 'It is ready.' },
  }),
  'conversations.update': () => to(conversation(), { state: 'closed' }),
  'conversations.write': () => to(conversation(), { text: 'We come at ten.' }),
  'conversations.note': () => to(conversation(), { text: 'She sounds angry.' }),
  'conversations.saveDraft': async () => ({ ...(await to(conversation(), { text: 'We' })), as: w.orgs[0].owner }),
  'conversations.recordContact': async () => ({
    input: { contactId: (await firstContact()).id, channel: 'phone', direction: 'out', text: 'Told her Thursday.' },
  }),
  'requests.write': async () => {
    const { id, customerId } = await request()
    const { contacts } = (await w.api('get', `/v1/customers/${customerId}`, undefined, { as: key })).body
    return { input: { id, contactId: contacts[0].id, subject: 'Your boiler', text: 'It is ready.' } }
  },
  'requests.recordContact': async () => {
    const { id } = await request()
    const contactId = (await firstContact()).id
    return { input: { id, contactId, channel: 'phone', direction: 'out', text: 'Told her Thursday.' } }
  },
  'conversations.takeBack': async () => {
    const { id } = await conversation()
    return to(made(`/v1/conversations/${id}/messages`, { text: 'Wrong window.', sendAt: '2026-12-01T09:00:00Z' }))
  },
  'conversations.createLink': () => to(promise()),
  'conversations.revokeLink': async () => to(made(`/v1/promises/${(await promise()).id}/links`)),
  'conversations.resendMessage': () => to(message()),
  'requests.create': async () => ({ input: { kind: 'job', subject: 'Boiler' } }),
  'requests.update': () => to(request(), { subject: 'Another boiler' }),
  'requests.close': () => to(request()),
  'requests.reopen': async () => to(made(`/v1/requests/${(await request()).id}/closing`)),
  'requests.adopt': async () => {
    const { id } = await request()
    await w.owner.query('update request set followed = false where id = $1', [id])
    return { input: { id } }
  },
  'requests.reportOccurrence': () => to(request(), { what: 'quote_sent' }),
  'imports.create': async () => ({ input: { name: 'log.csv', bytes: 40, kind: 'requests' } }),
  'imports.changeMapping': () => to(uploaded(), { source: 'helpdesk' }),
  'imports.check': () => to(uploaded()),
  'imports.start': () => to(checked()),
  'imports.cancel': () => to(uploaded()),
  'imports.undo': () => to(imported()),
}

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
    const stale = await effectOf(() => send(route, saying('a'), { 'if-match': `"${version - 1}"` }))
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
