import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const lead = (): CallOptions => ({ as: world.orgs[0].lead })
const BODY = { en: { subject: null, body: 'Dear {{customer}}, we look into it.' } }
const said = (body: string) => ({ texts: { en: { body } } })
let turn = 0
const create = (over: object = {}, options = lead()) =>
  world.api(
    'post',
    '/v1/scripts',
    { name: `Script ${++turn}`, use: 'answer', tone: 'plain', texts: BODY, ...over },
    options,
  )
const change = (id: string, input: object, options = lead()) => world.api('patch', `/v1/scripts/${id}`, input, options)
const read = async (path: string) => (await world.api('get', path, undefined, lead())).body
const codes = (answer: { body: { issues?: { code: string; path: string }[] } }) =>
  (answer.body.issues ?? []).map(({ code, path }) => `${code} ${path}`)

describe('a script', () => {
  test('is changed in versions, and an earlier one is brought back as the newest', async () => {
    const { id } = (await create()).body
    expect((await change(id, said('Hello {{customer}}.'))).body).toMatchObject({ version: 2, languages: ['en'] })
    const restored = await world.api('post', `/v1/scripts/${id}/restoration`, { version: 1 }, lead())
    expect(restored.body.version).toBe(3)
    expect(await read(`/v1/scripts/${id}`)).toMatchObject({ texts: BODY, findings: [], version: 3 })
    const { items } = await read(`/v1/scripts/${id}/versions?limit=2`)
    expect(items).toMatchObject([
      { version: 3, restoredFrom: 1, texts: BODY, changedBy: world.orgs[0].lead.member.id },
      { version: 2, restoredFrom: null, texts: { en: { subject: null, body: 'Hello {{customer}}.' } } },
    ])
    const missing = await world.api('post', `/v1/scripts/${id}/restoration`, { version: 9 }, lead())
    expect(missing).toMatchObject({ status: 404 })
  })

  test('keeps its versions: the application may add one, and change none', async () => {
    const { rows } = await world.owner.query(
      "select distinct privilege_type p from information_schema.role_table_grants where table_name = 'script_version' and grantee like 'kept_app%' order by 1",
    )
    expect(rows.map(({ p }) => p)).toEqual(['INSERT', 'SELECT'])
  })

  test.each([
    ['a fact that nobody knows', 'Dear {{custmer}}', 'playbooks/unknown_variable'],
    ['a fact of another use', 'From {{old_date}}', 'playbooks/variable_not_here'],
    ['a brace too few', 'Dear {{customer}', 'playbooks/broken_braces'],
    ['a date of its own', 'We will come on Friday.', 'playbooks/date_in_template'],
    ['more than can be kept', 'It is guaranteed.', 'playbooks/over_promise'],
  ])('is not saved with %s', async (_, body, code) => {
    const answer = await create(said(body))
    expect(answer.status).toBe(400)
    expect(codes(answer)).toContain(`${code} texts.en.body`)
  })

  test('says more than can be kept only with a reason, which stays with the version', async () => {
    const { id, status } = (await create({ ...said('It is guaranteed for two years.'), reason: 'By law.' })).body
    expect(status).toBeUndefined()
    expect((await read(`/v1/scripts/${id}/versions`)).items).toMatchObject([
      { reason: 'By law.', overPromises: [{ code: 'over_promise', text: 'guaranteed' }] },
    ])
    expect((await change(id, { tone: 'warm' })).status).toBe(400)
    expect((await change(id, { tone: 'warm', reason: 'By law.' })).status).toBe(200)
    await change(id, said('It has a warranty.'))
    // What was confirmed once is confirmed again with the version that is brought back.
    expect((await world.api('post', `/v1/scripts/${id}/restoration`, { version: 1 }, lead())).status).toBe(200)
  })

  test('that goes out by itself is there in every language that customers read', async () => {
    const contacts = [{ name: 'Ola', email: 'ola@example.com', language: 'pl' }]
    await world.api('post', '/v1/customers', { name: 'Ola', contacts }, lead())
    const only = await create({ use: 'follow_up' })
    expect(codes(only)).toEqual(['playbooks/language_missing texts.pl.body'])
    const texts = { ...BODY, pl: { body: 'Dzień dobry.' } }
    expect((await create({ use: 'follow_up', texts })).status).toBe(201)
    const { id } = (await create()).body
    expect((await read(`/v1/scripts/${id}`)).findings).toMatchObject([{ code: 'language_missing', level: 'warning' }])
  })

  test('has a name of its own while it is used', async () => {
    const { id } = (await create({ name: 'Hello' })).body
    expect(await create({ name: 'HELLO' })).toMatchObject({ status: 409, body: { code: 'playbooks/name_taken' } })
    for (const status of [200, 200])
      expect((await world.api('post', `/v1/scripts/${id}/archival`, {}, lead())).status).toBe(status)
    expect(await change(id, { tone: 'warm' })).toMatchObject({ status: 409, body: { code: 'playbooks/archived' } })
    expect((await create({ name: 'Hello' })).status).toBe(201)
  })

  test('is listed by use', async () => {
    const { id } = (await create({ use: 'phone' })).body
    const ids = async (query: string) =>
      (await read(`/v1/scripts?${query}`)).items.map((each: { id: string }) => each.id)
    expect(await ids('use=phone')).toEqual([id])
    expect(await ids('use=beyond')).toEqual([])
  })

  test('is written by leads, read by all, and by nobody else', async () => {
    const { id } = (await create()).body
    expect((await create({}, { as: world.orgs[0].frontline })).status).toBe(403)
    expect((await world.api('get', `/v1/scripts/${id}`, undefined, { as: world.orgs[0].viewer })).status).toBe(200)
    for (const call of [
      world.api('get', `/v1/scripts/${id}`, undefined, { as: world.orgs[1].owner }),
      world.api('get', `/v1/scripts/${id}/versions`, undefined, { as: world.orgs[1].owner }),
      change(id, { tone: 'warm' }, { as: world.orgs[1].owner }),
    ])
      expect(await call).toMatchObject({ status: 404, body: { code: 'playbooks/not_found' } })
  })

  test('is changed by whoever read the present version', async () => {
    const { id } = (await create()).body
    const headers = { 'if-match': '"1"' }
    expect((await change(id, { tone: 'warm' }, { ...lead(), headers })).status).toBe(200)
    expect(await change(id, { tone: 'formal' }, { ...lead(), headers })).toMatchObject({ status: 412 })
  })
})

