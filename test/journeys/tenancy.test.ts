import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf, jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { idOfResource, paramsOf } from '#test/route-params'
import { createWorld, type TestWorld } from '#test/world'
import { routes as table } from '../../src/routes.ts'

// Two organizations in one database: what one of them has, does not exist for the other, by no road.
const routes: readonly Route[] = table
const UNKNOWN = '01938c1e-7a00-7000-8000-00000000ffff'
/** Stands in every text of ours. */
const MARK = 'Quetzalcoatl'

type Input = Record<string, unknown>
let w: TestWorld
/** Ids of ours by the field that names them, and by resource. */
let ours: Record<string, string>
let theirs: Record<string, string>

const post = async (path: string, body: Input, org = 0) => {
  const answer = await w.api('post', path, body, { as: w.orgs[org === 0 ? 0 : 1].owner })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

/** One of everything. */
async function furnish(org: 0 | 1, mark: string): Promise<Record<string, string>> {
  const made = (path: string, body: Input) => post(path, body, org)
  const get = async (path: string) => (await w.api('get', path, undefined, { as: w.orgs[org].owner })).body
  const contacts = [{ name: mark, email: `${mark.toLowerCase()}@example.com` }]
  const customer = await made('/v1/customers', { name: mark, note: mark, contacts })
  const service = await made('/v1/services', { name: mark })
  const people = { customerId: customer.id, contactId: customer.contacts[0].id, serviceId: service.id }
  const request = await made('/v1/requests', { kind: 'job', subject: mark, category: mark, ...people })
  const about = `request:${request.id}`
  const { serviceId: _, ...told } = people
  const dates = { dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
  const promise = await made('/v1/promises', { kind: 'completion', wording: mark, about, ...told, ...dates })
  const { wait } = await made('/v1/waits', { about, waitingFor: mark })
  const hours = { mon: [['09:00', '17:00']] }
  const calendar = await made('/v1/calendars', { name: mark, timeZone: 'Europe/Warsaw', hours })
  const memberId = w.orgs[org].lead.member.id
  const team = await made('/v1/teams', { name: mark, calendarId: calendar.id, memberIds: [memberId] })
  const away = { memberId, kind: 'off', fromAt: '2026-11-26T08:00:00Z', toAt: '2027-01-02T08:00:00Z', note: mark }
  const duty = await made(`/v1/teams/${team.id}/duty-changes`, away)
  const event = `BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:${mark}\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT`
  const text = `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`
  const feed = await made(`/v1/calendars/${calendar.id}/feeds`, { fileName: `${mark}.ics`, text })
  const spec = {
    trigger: 'published',
    kind: 'news',
    wording: { en: mark },
    duration: { unit: 'days', n: 1, at: '09:00' },
  }
  const policy = await made('/v1/policies', { name: mark, spec })
  await made(`/v1/policies/${policy.id}/reviews`, { decision: 'keep', note: mark })
  const savedView = await made('/v1/saved-views', { list: 'requests', name: mark, scope: 'team', teamId: team.id })
  const bulk = await made('/v1/bulk-changes', { change: { action: 'setTeam', team: mark }, ids: [request.id] })
  const file = `id,opened\n${mark},2026-01-01T00:00:00Z\n${mark} bad,2250-01-01T00:00:00Z\n`
  const log = await made('/v1/imports', { name: mark, bytes: Buffer.byteLength(file), kind: 'requests' })
  const headers = { 'content-type': 'application/octet-stream' }
  await w.api('put', `/v1/imports/${log.id}/parts/1`, file, { as: w.orgs[org].owner, headers })
  await made(`/v1/imports/${log.id}/check`, {})
  await w.drainTasks()
  const key = await made('/v1/api-keys', { name: mark, role: 'owner' })
  const link = await made(`/v1/promises/${promise.id}/links`, {})
  const failed = '01938c1e-7a00-7000-8000-0000000000f'.concat(String(org))
  await w.owner.query(
    "insert into failed_task (org_id, id, task, data, failure, attempts, failed_at) values ($1, $2, 'conversations.send_message', '{}', $3, 1, now())",
    [w.orgs[org].id, failed, mark],
  )
  const rederived = '01938c1e-7a00-7000-8000-0000000000e'.concat(String(org))
  await w.owner.query(
    "insert into rederivation (org_id, id, reason, calendar_id, tz_revision, state, total, created_at) values ($1, $2, 'calendar', $3, '2026a', 'running', 1, now())",
    [w.orgs[org].id, rederived, calendar.id],
  )
  const lapse = '01938c1e-7a00-7000-8000-0000000000d'.concat(String(org))
  await w.owner.query(
    'insert into clock_lapse (org_id, id, from_at, to_at, broken, warned, skipped) values ($1, $2, now(), now(), 1, 0, 0)',
    [w.orgs[org].id, lapse],
  )
  const backtest = '01938c1e-7a00-7000-8000-0000000000c'.concat(String(org))
  await w.owner.query(
    "insert into forecast_backtest (org_id, id, state, from_date, to_date, features, created_at) values ($1, $2, 'running', '2026-11-01', '2026-11-26', '{}', now())",
    [w.orgs[org].id, backtest],
  )
  const endpoint = await made('/v1/webhooks', { url: `https://${mark.toLowerCase()}.example/`, description: mark })
  const delivery = await made(`/v1/webhooks/${endpoint.id}/test`, {})
  const mailbox = await made('/v1/mailboxes', {
    name: mark,
    address: `${mark.toLowerCase()}@mail.example`,
    kind: 'listener',
  })
  const contactId = customer.contacts[0].id
  const conversation = await made('/v1/conversations', { contactId, subject: mark, text: mark })
  const [mailId, attachmentId] = ['a', 'b'].map((digit) => `01938c1e-7a00-7000-8000-0000000000${digit}${org}`)
  await w.owner.query(
    `insert into received_mail (org_id, id, mailbox_id, fingerprint, file, bytes, state, reason, received_at) values ($1, $2, $3, 'one', 'a/b/c', 4, 'failed', $4, now())`,
    [w.orgs[org].id, mailId, mailbox.id, mark],
  )
  await w.storage.put('a/b/c', Buffer.from('file'))
  const [said] = (await get(`/v1/conversations/${conversation.id}/messages`)).items
  await w.owner.query(
    `insert into attachment (org_id, id, message_id, name, media_type, bytes, file, created_at) values ($1, $2, $3, $4, 'text/plain', 4, 'a/b/c', now())`,
    [w.orgs[org].id, attachmentId, said.id, mark],
  )
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') }
  const device = await made('/v1/push-devices', { name: mark, endpoint: `https://push.example/${mark}`, keys })
  await w.drainTasks()
  const [message] = (await get('/v1/messages')).items
  const [session] = (await get('/v1/sessions')).items
  return {
    ...{ ...people, about, requestId: request.id, promiseId: promise.id, calendarId: calendar.id, importId: log.id },
    ...{
      backtestId: backtest,
      lapseId: lapse,
      rederivationId: rederived,
      feedId: feed.id,
      policyId: policy.id,
      waitId: wait.id,
      savedViewId: savedView.id,
      bulkChangeId: bulk.id,
      endpointId: endpoint.id,
      deliveryId: delivery.id,
      deviceId: device.id,
      conversationId: conversation.id,
      mailboxId: mailbox.id,
      mailId: mailId as string,
      attachmentId: attachmentId as string,
    },
    ...{ apiKeyId: key.apiKey.id, linkId: link.id, failedTaskId: failed, messageId: message.id, sessionId: session.id },
    ...{ teamId: team.id, ownerTeamId: team.id, dutyChangeId: duty.change.id, coverId: memberId },
    ...{ memberId, ownerId: w.orgs[org].owner.member.id, actorId: w.orgs[org].owner.member.id },
    ...{ organizationId: w.orgs[org].id },
  }
}

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  ours = await furnish(0, MARK)
  theirs = await furnish(1, 'Tezcatlipoca')
})
afterAll(() => w?.close())

