import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let customerId: string
let teamId: string
const about = 'request:01938c1e-7a00-7000-8000-0000000000aa'

const call = (method: string, path: string, body?: object, as = w.orgs[0].lead) => w.api(method, path, body, { as })
const promise = (over: object) =>
  call('post', '/v1/promises', {
    kind: 'completion',
    wording: 'Your boiler will be repaired.',
    dueAt: '2026-11-26T15:00:00Z',
    about,
    customerId,
    ...over,
  })

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz' })).body.id
  teamId = (await call('post', '/v1/teams', { name: 'Emergencies' })).body.id
})
afterAll(() => w?.close())

describe('a promise of a team', () => {
  test('is nobody’s in particular, and shows the team in lists, on Today and in the table', async () => {
    const made = await promise({ ownerTeamId: teamId })
    expect(made).toMatchObject({ status: 201, body: { ownerId: null, ownerTeamId: teamId } })
    await promise({})
    const list = await call('get', `/v1/promises?ownerTeamId=${teamId}`)
    expect(list.body.items).toMatchObject([{ id: made.body.id, ownerTeamName: 'Emergencies' }])
    const all = await call('get', '/v1/promises')
    expect(all.body.items.map((one: { ownerTeamName: string }) => one.ownerTeamName).sort()).toEqual([
      'Emergencies',
      null,
    ])
    const today = await call('get', '/v1/today')
    const row = today.body.actNow.find((one: { promise: { id: string } }) => one.promise.id === made.body.id)
    expect(row).toMatchObject({ owner: null, ownerTeam: { id: teamId, name: 'Emergencies' } })
    const table = await call('get', `/v1/promises.csv?ownerTeamId=${teamId}`)
    expect(String(table.body)).toMatch(/ownerTeamName.*\n.*Emergencies/s)
    const { rows } = await w.owner.query("select data from event where type = 'promise.made' and subject = $1", [
      `promise:${made.body.id}`,
    ])
    expect(rows[0].data).toMatchObject({ ownerId: null, ownerTeamId: teamId })
  })

  test('stays the team’s when its date moves, also when the team is archived meanwhile', async () => {
    const { body: team } = await call('post', '/v1/teams', { name: 'Roofs' })
    const { body } = await promise({ ownerTeamId: team.id })
    await call('post', `/v1/teams/${team.id}/archival`, {})
    const words = { wording: 'Later.', reason: 'The part is late.', dueAt: '2026-11-27T15:00:00Z' }
    const moved = await call('post', `/v1/promises/${body.id}/renegotiation`, words)
    expect(moved.body).toMatchObject({ predecessorId: body.id, ownerId: null, ownerTeamId: team.id })
    expect(await promise({ ownerTeamId: team.id })).toMatchObject({
      status: 409,
      body: { code: 'calendars/team_archived' },
    })
  })

  test('has one owner, a team of ours', async () => {
    expect(await promise({ ownerTeamId: teamId, ownerId: w.orgs[0].lead.member.id })).toMatchObject({
      status: 400,
      body: { code: 'promises/one_owner', issues: [{ path: 'ownerTeamId' }] },
    })
    const theirs = await call('post', '/v1/teams', { name: 'Theirs' }, w.orgs[1].lead)
    for (const ownerTeamId of [theirs.body.id, '01938c1e-7a00-7000-8000-00000000ffff'])
      expect(await promise({ ownerTeamId })).toMatchObject({ status: 404, body: { code: 'calendars/team_not_found' } })
  })
})
