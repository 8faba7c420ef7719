import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

// An import is taken back whole, or not at all; its bad rows come back mended.

let w: TestWorld
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
})
afterAll(() => w.close())

async function call(method: string, path: string, body?: unknown) {
  const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
const refused = async (method: string, path: string, body?: unknown) => {
  const { status, body: said } = await w.api(method, path, body, { as: w.orgs[0].owner })
  return { status, code: said.code, detail: said.detail }
}

async function drop(text: string, name = 'log.csv') {
  const { id } = await call('post', '/v1/imports', { name, bytes: Buffer.byteLength(text) })
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await w.api('put', `/v1/imports/${id}/parts/1`, text, { as: w.orgs[0].owner, headers })
  expect(sent.status).toBe(200)
  return sent.body
}
async function checked(text: string, change: object = {}) {
  const { id } = await drop(text)
  await call('patch', `/v1/imports/${id}`, { timeZone: 'UTC', ...change })
  await call('post', `/v1/imports/${id}/check`)
  await w.drainTasks()
  return call('get', `/v1/imports/${id}`)
}
async function bring(text: string, change: object = {}) {
  const { id } = await checked(text, change)
  await call('post', `/v1/imports/${id}/start`)
  await w.drainTasks()
  return call('get', `/v1/imports/${id}`)
}
async function undo(id: string) {
  await call('post', `/v1/imports/${id}/undo`)
  await w.drainTasks()
  return call('get', `/v1/imports/${id}`)
}

const count = async (table: string, where = 'true'): Promise<number> =>
  (await w.owner.query(`select count(*)::int as n from ${table} where org_id = $1 and ${where}`, [w.orgs[0].id]))
    .rows[0].n
const all = async () => ({
  requests: await count('request'),
  promises: await count('promise'),
  observations: await count('forecast_observation'),
  customers: await count('customer'),
  contacts: await count('contact'),
})

type Evidence = { events: { type: string }[] }
const evidenceOf = (requestId: string) => call('get', `/v1/evidence?about=request:${requestId}`)

let turn = 0
const log = (rows = 5) => {
  turn++
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `U${turn}-${i},2026-01-05T10:00:00Z,2026-01-0${6 + (i % 3)}T10:00:00Z,2026-01-07T10:00:00Z,Boiler,Ann ${turn}-${i % 2},ann${turn}-${i % 2}@example.org`,
  )
  return `case_id,opened_at,closed_at,target_at,category,customer,email\n${lines.join('\n')}\n`
}

