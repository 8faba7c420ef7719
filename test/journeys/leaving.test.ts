import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, personOf, type TestWorld, tokenOf } from '#test/world'

let w: TestWorld
let customerId: string
let teamId: string

const call = (method: string, path: string, body?: object, as = w.orgs[0].owner) => w.api(method, path, body, { as })

let host = 0
/** A colleague who has joined. */
async function join(name: string) {
  const colleague = { name, email: `${name.toLowerCase()}@faros.example`, role: 'frontline', delivery: 'link' }
  const { body } = await call('post', '/v1/members', colleague)
  const from = `198.51.100.${++host}`
  return personOf(await w.api('post', '/v1/sessions', { token: tokenOf(body.link) }, { from }))
}
const promise = async (as: Awaited<ReturnType<typeof join>>, over: object = {}) =>
  (
    await w.api(
      'post',
      '/v1/promises',
      {
        kind: 'completion',
        wording: 'Your boiler will be repaired.',
        dueAt: '2026-11-26T15:00:00Z',
        about: 'request:01938c1e-7a00-7000-8000-0000000000aa',
        customerId,
        ...over,
      },
      { as },
    )
  ).body
const request = async (as: Awaited<ReturnType<typeof join>>) =>
  (await w.api('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId }, { as })).body

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz' })).body.id
  teamId = (await call('post', '/v1/teams', { name: 'Emergencies' })).body.id
})
afterAll(() => w?.close())

describe('a promise is handed over', () => {
  test('to a member, to a team; the evidence says so and nothing else changes', async () => {
    const luis = await join('Luis')
    const made = await promise(luis)
    expect(made.allowed).toContain('handOver')
    const owner = w.orgs[0].owner.member.id
    const toMember = await call('post', `/v1/promises/${made.id}/hand-over`, { ownerId: owner })
    expect(toMember).toMatchObject({ status: 200, body: { ownerId: owner, ownerTeamId: null, dueAt: made.dueAt } })
    const toTeam = await call('post', `/v1/promises/${made.id}/hand-over`, { ownerTeamId: teamId })
    expect(toTeam.body).toMatchObject({ ownerId: null, ownerTeamId: teamId, state: 'open' })
    const again = await call('post', `/v1/promises/${made.id}/hand-over`, { ownerTeamId: teamId })
    expect(again.body.version, 'what is theirs already is not written again').toBe(toTeam.body.version)
    const events = (await w.eventsOf(w.orgs[0].id, 'promise.handed_over')).filter(
      ({ subject }) => subject === `promise:${made.id}`,
    )
    expect(events.map(({ data }) => data)).toEqual([
      { ownerId: owner, ownerTeamId: null, from: { ownerId: luis.member.id, ownerTeamId: null } },
      { ownerId: null, ownerTeamId: teamId, from: { ownerId: owner, ownerTeamId: null } },
    ])
    const evidence = await call('get', `/v1/evidence?about=${made.about}`)
    expect(evidence.body.chains.flatMap(({ faults }: { faults: unknown[] }) => faults)).toEqual([])
    await w.owner.query('update promise set owner_id = $2, owner_team_id = null where id = $1', [made.id, owner])
    const altered = await call('get', `/v1/evidence?about=${made.about}`)
    expect(JSON.stringify(altered.body.chains), 'an owner changed behind the back of the ledger').toMatch(/ownerId/)
    await w.owner.query('update promise set owner_id = null, owner_team_id = $2 where id = $1', [made.id, teamId])
  })

  test('not twice at once, not to strangers, not when it is over, not by those who only read', async () => {
    const luis = await join('Lucas')
    const { id } = await promise(luis)
    const to = (body: object, as = w.orgs[0].owner) => call('post', `/v1/promises/${id}/hand-over`, body, as)
    const [ours, others] = w.orgs
    expect(await to({})).toMatchObject({ status: 400, body: { code: 'promises/one_owner' } })
    expect((await to({ ownerId: ours.lead.member.id, ownerTeamId: teamId })).body.code).toBe('promises/one_owner')
    expect((await to({ ownerId: others.lead.member.id })).status).toBe(404)
    expect((await to({ ownerId: ours.lead.member.id }, others.owner)).status).toBe(404)
    expect((await to({ ownerId: ours.lead.member.id }, ours.viewer)).status).toBe(403)
    await call('post', `/v1/promises/${id}/delivery`, {})
    expect(await to({ ownerId: ours.lead.member.id })).toMatchObject({
      status: 409,
      body: { code: 'promises/not_possible' },
    })
  })
})

