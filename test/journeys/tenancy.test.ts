import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf, jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { furnish } from '#test/furnish'
import { kindOf, paramsOf } from '#test/route-params'
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

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  ours = await furnish(w, 0, MARK)
  theirs = await furnish(w, 1, 'Tezcatlipoca')
})
afterAll(() => w?.close())

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
  await w.api('post', '/v1/customers', { name: `${MARK} two` }, { as: w.orgs[0].owner })
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
    // Of each organization two promises to a customer, and two to answer a colleague.
    expect(
      (await system.query('select org_id, next_check_at from promise where next_check_at is not null')).rowCount,
    ).toBe(8)
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
        recovery: ['org_id', 'next_at'],
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
