import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeCredential } from '#modules/directory'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { formFor, posted } from '#test/portal-desk'
import { createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
import { evidenceCommand } from '../../src/commands/evidence.ts'
import { setUpLink } from '../../src/modules/accounts/links.ts'

// The main job over the API alone, from the link that the first start prints to evidence: each test goes on from the
// one before.
const START = '2026-11-26T09:00:00Z'
const ORIGIN = 'http://localhost:3000'
let w: TestWorld
let owner: Person
let orgId: string
let key: string
let requestId: string
let customerId: string
let promiseId: string
let page: string

beforeAll(async () => {
  w = await createWorld({ start: START })
})
afterAll(() => w?.close())

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: key })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: hours * 60 })
    .toString()
const sweep = () => w.gate.run(sweepDue, systemActor(orgId, 'clock'), {})
const todayOf = async (id: string): Promise<string[]> =>
  (await call('get', '/v1/today')).actNow
    .filter((matter: { promise: { id: string } }) => matter.promise.id === id)
    .map((matter: { why: string }) => matter.why)

/** What the live stream says from now on, as it comes. */
async function follow() {
  const response = await w.app.request(`${ORIGIN}/v1/stream`, { headers: { cookie: owner.cookie } })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  let heard = ''
  return {
    async hears(text: string): Promise<void> {
      while (!heard.includes(text)) heard += Buffer.from((await reader.read()).value ?? []).toString()
    },
    stop: () => reader.cancel(),
  }
}

/** What a customer does: opens the page behind a link and sends one of its forms. */
async function answerOnPage(path: string, answer: 'accepted' | 'declined' | 'other', fields = {}) {
  const html = await (await w.app.request(`${ORIGIN}${path}?answer=${answer}`)).text()
  return w.app.request(`${ORIGIN}${path}/answer`, posted({ ...formFor(html, answer), ...fields }))
}
const linkTo = async (id: string): Promise<string> =>
  new URL((await call('post', `/v1/promises/${id}/links`, {})).url).pathname

test('start and set up: the set-up link founds the business, its calendar has the holidays of the country', async () => {
  const { id } = await w.gate.runNarrow(makeCredential, { purpose: 'set_up' })
  const business = {
    token: tokenOf(setUpLink(w.instance, id)),
    ...{ name: 'Faros del Sur', country: 'ES', timeZone: 'Europe/Madrid', language: 'es' },
    owner: { name: 'Olga Dueña', email: 'olga@faros.example' },
  }
  const founded = await w.api('post', '/v1/organizations', business)
  owner = personOf(founded)
  orgId = founded.body.organization.id
  expect(await w.api('post', '/v1/organizations', business), 'the link works once').toMatchObject({
    body: { code: 'directory/link_used' },
  })
  key = (await w.api('post', '/v1/api-keys', { name: 'story', role: 'owner' }, { as: owner })).body.key
  const { items } = await call('get', '/v1/calendars')
  const calendar = await call('get', `/v1/calendars/${items[0].id}`)
  expect(calendar).toMatchObject({ isDefault: true, timeZone: 'Europe/Madrid', country: 'ES' })
  expect(calendar.holidays).toContainEqual(expect.objectContaining({ date: '2026-12-25' }))
  const colleague = { name: 'Luis', email: 'luis@faros.example', role: 'frontline', delivery: 'link' }
  const { link } = await call('post', '/v1/members', colleague)
  const joined = personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link) }))
  await call('patch', `/v1/members/${joined.member.id}`, { role: 'lead' })
  await call('delete', `/v1/members/${joined.member.id}`)
  expect((await w.api('get', '/v1/session', undefined, { as: joined })).status).toBe(401)
})

test('import: a real log, silently, and the same file twice changes nothing', async () => {
  const file = readFileSync(join(import.meta.dirname, '../../examples/boston-311-excerpt.csv'))
  const bring = async () => {
    const made = await call('post', '/v1/imports', { name: 'log.csv', bytes: file.length, kind: 'requests' })
    const sent = await w.app.request(`${ORIGIN}/v1/imports/${made.id}/parts/1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}` },
      body: file,
    })
    expect(sent.status).toBe(200)
    await call('patch', `/v1/imports/${made.id}`, { timeZone: 'America/New_York' })
    await call('post', `/v1/imports/${made.id}/check`)
    await w.drainTasks()
    expect(await call('get', `/v1/imports/${made.id}`)).toMatchObject({ state: 'checked', questions: [] })
    await call('post', `/v1/imports/${made.id}/start`)
    await w.drainTasks()
    return call('get', `/v1/imports/${made.id}`)
  }
  const first = await bring()
  expect(first).toMatchObject({ state: 'done', progress: { imported: first.check.valid, bad: first.check.bad } })
  expect(first.progress.imported).toBeGreaterThan(900)
  expect((await bring()).progress).toMatchObject({ imported: 0, known: first.progress.imported })
  const { items } = await call('get', `/v1/imports/${first.id}/errors`)
  const told = (error: { line: number; sentence: string }) => error.line > 1 && error.sentence.length > 10
  expect(items.every(told)).toBe(true)
  expect(await call('get', '/v1/today')).toMatchObject({ actNow: [], figures: { overdue: 0, dueToday: 0, notTold: 0 } })
  expect((await call('get', '/v1/messages')).items).toEqual([])
})

