import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { type CallOptions, createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

describe('events', () => {
  const list = (query: string, as: CallOptions['as'] = world.orgs[0].lead) =>
    world.api('get', `/v1/events${query}`, undefined, { as })

  test('are listed newest first, in pages, and filtered', async () => {
    const [ours] = world.orgs
    const first = await list('?limit=3')
    expect(first).toMatchObject({ status: 200 })
    const second = await list(`?limit=200&cursor=${first.body.nextCursor}`)
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort().reverse())
    const { id } = ours.viewer.member
    const about = await list(`?subject=member:${id}`)
    expect(about.body.items.map(({ type }: { type: string }) => type)).toEqual(['member.joined', 'member.invited'])
    const typed = await list(`?type=session.started&about=member:${id}`)
    expect(typed.body.items).toMatchObject([{ type: 'session.started', actor: { kind: 'member', id } }])
    expect((await list('?type=nothing.happened')).body).toEqual({ items: [], nextCursor: null })
  })

  test('are found by what they happened to, who did it and when', async () => {
    const [ours] = world.orgs
    const types = async (query: string) =>
      (await list(`?limit=200&${query}`)).body.items.map(({ type }: { type: string }) => type)
    const both = await types('kind=member,session')
    expect(new Set(both.map((type: string) => type.split('.')[0]))).toEqual(new Set(['member', 'session']))
    expect(await types('kind=member,session&type=member.joined')).toContain('member.joined')
    expect(await types('kind=session&type=member.joined')).toEqual([])
    expect(await types('kind=nothing')).toEqual([])
    const first = await list('?kind=member,session&limit=2')
    const next = await list(`?kind=member,session&limit=200&cursor=${first.body.nextCursor}`)
    const ids = [...first.body.items, ...next.body.items].map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort().reverse())
    expect(ids).toHaveLength(both.length)
    const byViewer = await list(`?limit=200&actorId=${ours.viewer.member.id}`)
    expect(byViewer.body.items.length).toBeGreaterThan(0)
    expect(byViewer.body.items.every((one: { actor: { id: string } }) => one.actor.id === ours.viewer.member.id)).toBe(
      true,
    )
    const now = world.clock.now()
    expect(await types(`from=${now.add({ hours: 1 })}`)).toEqual([])
    expect(await types(`before=${now.subtract({ hours: 1000 })}`)).toEqual([])
    expect(await types(`from=${now.subtract({ hours: 1 })}&before=${now.add({ hours: 1 })}`)).toContain('member.joined')
    const file = await world.api('get', '/v1/events.csv?kind=session', undefined, { as: ours.lead })
    expect(String(file.body)).toContain('session.started')
    expect(String(file.body)).not.toContain('member.joined')
  })

  test('are each organization’s own, for leads and owners', async () => {
    const [ours, others] = world.orgs
    const theirs = await list('?limit=200', others.lead)
    expect(JSON.stringify(theirs.body)).not.toContain(ours.viewer.member.id)
    expect((await list(`?subject=member:${ours.viewer.member.id}`, others.lead)).body.items).toEqual([])
    for (const as of [ours.frontline, ours.viewer]) expect((await list('', as)).status).toBe(403)
  })

  test.each(['?limit=-1', '?cursor=WyJ4Il0', '?from=x', '?kind=a.b', `?type=${'x'.repeat(101)}`])(
    '%s is refused',
    async (query) => {
      expect((await list(query)).status).toBe(400)
    },
  )
})

describe('failed tasks', () => {
  const fail = async (orgId: string, task = 'accounts.send_sign_in_link') => {
    const id = newId(world.clock.now())
    await world.owner.query(
      'insert into failed_task (org_id, id, task, data, failure, attempts, failed_at) values ($1, $2, $3, $4, $5, 7, $6)',
      [orgId, id, task, { credentialId: id }, 'The mail server did not answer.', world.clock.now().toString()],
    )
    return id
  }
  const restart = (id: string, as: CallOptions['as']) => world.api('post', `/v1/failed-tasks/${id}/restart`, {}, { as })

  test('are seen and restarted, once', async () => {
    const [ours, others] = world.orgs
    const id = await fail(ours.id)
    const list = (as: CallOptions['as']) => world.api('get', '/v1/failed-tasks', undefined, { as })
    expect((await list(ours.lead)).body).toEqual({
      items: [
        {
          id,
          task: 'accounts.send_sign_in_link',
          failure: 'The mail server did not answer.',
          attempts: 7,
          failedAt: world.clock.now().toString(),
        },
      ],
      nextCursor: null,
    })
    expect((await list(others.owner)).body.items).toEqual([])
    expect((await list(ours.frontline)).status).toBe(403)
    expect((await restart(id, ours.frontline)).status).toBe(403)
    expect((await restart(id, others.owner)).status).toBe(404)
    expect((await restart('x', ours.lead)).status).toBe(400)
    const both = await Promise.all([restart(id, ours.lead), restart(id, ours.owner)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404])
    const { rows } = await world.owner.query('select task, data from outbox where org_id = $1', [ours.id])
    expect(rows).toEqual([{ task: 'accounts.send_sign_in_link', data: { credentialId: id } }])
    expect(await world.eventsOf(ours.id, 'task.restarted')).toMatchObject([{ subject: `task:${id}` }])
    await world.drainTasks()
  })
})

describe('the organization', () => {
  const patch = (body: object, options: CallOptions = { as: world.orgs[0].owner }) =>
    world.api('patch', `/v1/organizations/${world.orgs[0].id}`, body, options)

  test('is read by all and changed by owners who read the present version', async () => {
    const [ours, others] = world.orgs
    const read = await world.api('get', `/v1/organizations/${ours.id}`, undefined, { as: ours.viewer })
    expect(read).toMatchObject({ status: 200, body: { id: ours.id, name: 'Northside Repairs', country: 'GB' } })
    const headers = { 'if-match': read.headers.get('etag') ?? '' }
    const change = { name: 'Northside & Sons', country: 'ie', timeZone: 'Europe/Dublin', language: 'es' }
    expect(await patch(change, { as: ours.owner, headers })).toMatchObject({
      status: 200,
      body: { ...change, country: 'IE' },
    })
    expect((await patch({ name: 'Late' }, { as: ours.owner, headers })).status).toBe(412)
    expect((await patch({ name: 'No' }, { as: ours.lead })).status).toBe(403)
    const listed = await world.api('get', '/v1/organizations', undefined, { as: others.owner })
    expect(listed.body).toMatchObject({ items: [{ id: others.id, name: 'Harbour Clinic' }], nextCursor: null })
    for (const method of ['get', 'patch'] as const) {
      const body = method === 'patch' ? { name: 'Taken' } : undefined
      const foreign = await world.api(method, `/v1/organizations/${ours.id}`, body, { as: others.owner })
      expect(foreign).toMatchObject({ status: 404, body: { code: 'directory/not_found' } })
    }
    const events = await world.eventsOf(ours.id, 'organization.updated')
    expect(events).toMatchObject([{ data: { changed: ['name', 'country', 'timeZone', 'language'], country: 'IE' } }])
    expect(JSON.stringify(events)).not.toContain('Sons')
  })

  test.each([{ name: '' }, { country: 'ZZ' }, { timeZone: '' }, { language: 'de' }, { sample: true }, { id: 'x' }])(
    '%j is refused',
    async (body) => {
      expect((await patch(body)).status).toBe(400)
    },
  )
})
