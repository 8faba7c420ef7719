import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { mayChange, maySee, type Viewer } from './saved-view.ts'

let w: TestWorld
let teamId: string
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const memberIds = [w.orgs[0].frontline.member.id]
  teamId = (await call('post', '/v1/teams', w.orgs[0].owner, { name: 'Heating', memberIds })).body.id
})
afterAll(() => w?.close())

const call = (method: string, path: string, as: Person, body?: object) => w.api(method, path, body, { as })
const view = (over: object = {}) => ({ list: 'requests', name: 'Jobs', filters: { kind: 'job' }, ...over })
const seenBy = async (as: Person): Promise<string[]> =>
  (await call('get', '/v1/saved-views?list=requests', as)).body.items.map(({ name }: { name: string }) => name)

describe('who sees a view, and who changes it', () => {
  const who = (over: Partial<Viewer> = {}): Viewer => ({
    memberId: 'ana',
    mayShare: false,
    teamIds: new Set(),
    ...over,
  })
  const own = { scope: 'member', member_id: 'ana', team_id: null }
  const team = { scope: 'team', member_id: null, team_id: 't' }
  const all = { scope: 'organization', member_id: null, team_id: null }
  test.each([
    ['its member', own, who(), true, true],
    ['nobody else, whatever the role', own, who({ memberId: 'bea', mayShare: true }), false, false],
    ['no API key', { ...own, member_id: null }, who({ memberId: null }), false, false],
    ['the team', team, who({ teamIds: new Set(['t']) }), true, false],
    ['not another team', team, who({ teamIds: new Set(['u']) }), false, false],
    ['a lead', team, who({ mayShare: true }), true, true],
    ['everybody', all, who(), true, false],
    ['everybody, changed by leads', all, who({ mayShare: true }), true, true],
  ])('%s', (_, saved, reader, sees, changes) => {
    expect([maySee(saved, reader), mayChange(saved, reader)]).toEqual([sees, changes])
  })
})

test('a private view comes and goes, and nobody else sees it', async () => {
  const { frontline, lead } = w.orgs[0]
  const made = await call(
    'post',
    '/v1/saved-views',
    frontline,
    view({ name: 'Mine', sort: 'oldest', columns: ['status', 'owner'] }),
  )
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'Mine', scope: 'member', sort: 'oldest', columns: ['status', 'owner'], mayChange: true, version: 1 },
  })
  expect(await seenBy(frontline)).toEqual(['Mine'])
  expect(await seenBy(lead)).toEqual([])
  const path = `/v1/saved-views/${made.body.id}`
  expect(await call('patch', path, lead, { name: 'Theirs' })).toMatchObject({ status: 404 })
  expect(await call('delete', path, w.orgs[1].owner)).toMatchObject({ status: 404 })

  expect((await call('patch', path, frontline, { name: 'Ours', filters: { kind: 'order' } })).body).toMatchObject({
    name: 'Ours',
    filters: { kind: 'order' },
    sort: 'oldest',
    version: 2,
  })
  const stale = await call('patch', path, frontline, { name: 'Old', ifVersion: 1 })
  expect(stale).toMatchObject({ status: 412, body: { code: 'lists/stale' } })

  expect((await call('put', `${path}/default`, frontline, { isDefault: true })).body.isDefault).toBe(true)
  const other = (await call('post', '/v1/saved-views', frontline, view({ name: 'Other' }))).body
  await call('put', `/v1/saved-views/${other.id}/default`, frontline, { isDefault: true })
  const { items } = (await call('get', '/v1/saved-views?list=requests', frontline)).body
  expect(items).toMatchObject([
    { name: 'Other', isDefault: true },
    { name: 'Ours', isDefault: false },
  ])

  expect((await call('delete', `/v1/saved-views/${other.id}`, frontline)).status).toBeLessThan(300)
  expect(await seenBy(frontline)).toEqual(['Ours'])
  await call('delete', path, frontline)
  const happened = ['created', 'changed', 'default_chosen', 'created', 'default_chosen', 'deleted', 'deleted']
  const types = happened.map((what) => `saved_view.${what}`)
  const events = await w.eventsOf(w.orgs[0].id, ...new Set(types))
  expect(events.map(({ type }) => type)).toEqual(types)
})

test("a team's view is seen in the team and changed by leads; everybody's by everybody", async () => {
  const { frontline, viewer, lead } = w.orgs[0]
  const refused = await call('post', '/v1/saved-views', frontline, view({ scope: 'team', teamId }))
  expect(refused).toMatchObject({ status: 403, body: { code: 'lists/share' } })
  const team = (await call('post', '/v1/saved-views', lead, view({ name: 'Team', scope: 'team', teamId }))).body
  await call('post', '/v1/saved-views', lead, view({ name: 'All', scope: 'organization' }))
  expect(await seenBy(frontline)).toEqual(['All', 'Team'])
  expect(await seenBy(viewer)).toEqual(['All'])
  expect(await seenBy(w.orgs[1].owner)).toEqual([])
  const path = `/v1/saved-views/${team.id}`
  expect(await call('patch', path, frontline, { name: 'X' })).toMatchObject({
    status: 403,
    body: { code: 'lists/share' },
  })
  expect(await call('patch', path, viewer, { name: 'X' })).toMatchObject({ status: 404 })
  expect((await call('patch', path, lead, { name: 'Heating' })).body.name).toBe('Heating')
})

test('refuses what no view is', async () => {
  const { lead } = w.orgs[0]
  for (const body of [
    view({ name: ' ' }),
    view({ list: 'members' }),
    view({ columns: ['a', 'a'] }),
    view({ filters: { 'a b': 'c' } }),
    view({ scope: 'team' }),
    view({ teamId }),
  ])
    expect((await call('post', '/v1/saved-views', lead, body)).status, JSON.stringify(body)).toBe(400)
  const theirs = (await call('post', '/v1/teams', w.orgs[1].owner, { name: 'Theirs' })).body.id
  expect((await call('post', '/v1/saved-views', lead, view({ scope: 'team', teamId: theirs }))).status).toBe(404)
})
