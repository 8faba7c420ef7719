import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

// What other systems export, brought in over the API as a program does it: dropped, recognised, checked, imported.

let w: TestWorld
beforeAll(async () => {
  w = await createWorld()
})
afterAll(() => w.close())

const example = (name: string) => readFileSync(join(import.meta.dirname, '../../examples', name))

async function call(method: string, path: string, body?: unknown) {
  const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function drop(file: Buffer) {
  const made = await call('post', '/v1/imports', { name: 'export', bytes: file.length })
  expect(made).toMatchObject({ kind: null, state: 'uploading' })
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await w.api('put', `/v1/imports/${made.id}/parts/1`, file.toString(), { as: w.orgs[0].owner, headers })
  expect(sent.status).toBe(200)
  return sent.body
}

async function bring(file: Buffer, change: object = {}) {
  const { id } = await drop(file)
  if (Object.keys(change).length > 0) await call('patch', `/v1/imports/${id}`, change)
  await call('post', `/v1/imports/${id}/check`)
  await w.drainTasks()
  expect(await call('get', `/v1/imports/${id}`)).toMatchObject({ state: 'checked', questions: [] })
  await call('post', `/v1/imports/${id}/start`)
  await w.drainTasks()
  return call('get', `/v1/imports/${id}`)
}

const requestsOf = async (importId: string) =>
  (
    await w.owner.query(
      `select r.external_id as id, r.status, r.priority, r.channel, r.closed_at, c.name as customer, t.email, t.phone
       from request r left join customer c on c.org_id = r.org_id and c.id = r.customer_id
       left join contact t on t.org_id = c.org_id and t.customer_id = c.id and t.is_primary
       where r.import_id = $1 order by r.external_id`,
      [importId],
    )
  ).rows

const customersOf = async (source: string) =>
  (
    await w.owner.query(
      `select c.external_id as id, c.name, c.kind, c.note, c.segment, coalesce(json_agg(json_build_object('name', t.name, 'email', t.email,
       'phone', t.phone, 'language', t.language, 'zone', t.time_zone, 'first', t.is_primary) order by t.id) filter (where t.id is not null), '[]') as contacts
       from customer c left join contact t on t.org_id = c.org_id and t.customer_id = c.id
       where c.org_id = $1 and c.source = $2 group by c.org_id, c.id order by c.external_id`,
      [w.orgs[0].id, source],
    )
  ).rows
const customerCount = async () => (await w.owner.query('select count(*)::int as n from customer')).rows[0].n

describe('Zendesk', () => {
  test('tickets of the CSV export: states, priorities and customers; times in the account’s zone', async () => {
    const done = await bring(example('help-desks/zendesk-tickets.csv'), { timeZone: 'Europe/Madrid' })
    expect(done).toMatchObject({
      state: 'done',
      kind: 'requests',
      detected: { export: { system: 'zendesk', content: 'tickets', times: 'account' } },
      progress: { imported: 4, bad: 0 },
      check: { notes: [{ code: 'reopened', count: 1 }], targets: { kept: 1, late: 0, notClosed: 1 } },
    })
    expect(await requestsOf(done.id)).toEqual([
      {
        id: '101',
        status: 'closed',
        priority: 'High',
        channel: 'Mail',
        closed_at: new Date('2025-03-04T14:40:00Z'),
        customer: 'Ann Sample',
        email: 'ann@sample.example',
        phone: null,
      },
      expect.objectContaining({ id: '102', status: 'closed', priority: 'Normal', customer: 'Bob Sample' }),
      expect.objectContaining({ id: '103', status: 'open', priority: '', customer: 'Ann Sample', closed_at: null }),
      expect.objectContaining({ id: '104', status: 'open', priority: 'Low', closed_at: null }),
    ])
    expect((await customersOf('zendesk')).map(({ id }) => id)).toEqual(['3001', '3002', '3003'])
  })

  test('the same tickets as JSON are known, and users complete the customers that the tickets made', async () => {
    expect((await bring(example('help-desks/zendesk-tickets.jsonl'))).progress).toMatchObject({ imported: 0, known: 4 })
    const before = await customerCount()
    const done = await bring(example('help-desks/zendesk-users.json'))
    expect(done).toMatchObject({
      kind: 'customers',
      progress: { imported: 0, known: 3, completed: 1, bad: 0 },
      check: {
        newCustomers: 0,
        known: 3,
        notes: expect.arrayContaining([
          expect.objectContaining({ code: 'left_out', count: 1 }),
          expect.objectContaining({ code: 'phone_ignored', count: 1 }),
        ]),
      },
    })
    expect(await customerCount()).toBe(before)
    expect((await customersOf('zendesk'))[0]).toMatchObject({
      id: '3001',
      note: 'Ring twice.',
      contacts: [{ email: 'ann@sample.example', phone: '+34 600 100 200', language: 'en' }],
    })
  })

  test('JSON alone: the last change stands for the close, and the dry run says so', async () => {
    await w.owner.query(`update request set source = 'elsewhere' where source = 'zendesk'`)
    const done = await bring(example('help-desks/zendesk-tickets.jsonl'))
    expect(done).toMatchObject({
      progress: { imported: 4 },
      check: { notes: [{ code: 'close_is_last_change', count: 2 }] },
    })
    expect((await requestsOf(done.id)).map(({ id, status, customer }) => [id, status, customer])).toEqual([
      ['101', 'closed', null],
      ['102', 'closed', null],
      ['103', 'open', null],
      ['104', 'open', null],
    ])
  })
})

describe('Freshdesk', () => {
  test('tickets as CSV and as the account’s JSON', async () => {
    const csv = await bring(example('help-desks/freshdesk-tickets.csv'))
    expect(await requestsOf(csv.id)).toMatchObject([
      { id: '21', status: 'closed', priority: 'Urgent', channel: 'Phone', customer: 'Dan Sample' },
      { id: '22', status: 'closed', priority: 'Normal', customer: 'Eve Sample', email: 'eve@sample.example' },
      { id: '23', status: 'open', priority: 'Low', customer: 'Dan Sample' },
    ])
    const before = await customerCount()
    const json = await bring(example('help-desks/freshdesk-tickets.json'))
    expect(json.progress).toMatchObject({ imported: 0, known: 3, bad: 0 })
    expect(await customerCount()).toBe(before)
  })
})

describe('Chatwoot', () => {
  test('contacts, then conversations of the same people', async () => {
    const contacts = await bring(example('help-desks/chatwoot-contacts.csv'))
    // The last row has the number of the second, and an e-mail that the second has not: it is the same person.
    expect(contacts.progress).toMatchObject({ imported: 3, joined: 1, bad: 0 })
    expect(await customersOf('chatwoot')).toMatchObject([
      { id: '11', name: 'Fay Sample', contacts: [{ email: 'fay@sample.example', phone: '+15550100011' }] },
      { id: '12', name: 'Gus Sample', contacts: [{ email: 'gus@sample.example', phone: '+15550100012' }] },
      { id: '13', name: 'hal@sample.example' },
    ])
    const before = await customerCount()
    const done = await bring(example('help-desks/chatwoot-conversations.json'))
    expect(await requestsOf(done.id)).toMatchObject([
      {
        id: '31',
        status: 'closed',
        priority: 'Normal',
        channel: 'Website',
        customer: 'Fay Sample',
        closed_at: new Date(1746097200000),
      },
      { id: '32', status: 'open', priority: '', channel: 'WhatsApp', customer: 'Gus Sample' },
      { id: '33', status: 'closed', priority: 'Urgent', channel: 'Email', customer: 'hal@sample.example' },
    ])
    expect(await customerCount()).toBe(before)
  })
})

describe('Zammad', () => {
  test('organizations, users and tickets, whose ids do not clash', async () => {
    const organizations = await bring(example('help-desks/zammad-organizations.json'))
    const users = await bring(example('help-desks/zammad-users.json'))
    expect([organizations.progress.imported, users.progress.imported]).toEqual([2, 2])
    expect(await customersOf('zammad.organizations')).toMatchObject([
      { id: '5', name: 'Sample Works Ltd', kind: 'company', note: 'Gate 3.', contacts: [] },
      { id: '6', name: 'Sample Clinic', kind: 'company' },
    ])
    expect(await customersOf('zammad')).toMatchObject([
      {
        id: '5',
        name: 'Ina Sample',
        kind: 'person',
        contacts: [{ email: 'ina@sample.example', phone: '+49 30 5550100' }],
      },
      { id: '6', name: 'Jan Sample', contacts: [{ phone: '+48 22 5550100' }] },
    ])
    const json = await bring(example('help-desks/zammad-tickets.json'))
    expect(await requestsOf(json.id)).toMatchObject([
      {
        id: '22001',
        status: 'closed',
        priority: 'High',
        customer: 'Ina Sample',
        closed_at: new Date('2025-05-06T12:00:00Z'),
      },
      { id: '22002', status: 'open', priority: 'Normal', customer: 'Jan Sample' },
      { id: '22003', status: 'closed', priority: 'Low' },
    ])
    const sheet = await bring(example('help-desks/zammad-tickets.csv'))
    expect(sheet.progress).toMatchObject({ imported: 0, known: 2, bad: 0 })
  })
})

describe('customers from any table', () => {
  test('rows of one customer are one, with all its contacts; again completes and doubles nothing', async () => {
    const done = await bring(example('customers.csv'))
    expect(done).toMatchObject({
      kind: 'customers',
      detected: { export: null },
      check: { rows: 5, valid: 4, bad: 1, known: 0, newCustomers: 3 },
      progress: { imported: 3, joined: 1, known: 0, bad: 1, total: 5, share: 1 },
    })
    expect((await call('get', `/v1/imports/${done.id}/errors`)).items).toMatchObject([
      { line: 6, column: 'Company', code: 'missing' },
    ])
    expect(await customersOf('csv')).toEqual([
      {
        ...{ id: 'K-1', name: 'Sample Bakery', kind: 'company', segment: 'Gold', note: 'Deliveries at the back door.' },
        contacts: [
          {
            name: 'Kim Sample',
            email: 'kim@bakery.example',
            phone: '+48 600 100 301',
            language: 'pl',
            zone: 'Europe/Warsaw',
            first: true,
          },
          {
            name: 'Leo Sample',
            email: 'leo@bakery.example',
            phone: null,
            language: 'pl',
            zone: expect.any(String),
            first: false,
          },
        ],
      },
      expect.objectContaining({
        id: 'K-2',
        contacts: [expect.objectContaining({ language: 'es', zone: 'Europe/Madrid' })],
      }),
      expect.objectContaining({
        id: 'K-3',
        name: 'Sample School',
        contacts: [expect.objectContaining({ name: 'Sample School' })],
      }),
    ])
    const more = example('customers.csv')
      .toString()
      .replace('leo@bakery.example;;', 'leo@bakery.example;+48 600 100 399;')
    const again = await bring(Buffer.from(more))
    expect(again).toMatchObject({ check: { known: 4, newCustomers: 0 }, progress: { imported: 0, known: 4, bad: 1 } })
    expect((await customersOf('csv'))[0]).toMatchObject({
      contacts: [{ phone: '+48 600 100 301' }, { phone: '+48 600 100 399' }],
    })
    expect((await bring(Buffer.from(more))).progress).toMatchObject({ known: 4, completed: 0 })
  })

  test('what is there is skipped when that is chosen', async () => {
    const more = 'Customer no;Company;Contact person;E-mail\nK-2;Sample Hotel;Ned Sample;ned@hotel.example\n'
    expect((await bring(Buffer.from(more), { existing: 'skip' })).progress).toMatchObject({ known: 1, completed: 0 })
    // The same columns again are read as they were: what was chosen then is chosen still.
    expect((await bring(Buffer.from(more))).progress).toMatchObject({ known: 1, completed: 0 })
    const progress = (await bring(Buffer.from(more), { existing: 'complete' })).progress
    expect(progress).toMatchObject({ known: 1, completed: 1 })
  })

  test('a file that was read as one thing can be read as the other', async () => {
    const asked = await drop(
      Buffer.from('id,created,customer,email,phone\nX-1,2025-03-01 10:00,Ann,x@sample.example,+48 600 100 999\n'),
    )
    expect(asked).toMatchObject({ kind: 'customers' })
    const requests = await call('patch', `/v1/imports/${asked.id}`, { kind: 'requests' })
    expect(requests).toMatchObject({
      kind: 'requests',
      questions: [],
      mapping: { columns: { openedAt: 'created', name: null, customerName: 'customer' } },
    })
    expect(requests.fields[0]).toEqual({ field: 'externalId', needed: true })
    const back = await call('patch', `/v1/imports/${asked.id}`, { kind: 'customers', columns: { phone: null } })
    expect(back).toMatchObject({
      kind: 'customers',
      mapping: { columns: { name: 'customer', phone: null, openedAt: null } },
    })
    await call('post', `/v1/imports/${asked.id}/cancellation`)
  })

  test('what the rows of a file with the same columns were, they are', async () => {
    const file = (n: number) =>
      Buffer.from(`id,created,customer,email,phone\nY-${n},2025-03-01 10:00,Yan,y@sample.example,\n`)
    expect((await bring(file(1), { kind: 'requests' })).progress.imported).toBe(1)
    const again = await drop(file(2))
    expect(again).toMatchObject({ kind: 'requests', mapping: { columns: { openedAt: 'created' } }, questions: [] })
    expect(again.detected).toMatchObject({ kind: 'requests', recalledFrom: { name: 'export' } })
  })
})
