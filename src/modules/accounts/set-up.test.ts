import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCredential } from '#modules/directory'
import { createWorld, personOf, type TestWorld, tokenOf } from '#test/world'
import { init, signInLink, startLink } from './commands.ts'
import { found } from './found.ts'
import { setUpLink } from './links.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

let host = 0
const setUpToken = async () => {
  const { id } = await world.gate.runNarrow(makeCredential, { purpose: 'set_up' })
  return tokenOf(setUpLink(world.instance, id))
}
const business = {
  name: 'Boreal Heating',
  country: 'es',
  timeZone: 'Europe/Madrid',
  language: 'es',
  owner: { name: 'Ana Ruiz', email: 'Ana@Boreal.example' },
}
const setUp = (input: object) => world.api('post', '/v1/organizations', input, { from: `198.51.100.${++host}` })
const count = async (table: string) => Number((await world.owner.query(`select count(*) as n from ${table}`)).rows[0].n)

describe('setting up an organization', () => {
  test('creates it with its owner and default calendar, and signs the owner in', async () => {
    const token = await setUpToken()
    const answer = await setUp({ token, ...business })
    expect(answer).toMatchObject({
      status: 201,
      body: {
        state: 'signed_in',
        member: { name: 'Ana Ruiz', email: 'ana@boreal.example', role: 'owner', state: 'active', language: 'es' },
        organization: {
          name: 'Boreal Heating',
          country: 'ES',
          timeZone: 'Europe/Madrid',
          language: 'es',
          sample: false,
        },
      },
    })
    const owner = personOf(answer)
    const calendars = await world.api('get', '/v1/calendars', undefined, { as: owner })
    expect(calendars.body.items ?? calendars.body).toMatchObject([{ isDefault: true, country: 'ES' }])
    expect(
      (await world.eventsOf(owner.actor.orgId, 'organization.created', 'member.joined')).map(({ type }) => type),
    ).toEqual(['organization.created', 'member.joined'])
    // The owner may set a password, and come back with it.
    const password = 'correct horse battery staple'
    expect((await world.api('put', '/v1/account/password', { password }, { as: owner })).status).toBe(200)
    const back = await world.api(
      'post',
      '/v1/sessions',
      { email: 'ana@boreal.example', password },
      { from: '198.51.101.1' },
    )
    expect(back.status).toBe(201)
  })

  test('once: the link is used up, also when it is pressed twice', async () => {
    const before = await count('organization')
    const token = await setUpToken()
    const input = { token, ...business, owner: { name: 'Bo', email: 'bo@twice.example' } }
    const answers = await Promise.all([setUp(input), setUp(input)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401])
    expect((await setUp({ ...input, owner: { name: 'Eve', email: 'eve@twice.example' } })).body.code).toBe(
      'directory/link_used',
    )
    expect(await count('organization')).toBe(before + 1)
  })

  test('cut short, it goes on where it stopped', async () => {
    const { id } = await world.gate.runNarrow(makeCredential, { purpose: 'set_up' })
    const input = {
      ...business,
      country: 'ES',
      language: 'es' as const,
      sample: false,
      owner: { name: 'Cy', email: 'cy@cut.example' },
    }
    const fails = async () => {
      throw new Error('the lights went out')
    }
    await expect(found(world.gate, [fails], id, input, { knownAddress: false })).rejects.toThrow('lights')
    const before = await count('organization')
    const answer = await setUp({ token: tokenOf(setUpLink(world.instance, id)), ...input })
    expect(answer.status).toBe(201)
    expect(await count('organization')).toBe(before)
    const { rows } = await world.owner.query("select from member where email = 'cy@cut.example'")
    expect(rows).toHaveLength(1)
    expect((await world.api('get', '/v1/calendars', undefined, { as: personOf(answer) })).status).toBe(200)
  })

  test('refuses an address that has an account: nobody has shown whose it is', async () => {
    const input = { token: await setUpToken(), ...business, owner: { name: 'Eve', email: 'lead@northside.example' } }
    const before = await count('organization')
    expect(await setUp(input)).toMatchObject({ status: 409, body: { code: 'directory/address_taken' } })
    expect(await count('organization')).toBe(before)
    expect((await setUp({ ...input, owner: { name: 'Eve', email: 'eve@fresh.example' } })).status).toBe(201)
  })

  test('only a set-up link opens this door, and no other', async () => {
    const signIn = tokenOf((await signInLink(world.gate, 'lead@northside.example')).link)
    for (const token of ['x', signIn]) expect(await setUp({ token, ...business })).toMatchObject({ status: 401 })
    const token = await setUpToken()
    const used = await world.api('post', '/v1/sessions', { token }, { from: '198.51.101.2' })
    expect(used.body.code).toBe('directory/link_unknown')
    const before = world.clock.now()
    world.clock.advance({ hours: 24 })
    expect((await setUp({ token, ...business })).body.code).toBe('directory/link_expired')
    world.clock.set(before)
  })

  test.each([
    { country: 'XX' },
    { country: 'Spain' },
    { timeZone: 'Spain' },
    { language: 'de' },
    { name: '' },
    { name: 'x'.repeat(201) },
    { owner: { name: 'Ana' } },
    { owner: { name: 'Ana', email: 'ana' } },
    { owner: { name: 'Ana', email: 'ana@x.example', role: 'viewer' } },
    { version: 3 },
  ])('%j is refused', async (wrong) => {
    const before = await count('organization')
    expect((await setUp({ token: await setUpToken(), ...business, ...wrong })).status).toBe(400)
    expect(await count('organization')).toBe(before)
  })
})

