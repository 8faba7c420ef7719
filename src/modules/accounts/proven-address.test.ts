import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
import { signInLink } from './commands.ts'

// Whoever owns an organization can hand out invitations for any address. None of it may open another organization.

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

let host = 0
const from = () => `198.51.100.${++host}`
const password = 'correct horse battery staple'
const invite = async (org: 0 | 1, email: string): Promise<string> => {
  const input = { email, name: 'Vera', role: 'viewer', delivery: 'link' }
  const answer = await world.api('post', '/v1/members', input, { as: world.orgs[org].owner, from: from() })
  return tokenOf(answer.body.link)
}
const signIn = (input: object, options: CallOptions = {}) =>
  world.api('post', '/v1/sessions', input, { from: from(), ...options })
const proof = async (email: string): Promise<string> => tokenOf((await signInLink(world.gate, email)).link)
const enter = (as: Person, organizationId: string) =>
  world.api('post', '/v1/session/organization', { organizationId }, { as, from: from() })

describe('an invitation that was handed over', () => {
  test('lets a newcomer in, who may set a password and sign in with it', async () => {
    const person = personOf(await signIn({ token: await invite(0, 'newcomer@example.com') }))
    expect((await world.api('put', '/v1/account/password', { password }, { as: person })).status).toBe(200)
    expect((await signIn({ email: 'newcomer@example.com', password })).status).toBe(201)
  })

  test('does not open an address that another organization relies on, unless its person is signed in', async () => {
    const email = 'lead@harbour.example'
    const token = await invite(0, email)
    expect(await signIn({ token })).toMatchObject({ status: 403, body: { code: 'accounts/prove_address' } })
    expect((await signIn({ token }, { as: world.orgs[0].owner })).body.code).toBe('accounts/prove_address')
    // A session that an invitation opened is no proof either.
    expect((await signIn({ token }, { as: world.orgs[1].lead })).body.code).toBe('accounts/prove_address')
    const chosen = { token: await proof(email), organizationId: world.orgs[1].id }
    const proven = personOf(await signIn(chosen))
    expect(personOf(await signIn({ token }, { as: proven })).actor.orgId).toBe(world.orgs[0].id)
  })

  test('does not reach, by a session from before the proof, what its person joins later', async () => {
    const email = 'victim@example.com'
    const attacker = personOf(await signIn({ token: await invite(0, email) }))
    expect((await world.api('put', '/v1/account/password', { password }, { as: attacker })).status).toBe(200)
    // Later the person proves the address and joins the other organization.
    world.clock.advance({ seconds: 1 })
    const victim = personOf(await signIn({ token: await proof(email) }))
    expect(personOf(await signIn({ token: await invite(1, email) }, { as: victim })).actor.orgId).toBe(world.orgs[1].id)
    expect((await signIn({ email, password })).body.code).toBe('accounts/wrong_sign_in')
    expect((await enter(attacker, world.orgs[1].id)).body.code).toBe('accounts/sign_in_again')
    const put = await world.api('put', '/v1/account/password', { password }, { as: attacker, from: from() })
    expect(put.body.code).toBe('accounts/sign_in_again')
    expect((await signIn({ token: await invite(1, 'other@example.com') }, { as: attacker })).status).toBe(201)
    expect(personOf(await enter(victim, world.orgs[1].id)).actor.orgId).toBe(world.orgs[1].id)
  })
})

describe('a person of two organizations', () => {
  const email = 'both@example.com'
  test('is asked which to enter, and the link is used only then', async () => {
    await signIn({ token: await invite(0, email) })
    const first = personOf(await signIn({ token: await proof(email) }))
    await signIn({ token: await invite(1, email) }, { as: first })
    const token = await proof(email)
    const asked = await signIn({ token })
    expect(asked.status).toBe(201)
    expect(asked.body).toEqual({
      state: 'choose',
      organizations: [
        { id: world.orgs[1].id, name: 'Harbour Clinic' },
        { id: world.orgs[0].id, name: 'Northside Repairs' },
      ],
    })
    expect(asked.headers.getSetCookie()).toEqual([])
    expect((await signIn({ token, organizationId: crypto.randomUUID() })).body.code).toBe('accounts/not_a_member')
    const person = personOf(await signIn({ token, organizationId: world.orgs[1].id }))
    expect(person.actor.orgId).toBe(world.orgs[1].id)
    const session = await world.api('get', '/v1/session', undefined, { as: person })
    expect(session.body.organizations).toEqual(asked.body.organizations)
  })

  test('a new password ends the other sessions in both', async () => {
    const here = personOf(await signIn({ token: await proof(email), organizationId: world.orgs[0].id }))
    const there = personOf(await signIn({ token: await proof(email), organizationId: world.orgs[1].id }))
    expect((await world.api('put', '/v1/account/password', { password }, { as: here, from: from() })).status).toBe(200)
    const statuses = [here, there].map(async (as) => (await world.api('get', '/v1/session', undefined, { as })).status)
    expect(await Promise.all(statuses)).toEqual([200, 401])
    const chosen = await signIn({ email, password, organizationId: world.orgs[1].id })
    expect(personOf(chosen).actor.orgId).toBe(world.orgs[1].id)
  })

  test('removed from one, enters only the other', async () => {
    const there = personOf(await signIn({ email, password, organizationId: world.orgs[1].id }))
    await world.api('delete', `/v1/members/${there.member.id}`, undefined, { as: world.orgs[1].owner })
    expect(personOf(await signIn({ email, password })).actor.orgId).toBe(world.orgs[0].id)
    expect((await signIn({ email, password, organizationId: world.orgs[1].id })).body.code).toBe(
      'accounts/not_a_member',
    )
  })
})

test('who belongs to no organization any more is told so', async () => {
  const person = personOf(await signIn({ token: await invite(0, 'gone@example.com') }))
  const token = await proof('gone@example.com')
  await world.api('delete', `/v1/members/${person.member.id}`, undefined, { as: world.orgs[0].owner })
  expect(await signIn({ token })).toMatchObject({ status: 403, body: { code: 'accounts/no_organization' } })
})
