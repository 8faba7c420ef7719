import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { readToday } from './read-today.ts'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld

beforeAll(async () => {
  w = await createWorld({ start: START })
})
afterAll(() => w?.close())

const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: hours * 60 })
    .toString()

test('figures and what needs a person, as the day goes by', async () => {
  const [ours, others] = w.orgs
  const owner = w.actorOf('owner', ours)
  const today = (org = ours) => w.gate.run(readToday, w.actorOf('viewer', org), {})
  expect(await today()).toMatchObject({
    figures: { kept: { share: null, days: 28 }, overdue: 0, dueToday: 0 },
    actNow: [],
    dayLine: [],
  })

  const customer = await w.gate.run(createCustomer, owner, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana', email: 'ana@example.com' }],
  })
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Boiler', customerId: customer.id },
    { as: ours.owner },
  )
  const { id: requestId } = request.body as { id: string }
  const make = async (hours: number) => {
    const made = await w.api(
      'post',
      '/v1/promises',
      {
        kind: 'completion',
        wording: `In ${hours} h.`,
        dueAt: at(hours),
        about: `request:${requestId}`,
        customerId: customer.id,
      },
      { as: ours.owner },
    )
    return (made.body as { id: string }).id
  }
  const [late, kept, soon] = [await make(1), await make(2), await make(5)]
  await w.api('post', `/v1/promises/${kept}/delivery`, {}, { as: ours.owner })
  w.clock.set(at(1.5))
  await w.gate.run(sweepDue, systemActor(owner.orgId, 'clock'), {})
  const now = await today()
  expect(now.figures).toMatchObject({ overdue: 1, dueToday: 1, kept: { kept: 0, broken: 1 } })
  expect(now.actNow.filter((item) => item.why === 'overdue')).toMatchObject([
    { promise: { id: late }, customer: { name: 'Ana Ruiz' }, request: { id: requestId, subject: 'Boiler' } },
  ])
  // Nobody has told the customer: the notices wait longer than mail takes.
  expect(now.actNow.filter((item) => item.why === 'not_told').map((item) => item.promise.id)).toContain(soon)
  expect(now.dayLine.map((tick) => tick.state)).toEqual(['broken', 'kept', 'open'])

  w.clock.set(at(3))
  expect((await today()).figures.kept).toMatchObject({ kept: 1, broken: 1, share: 0.5 })
  expect(await today(others)).toMatchObject({ figures: { overdue: 0, kept: { kept: 0 } }, actNow: [], dayLine: [] })
})

/** How the list behind the figure *Kept* is asked for. */
const judged = ({ asOf, figures }: { asOf: string; figures: { kept: { from: string } } }) =>
  `outcome=kept,kept_as_moved,kept_as_told,broken&followed=true&dueFrom=${figures.kept.from}&dueBefore=${asOf}`

test('mine, my teams’ and everybody’s: each figure is as long as its list', async () => {
  w.clock.set(START)
  const [, others] = w.orgs
  const { owner, lead, frontline, viewer } = others
  const call = async (method: string, path: string, body?: unknown, as = owner) => {
    const answer = await w.api(method, path, body, { as })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  // Fay and Lee are colleagues of one team; Olive is in none.
  const team = await call('post', '/v1/teams', { name: 'Crew', memberIds: [frontline.member.id, lead.member.id] })
  const customer = await call('post', '/v1/customers', { name: 'Bea' })
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Tap', customerId: customer.id })
  const promise = (hours: number, by: object) => {
    const due = { kind: 'completion', wording: 'Done.', dueAt: at(hours), about: `request:${request.id}` }
    return call('post', '/v1/promises', { ...due, customerId: customer.id, ...by })
  }
  await promise(1, { ownerId: frontline.member.id })
  await promise(5, { ownerId: frontline.member.id })
  await promise(1, { ownerId: lead.member.id })
  await promise(1, { ownerTeamId: team.id })
  await promise(5, { ownerTeamId: team.id })
  await promise(5, { ownerId: owner.member.id })
  w.clock.set(at(1.5))
  await w.gate.run(sweepDue, systemActor(others.id, 'clock'), {})
  w.clock.set(at(2))

  for (const [as, whose, overdue, dueToday] of [
    [frontline, 'mine', 1, 1],
    [lead, 'mine', 1, 0],
    [frontline, 'team', 3, 2],
    [lead, 'team', 3, 2],
    [owner, 'mine', 0, 1],
    [owner, 'team', 0, 1],
    [viewer, 'all', 3, 3],
  ] as const) {
    const today = await call('get', `/v1/today?whose=${whose}`, undefined, as)
    const what = `${as.member.name}, ${whose}`
    expect([today.figures.overdue, today.figures.dueToday], what).toEqual([overdue, dueToday])
    expect(today.figures.kept.broken, what).toBe(overdue)
    expect(today.dayLine, what).toHaveLength(overdue + dueToday)
    expect(
      today.actNow.filter(({ why }: { why: string }) => why === 'overdue'),
      what,
    ).toHaveLength(overdue)
    const list = async (query: string) =>
      (await call('get', `/v1/promises?whose=${whose}&${query}`, undefined, as)).items.length
    expect(await list('overdue=true&followed=true'), what).toBe(overdue)
    const day = `dueFrom=${today.day.from}&dueBefore=${today.day.to}`
    expect(await list(`state=open,proposed&followed=true&paused=false&${day}`), what).toBe(dueToday)
    expect(await list('atRisk=true'), what).toBe(today.figures.atRisk)
    expect(await list('unanswered=true'), what).toBe(today.figures.unanswered)
    expect(await list(judged(today)), what).toBe(overdue)
  }
  const key = (await call('post', '/v1/api-keys', { name: 'key', role: 'owner' })).key
  const refused = await w.api('get', '/v1/today?whose=mine', undefined, { as: key })
  expect([refused.status, refused.body.code]).toEqual([403, 'promises/members_only'])
})
