import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieOf, createWorld, type Person, personOf, type TestWorld, tokenOf } from '#test/world'
import { signInLink } from './commands.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

let host = 0
const enter = async (email: string): Promise<Person> => {
  const token = tokenOf((await signInLink(world.gate, email)).link)
  return personOf(await world.api('post', '/v1/sessions', { token }, { from: `198.51.100.${++host}` }))
}
const whoAmI = (as: Person | string) => world.api('get', '/v1/session', undefined, { as })

describe('who am I', () => {
  test('names the member, the organization and what is allowed', async () => {
    const [ours] = world.orgs
    const { status, body } = await whoAmI(ours.viewer)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      member: { id: ours.viewer.member.id, email: 'viewer@northside.example', role: 'viewer' },
      organization: { id: ours.id, country: 'GB', timeZone: 'Europe/London' },
      organizations: [{ id: ours.id, name: 'Northside Repairs' }],
      hasPassword: false,
      sendsMail: false,
      version: '0.0.0',
    })
    expect(body.permissions).toContain('promises.read')
    expect(body.permissions).not.toContain('promises.make')
    expect(JSON.stringify(body)).not.toMatch(/hash|secret/i)
  })

  test.each(['', 'kept=', 'kept=x', `kept=${'A'.repeat(86)}`, 'kept=../../etc/passwd'])(
    'the cookie %j is nobody',
    async (cookie) => {
      expect((await world.api('get', '/v1/session', undefined, { headers: { cookie } })).status).toBe(401)
    },
  )

  test('a session with another secret, or of another organization, is nobody', async () => {
    const [ours, others] = world.orgs
    const value = (person: Person) => Buffer.from(person.cookie.replace('kept=', ''), 'base64url')
    const mixed = Buffer.from(value(ours.lead))
    mixed.writeUInt8(mixed.readUInt8(40) ^ 1, 40)
    const foreign = Buffer.concat([value(others.lead).subarray(0, 16), value(ours.lead).subarray(16)])
    for (const bytes of [mixed, foreign])
      expect((await whoAmI({ ...ours.lead, cookie: `kept=${bytes.toString('base64url')}` })).status).toBe(401)
  })
})

describe('ending', () => {
  test('signing out ends the session at once, and again is fine', async () => {
    const person = await enter('lead@northside.example')
    const out = () => world.api('delete', '/v1/session', undefined, { as: person })
    const answer = await out()
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()[0]).toMatch(/^kept=; Max-Age=0; /)
    expect((await whoAmI(person)).status).toBe(401)
    expect((await out()).status).toBe(200)
    const ended = await world.eventsOf(person.actor.orgId, 'session.ended')
    expect(ended.filter(({ subject }) => subject === `session:${person.actor.sessionId}`)).toHaveLength(1)
  })

  test('one of one’s own sessions, seen in the list; nobody else’s', async () => {
    const here = await enter('frontline@northside.example')
    const lost = await enter('frontline@northside.example')
    const listed = await world.api('get', '/v1/sessions', undefined, { as: here })
    expect(listed.body.items.filter(({ current }: { current: boolean }) => current)).toMatchObject([
      { id: here.actor.sessionId },
    ])
    const end = (as: Person, id: unknown) => world.api('delete', `/v1/sessions/${id}`, undefined, { as })
    for (const as of [world.orgs[0].owner, world.orgs[1].owner])
      expect((await end(as, lost.actor.sessionId)).status).toBe(404)
    expect((await end(here, crypto.randomUUID())).status).toBe(404)
    expect((await end(here, 'x')).status).toBe(400)
    expect((await end(here, lost.actor.sessionId)).status).toBe(200)
    expect((await end(here, lost.actor.sessionId)).status).toBe(200)
    expect((await whoAmI(lost)).status).toBe(401)
    expect((await whoAmI(here)).status).toBe(200)
  })

  test('thirty days without use', async () => {
    const person = await enter('viewer@northside.example')
    const before = world.clock.now()
    world.clock.advance({ hours: 24 * 30 })
    expect((await whoAmI(person)).status).toBe(401)
    world.clock.set(before)
  })
})

describe('rotation', () => {
  test('once a day a new secret; the one before works for a minute', async () => {
    const before = world.clock.now()
    const person = await enter('lead@harbour.example')
    expect(cookieOf(await whoAmI(person))).toBe('')
    world.clock.advance({ hours: 24 })
    const answers = await Promise.all([whoAmI(person), whoAmI(person), whoAmI(person)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const renewed = answers.map(cookieOf).filter((cookie) => cookie !== '')
    expect(renewed).toHaveLength(1)
    const next = { ...person, cookie: renewed[0] ?? '' }
    expect((await whoAmI(next)).status).toBe(200)
    world.clock.advance({ seconds: 60 })
    expect((await whoAmI(person)).status).toBe(200)
    world.clock.advance({ seconds: 1 })
    expect((await whoAmI(person)).status).toBe(401)
    expect((await whoAmI(next)).status).toBe(200)
    // Used daily it never ends.
    world.clock.advance({ hours: 24 * 29 })
    expect((await whoAmI(next)).status).toBe(200)
    world.clock.set(before)
  })
})

describe('one’s own account', () => {
  test('name, language and zone change for whoever read the present version', async () => {
    const as = world.orgs[0].lead
    const patch = (body: object, headers = {}) => world.api('patch', '/v1/account', body, { as, headers })
    const { version } = (await whoAmI(as)).body.member
    const changed = await patch(
      { name: ' Léa Lead ', language: 'pt', timeZone: 'Europe/Lisbon' },
      { 'if-match': `"${version}"` },
    )
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Léa Lead', language: 'pt', timeZone: 'Europe/Lisbon', version: version + 1 },
    })
    expect((await patch({ name: 'Stale' }, { 'if-match': `"${version}"` })).status).toBe(412)
    expect(await patch({ timeZone: null })).toMatchObject({ status: 200, body: { name: 'Léa Lead', timeZone: null } })
    const events = await world.eventsOf(world.orgs[0].id, 'member.updated')
    expect(events.at(-1)?.data).toEqual({ changed: ['timeZone'] })
    expect(JSON.stringify(events)).not.toContain('Léa')
  })

  test.each([
    { name: '' },
    { language: 'xx' },
    { timeZone: 'Mars/Base' },
    { timeZone: '+01:00' },
    { role: 'owner' },
    { email: 'x@y.example' },
  ])('%j is refused', async (body) => {
    expect((await world.api('patch', '/v1/account', body, { as: world.orgs[0].viewer })).status).toBe(400)
  })
})