/** Whose id a parameter or field of a route is. */
function kindOf(path: string, field: string): string {
  if (field !== 'id') return field
  return idOfResource[path.split('/')[2] ?? ''] ?? field
}

function inputFor({ path, op }: Route, use: Record<string, string>): Input {
  const { properties = {}, required = [] } = jsonSchema(op.input, 'input')
  const names = [...new Set([...required, ...paramsOf(path)])].filter((name) => name !== 'bytes')
  const values = names.map((name) => [name, use[kindOf(path, name)] ?? exampleOf(properties[name] ?? {})])
  const dueAt = '2027-01-04T10:00:00Z'
  const extra = op.name === 'promises.make' || op.name === 'promises.renegotiate' ? { dueAt, asksAnswer: true } : {}
  return { ...Object.fromEntries(values), ...(op.name === 'promises.check' ? { dueAt } : extra) }
}

/** The whole answer, headers too, without what names the one request. */
async function ask(route: Route, input: Input) {
  const params = paramsOf(route.path)
  const url = route.path.replaceAll(/:(\w+)/g, (_, name: string) => String(input[name] ?? 1))
  const { asksAnswer: _, ...rest } = Object.fromEntries(
    Object.entries(input).filter(([name]) => !params.includes(name)),
  )
  const body = route.op.name === 'promises.make' ? { ...rest, asksAnswer: true } : rest
  const query = `?${new URLSearchParams(rest as Record<string, string>)}`
  const options = { as: w.orgs[1].owner, from: `198.51.100.${Math.floor(Math.random() * 250)}` }
  const answer =
    route.method === 'get'
      ? await w.api('get', url + (query === '?' ? '' : query), undefined, options)
      : await w.api(route.method, url, route.options.bytes === undefined ? body : 'x', options)
  const text = JSON.stringify(answer.body).replace(/"traceId":"[^"]+"/, '"traceId":""')
  return { status: answer.status, text, headers: Object.fromEntries(answer.headers) }
}

