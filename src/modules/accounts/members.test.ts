import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '#test/mail-server'
import { type CallOptions, createWorld, personOf, type TestWorld, tokenOf } from '#test/world'

let world: TestWorld
let mails: MailServer

beforeAll(async () => {
  mails = await startMailServer()
  world = await createWorld({ smtpUrl: mails.url })
})
afterAll(async () => {
  await world.close()
  await mails.close()
})

let host = 0
const owner = () => ({ as: world.orgs[0].owner, from: `198.51.100.${++host}` })
const invite = (input: object, options: CallOptions = owner()) =>
  world.api('post', '/v1/members', { name: 'Nora New', role: 'frontline', delivery: 'link', ...input }, options)
const accept = (link: string, options: CallOptions = { from: `198.51.100.${++host}` }) =>
  world.api('post', '/v1/sessions', { token: tokenOf(link) }, options)

describe('listing', () => {
  test('shows the members by name, in pages, and only one’s own organization’s', async () => {
    const [ours, others] = world.orgs
    const first = await world.api('get', '/v1/members?limit=2', undefined, { as: ours.viewer })
    expect(first.status).toBe(200)
    const second = await world.api('get', `/v1/members?limit=2&cursor=${first.body.nextCursor}`, undefined, {
      as: ours.viewer,
    })
    const names = [...first.body.items, ...second.body.items].map(({ name }) => name)
    expect(names).toEqual(['Fay Frontline', 'Lee Lead', 'Olive Owner', 'Vic Viewer'])
    expect(second.body.nextCursor).toBeNull()
    expect(first.body.items.map(({ id }: { id: string }) => id)).not.toContain(others.frontline.member.id)
  })

  test.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'state=gone',
    'more=1',
    'cursor=bm90',
    'cursor=WyJhIiwiYiJd',
    'cursor=%00',
  ])('?%s is refused', async (query) => {
    expect((await world.api('get', `/v1/members?${query}`, undefined, { as: world.orgs[0].owner })).status).toBe(400)
  })

  test('one member; unknown, another organization’s and absurd ids', async () => {
    const [ours, others] = world.orgs
    const get = (id: string) => world.api('get', `/v1/members/${id}`, undefined, { as: ours.viewer })
    expect(await get(ours.lead.member.id)).toMatchObject({ status: 200, body: { name: 'Lee Lead', role: 'lead' } })
    const unknown = await get('01938c1e-7a00-7000-8000-000000000001')
    expect(await get(others.lead.member.id)).toMatchObject({ status: 404, body: { code: unknown.body.code } })
    expect((await get('7')).status).toBe(400)
  })
})

