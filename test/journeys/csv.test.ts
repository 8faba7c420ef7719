import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { unguarded } from '#platform/csv'
import type { Route } from '#platform/routes'
import { NASTY } from '#test/nasty'
import { createWorld, type Person, type TestOrganization, type TestWorld } from '#test/world'
import { sheets } from '../../src/commands/export.ts'
import { routes as table } from '../../src/routes.ts'

const routes: readonly Route[] = table
const URL = 'http://localhost:3000'

let w: TestWorld
let ours: TestOrganization
let others: TestOrganization
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z', url: URL })
  ;[ours, others] = w.orgs
})
afterAll(() => w?.close())
afterEach(() => vi.restoreAllMocks())

type Input = Record<string, unknown>
type Line = Record<string, string>

async function post(path: string, body: Input, as: Person) {
  const answer = await w.api('post', path, body, { as })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

const listed = async (path: string, as: Person): Promise<Input[]> =>
  (await w.api('get', path, undefined, { as })).body.items

const linesOf = (text: string, delimiter = ','): Line[] => parse(text, { columns: true, bom: true, delimiter })
const plain = (line: Line): Line =>
  Object.fromEntries(Object.entries(line).map(([key, cell]) => [key, unguarded(cell)]))

/** The file as bytes: the browser that reads JSON would drop the byte-order mark. */
async function file(path: string, as: Person): Promise<{ response: Response; text: string }> {
  const response = await w.app.request(`${URL}${path}`, { headers: { cookie: as.cookie } }, env)
  expect(response.status, path).toBe(200)
  return { response, text: Buffer.from(await response.arrayBuffer()).toString('utf8') }
}
const env = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }

const FORMULAS = ['=1+1', '+1', '-1+1', '@SUM(A1)', '-12.5', '＝1', "'=1", '+48 600 100 200', '="a",b\n-c;d']
const texts = [...NASTY.map(([, value]) => value), ...FORMULAS].filter(
  (value): value is string => typeof value === 'string' && value.trim() !== '' && !/\0|\ud800/u.test(value),
)

