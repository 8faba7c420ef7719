import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '#test/mail-server'
import { createWorld, personOf, type TestWorld, tokenOf } from '#test/world'
import { signInLink } from './commands.ts'

let world: TestWorld
let mails: MailServer
const password = 'correct horse battery staple'

beforeAll(async () => {
  mails = await startMailServer()
  world = await createWorld({ smtpUrl: mails.url })
})
afterAll(async () => {
  await world.close()
  await mails.close()
})

// Each test comes from an address of its own: limits are counted by it.
let host = 0
const someone = () => ({ from: `198.51.100.${++host}` })
const signIn = (input: object, options: object = someone()) => world.api('post', '/v1/sessions', input, options)
const linkTo = async (email: string) => tokenOf((await signInLink(world.gate, email)).link)

describe('by link', () => {
  test('signs in, sets a cookie no script can read, and records it', async () => {
    const [ours] = world.orgs
    const answer = await signIn({ token: await linkTo('lead@northside.example') })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      state: 'signed_in',
      member: { id: ours.lead.member.id },
      organization: { id: ours.id },
    })
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^kept=[\w-]{86}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const lead = personOf(answer)
    expect((await world.api('get', '/v1/session', undefined, { as: lead })).status).toBe(200)
    const events = await world.eventsOf(ours.id, 'session.started')
    expect(events.at(-1)).toMatchObject({
      subject: `session:${answer.body.session.id}`,
      about: `member:${lead.member.id}`,
      actor_kind: 'member',
    })
  })

  test('works once, also when it is used twice at the same time', async () => {
    const token = await linkTo('lead@northside.example')
    const answers = await Promise.all([1, 2, 3].map(() => signIn({ token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401])
    expect(await signIn({ token })).toMatchObject({ status: 401, body: { code: 'directory/link_used' } })
  })

  test('expires after half an hour', async () => {
    const token = await linkTo('lead@northside.example')
    const before = world.clock.now()
    world.clock.advance({ minutes: 30 })
    expect(await signIn({ token })).toMatchObject({ status: 401, body: { code: 'directory/link_expired' } })
    world.clock.set(before)
  })

  test('a token that is not ours, or was changed, is no link', async () => {
    const token = await linkTo('lead@northside.example')
    const changed = `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`
    for (const wrong of ['', 'x', changed, token.slice(1), "' or 1=1 --", '<script>', 'A'.repeat(200)])
      expect(await signIn({ token: wrong })).toMatchObject({ status: 401, body: { code: 'directory/link_unknown' } })
    expect((await signIn({ token })).status).toBe(201)
  })

  test('the tables hold no token', async () => {
    const token = await linkTo('lead@northside.example')
    await signIn({ token })
    for (const table of ['credential', 'session', 'event', 'outbox']) {
      const { rows } = await world.owner.query(`select t::text as line from ${table} t`)
      expect(rows.map(({ line }) => line).join()).not.toContain(token)
    }
  })
})

describe('by password', () => {
  test('signs in whoever set one; changing it takes the old one and ends other sessions', async () => {
    const [ours] = world.orgs
    const put = (body: object) => world.api('put', '/v1/account/password', body, { as: ours.frontline, ...someone() })
    expect((await put({ password })).status).toBe(200)
    const other = personOf(await signIn({ email: 'Frontline@Northside.example ', password }))
    expect(other.member.id).toBe(ours.frontline.member.id)
    expect(await put({ password: 'another long enough one' })).toMatchObject({
      status: 400,
      body: { code: 'accounts/wrong_password' },
    })
    expect((await put({ password: 'another long enough one', currentPassword: password })).status).toBe(200)
    expect((await world.api('get', '/v1/session', undefined, { as: other })).status).toBe(401)
    expect((await world.api('get', '/v1/session', undefined, { as: ours.frontline })).status).toBe(200)
    expect((await signIn({ email: 'frontline@northside.example', password })).status).toBe(401)
    expect((await world.eventsOf(ours.id, 'member.password_set')).at(-1)?.data).toEqual({ sessionsEnded: 1 })
  })

  test('an unknown address, one without a password and a wrong password answer alike', async () => {
    const answers = await Promise.all(
      ['nobody@northside.example', 'viewer@northside.example', 'frontline@northside.example'].map((email) =>
        signIn({ email, password: 'not the password' }),
      ),
    )
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([401, 'accounts/wrong_sign_in'])
      expect({ ...body, traceId: '' }).toEqual({ ...answers[0]?.body, traceId: '' })
    }
  })

  test('guessing is limited by account and by address', async () => {
    const guess = (email: string, from: string) => signIn({ email, password: 'wrong' }, { from })
    const byAccount = []
    for (let i = 0; i < 11; i++) byAccount.push((await guess('owner@harbour.example', `203.0.113.${i}`)).status)
    expect(byAccount).toEqual([...Array(10).fill(401), 429])
    // Another way in is still open.
    expect((await signIn({ token: await linkTo('owner@harbour.example') })).status).toBe(201)
    const byAddress = await Promise.all(
      Array.from({ length: 31 }, (_, i) =>
        world.api('post', '/v1/sessions', { token: `x${i}` }, { from: '203.0.113.99' }),
      ),
    )
    expect(byAddress.filter(({ status }) => status === 429)).toHaveLength(1)
    expect(byAddress.at(-1)?.headers.get('retry-after')).toMatch(/^\d+$/)
    world.clock.advance({ minutes: 15 })
    expect((await guess('owner@harbour.example', '203.0.113.99')).status).toBe(401)
  })

  test.each([
    ['short', 'password'],
    ['aaaaaaaaaaaaaaaaa', 'password'],
    ['viewer@northside.example', 'password'],
    ['x'.repeat(1001), 'password'],
  ])('refuses the password %j', async (weak, path) => {
    const as = world.orgs[0].viewer
    const { status, body } = await world.api('put', '/v1/account/password', { password: weak }, { as, ...someone() })
    expect([status, body.issues?.[0]?.path]).toEqual([400, path])
  })
})