describe('an id of another organization answers to the letter like one that never was', () => {
  const withIds = routes.flatMap((route) => {
    const fields = Object.keys(jsonSchema(route.op.input, 'input').properties ?? {})
    return fields
      .filter((field) => field === 'about' || (/^id$|Id$/.test(field) && field !== 'externalId'))
      .map((field) => [`${route.method.toUpperCase()} ${route.path}: ${field}`, route, field] as const)
  })

  test('there are many', () => expect(withIds.length).toBeGreaterThan(60))

  test.each(withIds)('%s', async (_, route, field) => {
    const kind = kindOf(route.path, field)
    const own = ours[kind]
    if (own === undefined) throw new Error(`The test does not know what ${field} of ${route.path} is`)
    const unknown = field === 'about' ? `request:${UNKNOWN}` : UNKNOWN
    const base = inputFor(route, theirs)
    const [stranger, nobody] = [
      await ask(route, { ...base, [field]: own }),
      await ask(route, { ...base, [field]: unknown }),
    ]
    // What an answer repeats of the question differs as the question does.
    expect({ ...stranger, text: stranger.text.replaceAll(own, unknown) }).toEqual(nobody)
    expect(stranger.text).not.toContain(MARK)
    if (paramsOf(route.path).includes(field)) expect(stranger.status).toBe(404)
  })
})

test('nothing that another organization can read shows anything of ours', async () => {
  const ids = Object.entries(ours).filter(([name]) => name !== 'about')
  for (const route of routes.filter(({ method }) => method === 'get')) {
    const answer = await ask(route, inputFor(route, theirs))
    expect([200, 202], `${route.path} ${answer.text}`).toContain(answer.status)
    expect(answer.text, route.path).not.toContain(MARK)
    for (const [name, id] of ids) expect(answer.text, `${route.path} shows ${name}`).not.toContain(id)
  }
  for (const list of ['customers', 'requests'])
    expect((await w.api('get', `/v1/${list}?q=${MARK}`, undefined, { as: w.orgs[1].owner })).body.items).toEqual([])
  expect((await w.api('get', `/v1/customers?q=${MARK}`, undefined, { as: w.orgs[0].owner })).body.items).toHaveLength(1)
})

test('a cursor of ours leads another organization to nothing of ours', async () => {
  await post('/v1/customers', { name: `${MARK} two` })
  const page = await w.api('get', '/v1/customers?limit=1', undefined, { as: w.orgs[0].owner })
  const path = `/v1/customers?cursor=${page.body.nextCursor}`
  const there = await w.api('get', path, undefined, { as: w.orgs[1].owner })
  expect(JSON.stringify(there.body)).not.toContain(MARK)
})