describe('what people write', () => {
  const subjects = texts.map((text) =>
    text
      .trim()
      .slice(0, 150)
      .replace(/[\ud800-\udbff]$/, ''),
  )

  beforeAll(async () => {
    for (const [i, text] of subjects.entries()) {
      const customer = await post('/v1/customers', { name: text, note: text, contacts: [{ name: text }] }, ours.owner)
      const words = { subject: text, description: text, category: text, area: text, externalId: `${i} ${text}` }
      const owned = { customerId: customer.id, ownerId: ours.lead.member.id }
      const request = await post('/v1/requests', { kind: 'job', ...words, ...owned }, ours.owner)
      const about = { about: `request:${request.id}`, customerId: customer.id }
      const promise = { kind: 'completion', wording: text, caveats: [text], dueAt: '2026-12-24T10:00:00Z' }
      await post('/v1/promises', { ...promise, ...about }, ours.owner)
    }
    await post('/v1/requests', { kind: 'job', subject: 'Theirs' }, others.owner)
  })

  test('is a file that a spreadsheet opens and never calculates, and comes back to the letter', async () => {
    for (const [list, field] of [
      ['requests', 'subject'],
      ['customers', 'name'],
      ['promises', 'wording'],
    ] as const) {
      const { response, text } = await file(`/v1/${list}.csv`, ours.owner)
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${list}-2026-11-26.csv"`)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(text.startsWith('\uFEFF')).toBe(true)
      expect(text.endsWith('\r\n')).toBe(true)
      const lines = linesOf(text)
      const cells = lines.flatMap((line) => Object.values(line))
      expect(cells.filter((cell) => /^\s*[=+@＝＋－＠]|^\s*-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([])
      const items = await listed(`/v1/${list}?limit=200`, ours.owner)
      expect(items.length).toBeGreaterThan(20)
      const whole = items.map((item) => ({ id: item.id, [field]: item[field] }))
      expect(lines.map(plain).map((line) => ({ id: line.id, [field]: line[field] }))).toEqual(whole)
    }
  })

  test('rows show what their list shows, with the names of what they point to', async () => {
    const [request] = await listed('/v1/requests?limit=1', ours.owner)
    const { text } = await file('/v1/requests.csv', ours.owner)
    const line = plain(linesOf(text)[0] ?? {})
    for (const [key, value] of Object.entries(request ?? {}))
      if (key in line) expect(line[key], key).toBe(value === null ? '' : String(value))
    expect(line).toMatchObject({ ownerName: 'Lee Lead', openedAt: '2026-11-26T09:00:00Z' })
    const [promise] = linesOf((await file('/v1/promises.csv', ours.owner)).text).map(plain)
    expect(promise).toMatchObject({ customerName: subjects[0], state: 'open', dueAt: '2026-12-24T10:00:00Z' })
  })

  test('filters are the list’s own, and so are refusals', async () => {
    const get = (path: string, as = ours.owner) => w.api('get', path, undefined, { as })
    const one = await listed('/v1/requests?limit=1', ours.owner)
    await post(`/v1/requests/${one[0]?.id}/closing`, {}, ours.owner)
    const open = await file('/v1/requests.csv?status=closed', ours.owner)
    expect(linesOf(open.text).map(({ id }) => id)).toEqual([one[0]?.id])
    expect(linesOf((await file('/v1/customers.csv?q=nobody-at-all', ours.owner)).text)).toEqual([])
    for (const wrong of ['status=strange', 'limit=2', 'cursor=x', 'separator=%7C', 'colour=red']) {
      const answer = await get(`/v1/requests.csv?${wrong}`)
      const issues = [{ path: wrong.split('=')[0] }]
      expect(answer, wrong).toMatchObject({ status: 400, body: { code: 'input/invalid', issues } })
    }
    expect(await get('/v1/events.csv', ours.viewer)).toMatchObject({ status: 403, body: { code: 'access/forbidden' } })
    const unknown = '/v1/imports/01938c1e-7a00-7000-8000-00000000ffff/errors.csv'
    expect(await get(unknown)).toMatchObject({ status: 404, body: { code: 'imports/not_found' } })
  })

  test('semicolons for spreadsheets that expect them', async () => {
    const comma = linesOf((await file('/v1/requests.csv', ours.owner)).text)
    expect(linesOf((await file('/v1/requests.csv?separator=semicolon', ours.owner)).text, ';')).toEqual(comma)
  })

  test('another organization has a file of its own', async () => {
    const { text } = await file('/v1/requests.csv', others.owner)
    expect(linesOf(text).map(({ subject }) => subject)).toEqual(['Theirs'])
  })

  test('what was exported is imported as it was, and nothing is asked', async () => {
    const { text } = await file('/v1/requests.csv?separator=semicolon', ours.owner)
    const bytes = Buffer.from(text)
    const made = await post('/v1/imports', { name: 'r.csv', bytes: bytes.length, kind: 'requests' }, others.owner)
    const headers = { 'content-type': 'application/octet-stream' }
    const sent = await w.api('put', `/v1/imports/${made.id}/parts/1`, text, { as: others.owner, headers })
    expect(sent.body).toMatchObject({ state: 'uploaded', questions: [] })
    await post(`/v1/imports/${made.id}/check`, {}, others.owner)
    await w.drainTasks()
    const checked = await w.api('get', `/v1/imports/${made.id}`, undefined, { as: others.owner })
    expect(checked.body.check).toMatchObject({ bad: 0, valid: subjects.length })
    expect(checked.body.check.notes).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'guard_dropped', firstLine: expect.any(Number) })]),
    )
    await post(`/v1/imports/${made.id}/start`, {}, others.owner)
    await w.drainTasks()
    // What is a line there, is one here.
    const line = (value: unknown): string => String(value).replace(/\s*\n\s*/g, ' ')
    const kept = ({ externalId, subject, category, area, openedAt, description }: Input) => [
      ...[externalId, subject, category, area].map(line),
      ...[openedAt, description],
    ]
    const there = await listed(`/v1/requests?limit=200&importId=${made.id}`, others.owner)
    const here = await listed('/v1/requests?limit=200', ours.owner)
    expect(there.map(kept).sort()).toEqual(here.map(kept).sort())
  })
})

test('bad rows of a file, members, events', async () => {
  const log = 'id,opened,category\nA,2026-01-05T10:00:00Z,x\nB,soon,=1+1\n,2026-01-05T10:00:00Z,y\n'
  const made = await post('/v1/imports', { name: 'l.csv', bytes: log.length, kind: 'requests' }, ours.owner)
  const headers = { 'content-type': 'application/octet-stream' }
  await w.api('put', `/v1/imports/${made.id}/parts/1`, log, { as: ours.owner, headers })
  await post(`/v1/imports/${made.id}/check`, {}, ours.owner)
  await w.drainTasks()
  const { text } = await file(`/v1/imports/${made.id}/errors.csv`, ours.owner)
  expect(linesOf(text)).toMatchObject([
    { line: '3', column: 'opened', code: 'not_a_date', excerpt: 'soon' },
    { line: '4', column: 'id', code: 'missing', reason: 'The id is missing.' },
  ])
  const members = linesOf((await file('/v1/members.csv', ours.viewer)).text)
  expect(members.map(({ role }) => role).sort()).toEqual(['frontline', 'lead', 'owner', 'viewer'])
  const events = linesOf((await file('/v1/events.csv?type=import.created', ours.owner)).text)
  expect(events.length).toBeGreaterThan(0)
  for (const event of events) expect(JSON.parse(event.data ?? '')).toBeTypeOf('object')
})

