import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keysFrom } from '#platform/tokens'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { country } from './country.ts'
import { openCredential, sealCredential } from './credential-token.ts'
import { emailAddress } from './email-address.ts'
import { getCredential } from './get-credential.ts'
import { organizationOf } from './get-organization.ts'
import { listOrganizationIds } from './list-organization-ids.ts'
import { listOrganizationsOfUser } from './list-organizations-of-user.ts'
import { makeCredential } from './make-credential.ts'
import { closeOrganizationTo, ensureUser, latestInvitation, makeInvitation, openOrganizationTo } from './people.ts'
import { useCredential } from './use-credential.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const narrow: TwoOrganizations['gate']['runNarrow'] = (op, raw) => world.gate.runNarrow(op, raw)

describe('fields', () => {
  test.each([
    ['pl', 'PL'],
    [' GB ', 'GB'],
  ])('the country %j is %s', (typed, code) => expect(country.parse(typed)).toBe(code))
  test.each(['', 'UK', 'EU', 'XX', 'POL', 'p', '12', "'"])('%j is no country', (typed) =>
    expect(country.safeParse(typed).success).toBe(false),
  )
  test.each([
    ['Ana@Example.COM', 'ana@example.com'],
    [' a+b@c.example ', 'a+b@c.example'],
  ])('%j is the address %s', (typed, address) => expect(emailAddress.parse(typed)).toBe(address))
  test.each([
    '',
    'a',
    'a@',
    '@b.example',
    'a b@c.example',
    'a@b.example\n',
    'İ@b.example',
    `${'a'.repeat(250)}@b.example`,
    'a@b@c.example',
  ])('%j is no address to sign in with, or is one in lower case', (typed) => {
    const parsed = emailAddress.safeParse(typed)
    if (parsed.success) expect(parsed.data).toBe(typed.trim().toLowerCase())
    else expect(parsed.error.issues[0]?.message).toMatch(/^Must /)
  })
})

describe('credentials', () => {
  test('tokens stand for their credential and say how they came', () => {
    const keys = keysFrom('a secret of thirty-two characters')
    const id = '01938c1e-7a00-7000-8000-000000000001'
    for (const delivery of ['handed', 'mailed'] as const)
      expect(openCredential(keys, sealCredential(keys, id, delivery))).toEqual({ id, delivery })
    expect(sealCredential(keys, id, 'handed')).not.toBe(sealCredential(keys, id, 'mailed'))
    expect(openCredential(keysFrom('another secret of 32 characters!'), sealCredential(keys, id, 'handed'))).toBeNull()
    expect(openCredential(keys, id)).toBeNull()
  })

  test('are used once, by whoever is first', async () => {
    const { id } = await narrow(makeCredential, { purpose: 'set_up' })
    expect(await narrow(getCredential, { id })).toMatchObject({ purpose: 'set_up', userId: null, proven: false })
    const uses = await Promise.allSettled([1, 2, 3, 4].map(() => narrow(useCredential, { id, proves: true })))
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(narrow(getCredential, { id })).rejects.toMatchObject({ code: 'directory/link_used' })
  })

  test('expire, and are cleared a month later', async () => {
    const { id } = await narrow(makeCredential, { purpose: 'set_up' })
    world.clock.advance({ hours: 24 })
    await expect(narrow(getCredential, { id })).rejects.toMatchObject({ code: 'directory/link_expired' })
    await expect(narrow(useCredential, { id, proves: false })).rejects.toMatchObject({ code: 'directory/link_used' })
    world.clock.advance({ hours: 24 * 31 })
    await narrow(makeCredential, { purpose: 'set_up' })
    await expect(narrow(getCredential, { id })).rejects.toMatchObject({ code: 'directory/link_unknown' })
  })
})

describe('people and organizations', () => {
  test('a person is added once, whoever asks first', async () => {
    const add = (who = world.member) => world.within(who, (ctx) => ensureUser(ctx, 'ana@example.com'))
    const ids = await Promise.all([add(), add(), add(world.stranger)])
    expect(new Set(ids).size).toBe(1)
  })

  test('a person enters the organizations that were opened to them', async () => {
    const userId = await world.within(world.member, (ctx) => ensureUser(ctx, 'bo@example.com'))
    const memberId = crypto.randomUUID()
    const organizations = async () => (await narrow(listOrganizationsOfUser, { userId })).organizations
    await world.within(world.member, (ctx) => openOrganizationTo(ctx, userId, memberId))
    await world.within(world.member, (ctx) => openOrganizationTo(ctx, userId, memberId))
    expect(await organizations()).toEqual([{ id: world.ours, name: 'Ours', memberId }])
    await world.within(world.stranger, (ctx) => closeOrganizationTo(ctx, userId))
    expect(await organizations()).toHaveLength(1)
    await world.within(world.member, (ctx) => closeOrganizationTo(ctx, userId))
    expect(await organizations()).toEqual([])
  })

  test('of invitations the last counts, within the organization', async () => {
    const memberId = crypto.randomUUID()
    const userId = await world.within(world.member, (ctx) => ensureUser(ctx, 'cy@example.com'))
    await world.within(world.member, (ctx) => makeInvitation(ctx, userId, memberId))
    const second = await world.within(world.member, (ctx) => makeInvitation(ctx, userId, memberId))
    expect((await world.within(world.member, (ctx) => latestInvitation(ctx, memberId)))?.id).toBe(second.id)
    expect(await world.within(world.stranger, (ctx) => latestInvitation(ctx, memberId))).toBeUndefined()
  })

  test('each sees its own organization; all ids come a page at a time', async () => {
    expect(await world.within(world.stranger, (ctx) => organizationOf(ctx))).toMatchObject({
      id: world.others,
      name: 'Others',
    })
    const first = await narrow(listOrganizationIds, { after: null, limit: 1 })
    const second = await narrow(listOrganizationIds, { after: first.ids[0], limit: 1 })
    expect([...first.ids, ...second.ids]).toEqual([world.ours, world.others].sort())
  })
})

test('the application’s role sees no password and no other organization’s people', async () => {
  const { rows } = await world.owner.query(`
    select has_column_privilege('kept_app', 'app_user', 'password_hash', 'select') as sees,
      has_column_privilege('kept_app', 'app_user', 'password_hash', 'insert') as sets,
      has_column_privilege('kept_app', 'app_user', 'proven_at', 'insert') as proves,
      has_table_privilege('kept_app', 'app_user', 'update') as changes`)
  expect(rows[0]).toEqual({ sees: false, sets: false, proves: false, changes: false })
})
