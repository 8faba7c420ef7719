import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
const numbers: Record<string, number> = {}

const SUBJECTS = [
  'Boiler makes a knocking noise',
  'Radiators are cold in the bedroom',
  'A instalação das torneiras novas',
  'Las calderas no calientan',
  'Reparació de les canonades',
  'Wymiana pieców gazowych',
  'Ремонт насосов отопления',
  'Замена ёлочной гирлянды',
]

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const as = w.orgs[0].lead
  const made = async (path: string, body: object, by = as) => (await w.api('post', path, body, { as: by })).body
  const gonzalez = await made('/v1/customers', {
    name: 'Ana González',
    contacts: [{ name: 'Ana González', email: 'ana.gonzalez@example.com', phone: '+34 600 123 456' }],
  })
  await made('/v1/customers', {
    name: 'Spółdzielnia „Łódź”',
    contacts: [{ name: 'Żaneta Dąbrowska', email: 'zaneta@spoldzielnia.example' }],
  })
  await made('/v1/customers', { name: 'Пётр Ёлкин' })
  await made('/v1/customers', { name: 'Anabel Brown' })
  for (const subject of SUBJECTS)
    numbers[subject] = (await made('/v1/requests', { kind: 'job', subject, customerId: gonzalez.id })).number
  const old = await made('/v1/requests', { kind: 'job', subject: 'Boiler was serviced', customerId: gonzalez.id })
  await w.api('post', `/v1/requests/${old.id}/closing`, {}, { as })
  await made('/v1/customers', { name: 'Ana González of others' }, w.orgs[1].lead)
})
afterAll(() => w?.close())

const search = (q: string, as = w.orgs[0].frontline, more = '') =>
  w.api('get', `/v1/search?q=${encodeURIComponent(q)}${more}`, undefined, { as })
const customers = async (q: string) => (await search(q)).body.customers.map(({ name }: { name: string }) => name)
const subjects = async (q: string) => (await search(q)).body.requests.map(({ subject }: { subject: string }) => subject)

describe('customers', () => {
  test.each([
    ['gonz', 'Ana González'],
    ['Gonzalez', 'Ana González'],
    ['Gonzales', 'Ana González'],
    ['ana gonzalez', 'Ana González'],
    ['ana.gonzalez@example.com', 'Ana González'],
    ['600 12 34 56', 'Ana González'],
    ['+34600123456', 'Ana González'],
    ['0034 600', 'Ana González'],
    ['lodz', 'Spółdzielnia „Łódź”'],
    ['spoldzielnia', 'Spółdzielnia „Łódź”'],
    ['spoldzelnia', 'Spółdzielnia „Łódź”'],
    ['dabrowska', 'Spółdzielnia „Łódź”'],
    ['елкин', 'Пётр Ёлкин'],
    ['ЁЛКИН пётр', 'Пётр Ёлкин'],
  ])('%s finds %s', async (q, name) => {
    expect((await customers(q))[0]).toBe(name)
  })

  test('whoever begins with what was typed comes first; the list of customers finds alike', async () => {
    expect(await customers('anab')).toEqual(['Anabel Brown'])
    expect(await customers('ana')).toEqual(['Ana González', 'Anabel Brown'])
    const list = await w.api('get', '/v1/customers?q=gonzales', undefined, { as: w.orgs[0].viewer })
    expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(['Ana González'])
    expect((await w.api('get', '/v1/customers?q=zzz', undefined, { as: w.orgs[0].viewer })).body.items).toEqual([])
  })
})

describe('requests', () => {
  test.each([
    ['boilers', 'Boiler makes a knocking noise'],
    ['knock', 'Boiler makes a knocking noise'],
    ['boiller', 'Boiler makes a knocking noise'],
    ['nocking boiler', 'Boiler makes a knocking noise'],
    ['radiator cold', 'Radiators are cold in the bedroom'],
    ['instalacao', 'A instalação das torneiras novas'],
    ['torneira', 'A instalação das torneiras novas'],
    ['caldera', 'Las calderas no calientan'],
    ['canonada', 'Reparació de les canonades'],
    ['piecow', 'Wymiana pieców gazowych'],
    ['wymiany piecow', 'Wymiana pieców gazowych'],
    ['насос', 'Ремонт насосов отопления'],
    ['насосами', 'Ремонт насосов отопления'],
    ['елочная', 'Замена ёлочной гирлянды'],
  ])('%s finds %s', async (q, subject) => {
    expect((await subjects(q))[0]).toBe(subject)
    const list = await w.api('get', `/v1/requests?q=${encodeURIComponent(q)}`, undefined, { as: w.orgs[0].viewer })
    expect(list.body.items.map((item: { subject: string }) => item.subject)).toContain(subject)
  })

  test('the one of that number first; open ones before closed ones', async () => {
    const [first = ''] = SUBJECTS
    for (const q of [`${numbers[first]}`, `#${numbers[first]}`, ` ${numbers[first]} `])
      expect((await subjects(q))[0]).toBe(first)
    expect(await subjects('boiler')).toEqual(['Boiler makes a knocking noise', 'Boiler was serviced'])
    expect((await search('boiler', w.orgs[0].frontline, '&limit=1')).body.requests).toHaveLength(1)
  })
})