describe('wrong input', () => {
  test.each([
    {},
    { token: 'x', email: 'a@b.example', password: 'x' },
    { email: 'a@b.example' },
    { password },
    { token: 5 },
    { token: 'x', more: true },
    { email: 'no address', password },
    { token: 'x', organizationId: 'no id' },
  ])('%j is refused', async (input) => {
    expect((await signIn(input)).status).toBe(400)
  })

  test('another site cannot sign a browser in or out', async () => {
    const as = world.orgs[0].viewer
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await world.api('delete', '/v1/session', undefined, { as, headers })).status).toBe(403)
    expect((await world.api('get', '/v1/session', undefined, { as })).status).toBe(200)
  })
})

describe('a mailed link', () => {
  const ask = (email: string, options: object = someone()) => world.api('post', '/v1/sign-in-links', { email }, options)

  test('arrives, and nothing that is stored can be used to sign in', async () => {
    const [ours] = world.orgs
    expect(await ask('LEAD@northside.example')).toMatchObject({
      status: 202,
      body: { accepted: true, sendsMail: true },
    })
    const { rows } = await world.owner.query("select data from outbox where task = 'accounts.send_sign_in_link'")
    expect(rows.map(({ data }) => Object.keys(data))).toEqual([['credentialId']])
    const before = mails.mails.length
    await world.drainTasks()
    expect(mails.mails.length).toBe(before + 1)
    const mail = await mails.latest()
    expect(mail.to?.[0]?.address).toBe('lead@northside.example')
    const link = /http:\/\/localhost:3000\/sign-in#[\w-]+/.exec(mail.text ?? '')?.[0] ?? ''
    const answer = await signIn({ token: tokenOf(link) })
    expect(answer.body.member?.id).toBe(ours.lead.member.id)
  })

  test('unknown addresses get the same answer after the same time, and no mail', async () => {
    const before = mails.mails.length
    const timed = async (email: string) => {
      const started = performance.now()
      const { status, body } = await ask(email)
      return { status, body, steps: Math.round((performance.now() - started) / 250) }
    }
    const [known, unknown] = [await timed('viewer@harbour.example'), await timed('nobody@harbour.example')]
    expect(unknown).toEqual(known)
    await world.drainTasks()
    expect(mails.mails.length).toBe(before + 1)
  })

  test('is not sent once the link was used', async () => {
    await ask('viewer@northside.example')
    const { rows } = await world.owner.query("select data from outbox where task = 'accounts.send_sign_in_link'")
    await world.owner.query('update credential set used_at = created_at where id = $1', [rows[0].data.credentialId])
    const before = mails.mails.length
    await world.drainTasks()
    expect(mails.mails.length).toBe(before)
  })

  test('waits while the mail server is away', async () => {
    await ask('viewer@northside.example')
    mails.refuse('viewer', 451, 'busy')
    await expect(world.drainTasks()).rejects.toThrow('busy')
    mails.accept()
  })

  test('asking is limited by account', async () => {
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await ask('nobody@northside.example')).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })

  test.each([
    {},
    { email: 'x' },
    { email: 'a@b.example', more: 1 },
    { email: `${'a'.repeat(250)}@b.example` },
    { email: 'привет@b.example' },
  ])('%j is refused', async (input) => {
    expect((await world.api('post', '/v1/sign-in-links', input, someone())).status).toBe(400)
  })
})