test('promise: dates from the history of similar requests, and what they rest on', async () => {
  const contact = { name: 'Ana Ruiz', email: 'ana@example.com', language: 'es', timeZone: 'Atlantic/Canary' }
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })).id
  const history = (await call('get', '/v1/requests?followed=false&status=closed&limit=200')).items
  const byCategory = [...Map.groupBy(history, (item: { category: string }) => item.category)]
  const [category] = byCategory.sort((a, b) => b[1].length - a[1].length)[0] ?? []
  const asked = { kind: 'job', subject: 'La farola está apagada', category, customerId }
  requestId = (await call('post', '/v1/requests', asked)).id
  const quote = await call('get', `/v1/requests/${requestId}/quote`)
  expect(quote.basis.similar).toBeGreaterThanOrEqual(30)
  const dates = quote.quotes.filter((one: { dueAt: string | null }) => one.dueAt !== null)
  expect(dates.length).toBeGreaterThan(0)
})

test('agree: told by mail with a link that records nothing, accepted on its page, kept exactly as seen', async () => {
  const made = await call('post', '/v1/promises', {
    kind: 'completion',
    wording: 'La farola funcionará',
    language: 'es',
    dueAt: at(48),
    about: `request:${requestId}`,
    customerId,
    asksAnswer: true,
    caveats: ['Puede faltar una pieza.'],
    // Few such requests are done in two days.
    belowFloorReason: 'The lamp is on the way to another job.',
  })
  promiseId = made.id
  expect(made).toMatchObject({ state: 'proposed', telling: 'waiting' })
  await w.drainTasks()
  const [message] = (await call('get', '/v1/messages')).items
  expect(message).toMatchObject({ to: 'ana@example.com', state: 'held', language: 'es' })
  // The mail view shows what would go out, without the customer's link.
  expect(JSON.stringify(await call('get', `/v1/messages/${message.id}`))).not.toMatch(/\/t\/[\w-]{20,}/)
  page = await linkTo(promiseId)
  const opened = await w.app.request(`${ORIGIN}${page}`)
  expect(Object.fromEntries(opened.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': expect.stringContaining('noindex'),
  })
  const html = await opened.text()
  expect(html).toContain('La farola funcionará')
  expect(html).toContain('Puede faltar una pieza.')
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'proposed' })

  const stream = await follow()
  await stream.hears('ready')
  expect((await answerOnPage(page, 'accepted')).status).toBe(303)
  await stream.hears('"promise.accepted"')
  await stream.stop()
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({
    ...{ state: 'open', consent: 'accepted', telling: 'told', answeredAt: START },
  })
  const evidence = await call('get', `/v1/requests/${requestId}/evidence`)
  const [answer] = evidence.chains[0].answers
  expect(answer).toMatchObject({ answer: 'accepted', givenBy: 'customer', channel: 'link' })
  expect(answer.seen.text).toContain('La farola funcionará')
  expect(answer.seen).toMatchObject({ language: 'es', timeZone: 'Atlantic/Canary' })
  // Used once; the page stays.
  expect((await w.app.request(`${ORIGIN}${page}/answer`, posted({ answer: 'declined', seen: '' }))).status).toBe(409)
  expect(await (await w.app.request(`${ORIGIN}${page}`)).text()).toContain('La farola funcionará')
})

