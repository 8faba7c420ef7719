import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'
import { createApiKey } from './commands.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const owner = (): CallOptions => ({ as: world.orgs[0].owner })
const make = (input: object, options = owner()) =>
  world.api('post', '/v1/api-keys', { name: 'Booking site', ...input }, options)
const organization = (key: string) => world.api('get', '/v1/organizations', undefined, { as: key })

describe('making', () => {
  test('shows the key once and keeps only its hash', async () => {
    const [ours] = world.orgs
    const headers = { 'idempotency-key': 'key-1' }
    const made = await make({ role: 'frontline' }, { ...owner(), headers })
    expect(made).toMatchObject({ status: 201, body: { apiKey: { role: 'frontline', scopes: null, expiresAt: null } } })
    expect(made.body.key).toMatch(/^kept_[\w-]{86}$/)
    expect(await organization(made.body.key)).toMatchObject({ status: 200, body: { items: [{ id: ours.id }] } })
    const again = await make({ role: 'frontline' }, { ...owner(), headers })
    expect(again.body).toEqual({ apiKey: made.body.apiKey, key: null })
    for (const table of ['api_key', 'idempotency', 'event']) {
      const { rows } = await world.owner.query(`select t::text as line from ${table} t`)
      expect(rows.map(({ line }) => line).join()).not.toContain(made.body.key.slice(5))
    }
    const events = await world.eventsOf(ours.id, 'apiKey.created')
    expect(events).toMatchObject([
      { subject: `apiKey:${made.body.apiKey.id}`, data: { role: 'frontline', scopes: ['*'] } },
    ])
  })

  test('a key may do what its role may, and of that only its scopes', async () => {
    const [ours] = world.orgs
    const viewer = (await make({ role: 'viewer' })).body.key
    const narrow = (await make({ role: 'owner', scopes: ['customers.create', 'customers.read'] })).body.key
    const create = (as: string) => world.api('post', '/v1/customers', { name: 'Ana' }, { as })
    expect((await create(viewer)).status).toBe(403)
    expect((await create(narrow)).status).toBe(201)
    expect((await organization(narrow)).status).toBe(403)
    expect((await world.api('get', '/v1/members', undefined, { as: viewer })).status).toBe(200)
    // What a person does for themselves is no key's business.
    for (const [method, path] of [
      ['get', '/v1/session'],
      ['get', '/v1/sessions'],
      ['patch', '/v1/account'],
    ] as const)
      expect((await world.api(method, path, method === 'get' ? undefined : {}, { as: viewer })).body.code).toBe(
        'access/members_only',
      )
    expect(await make({ role: 'viewer', scopes: ['promises.make'] })).toMatchObject({
      status: 400,
      body: { code: 'accounts/scope_not_granted' },
    })
    expect((await world.eventsOf(ours.id, 'customer.created')).at(-1)?.actor_kind).toBe('apiKey')
  })

  test('ends when it expires', async () => {
    const { key } = (await make({ role: 'viewer', expiresAt: world.clock.now().add({ hours: 1 }).toString() })).body
    expect((await organization(key)).status).toBe(200)
    const before = world.clock.now()
    world.clock.advance({ hours: 1 })
    expect((await organization(key)).status).toBe(401)
    world.clock.set(before)
  })

  test('is for owners, and for the command line', async () => {
    const [ours, others] = world.orgs
    for (const as of [ours.lead, ours.frontline, ours.viewer])
      expect((await make({ role: 'viewer' }, { as })).status).toBe(403)
    expect((await make({ role: 'viewer' }, {})).status).toBe(401)
    const key = await createApiKey(world.gate, { org: others.id, role: 'lead', name: 'Import' })
    expect((await organization(key)).body.items[0].id).toBe(others.id)
    await expect(createApiKey(world.gate, { org: crypto.randomUUID(), role: 'lead', name: 'x' })).rejects.toThrow(
      'names nothing',
    )
    await expect(createApiKey(world.gate, { org: 'x', role: 'lead', name: 'x' })).rejects.toMatchObject({
      kind: 'invalid',
    })
  })

  test.each([
    {},
    { role: 'boss' },
    { role: 'viewer', scopes: [] },
    { role: 'viewer', scopes: ['*'] },
    { role: 'viewer', scopes: ['promises.sweepDue'] },
    { role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' },
    { role: 'viewer', expiresAt: 'tomorrow' },
    { role: 'viewer', expiresAt: '9999-01-01T00:00:00Z' },
    { role: 'viewer', name: ' ' },
    { role: 'viewer', more: 1 },
  ])('%j is refused', async (input) => {
    expect((await make(input)).status).toBe(400)
  })
})

describe('revoking', () => {
  test('ends it at once; again changes nothing; another organization cannot', async () => {
    const [ours, others] = world.orgs
    const made = (await make({ role: 'viewer' })).body
    const revoke = (as: CallOptions['as'], id: unknown = made.apiKey.id) =>
      world.api('delete', `/v1/api-keys/${id}`, undefined, { as })
    expect((await organization(made.key)).status).toBe(200)
    expect((await revoke(others.owner)).status).toBe(404)
    expect((await revoke(ours.lead)).status).toBe(403)
    expect((await revoke(ours.owner, crypto.randomUUID())).status).toBe(404)
    const ended = await revoke(ours.owner)
    expect(ended.body.revokedAt).toBe(world.clock.now().toString())
    expect((await organization(made.key)).status).toBe(401)
    world.clock.advance({ minutes: 1 })
    expect((await revoke(ours.owner)).body).toEqual(ended.body)
    expect(
      (await world.eventsOf(ours.id, 'apiKey.revoked')).filter(({ subject }) => subject.endsWith(made.apiKey.id)),
    ).toHaveLength(1)
  })

  test('the list shows all of the organization’s keys, newest first, and never a key', async () => {
    const { body } = await world.api('get', '/v1/api-keys?limit=2', undefined, owner())
    expect(body.items).toHaveLength(2)
    const rest = await world.api('get', `/v1/api-keys?limit=200&cursor=${body.nextCursor}`, undefined, owner())
    const ids = [...body.items, ...rest.body.items].map(({ id }) => id)
    expect(ids).toEqual([...ids].sort().reverse())
    expect(JSON.stringify([body, rest.body])).not.toMatch(/kept_|hash/)
    const others = await world.api('get', '/v1/api-keys', undefined, { as: world.orgs[1].owner })
    expect(others.body.items.map(({ name }: { name: string }) => name)).toEqual(['Import'])
    expect((await world.api('get', '/v1/api-keys', undefined, { as: world.orgs[0].lead })).status).toBe(403)
  })
})

describe('an Authorization header', () => {
  test.each(['kept_x', `kept_${'A'.repeat(86)}`, 'x'])('with %j is nobody, whatever the cookie says', async (key) => {
    const { cookie } = world.orgs[0].owner
    const headers = { authorization: `Bearer ${key}`, cookie }
    expect((await world.api('get', '/v1/organizations', undefined, { headers })).status).toBe(401)
  })

  test('guessing keys is limited by address', async () => {
    const guess = () => world.api('get', '/v1/organizations', undefined, { as: 'kept_x', from: '203.0.113.7' })
    let limited = false
    for (let i = 0; i < 301 && !limited; i++) limited = (await guess()).status === 429
    expect(limited).toBe(true)
    const made = (await make({ role: 'viewer' })).body.key
    expect((await world.api('get', '/v1/organizations', undefined, { as: made, from: '203.0.113.7' })).status).toBe(200)
  })
})