test('every list that is a file can be had on the command line, and under the permission of its list', () => {
  // The bad rows of an import have the columns of its file: `kept import --bad-rows` writes them.
  const files = routes.filter(({ path }) => path.endsWith('.csv') && !path.endsWith('/bad-rows.csv'))
  expect(files.map(({ op }) => op.name).sort()).toEqual(sheets.map(({ name }) => name).sort())
  for (const { path, op } of files) {
    const list = routes.find((route) => route.method === 'get' && route.path === path.replace('.csv', ''))
    expect(list && 'permission' in list.op && list.op.permission, path).toBe('permission' in op && op.permission)
  }
})

describe('a long list', () => {
  const ROWS = 650
  let long: TestOrganization
  beforeAll(async () => {
    long = others
    await w.owner.query(
      `insert into request (org_id, id, number, kind, subject, status, source, opened_at, followed, created_at)
       select $1, gen_random_uuid(), 10000 + n, 'job', 'Row ' || n, 'open', 'long',
         timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', true, now()
       from generate_series(1, ${ROWS}) n`,
      [long.id],
    )
  })

  const begin = async (as: Person, path = '/v1/requests.csv?source=long') => {
    const response = await w.app.request(`${URL}${path}`, { headers: { cookie: as.cookie } }, env)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    return { reader, first: Buffer.from((await reader.read()).value ?? []).toString() }
  }
  const rest = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> => {
    const parts: Uint8Array[] = []
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
    return Buffer.concat(parts).toString()
  }
  const pagesRead = () => {
    const run = vi.spyOn(w.gate, 'run')
    return () => run.mock.calls.filter(([op]) => op.name === 'requests.export').length
  }

  test('comes in pages, each read when it is wanted; what is added meanwhile comes once or not', async () => {
    const pages = pagesRead()
    const { reader, first } = await begin(long.owner)
    expect(pages()).toBe(1)
    for (const [subject, openedAt] of [
      ['newest', '2026-11-26T08:00:00Z'],
      ['oldest', '2025-12-31T00:00:00Z'],
    ])
      await w.owner.query(
        `insert into request (org_id, id, number, kind, subject, status, source, opened_at, followed, created_at)
         values ($1, gen_random_uuid(), $2, 'job', $3, 'open', 'long', $4, true, now())`,
        [long.id, subject === 'newest' ? 20_000 : 20_001, subject, openedAt],
      )
    const lines = linesOf(first + (await rest(reader)))
    expect(pages()).toBe(4)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    expect(lines.map(({ subject }) => subject)).toEqual([
      ...Array.from({ length: ROWS }, (_, i) => `Row ${ROWS - i}`),
      'oldest',
    ])
  })

  test('is read no further when the reader leaves', async () => {
    const pages = pagesRead()
    const { reader } = await begin(long.owner)
    await reader.cancel()
    await new Promise((resolve) => setImmediate(resolve))
    expect(pages()).toBe(1)
  })

  test('ends for whoever is shut out meanwhile, without looking whole', async () => {
    const email = 'temp@harbour.example'
    const invited = await post('/v1/members', { email, name: 'Tem', role: 'viewer', delivery: 'link' }, long.owner)
    const entered = await w.api('post', '/v1/sessions', { token: invited.link.split('#')[1] })
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { reader } = await begin({ ...long.viewer, cookie })
    expect((await w.api('delete', `/v1/members/${entered.body.member.id}`, {}, { as: long.owner })).status).toBe(200)
    await expect(rest(reader)).rejects.toMatchObject({ code: 'access/not_signed_in' })
  })

  test('a fault in the middle cuts it off', async () => {
    const run = w.gate.run
    vi.spyOn(w.gate, 'run').mockImplementationOnce(run).mockRejectedValueOnce(new Error('the database is away'))
    const { reader } = await begin(long.owner)
    await expect(rest(reader)).rejects.toThrow('the database is away')
  })
})