test('watch: due soon; a date moves by a successor that is told and answered', async () => {
  expect(await todayOf(promiseId)).toEqual([])
  w.clock.set(at(30))
  expect(await todayOf(promiseId)).toEqual(['due_soon'])
  const words = { wording: 'La farola funcionará', language: 'es', belowFloorReason: 'The lamp comes on Sunday.' }
  const to = (hours: number) => ({ ...words, dueAt: at(hours) })
  const path = `/v1/promises/${promiseId}/renegotiation`
  const first = await call('post', path, { ...to(96), reason: 'Falta una pieza.' })
  expect(await call('get', `/v1/promises/${promiseId}`), 'the old one stands').toMatchObject({ state: 'open' })
  const again = await w.api('post', path, { ...to(97), reason: 'Otra vez.' }, { as: key })
  expect(again).toMatchObject({ status: 409, body: { code: 'promises/already_moving' } })
  // The customer wants it otherwise: only the old one holds, and the wish is work for a person.
  const wished = { wishAt: '2026-11-29T18:00', text: 'El domingo por la tarde, por favor.' }
  expect((await answerOnPage(await linkTo(first.id), 'other', wished)).status).toBe(303)
  expect(await call('get', `/v1/promises/${first.id}`)).toMatchObject({ state: 'declined' })
  expect(await todayOf(first.id)).toEqual(['wish'])
  w.clock.set(at(30.5))
  const second = await call('post', path, { ...to(81), reason: 'Como usted prefiere.' })
  expect(await todayOf(first.id), 'the wish is met').toEqual([])
  const accepted = { saidBy: 'Ana Ruiz', channel: 'phone' }
  await call('post', `/v1/promises/${second.id}/acceptance`, accepted)
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'renegotiated' })
  promiseId = second.id
})

test('watch: exactly at its due instant nothing is broken, a moment later it is, once', async () => {
  w.clock.set(at(81))
  expect(await sweep()).toMatchObject({ swept: 0 })
  w.clock.set(Temporal.Instant.from(at(81)).add({ milliseconds: 1 }).toString())
  expect(await sweep()).toMatchObject({ swept: 1 })
  expect(await sweep()).toMatchObject({ swept: 0 })
  expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({ state: 'broken', overdue: true })
  expect(await todayOf(promiseId)).toEqual(expect.arrayContaining(['overdue']))
  expect((await call('get', '/v1/today')).figures).toMatchObject({ overdue: 1 })
})

test('keep: recorded late with when it happened, as a correction with its reason', async () => {
  const deliver = (input: object) => w.api('post', `/v1/promises/${promiseId}/delivery`, input, { as: key })
  w.clock.set(at(83))
  expect(await deliver({ occurredAt: at(84) })).toMatchObject({
    status: 400,
    body: { issues: [{ path: 'occurredAt' }] },
  })
  expect(await deliver({ occurredAt: at(80) })).toMatchObject({ status: 400, body: { issues: [{ path: 'reason' }] } })
  expect(await deliver({ occurredAt: at(80), reason: 'Anotado tras la ronda.' })).toMatchObject({
    body: { state: 'kept', outcome: 'kept_as_moved', firstDueAt: at(48), overdue: false, occurredAt: at(80) },
  })
  expect(await deliver({ occurredAt: at(80) })).toMatchObject({ status: 409 })
  await call('post', `/v1/requests/${requestId}/closing`, { outcome: 'Repaired' })
  expect(await todayOf(promiseId)).not.toContain('overdue')
})

test('prove: whole as written, every event named', async () => {
  const evidence = await call('get', `/v1/requests/${requestId}/evidence`)
  expect(evidence.chains.flatMap((chain: { faults: unknown[] }) => chain.faults)).toEqual([])
  expect(evidence.verified).toBe(true)
  expect(evidence.chains[0].events.map((event: { type: string }) => event.type)).toEqual([
    'promise.proposed',
    'promise.told',
    'promise.accepted',
    'promise.moved',
    'promise.told',
    'promise.declined',
    'promise.moved',
    'promise.accepted',
    'promise.renegotiated',
    'promise.broken',
    'promise.corrected',
  ])
})