test('nothing is found by what is not there, and nothing breaks by what is typed', async () => {
  expect((await search('zzzzqqq xylophone')).body).toEqual({ customers: [], requests: [] })
  for (const q of ['', ' ', '\'"&|!:*()', '%', '\\', '🔧', 'a'.repeat(200)]) expect((await search(q)).status).toBe(200)
  expect((await search('a'.repeat(201))).status).toBe(400)
  expect((await search('a', w.orgs[0].frontline, '&limit=51')).status).toBe(400)
})

test('one among many thousands is found, and the many are too', async () => {
  await w.owner.query(
    `insert into request (org_id, id, number, kind, subject, status, source, followed, opened_at, created_at)
     select $1, gen_random_uuid(), 1000 + n, 'job', 'Gutter ' || case n when 7 then 'needle' else 'straw' end, 'open', 'console', true,
       now() - n * interval '1 minute', now() from generate_series(1, 12000) n`,
    [w.orgs[1].id],
  )
  const as = w.orgs[1].viewer
  expect((await search('needle', as)).body.requests).toMatchObject([{ number: 1007, subject: 'Gutter needle' }])
  const listed = await w.api('get', '/v1/requests?q=needles', undefined, { as })
  expect(listed.body.items.map(({ number }: { number: number }) => number)).toEqual([1007])
  expect((await search('gutter', as)).body.requests.map(({ number }: { number: number }) => number)).toEqual([
    1001, 1002, 1003, 1004, 1005, 1006,
  ])
  expect((await w.api('get', '/v1/requests?q=straw&limit=200', undefined, { as })).body.items).toHaveLength(200)
})

test('each organization finds its own', async () => {
  expect((await search('gonzalez', w.orgs[1].viewer)).body.customers.map(({ name }: { name: string }) => name)).toEqual(
    ['Ana González of others'],
  )
  expect((await search('boiler', w.orgs[1].viewer)).body.requests).toEqual([])
})

// Under row-level security an index serves only operators that are known to keep secrets, and those of searching are not:
// asked in any other way, each of these reads all that the organization has.
test.each([
  ['requests_saying($1, to_tsquery($$simple$$, $$needle$$), 10)', 'request', 1],
  ['requests_like($1, array[$$nedle$$], 10)', 'request', 1],
  ['customers_found($1, to_tsquery($$simple$$, $$needle$$), array[$$needle$$], null, 10)', 'customer', 1],
  ['customers_found($1, to_tsquery($$simple$$, $$zzz$$), array[$$nedle$$], $$600123$$, 10)', 'customer', 1],
])('%s reads a little of many', async (call, table, found) => {
  const org = w.orgs[1].id
  await w.owner.query(
    `insert into customer (org_id, id, kind, name, created_at)
     select $1, gen_random_uuid(), 'person', 'Straw ' || n || case n when 7 then ' needle' else '' end, now() from generate_series(1, 5000) n
     where not exists (select from customer where org_id = $1 and name = 'Straw 1')`,
    [org],
  )
  await w.owner.query('vacuum analyze request')
  await w.owner.query('vacuum analyze customer')
  const { rows: sizes } = await w.owner.query('select relpages from pg_class where oid = $1::regclass', [table])
  const app = new pg.Client(w.database.appUrl)
  await app.connect()
  try {
    await app.query('begin')
    await app.query("select set_config('app.org_id', $1, true)", [org])
    expect((await app.query(`select * from ${call}`, [org])).rowCount).toBe(found)
    const explained = await app.query(`explain (analyze, buffers, format json) select * from ${call}`, [org])
    const plan = explained.rows[0]['QUERY PLAN'][0].Plan
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(sizes[0].relpages)
    // Of another organization than the open one there is nothing to see.
    expect((await app.query(`select * from ${call}`, [w.orgs[0].id])).rowCount).toBe(0)
    await app.query("select set_config('app.org_id', $1, true)", [w.orgs[0].id])
    expect((await app.query(`select * from ${call}`, [org])).rowCount).toBe(0)
  } finally {
    await app.end()
  }
})