test('what is being written is tried: what is wrong with it, and how it reads', async () => {
  const texts = { en: { subject: 'About {{subject}}', body: 'We always come {{by}}, {{nobody}}.' } }
  const { body } = await world.api('post', '/v1/scripts/trial', { use: 'notice_delay', texts }, lead())
  expect(body.findings.map(({ code }: { code: string }) => code)).toEqual([
    'over_promise',
    'unknown_variable',
    'language_missing',
  ])
  expect(body.variables).toContain('old_date')
  expect(body.examples).toMatchObject([{ language: 'en', subject: 'About Boiler makes a knocking noise' }])
  expect(body.examples[0].text).toMatch(/^We always come by \w+day .*, \{\{nobody\}\}\.$/)
})

test('scripts to start with are added once, with a version each', async () => {
  const as = world.orgs[1].owner
  const install = async () => (await world.api('post', '/v1/script-starter-set', {}, { as })).body.created
  const first = await install()
  expect(first).toHaveLength(16)
  expect(first.every(({ languages }: { languages: string[] }) => languages.length === 6)).toBe(true)
  await world.api('post', `/v1/scripts/${first[0].id}/archival`, {}, { as })
  expect(await install()).toEqual([])
  const { body } = await world.api('get', `/v1/scripts/${first[1].id}/versions`, undefined, { as })
  expect(body.items).toMatchObject([{ version: 1 }])
})