describe('from the command line', () => {
  test('init takes an owner who has other organizations, and drops a password nobody proved', async () => {
    const input = { name: 'Second', country: 'PL', timeZone: 'Europe/Warsaw', ownerEmail: 'viewer@northside.example' }
    const as = world.orgs[0].viewer
    const password = 'correct horse battery staple'
    expect((await world.api('put', '/v1/account/password', { password }, { as, from: '198.51.101.3' })).status).toBe(
      200,
    )
    const { organizationId } = await init(world.gate, [], input)
    const signIn = (body: object) => world.api('post', '/v1/sessions', body, { from: '198.51.101.3' })
    expect((await signIn({ email: input.ownerEmail, password })).status).toBe(401)
    const token = tokenOf((await signInLink(world.gate, input.ownerEmail)).link)
    const person = personOf(await signIn({ token, organizationId }))
    expect(person.member).toMatchObject({ role: 'owner', name: 'viewer' })
  })

  test.each([{ country: 'Poland' }, { timeZone: 'x' }, { ownerEmail: 'x' }, { name: '' }])(
    'init refuses %j',
    async (wrong) => {
      const input = { name: 'N', country: 'PL', timeZone: 'Europe/Warsaw', ownerEmail: 'n@n.example', ...wrong }
      await expect(init(world.gate, [], input)).rejects.toMatchObject({ kind: 'invalid' })
    },
  )

  test('sign-in prints a link for a known address alone', async () => {
    const { link, expiresAt } = await signInLink(world.gate, 'Owner@Northside.example')
    expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in#[\w-]+$/)
    expect(expiresAt).toBe(world.clock.now().add({ minutes: 30 }).toString())
    await expect(signInLink(world.gate, 'nobody@northside.example')).rejects.toMatchObject({
      code: 'accounts/unknown_address',
    })
    await expect(signInLink(world.gate, 'x')).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('start shows who has been here longest a way in', async () => {
    const { purpose, link } = await startLink(world.gate)
    expect(purpose).toBe('sign_in')
    const answer = await world.api('post', '/v1/sessions', { token: tokenOf(link) }, { from: '198.51.101.4' })
    expect(personOf(answer).member.email).toBe('owner@northside.example')
  })
})