describe('inviting', () => {
  test('by link: the link is in the answer once, lets in once, and makes a member', async () => {
    const [ours] = world.orgs
    const headers = { 'idempotency-key': 'invite-1' }
    const invited = await invite({ email: 'Nora@Example.com' }, { ...owner(), headers })
    expect(invited).toMatchObject({ status: 201, body: { member: { email: 'nora@example.com', state: 'invited' } } })
    expect(invited.body.link).toMatch(/^http:\/\/localhost:3000\/sign-in#[\w-]+$/)
    const again = await invite({ email: 'Nora@Example.com' }, { ...owner(), headers })
    expect(again).toMatchObject({ status: 201, body: { member: { id: invited.body.member.id }, link: null } })
    const nora = personOf(await accept(invited.body.link))
    expect(nora.member).toMatchObject({ id: invited.body.member.id, state: 'active', role: 'frontline' })
    expect((await accept(invited.body.link)).body.code).toBe('directory/link_used')
    const events = await world.eventsOf(ours.id, 'member.invited', 'member.joined')
    const about = events.filter(({ subject }) => subject === `member:${nora.member.id}`)
    expect(about.map(({ type }) => type)).toEqual(['member.invited', 'member.joined'])
    expect(JSON.stringify(events)).not.toContain('example.com')
  })

  test('by mail: the mail carries the link, the database does not', async () => {
    const invited = await invite({ email: 'mia@example.com', name: 'Mia', language: 'pl', delivery: 'mail' })
    expect(invited.body.link).toBeNull()
    await world.drainTasks()
    const mail = await mails.latest()
    expect(mail.to?.[0]).toMatchObject({ address: 'mia@example.com', name: 'Mia' })
    expect(mail.subject).toContain('Northside Repairs')
    const link = /http:\/\/localhost:3000\/sign-in#[\w-]+/.exec(mail.text ?? '')?.[0] ?? ''
    expect(personOf(await accept(link)).member).toMatchObject({ name: 'Mia', language: 'pl', state: 'active' })
  })

  test('again: the new invitation counts, the earlier ones do not', async () => {
    const first = await invite({ email: 'again@example.com' })
    const path = `/v1/members/${first.body.member.id}/invitation`
    const second = await world.api('post', path, { delivery: 'link' }, owner())
    expect(second.status).toBe(201)
    expect((await accept(first.body.link)).body.code).toBe('directory/link_unknown')
    expect((await accept(second.body.link)).status).toBe(201)
    expect((await world.api('post', path, { delivery: 'link' }, owner())).body.code).toBe('accounts/not_invited')
  })

  test('a mailed invitation that was replaced is not sent', async () => {
    const first = await invite({ email: 'late@example.com', delivery: 'mail' })
    await world.api('delete', `/v1/members/${first.body.member.id}`, undefined, owner())
    const before = mails.mails.length
    await world.drainTasks()
    expect(mails.mails.length).toBe(before)
  })

  test('expires after a week', async () => {
    const { body } = await invite({ email: 'slow@example.com' })
    const before = world.clock.now()
    world.clock.advance({ hours: 24 * 7 })
    expect((await accept(body.link)).body.code).toBe('directory/link_expired')
    world.clock.set(before)
  })

  test('who is a member already is not invited', async () => {
    expect(await invite({ email: 'lead@northside.example' })).toMatchObject({
      status: 409,
      body: { code: 'accounts/member_exists' },
    })
  })

  test('nobody but an owner invites', async () => {
    const [ours, others] = world.orgs
    for (const as of [ours.lead, ours.frontline, ours.viewer])
      expect((await invite({ email: 'x@example.com' }, { as, from: '198.51.101.1' })).status).toBe(403)
    expect((await invite({ email: 'x@example.com' }, { from: '198.51.101.1' })).status).toBe(401)
    const { body } = await invite({ email: 'waiting@example.com' })
    const path = `/v1/members/${body.member.id}/invitation`
    expect((await world.api('post', path, {}, { as: others.owner, from: '198.51.101.1' })).status).toBe(404)
  })

  test.each([
    { email: 'no' },
    { email: 'a@b.example', role: 'boss' },
    { email: 'a@b.example', name: '' },
    { email: 'a@b.example', name: 'x'.repeat(201) },
    { email: 'a@b.example', name: '\ud800' },
    { email: 'a@b.example', name: 'a\u0000b' },
    { email: 'a@b.example', delivery: 'pigeon' },
    { email: 'a@b.example', more: true },
  ])('%j is refused and leaves nothing', async (input) => {
    expect((await invite(input)).status).toBe(400)
    const { rows } = await world.owner.query("select from app_user where email = 'a@b.example'")
    expect(rows).toHaveLength(0)
  })

  test('SQL and HTML are only text', async () => {
    const name = `Robert'); drop table member;-- <script>alert(1)</script>`
    const { body } = await invite({ email: 'bobby@example.com', name })
    expect((await world.api('get', `/v1/members/${body.member.id}`, undefined, owner())).body.name).toBe(name)
  })
})

describe('changing and removing', () => {
  const joined = async (email: string, role = 'frontline') =>
    personOf(await accept((await invite({ email, role })).body.link))

  test('a role changes at once, for whoever read the present version', async () => {
    const person = await joined('promoted@example.com')
    const path = `/v1/members/${person.member.id}`
    const read = await world.api('get', path, undefined, owner())
    const etag = { 'if-match': read.headers.get('etag') ?? '' }
    const change = (role: string, options: CallOptions) => world.api('patch', path, { role }, options)
    expect((await world.api('get', '/v1/events', undefined, { as: person })).status).toBe(403)
    expect(await change('lead', { ...owner(), headers: etag })).toMatchObject({ status: 200, body: { role: 'lead' } })
    expect((await world.api('get', '/v1/events', undefined, { as: person })).status).toBe(200)
    expect(await change('viewer', { ...owner(), headers: etag })).toMatchObject({
      status: 412,
      body: { code: 'accounts/stale' },
    })
    expect((await change('viewer', { as: world.orgs[0].lead })).status).toBe(403)
    expect((await change('viewer', { as: world.orgs[1].owner })).status).toBe(404)
    expect((await change('boss', owner())).status).toBe(400)
    expect((await world.eventsOf(world.orgs[0].id, 'member.updated')).at(-1)?.data).toMatchObject({
      roleBefore: 'frontline',
      role: 'lead',
    })
  })

  test('who is removed is out at once, everywhere, and may be invited again', async () => {
    const [ours, others] = world.orgs
    const person = await joined('leaver@example.com')
    const path = `/v1/members/${person.member.id}`
    expect((await world.api('delete', path, undefined, { as: others.owner })).status).toBe(404)
    expect((await world.api('delete', path, undefined, { as: ours.lead })).status).toBe(403)
    expect(await world.api('delete', path, undefined, owner())).toMatchObject({
      status: 200,
      body: { state: 'removed' },
    })
    expect((await world.api('delete', path, undefined, owner())).status).toBe(200)
    expect((await world.api('get', '/v1/session', undefined, { as: person })).status).toBe(401)
    expect(await world.eventsOf(ours.id, 'member.removed')).toHaveLength(2)
    const back = await invite({ email: 'leaver@example.com', role: 'viewer' })
    expect(back.body.member).toMatchObject({ id: person.member.id, state: 'invited', role: 'viewer' })
    expect((await world.api('get', '/v1/session', undefined, { as: person })).status).toBe(401)
  })

  test('a removed member’s invitation is void, and their record is left alone', async () => {
    const invited = await invite({ email: 'void@example.com' })
    const path = `/v1/members/${invited.body.member.id}`
    await world.api('delete', path, undefined, owner())
    expect((await accept(invited.body.link)).body.code).toBe('directory/link_unknown')
    expect((await world.api('patch', path, { role: 'lead' }, owner())).body.code).toBe('accounts/member_removed')
    expect((await world.api('post', `${path}/invitation`, {}, owner())).body.code).toBe('accounts/not_invited')
  })

  test('the last owner stays, also when two owners give it up at once', async () => {
    const [, others] = world.orgs
    const as = others.owner
    const demote = (id: string) => world.api('patch', `/v1/members/${id}`, { role: 'viewer' }, { as })
    expect(await demote(as.member.id)).toMatchObject({ status: 409, body: { code: 'accounts/last_owner' } })
    expect((await world.api('delete', `/v1/members/${as.member.id}`, undefined, { as })).body.code).toBe(
      'accounts/last_owner',
    )
    // An owner who has not joined yet is none to rely on.
    const second = await invite({ email: 'second@harbour.example', role: 'owner' }, { as, from: '198.51.102.1' })
    expect((await demote(as.member.id)).body.code).toBe('accounts/last_owner')
    const partner = personOf(await accept(second.body.link))
    const both = await Promise.all([
      demote(as.member.id),
      world.api('delete', `/v1/members/${partner.member.id}`, undefined, { as: partner }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