describe('in the database', () => {
  let app: pg.Client
  let system: pg.Client
  let tables: string[]
  beforeAll(async () => {
    app = new pg.Client(w.database.appUrl)
    system = new pg.Client(w.database.systemUrl)
    await Promise.all([app.connect(), system.connect()])
    const { rows } = await w.owner.query(
      "select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1",
    )
    tables = rows.map(({ name }) => name)
  })
  afterAll(() => Promise.all([app?.end(), system?.end()]))

  const as = async <T>(org: string | null, work: () => Promise<T>): Promise<T> => {
    await app.query('begin')
    try {
      if (org !== null) await app.query(`set local app.org_id = '${org}'`)
      return await work()
    } finally {
      await app.query('rollback')
    }
  }
  const count = async (name: string, where = 'true'): Promise<number> =>
    (await app.query(`select count(*)::int as n from "${name}" where ${where}`)).rows[0].n
  const stateOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    )

  test('a statement without an organization returns nothing', async () => {
    expect(tables.length).toBeGreaterThan(20)
    for (const name of [...tables, 'organization']) expect(await as(null, () => count(name)), name).toBe(0)
    for (const setting of ['', UNKNOWN])
      for (const name of tables) expect(await as(setting, () => count(name)), name).toBe(0)
  })

  test('a wrong condition finds no row of another organization', async () => {
    const [a, b] = [w.orgs[0].id, w.orgs[1].id]
    const full: string[] = []
    for (const name of tables) {
      const foreign = await as(b, () => count(name, `org_id = '${a}' or org_id <> '${b}'`))
      expect(foreign, name).toBe(0)
      if ((await as(a, () => count(name))) > 0) full.push(name)
    }
    // That nothing was found means something only where there is something.
    expect(full).toEqual(expect.arrayContaining(['customer', 'event', 'message', 'promise', 'request', 'session']))
  })

  test('nothing is written into another organization, nothing of it is changed or removed', async () => {
    const [a, b] = [w.orgs[0].id, w.orgs[1].id]
    for (const name of tables) {
      const { rows } = await w.owner.query(`select * from "${name}" where org_id = $1 limit 1`, [a])
      if (rows[0] === undefined) continue
      const moved = await as(b, () => stateOf(app.query(`update "${name}" set org_id = '${a}'`)))
      expect(['42501', 'done'], `${name} ${moved}`).toContain(moved)
      if (moved === 'done') expect(await as(b, () => count(name)), `${name} was moved`).toBe(0)
      const removed = await as(b, () => stateOf(app.query(`delete from "${name}" where org_id = '${a}'`)))
      expect(['42501', 'done'], `${name} ${removed}`).toContain(removed)
      const { rows: still } = await w.owner.query(`select count(*)::int as n from "${name}" where org_id = $1`, [a])
      expect(still[0].n, name).toBeGreaterThan(0)
    }
    const insert = `insert into customer (org_id, id, name, kind, created_at) values ('${a}', '${UNKNOWN}', 'x', 'person', now())`
    expect(await as(b, () => stateOf(app.query(insert)))).toBe('42501')
  })

  test('the application cannot step over the fence', async () => {
    const attempts = [
      'set role kept_admin',
      'set session authorization kept_admin',
      'alter table customer disable row level security',
      'alter table customer no force row level security',
      'create policy all_of_it on customer using (true)',
      'alter role current_user bypassrls',
      'grant kept_backup to current_user',
      'create function f() returns int language sql security definer as $$ select 1 $$',
      'select * from pg_authid',
      'select password_hash from app_user',
      'update app_user set password_hash = null',
      "copy customer to '/tmp/customers'",
      'truncate customer',
      'update event set data = data',
      'delete from event',
      'delete from ledger_anchor',
    ]
    for (const sql of attempts) {
      const state = await as(w.orgs[1].id, () => stateOf(app.query(sql)))
      expect(['42501', '0LP01', '0A000', '22023', '42704'], `${sql}: ${state}`).toContain(state)
    }
    // Of promises, history that was brought in can be taken back, and nothing else.
    expect(await as(w.orgs[1].id, async () => (await app.query('select from promise')).rowCount)).toBeGreaterThan(0)
    expect(await as(w.orgs[1].id, async () => (await app.query('delete from promise')).rowCount)).toBe(0)
    await app.query('set row_security = off')
    expect(await as(w.orgs[1].id, () => stateOf(app.query('select * from customer')))).toBe('42501')
    await app.query('set row_security = on')
  })

  test('the role that looks across organizations reads its columns and no more', async () => {
    expect(
      (await system.query('select org_id, next_check_at from promise where next_check_at is not null')).rowCount,
    ).toBe(2)
    for (const name of tables) {
      if (['user_organization', 'credential', 'mailbox_address'].includes(name)) continue
      const { rows } = await w.owner.query<{ name: string }>(
        "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and has_column_privilege('kept_system', attrelid, attname, 'select')",
        [name],
      )
      const may: Record<string, string[]> = {
        promise: ['org_id', 'next_check_at'],
        promise_step: ['org_id', 'at'],
        promise_risk: ['org_id', 'look_at'],
        outbox: ['org_id', 'created_at'],
        webhook_endpoint: ['org_id', 'event_types', 'state'],
        mailbox: ['archived_at', 'enabled', 'kind', 'leased_until', 'org_id'],
      }
      expect(rows.map((row) => row.name).sort(), name).toEqual((may[name] ?? []).sort())
      expect(await stateOf(system.query(`select * from "${name}"`)), name).toBe('42501')
      expect(await stateOf(system.query(`delete from "${name}"`)), name).toBe('42501')
    }
  })
})