test('prove: whatever is altered in a row, an event or a text is named, and nothing else is', async () => {
  const faults = async (): Promise<string[]> => {
    const { verified, chains } = await call('get', `/v1/requests/${requestId}/evidence`)
    const all = chains.flatMap((chain: { faults: { detail: string }[] }) => chain.faults.map(({ detail }) => detail))
    expect(verified).toBe(all.length === 0)
    return all
  }
  const later = (column: string) => `${column} = ${column} + interval '1 hour'`
  const alterations: [table: string, change: string, which: string][] = [
    ...['made_at', 'due_at', 'answer_by', 'told_at', 'answered_at', 'ended_at'].map(
      (column): [string, string, string] => ['promise', later(column), 'chain_id = id'],
    ),
    ['promise', later('occurred_at'), `id = '${promiseId}'`],
    ['promise', later('recorded_at'), `id = '${promiseId}'`],
    ['promise', "window_from = made_at, wording = wording || '!'", 'chain_id = id'],
    ['promise', "caveats = '[]'", 'chain_id = id'],
    ['promise', "about = 'request:01938c1e-7a00-7000-8000-00000000ffff'", 'chain_id = id'],
    ['promise', "kind = 'callback'", 'chain_id = id'],
    ['promise', "basis = 'agreement'", 'chain_id = id'],
    ['promise', "language = 'en'", 'chain_id = id'],
    ['promise', "beneficiary = 'member'", 'chain_id = id'],
    ['promise', 'customer_id = null', 'chain_id = id'],
    ['promise', "reason = 'Otra razón.'", `id = '${promiseId}'`],
    ['promise', 'chance_when_made = chance_when_made - 0.01', 'chain_id = id'],
    ['promise', 'floor_when_made = 0.99', 'chain_id = id'],
    ['promise', "floor_reason = 'Nothing special.'", 'chain_id = id'],
    ['promise', "consent = 'unanswered'", 'chain_id = id'],
    ['promise', "state = 'broken'", `id = '${promiseId}'`],
    ['promise', 'chain_seq = chain_seq - 1', 'chain_id = id'],
    ['answer', "answer = 'accepted', wish_at = null", "answer = 'declined'"],
    ['answer', "seen = jsonb_set(seen, '{text}', '\"Nothing\"')", "given_by = 'customer'"],
    ['answer', "said_by = 'Somebody'", "given_by = 'member'"],
    ['answer', "wish_text = 'Never'", 'wish_text is not null'],
    ['answer', "channel = 'letter'", 'true'],
    ['answer', later('answered_at'), 'true'],
    ['answer', "origin = '{}'", "given_by = 'customer'"],
    ['event', later('at'), "type = 'promise.broken'"],
    ['event', "actor_id = 'x'", "type = 'promise.accepted'"],
    ['event', 'data = data || \'{"channel":"letter"}\'', "type = 'promise.accepted'"],
    ['event_text', 'text = text || \'{"reason":"x"}\'', "text ? 'reason'"],
    ['event_text', "salt = '\\x00'", 'true'],
  ]
  expect(await faults()).toEqual([])
  for (const [table, change, which] of alterations) {
    // An alteration that stays while the evidence is read, and is gone after it.
    await w.owner.query(`create table kept_aside as select * from ${table} where org_id = '${orgId}'`)
    const { rowCount } = await w.owner.query(
      `update ${table} set ${change} where org_id = '${orgId}' and (${which}) ${table === 'promise' ? `and about = 'request:${requestId}'` : ''}`,
    )
    expect(rowCount, `${table}: ${change}`).toBeGreaterThan(0)
    expect((await faults()).length, `${table}: ${change}`).toBeGreaterThan(0)
    const { rows } = await w.owner.query(
      "select string_agg(format('%1$I = a.%1$I', attname), ', ') as columns from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname not in ('org_id', 'id', 'event_id')",
      [table],
    )
    const id = table === 'event_text' ? 'event_id' : 'id'
    await w.owner.query(
      `update ${table} t set ${rows[0].columns} from kept_aside a where a.org_id = t.org_id and a.${id} = t.${id}`,
    )
    await w.owner.query('drop table kept_aside')
  }
  expect(await faults()).toEqual([])
})

test('prove: bin/kept evidence prints the same and says by its exit code whether something was altered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-story-'))
  const before = { ...process.env }
  const printed: string[] = []
  const print = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const run = async (...args: string[]) => {
    process.exitCode = 0
    await evidenceCommand.run(args)
    const code = process.exitCode
    process.exitCode = 0
    return { code, evidence: JSON.parse(printed.pop() ?? '') }
  }
  try {
    const { adminUrl, secret } = w.database
    Object.assign(process.env, {
      DATABASE_URL: adminUrl,
      KEPT_SECRET: secret,
      KEPT_DATA_DIR: folder,
      LOG_LEVEL: 'silent',
    })
    const { number } = await call('get', `/v1/requests/${requestId}`)
    const whole = await run(requestId)
    expect(whole).toMatchObject({ code: 0, evidence: { verified: true, about: `request:${requestId}` } })
    const over = await call('get', `/v1/requests/${requestId}/evidence`)
    expect(whole.evidence.chains[0].events).toEqual(over.chains[0].events)
    await w.owner.query("update promise set wording = 'Nada' where id = $1", [promiseId])
    const altered = await run(`#${number}`, '--org', orgId)
    expect(altered).toMatchObject({ code: 3, evidence: { verified: false } })
    expect(altered.evidence.chains[0].faults[0].detail).toContain(promiseId)
  } finally {
    print.mockRestore()
    for (const name of ['DATABASE_URL', 'KEPT_SECRET', 'KEPT_DATA_DIR', 'LOG_LEVEL'])
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    rmSync(folder, { recursive: true, force: true })
  }
})