describe('undo', () => {
  test('takes back requests, promises, observations and customers; the ledger keeps every stream, with a signed end', async () => {
    const before = await all()
    const text = log()
    const done = await bring(text)
    expect(done).toMatchObject({ state: 'done', progress: { imported: 5 }, allowed: ['undo'], undo: null })
    expect(await all()).toEqual({
      requests: before.requests + 5,
      promises: before.promises + 5,
      observations: before.observations + 5,
      customers: before.customers + 2,
      contacts: before.contacts + 2,
    })
    const { rows } = await w.owner.query('select id from request where import_id = $1', [done.id])
    expect(await call('get', `/v1/imports/${done.id}/undo`)).toEqual({
      requests: 5,
      customers: 2,
      contacts: 0,
      completed: 0,
      builtOn: [],
    })
    expect(await undo(done.id)).toMatchObject({
      state: 'undone',
      allowed: [],
      progress: { share: 1 },
      undo: { requests: 5, customers: 2, contacts: 0, completed: 0, kept: 0 },
    })
    expect(await all()).toEqual(before)

    expect(rows).toHaveLength(5)
    for (const { id } of rows) {
      const evidence = await evidenceOf(id)
      expect(evidence.chains.map(({ events }: Evidence) => events.map(({ type }) => type))).toEqual([
        ['promise.imported', 'promise.import_undone'],
      ])
      expect(evidence).toMatchObject({ verified: true, chains: [{ promises: [], faults: [] }] })
    }
    // What was written is bound still.
    await w.owner.query(
      `update event set data = data || '{"dueAt": "2026-01-09T10:00:00Z"}' where about = $1 and type = 'promise.imported'`,
      [`request:${rows[0].id}`],
    )
    expect(await evidenceOf(rows[0].id)).toMatchObject({
      verified: false,
      chains: [{ faults: [{ seq: 1, what: 'content' }] }],
    })
    await w.owner.query(`delete from event where about = $1 and type = 'promise.import_undone'`, [
      `request:${rows[1].id}`,
    ])
    expect(await evidenceOf(rows[1].id)).toMatchObject({ verified: false })
    // Asked again it is what it was; the file can be brought again.
    expect(await call('post', `/v1/imports/${done.id}/undo`)).toMatchObject({ state: 'undone' })
    expect(await bring(text)).toMatchObject({ state: 'done', progress: { imported: 5, known: 0 } })
  })

  test('is refused as a whole once something was built on it, saying on what', async () => {
    const { id } = await bring(log(2))
    const { rows } = await w.owner.query(
      'select id, number, version from request where import_id = $1 order by number',
      [id],
    )
    const [first] = rows
    await w.api(
      'patch',
      `/v1/requests/${first.id}`,
      { subject: 'The boiler in the cellar' },
      { as: w.orgs[0].owner, headers: { 'if-match': `"${first.version}"` } },
    )
    const before = await all()
    expect((await call('get', `/v1/imports/${id}/undo`)).builtOn).toEqual([
      { kind: 'request', id: first.id, name: `#${first.number} The boiler in the cellar` },
    ])
    expect(await refused('post', `/v1/imports/${id}/undo`)).toMatchObject({ status: 409, code: 'imports/built_on' })
    await w.drainTasks()
    expect(await all()).toEqual(before)
  })

  test('of customers is refused while requests from elsewhere are theirs, until those are undone', async () => {
    const list = await bring('name,email,phone\nZoe Lark,zoe.lark@example.org,+34600100999\n', { kind: 'customers' })
    expect(list).toMatchObject({ kind: 'customers', progress: { imported: 1 } })
    const tickets = await bring(
      'case_id,opened_at,closed_at,category,customer,email\nZ1,2026-01-05T10:00:00Z,2026-01-06T10:00:00Z,Tap,Zoe Lark,zoe.lark@example.org\n',
    )
    expect((await call('get', `/v1/imports/${list.id}/undo`)).builtOn).toMatchObject([
      { kind: 'customer', name: 'Zoe Lark' },
    ])
    expect(await refused('post', `/v1/imports/${list.id}/undo`)).toMatchObject({ code: 'imports/built_on' })
    expect(await undo(tickets.id)).toMatchObject({ undo: { requests: 1, customers: 0 } })
    expect(await undo(list.id)).toMatchObject({ state: 'undone', undo: { customers: 1 } })
    expect(await count('customer', "name = 'Zoe Lark'")).toBe(0)
  })

  test('empties what a list filled of customers that were there, unless somebody changed them since', async () => {
    const mine = await call('post', '/v1/customers', { name: 'Hotel Mar' })
    const other = await call('post', '/v1/customers', { name: 'Hotel Sol' })
    for (const [customerId, name, email] of [
      [mine.id, 'Hotel Mar', 'mar@example.org'],
      [other.id, 'Hotel Sol', 'sol@example.org'],
    ])
      await call('post', '/v1/contacts', { customerId, name, email })
    const { id } = await bring(
      'name,email,phone,notes\nHotel Mar,mar@example.org,+34600100111,Ring twice\nHotel Sol,sol@example.org,+34600100112,Ring once\n',
      { kind: 'customers', existing: 'complete' },
    )
    expect(await call('get', `/v1/customers/${mine.id}`)).toMatchObject({ note: 'Ring twice' })
    expect(await call('get', `/v1/imports/${id}/undo`)).toMatchObject({ customers: 0, completed: 4, builtOn: [] })
    const { version } = await call('get', `/v1/customers/${other.id}`)
    const headers = { 'if-match': `"${version}"` }
    await w.api('patch', `/v1/customers/${other.id}`, { note: 'Ring once, loudly' }, { as: w.orgs[0].owner, headers })
    expect(await undo(id)).toMatchObject({ state: 'undone', undo: { customers: 0, completed: 3, kept: 1 } })
    const phones = async (customerId: string) =>
      (await w.owner.query('select phone from contact where customer_id = $1', [customerId])).rows.map(
        (row) => row.phone,
      )
    expect(await call('get', `/v1/customers/${mine.id}`)).toMatchObject({ note: '' })
    expect(await phones(mine.id)).toEqual([null])
    expect(await call('get', `/v1/customers/${other.id}`)).toMatchObject({ note: 'Ring once, loudly' })
  })

  test('is done in pieces; stopped, it keeps what it took back and goes on when asked', async () => {
    const { id } = await bring(log(1_200))
    await call('post', `/v1/imports/${id}/undo`)
    expect(await call('get', `/v1/imports/${id}`)).toMatchObject({ state: 'undoing', allowed: ['cancel'] })
    expect(await call('post', `/v1/imports/${id}/cancellation`)).toMatchObject({ state: 'done', allowed: ['undo'] })
    await w.drainTasks()
    expect(await count('request', `import_id = '${id}'`)).toBe(1_200)
    expect(await undo(id)).toMatchObject({ state: 'undone', undo: { requests: 1_200, kept: 0 } })
    expect(await count('request', `import_id = '${id}'`)).toBe(0)
  })

  test('is only for imports that have ended or stopped and brought something', async () => {
    const { id } = await drop(log(1))
    expect(await refused('post', `/v1/imports/${id}/undo`)).toMatchObject({ status: 409, code: 'imports/wrong_state' })
  })

  test('the database lets go of no other promise', async () => {
    const { id } = await bring(log(1))
    await w.owner.query(
      `update promise set followed = true where about in (select 'request:' || id from request where import_id = $1)`,
      [id],
    )
    const client = await w.owner.connect()
    try {
      await client.query('begin')
      await client.query('set local role kept_app')
      await client.query(`select set_config('app.org_id', $1, true)`, [w.orgs[0].id])
      const { rowCount } = await client.query(
        `delete from promise where about in (select 'request:' || id from request where import_id = $1)`,
        [id],
      )
      expect(rowCount).toBe(0)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})

describe('bad rows', () => {
  const badRowsOf = async (id: string): Promise<string> => {
    const { status, body } = await w.api('get', `/v1/imports/${id}/bad-rows.csv`, undefined, { as: w.orgs[0].owner })
    expect(status).toBe(200)
    return body
  }

  test('come as a file of the same columns, and mended are read as the first file was', async () => {
    const first = await checked(
      'Case;Came in;Done;What\nB1;05/01/2026 10:00;06/01/2026 10:00;Boiler, cold\nB2;soon;06/01/2026 10:00;"=Tap; drips"\nB3;31/01/2026 10:00;30/01/2026 10:00;Door\nB4;31/01/2026 10:00;;Door;one;two\n',
      { columns: { externalId: 'Case', openedAt: 'Came in', closedAt: 'Done', subject: 'What' } },
    )
    expect(first).toMatchObject({ state: 'checked', progress: { bad: 3 }, badRows: true })
    const text = await badRowsOf(first.id)
    const lines = text.replace('\uFEFF', '').trim().split('\r\n')
    expect(lines[0]).toBe('Case,Came in,Done,What,kept_error')
    expect(lines[1]).toMatch(/^B2,soon,06\/01\/2026 10:00,"'=Tap; drips",.*Came in: /)
    expect(lines[2]).toMatch(/^B3,31\/01\/2026 10:00,30\/01\/2026 10:00,Door,/)
    expect(lines[3]).toMatch(/^B4,31\/01\/2026 10:00,,"Door, one, two",/)

    await call('post', `/v1/imports/${first.id}/start`)
    await w.drainTasks()
    const mended = text
      .replace('soon', '31/01/2026 09:00')
      .replace('30/01/2026', '31/01/2026')
      .replace('06/01/2026 10:00,"\'=', '06/02/2026 10:00,"\'=')
    const second = await drop(mended, 'mended.csv')
    expect(second).toMatchObject({
      detected: { recalledFrom: { id: first.id } },
      mapping: { columns: { externalId: 'Case', openedAt: 'Came in', closedAt: 'Done', subject: 'What' } },
      questions: [],
    })
    await call('post', `/v1/imports/${second.id}/check`)
    await w.drainTasks()
    await call('post', `/v1/imports/${second.id}/start`)
    await w.drainTasks()
    expect(await call('get', `/v1/imports/${second.id}`)).toMatchObject({ progress: { imported: 3, bad: 0 } })
    expect(await count('request', "subject = '=Tap; drips'")).toBe(1)
  })

  test('of more than one page each come once; they go with the undo', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => `P${i},soon,`)
    const { id } = await bring(`case_id,opened_at,closed_at\nP-good,2026-01-05T10:00:00Z,\n${rows.join('\n')}\n`, {
      columns: { externalId: 'case_id', openedAt: 'opened_at', closedAt: 'closed_at' },
      dateFormat: 'iso',
    })
    const ids = (await badRowsOf(id)).split('\r\n').flatMap((line) => /^P\d+/.exec(line)?.[0] ?? [])
    expect(ids).toEqual(Array.from({ length: 450 }, (_, i) => `P${i}`))
    expect(await undo(id)).toMatchObject({ state: 'undone', badRows: false })
    expect(await refused('get', `/v1/imports/${id}/bad-rows.csv`)).toMatchObject({
      status: 404,
      code: 'imports/bad_rows_gone',
    })
  })

  test('an export of a help desk says in the language of the organization what is wrong', async () => {
    const example = readFileSync(join(import.meta.dirname, '../../examples/customers.csv'), 'utf8')
    const { id } = await checked(example)
    expect(await badRowsOf(id)).toContain('What is needed is missing.')
  })
})
