import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makingGood } from '#test/making-good'
import { createWorld, type Person, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const { us, made, remedy, limit, matter, grant, ask, answer, forget } = makingGood(() => world)
beforeEach(() => forget())

describe('asking a colleague', () => {
  async function asked(over: object = {}) {
    const { id } = await remedy()
    await limit({ role: 'lead', perRequest: 5000 })
    const about = await matter()
    const input = { ...about, remedyId: id, amount: 3000, ...over }
    return { input, approval: (await ask(input)).body }
  }

  test('names who answers and by when, which is promised to the one who asks', async () => {
    const { approval } = await asked()
    expect(approval).toMatchObject({
      state: 'asked',
      approverId: us().lead.member.id,
      answererId: us().lead.member.id,
      askedBy: us().frontline.member.id,
      answerBy: '2026-11-26T13:00:00Z',
      allowed: ['withdraw'],
    })
    const { rows } = await world.owner.query('select answer_promise_id from approval where id = $1', [approval.id])
    const promise = async () =>
      (await world.api('get', `/v1/promises/${rows[0].answer_promise_id}`, undefined, { as: us().owner })).body
    expect(await promise()).toMatchObject({
      kind: 'approval',
      beneficiary: 'member',
      ownerId: us().lead.member.id,
      state: 'open',
    })
    const mine = (await world.api('get', '/v1/approvals?mine=true', undefined, { as: us().lead })).body.items
    expect(mine.map((each: { id: string }) => each.id)).toContain(approval.id)
    const approved = await answer(approval.id, 'approved')
    expect(approved).toMatchObject({
      status: 200,
      body: { state: 'approved', answeredBy: us().lead.member.id, allowed: [] },
    })
    expect((await promise()).state).toBe('kept')
    const given = (await world.api('get', `/v1/remedy-grants/${approved.body.grantId}`, undefined, { as: us().owner }))
      .body
    expect(given).toMatchObject({ amount: 3000, grantedBy: us().lead.member.id, approvalId: approval.id })
    const types = (await world.eventsOf(us().id, 'approval.asked', 'approval.approved')).map(({ type }) => type)
    expect(types.slice(-2)).toEqual(['approval.asked', 'approval.approved'])
  })

  test('a double press grants once', async () => {
    const { approval } = await asked()
    const answers = await Promise.all(Array.from({ length: 8 }, () => answer(approval.id, 'approved')))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const { rows } = await world.owner.query('select count(*)::int as n from remedy_grant where approval_id = $1', [
      approval.id,
    ])
    expect(rows[0].n).toBe(1)
    expect(await answer(approval.id, 'declined')).toMatchObject({
      status: 409,
      body: { code: 'authority/already_answered' },
    })
  })

  test('declined grants nothing; withdrawn asks no longer', async () => {
    const one = (await asked()).approval
    expect((await answer(one.id, 'declined')).body).toMatchObject({ state: 'declined', grantId: null })
    const two = (await asked()).approval
    const withdraw = (as: Person) =>
      world.api('post', `/v1/approvals/${two.id}/withdrawal`, { reason: 'Settled.' }, { as })
    expect((await withdraw(us().lead)).status).toBe(403)
    expect((await withdraw(us().frontline)).body.state).toBe('withdrawn')
    expect((await answer(two.id, 'approved')).status).toBe(409)
  })

  test('nobody approves what they asked for', async () => {
    const { id } = await remedy()
    await limit({ role: 'lead', perRequest: 10 })
    const about = await matter()
    const input = { ...about, remedyId: id, amount: 100 }
    expect(await ask({ ...input, approverId: us().lead.member.id }, us().lead)).toMatchObject({
      status: 400,
      body: { code: 'authority/approves_own' },
    })
    const { body: approval } = await ask(input, us().lead)
    expect(approval.approverId).toBe(us().owner.member.id)
    // The owner is away, and who asked stands in for them: still not themselves.
    await made(
      '/v1/deputies',
      { deputyId: us().lead.member.id, fromDay: '2026-11-26', toDay: '2026-11-27' },
      us().owner,
      'put',
    )
    expect(await answer(approval.id, 'approved', us().lead)).toMatchObject({
      status: 403,
      body: { code: 'authority/not_the_answerer' },
    })
    expect((await answer(approval.id, 'approved', us().owner)).body.state).toBe('approved')
  })

  test('a deputy answers on the days that were named, out of their own limits', async () => {
    const { approval } = await asked()
    await made(
      '/v1/deputies',
      { deputyId: us().owner.member.id, fromDay: '2026-11-26', toDay: '2026-11-26' },
      us().lead,
      'put',
    )
    expect((await world.api('get', `/v1/approvals/${approval.id}`, undefined, { as: us().owner })).body).toMatchObject({
      approverId: us().lead.member.id,
      answererId: us().owner.member.id,
      allowed: ['answer'],
    })
    expect((await answer(approval.id, 'approved', us().owner)).body.answeredBy).toBe(us().owner.member.id)
    const removed = await world.api('delete', `/v1/deputies/${us().lead.member.id}`, undefined, { as: us().lead })
    expect(removed.body).toEqual({ removed: true })
  })

  test('what is beyond the approver by now is not granted', async () => {
    const { input, approval } = await asked()
    await grant({ ...input, amount: 4000 }, us().lead)
    expect(await answer(approval.id, 'approved')).toMatchObject({
      status: 429,
      body: { code: 'authority/beyond_approver' },
    })
    expect((await world.api('get', `/v1/approvals/${approval.id}`, undefined, { as: us().owner })).body.state).toBe(
      'asked',
    )
  })

  test.each([
    ['what one may grant oneself', { amount: 1 }, 409, 'authority/within_limits'],
    ['somebody with less', { approver: true }, 400, 'authority/approver_too_low'],
    ['by a time that has passed', { answerBy: '2026-11-26T08:00:00Z' }, 400, 'authority/answer_by_past'],
  ])('refuses %s', async (_, { approver, ...over }: Record<string, unknown>, status, code) => {
    const { id } = await remedy()
    await limit({ perRequest: 10 })
    await limit({ role: 'lead', perRequest: 20 })
    const input = {
      ...(await matter()),
      remedyId: id,
      amount: 100,
      ...over,
      ...(approver ? { approverId: us().lead.member.id } : {}),
    }
    expect(await ask(input)).toMatchObject({ status, body: { code } })
  })

  test('ids in capitals are the same ids', async () => {
    const { id } = await remedy()
    await limit({ remedyId: id, perRequest: 100 })
    const input = { ...(await matter()), remedyId: id.toUpperCase(), amount: 100 }
    expect(await ask(input)).toMatchObject({ status: 409, body: { code: 'authority/within_limits' } })
    const own = { ...input, amount: 101, approverId: us().frontline.member.id.toUpperCase() }
    expect(await ask(own)).toMatchObject({ status: 400, body: { code: 'authority/approves_own' } })
  })

  test('another organization sees nothing', async () => {
    const { approval } = await asked()
    expect(
      (await world.api('get', `/v1/approvals/${approval.id}`, undefined, { as: world.orgs[1].owner })).status,
    ).toBe(404)
    expect((await answer(approval.id, 'approved', world.orgs[1].owner)).status).toBe(404)
    expect((await world.api('get', '/v1/approvals', undefined, { as: world.orgs[1].owner })).body.items).toEqual([])
    expect(
      (await world.api('get', '/v1/authority-limits', undefined, { as: world.orgs[1].owner })).body.limits,
    ).toEqual([])
  })
})

/** Last: the lead is gone then. */
test('who leaves is answered for by whoever takes over, never by the one who asks', async () => {
  await limit({ role: 'lead', perRequest: 5000 })
  const { member } = us().lead
  const input = { ...(await matter()), remedyId: (await remedy()).id, amount: 3000 }
  const { body: approval } = await ask(input)
  expect(approval.answererId).toBe(member.id)
  const to = { ownerId: us().frontline.member.id }
  const left = await world.api('delete', `/v1/members/${member.id}`, to, { as: us().owner })
  expect(left.status, JSON.stringify(left.body)).toBe(200)
  await world.drainTasks()
  const after = (await world.api('get', `/v1/approvals/${approval.id}`, undefined, { as: us().owner })).body
  expect(after).toMatchObject({ approverId: us().owner.member.id, allowed: ['answer'] })
  expect((await world.eventsOf(us().id, 'approval.handed_over')).at(-1)?.data).toEqual({
    ownerId: us().owner.member.id,
  })
})
