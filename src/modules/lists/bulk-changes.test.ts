import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/operation'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { forgetBulkChanges } from './forget-bulk-changes.ts'

let w: TestWorld
let ana: Person
let lead: Person

beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  ana = w.orgs[0].frontline
  lead = w.orgs[0].lead
})
afterAll(() => w?.close())

const call = async (method: string, path: string, body?: object, as: Person = ana) => w.api(method, path, body, { as })
const ok = async (method: string, path: string, body?: object, as?: Person) => {
  const answer = await call(method, path, body, as)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
const request = (over: object = {}): Promise<{ id: string; number: number }> =>
  ok('post', '/v1/requests', { kind: 'job', subject: 'Boiler', ...over })
const promise = async (over: object = {}): Promise<{ id: string; about: string }> =>
  ok('post', '/v1/promises', {
    kind: 'completion',
    wording: 'Done by then.',
    dueAt: '2026-11-27T10:00:00Z',
    about: `request:${(await request()).id}`,
    beneficiary: 'organization',
    ...over,
  })
const read = (id: string) => ok('get', `/v1/requests/${id}`)
const start = (body: object, as?: Person) => ok('post', '/v1/bulk-changes', body, as)

describe('requests', () => {
  test('a preview says what would happen and writes nothing', async () => {
    const [open, closed] = [await request(), await request()]
    await ok('post', `/v1/requests/${closed.id}/closing`, { outcome: 'Repaired' })
    const written = () => w.eventsOf(w.orgs[0].id, 'request.closed', 'bulk_change.started')
    const before = (await written()).length
    const preview = await ok('post', '/v1/bulk-change-previews', {
      change: { action: 'close', outcome: 'Done' },
      ids: [open.id, closed.id, '01938c1e-7a00-7000-8000-0000000000aa'],
    })
    expect(preview).toMatchObject({ total: 3, willChange: 1, inBackground: false })
    expect(preview.left).toHaveLength(2)
    expect(preview.left).toContainEqual({
      reason: 'closed',
      count: 1,
      examples: [{ id: closed.id, label: `#${closed.number} Boiler`, requestId: closed.id }],
    })
    expect(preview.left).toContainEqual({ reason: 'gone', count: 1, examples: [] })
    expect(await read(open.id)).toMatchObject({ status: 'open' })
    expect(before).toBe(1)
    expect(await written()).toHaveLength(before)
  })

  test('change what the preview said, with the events of each; undoing gives back what nobody has changed since', async () => {
    const ids = [await request({ priority: 'Low' }), await request(), await request()].map(({ id }) => id)
    const [first = '', second = '', third = ''] = ids
    const done = await start({ change: { action: 'setPriority', priority: 'High' }, ids })
    expect(done).toMatchObject({ state: 'done', total: 3, changed: 3, waiting: 0, left: [], mayUndo: true })
    expect(await Promise.all(ids.map(read))).toMatchObject(ids.map(() => ({ priority: 'High' })))
    const changed = (await w.eventsOf(w.orgs[0].id, 'request.changed')).map(({ subject }) => subject)
    expect(changed).toEqual(expect.arrayContaining(ids.map((id) => `request:${id}`)))

    await ok('patch', `/v1/requests/${second}`, { priority: 'Urgent' })
    const undo = await ok('post', `/v1/bulk-changes/${done.id}/undo`)
    expect(undo).toMatchObject({ undoes: done.id, changed: 2, mayUndo: false })
    expect(undo.left).toMatchObject([{ reason: 'changed_since', count: 1, examples: [{ id: second }] }])
    expect(await Promise.all([first, second, third].map(read))).toMatchObject([
      { priority: 'Low' },
      { priority: 'Urgent' },
      { priority: '' },
    ])
    expect(await call('post', `/v1/bulk-changes/${done.id}/undo`)).toMatchObject({ body: { code: 'lists/undone' } })
    expect(await call('post', `/v1/bulk-changes/${undo.id}/undo`)).toMatchObject({ body: { code: 'lists/undone' } })
    expect(await ok('get', `/v1/bulk-changes/${done.id}`)).toMatchObject({ changed: 3, mayUndo: false })
  })

  test('are closed with an outcome and reopened by undoing', async () => {
    const { id } = await request()
    const done = await start({ change: { action: 'close', outcome: 'Repaired' }, ids: [id] })
    expect(await read(id)).toMatchObject({ status: 'closed', outcome: 'Repaired' })
    await ok('post', `/v1/bulk-changes/${done.id}/undo`)
    expect(await read(id)).toMatchObject({ status: 'open', outcome: '', closedAt: null })
  })

  test('many at once run in the background, in the name of who began, and can be stopped and undone', async () => {
    const category = 'Many'
    for (let i = 0; i < 501; i++) await request({ category, priority: 'Low' })
    const filter = { q: category, status: 'open' }
    const change = { action: 'assign', ownerId: lead.member.id }
    const preview = await ok('post', '/v1/bulk-change-previews', { change, filter })
    expect(preview).toMatchObject({ total: 501, willChange: 501, inBackground: true })
    const running = await start({ change, filter })
    expect(running).toMatchObject({ state: 'running', changed: 0, waiting: 501, mayUndo: false })
    expect(await call('post', `/v1/bulk-changes/${running.id}/undo`)).toMatchObject({
      body: { code: 'lists/still_running' },
    })
    await w.drainTasks()
    expect(await ok('get', `/v1/bulk-changes/${running.id}`)).toMatchObject({ state: 'done', changed: 501, waiting: 0 })

    const back = await ok('post', `/v1/bulk-changes/${running.id}/undo`)
    expect(back).toMatchObject({ state: 'running' })
    expect(await ok('post', `/v1/bulk-changes/${back.id}/stop`)).toMatchObject({ state: 'stopped', waiting: 501 })
    await w.drainTasks()
    expect(await ok('get', `/v1/bulk-changes/${back.id}`)).toMatchObject({ state: 'stopped', changed: 0 })
    const { items } = await ok('get', `/v1/requests?q=${category}&ownerId=${lead.member.id}&limit=200`)
    expect(items).toHaveLength(200)
  }, 240_000)
})

describe('promises', () => {
  test('are handed over, and go back to those who had them', async () => {
    const [one, ended] = [await promise(), await promise()]
    await ok('post', `/v1/promises/${ended.id}/delivery`, {})
    const done = await start({ change: { action: 'handOver', ownerId: lead.member.id }, ids: [one.id, ended.id] })
    expect(done).toMatchObject({ changed: 1, left: [{ reason: 'finished', count: 1 }] })
    expect(await ok('get', `/v1/promises/${one.id}`)).toMatchObject({ ownerId: lead.member.id })
    await ok('post', `/v1/bulk-changes/${done.id}/undo`)
    expect(await ok('get', `/v1/promises/${one.id}`)).toMatchObject({ ownerId: ana.member.id })
    const evidence = await ok('get', `/v1/evidence?about=${one.about}`)
    expect(JSON.stringify(evidence)).not.toContain('"intact":false')
  })
})

describe('customers', () => {
  const customer = (name: string, segment = ''): Promise<{ id: string }> =>
    ok('post', '/v1/customers', { name, ...(segment === '' ? {} : { segment }) })
  const segmentOf = async (id: string): Promise<string> => (await ok('get', `/v1/customers/${id}`)).segment

  test('get a segment, by ids or by what a search finds; undoing gives back what each had', async () => {
    const [one, two] = [await customer('Bakery Poppy'), await customer('Bakery Rye', 'Silver')]
    const change = { action: 'setSegment', segment: 'Gold' }
    const preview = await ok('post', '/v1/bulk-change-previews', { change, filter: { q: 'bakery' } })
    expect(preview).toMatchObject({ total: 2, willChange: 2, left: [] })
    const done = await start({ change, filter: { q: 'bakery' } })
    expect(done).toMatchObject({ state: 'done', changed: 2, mayUndo: true })
    expect([await segmentOf(one.id), await segmentOf(two.id)]).toEqual(['Gold', 'Gold'])
    const again = await ok('post', '/v1/bulk-change-previews', { change, ids: [one.id] })
    expect(again.left).toMatchObject([{ reason: 'same', examples: [{ label: 'Bakery Poppy', requestId: null }] }])
    expect(await ok('post', `/v1/bulk-changes/${done.id}/undo`)).toMatchObject({ changed: 2 })
    expect([await segmentOf(one.id), await segmentOf(two.id)]).toEqual(['', 'Silver'])
  })

  test('are changed by who may change one', async () => {
    const { id } = await customer('Bakery Oat')
    const change = { action: 'setSegment', segment: 'Gold' }
    expect(await call('post', '/v1/bulk-changes', { change, ids: [id] }, w.orgs[0].viewer)).toMatchObject({
      status: 403,
    })
    expect(await call('post', '/v1/bulk-changes', { change, filter: { status: 'open' } })).toMatchObject({
      body: { issues: [{ code: 'lists/filter' }] },
    })
  })
})

describe('refused', () => {
  const change = { action: 'setTeam', team: 'Heating' }
  test('what is not chosen, or chosen twice', async () => {
    const { id } = await request()
    for (const body of [{ change }, { change, ids: [id], filter: {} }])
      expect(await call('post', '/v1/bulk-changes', body)).toMatchObject({
        status: 400,
        body: { code: 'lists/selection' },
      })
    expect(await call('post', '/v1/bulk-changes', { change, filter: { colour: 'red' } })).toMatchObject({
      body: { code: 'lists/filter' },
    })
    expect(await call('post', '/v1/bulk-changes', { change, filter: { q: 'nowhere' } })).toMatchObject({
      status: 409,
      body: { code: 'lists/nothing_chosen' },
    })
  })

  test('who may not change one may not change many', async () => {
    const { id } = await request()
    expect(await call('post', '/v1/bulk-changes', { change, ids: [id] }, w.orgs[0].viewer)).toMatchObject({
      status: 403,
    })
    const key = await ok(
      'post',
      '/v1/api-keys',
      { name: 'k', role: 'frontline', scopes: ['bulkChanges.start'] },
      w.orgs[0].owner,
    )
    const answer = await w.api('post', '/v1/bulk-changes', { change, ids: [id] }, { as: key.key })
    expect(answer).toMatchObject({ status: 403, body: { code: 'access/forbidden' } })
  })

  test('whom nobody knows, and what is of another organization', async () => {
    const { id } = await request()
    const unknown = { action: 'assign', ownerId: '01938c1e-7a00-7000-8000-0000000000aa' }
    expect(await call('post', '/v1/bulk-changes', { change: unknown, ids: [id] })).toMatchObject({ status: 404 })
    const theirs = await w.api('post', '/v1/bulk-changes', { change, ids: [id] }, { as: w.orgs[1].owner })
    expect(theirs.body).toMatchObject({ changed: 0, left: [{ reason: 'gone', examples: [] }] })
    const ours = await start({ change, ids: [id] })
    for (const [method, path] of [
      ['get', ''],
      ['post', '/undo'],
      ['post', '/stop'],
    ] as const)
      expect(
        await w.api(method, `/v1/bulk-changes/${ours.id}${path}`, undefined, { as: w.orgs[1].owner }),
      ).toMatchObject({
        status: 404,
      })
  })
})

test('are forgotten 90 days after they ended, in this organization, and what they did stays', async () => {
  const { id } = await request()
  const { id: change } = await start({ change: { action: 'close', outcome: 'Done' }, ids: [id] })
  const left = async () => (await w.owner.query('select 1 from bulk_change where id = $1', [change])).rowCount
  for (const [at, org, expected] of [
    ['2027-02-24T08:59:00Z', 0, 1],
    ['2027-02-24T09:01:00Z', 1, 1],
    ['2027-02-24T09:01:00Z', 0, 0],
  ] as const) {
    w.clock.set(at)
    await w.gate.run(forgetBulkChanges, systemActor(w.orgs[org].id, 'clock'), {})
    expect(await left(), `${at} ${org}`).toBe(expected)
  }
  expect((await w.owner.query('select outcome from request where id = $1', [id])).rows).toEqual([{ outcome: 'Done' }])
})