describe('who leaves', () => {
  test('hands over what is unfinished; what is over stays theirs', async () => {
    const [ours] = w.orgs
    const marta = await join('Marta')
    const [open, kept] = [await promise(marta), await promise(marta)]
    await call('post', `/v1/promises/${kept.id}/delivery`, {})
    const asked = await request(marta)
    const work = await call('get', `/v1/members/${marta.member.id}/work`)
    expect(work).toMatchObject({ status: 200, body: { requests: 1, policies: [], teams: [] } })
    const promises = work.body.promises
    expect(promises).toBeGreaterThanOrEqual(1)
    const left = await call('delete', `/v1/members/${marta.member.id}`, {})
    expect(left).toMatchObject({ status: 409, body: { code: 'desk/work_left', promises, requests: 1 } })
    expect((await w.api('get', '/v1/session', undefined, { as: marta })).status, 'nothing has happened').toBe(200)
    const self = await call('delete', `/v1/members/${marta.member.id}`, { ownerId: marta.member.id })
    expect(self.body.code).toBe('desk/to_themselves')
    const gone = await call('delete', `/v1/members/${marta.member.id}`, { ownerId: ours.lead.member.id })
    expect(gone).toMatchObject({ status: 200, body: { state: 'removed' } })
    expect((await w.api('get', '/v1/session', undefined, { as: marta })).status).toBe(401)
    await w.drainTasks()
    const ownerOf = async (id: string) => (await call('get', `/v1/promises/${id}`)).body.ownerId
    expect(await ownerOf(open.id)).toBe(ours.lead.member.id)
    expect(await ownerOf(kept.id), 'what is over stays theirs').toBe(marta.member.id)
    expect((await call('get', `/v1/requests/${asked.id}`)).body.ownerId).toBe(ours.lead.member.id)
    expect((await call('get', `/v1/members/${marta.member.id}/work`)).body).toMatchObject({ promises: 0, requests: 0 })
    const [said] = await w.eventsOf(ours.id, 'member.work_handed_over')
    expect(said).toMatchObject({
      subject: `member:${marta.member.id}`,
      data: { ownerId: ours.lead.member.id, promises, requests: 1 },
    })
    // Somebody who was removed before can hand over what they still had.
    const again = await call('delete', `/v1/members/${marta.member.id}`, { ownerTeamId: teamId })
    expect(again.status).toBe(200)
  })

  test('may give it to a team; the last owner stays', async () => {
    const [ours] = w.orgs
    const nina = await join('Nina')
    const asked = await request(nina)
    await call('delete', `/v1/members/${nina.member.id}`, { ownerTeamId: teamId })
    await w.drainTasks()
    expect((await call('get', `/v1/requests/${asked.id}`)).body).toMatchObject({ ownerId: null, team: 'Emergencies' })
    const last = await call('delete', `/v1/members/${ours.owner.member.id}`, { ownerId: ours.lead.member.id })
    expect(last.body.code).toBe('accounts/last_owner')
  })

  test('and what they do is nobody else’s business', async () => {
    const [ours, others] = w.orgs
    const of = (id: string, as = ours.owner) => call('get', `/v1/members/${id}/work`, undefined, as)
    expect((await of(ours.lead.member.id, others.owner)).status).toBe(404)
    expect((await of(ours.lead.member.id, ours.frontline)).status).toBe(403)
  })
})
