import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { noLooks, sweepOnce } from '../../src/clocks.ts'

// What is out of the ordinary: exceptional requests, ladders that stop when somebody takes a step, and colleagues who are
// asked. A firm in London, Monday to Friday; its people keep their sessions, as each test stays within a day.
const NIGHT = '2026-11-26T22:00:00Z'
const MORNING = '2026-11-26T09:00:00Z'
let w: TestWorld
let people: { owner: Person; lead: Person; frontline: Person }
let customerId: string
let teamId: string

beforeAll(async () => {
  w = await createWorld({ start: MORNING })
  const { owner, lead, frontline } = w.orgs[0]
  people = { owner, lead, frontline }
  const contacts = [{ name: 'Ana Ruiz', email: 'ana@example.com', quietHours: 'none' }]
  customerId = (await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts })).id
  const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['00:00', '24:00']]]))
  teamId = (
    await call('post', '/v1/teams', {
      ...{ name: 'Emergencies', memberIds: [frontline.member.id, owner.member.id] },
      rota: [{ memberId: owner.member.id, hours }],
    })
  ).id
})
afterAll(() => w?.close())

async function call(method: string, path: string, body?: unknown, as: Person = w.orgs[0].owner) {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const refusal = async (method: string, path: string, body: unknown, as: Person = w.orgs[0].owner) =>
  (await w.api(method, path, body, { as })).body.code

async function to(at: string): Promise<void> {
  w.clock.set(at)
  await sweepOnce({ gate: w.gate, database: w.database.db, clock: w.clock }, { ...noLooks(), lastAt: w.clock.now() })
  await w.drainTasks()
}
const request = async (over: object = {}, as = people.frontline) =>
  call('post', '/v1/requests', { kind: 'job', subject: 'Cooler', customerId, ...over }, as)
const steps = async (id: string) => (await call('get', `/v1/promises/${id}/steps`)).items
const newsOf = async (as: Person) => (await call('get', '/v1/notifications?unread=true', undefined, as)).items

describe('an exceptional request', () => {
  const why = { why: 'A transplant: the cooling must hold.', stakes: 'A transplant, 14 hours' }

  test('puts whoever is on duty in charge at once, by night too, and says what speaks against the time', async () => {
    w.clock.set(NIGHT)
    const { id, number } = await request({ team: 'emergencies' })
    const promised = { kind: 'completion', wording: 'Your cooler will be repaired.', dueAt: '2026-11-30T12:00:00Z' }
    const late = await call('post', '/v1/promises', { ...promised, about: `request:${id}`, customerId })
    const marked = await call(
      'put',
      `/v1/requests/${id}/exception`,
      { ...why, until: '2026-11-27T12:00:00Z' },
      people.frontline,
    )
    expect(marked).toMatchObject({
      request: {
        ownerId: people.owner.member.id,
        exceptional: { ...why, until: '2026-11-27T12:00:00Z', markedBy: people.frontline.member.id },
      },
      after: [{ promiseId: late.id, dueAt: promised.dueAt }],
    })
    await w.drainTasks()
    const news = (await newsOf(people.owner)).find(({ kind }: { kind: string }) => kind === 'exceptional')
    expect(news).toMatchObject({ title: 'An exceptional request needs you', request: { number } })
    const { promiseId } = marked.request.exceptional
    // Half an hour of real time, though the firm is closed.
    expect(await call('get', `/v1/promises/${promiseId}`)).toMatchObject({
      ...{ dueAt: '2026-11-26T22:30:00Z', beneficiary: 'organization', ownerId: people.owner.member.id, state: 'open' },
    })
    const { items } = await call('get', '/v1/requests?exceptional=true&status=open')
    expect(items.map((each: { id: string }) => each.id)).toContain(id)
  })

  test('is told by mail and push at once, whatever the member chose', async () => {
    w.clock.set(NIGHT)
    const { id } = await request()
    await call('put', `/v1/requests/${id}/exception`, { ...why, memberId: people.lead.member.id }, people.frontline)
    await w.drainTasks()
    const { rows } = await w.owner.query(
      "select in_digest from notification where member_id = $1 and kind = 'exceptional' and about = $2",
      [people.lead.member.id, `request:${id}`],
    )
    expect(rows).toEqual([{ in_digest: false }])
    const wrong = await refusal(
      'put',
      '/v1/notification-preferences',
      { items: [{ kind: 'exceptional', mail: 'off', push: false }] },
      people.lead,
    )
    expect(wrong).toBe('input/invalid')
  })

  test('marked twice it is one promise, in other hands', async () => {
    w.clock.set(NIGHT)
    const { id } = await request()
    const first = await call('put', `/v1/requests/${id}/exception`, { ...why, memberId: people.lead.member.id })
    const second = await call('put', `/v1/requests/${id}/exception`, { ...why, memberId: people.frontline.member.id })
    expect(second.request.exceptional.promiseId).toBe(first.request.exceptional.promiseId)
    expect(await call('get', `/v1/promises/${first.request.exceptional.promiseId}`)).toMatchObject({
      ownerId: people.frontline.member.id,
    })
  })

  test('unmarked with a reason, the rules hold again; closed, somebody has taken charge', async () => {
    w.clock.set(NIGHT)
    const one = await request()
    const { request: marked } = await call('put', `/v1/requests/${one.id}/exception`, why)
    expect(await refusal('post', `/v1/requests/${one.id}/exception/ending`, {})).toBe('input/invalid')
    const ended = await call('post', `/v1/requests/${one.id}/exception/ending`, { why: 'Another cooler was found.' })
    expect(ended.exceptional).toBeNull()
    expect(await call('get', `/v1/promises/${marked.exceptional.promiseId}`)).toMatchObject({ state: 'withdrawn' })
    expect(await refusal('post', `/v1/requests/${one.id}/exception/ending`, { why: 'x' })).toBe(
      'requests/not_exceptional',
    )

    const two = await request()
    const { request: other } = await call('put', `/v1/requests/${two.id}/exception`, why)
    await call('post', `/v1/requests/${two.id}/closing`, {})
    expect(await call('get', `/v1/promises/${other.exceptional.promiseId}`)).toMatchObject({ state: 'kept' })
    expect(await refusal('put', `/v1/requests/${two.id}/exception`, why)).toBe('requests/closed')
    const types = await w.eventsOf(w.orgs[0].id, 'request.marked_exceptional', 'request.unmarked_exceptional')
    expect(types.filter(({ subject }) => subject === `request:${one.id}`).map(({ type }) => type)).toEqual([
      'request.marked_exceptional',
      'request.unmarked_exceptional',
    ])
  })

  test('a time that has passed, and another organization, are refused', async () => {
    w.clock.set(NIGHT)
    const { id } = await request()
    expect(await refusal('put', `/v1/requests/${id}/exception`, { ...why, until: MORNING })).toBe(
      'requests/deadline_past',
    )
    expect(await refusal('put', `/v1/requests/${id}/exception`, why, w.orgs[1].owner)).toBe('requests/not_found')
    expect(await refusal('put', `/v1/requests/${id}/exception`, why, w.orgs[0].viewer)).toBe('access/forbidden')
  })
})

describe('a ladder', () => {
  const wall = (minutes: number, to: object) => ({
    ...{ when: { measure: 'wall_after_due', seconds: minutes * 60 }, to, channel: 'console' },
  })
  async function overdue() {
    w.clock.set(NIGHT)
    const { id } = await request()
    const ladder = [
      wall(0, { who: 'on_duty', teamId }),
      wall(10, { who: 'lead' }),
      wall(20, { who: 'lead' }),
      wall(30, { who: 'member', memberId: people.frontline.member.id }),
    ]
    const promise = {
      ...{ kind: 'other', wording: 'Somebody looks at it.', beneficiary: 'organization', about: `request:${id}` },
      ...{ dueAt: '2026-11-26T22:05:00Z', steps: ladder, ownerId: people.frontline.member.id },
    }
    return (await call('post', '/v1/promises', promise)).id
  }
  const states = async (id: string) =>
    (await steps(id)).map(
      ({ state, skippedBecause }: { state: string; skippedBecause: string | null }) => skippedBecause ?? state,
    )

  test('asks each once, the next only when the one before did not take it', async () => {
    const id = await overdue()
    await to('2026-11-26T22:05:00Z')
    await to('2026-11-26T22:15:00Z')
    await to('2026-11-26T22:25:00Z')
    const told = (await steps(id)).map(({ member }: { member: { id: string } | null }) => member?.id ?? null)
    // The owner is on duty, then the lead; the second lead of the ladder is whoever was not asked yet: nobody, so the first.
    expect(told.slice(0, 2)).toEqual([people.owner.member.id, people.lead.member.id])
    expect(await states(id)).toEqual(['raised', 'raised', 'raised', 'waiting'])
  })

  test('whoever takes a step stops those after it; given back, it goes on with the next at once', async () => {
    const id = await overdue()
    await to('2026-11-26T22:05:00Z')
    const taken = await call('post', `/v1/promises/${id}/steps/1/acknowledgement`, {})
    expect(taken).toMatchObject({ state: 'acknowledged', allowed: ['hand_back'] })
    await to('2026-11-26T22:17:00Z')
    expect(await states(id)).toEqual(['acknowledged', 'taken', 'waiting', 'waiting'])
    const back = await call('post', `/v1/promises/${id}/steps/1/handing-back`, {})
    expect(back).toMatchObject({ state: 'handed_back', allowed: [] })
    await to('2026-11-26T22:17:01Z')
    expect(await states(id)).toEqual(['handed_back', 'raised', 'waiting', 'waiting'])
    const [, , third, fourth] = await steps(id)
    expect([third.at, fourth.at]).toEqual(['2026-11-26T22:27:00Z', '2026-11-26T22:37:00Z'])
    expect(await refusal('post', `/v1/promises/${id}/steps/3/handing-back`, {})).toBe('promises/step_not_taken')
  })

  test('a warning that was acknowledged stops no escalation', async () => {
    w.clock.set(MORNING)
    const { id: requestId } = await request()
    const made = await call('post', '/v1/promises', {
      ...{ kind: 'other', wording: 'It is looked at.', beneficiary: 'organization', about: `request:${requestId}` },
      ...{ dueAt: '2026-11-26T13:00:00Z', ownerId: people.frontline.member.id },
      steps: [
        { when: { measure: 'share_left', share: 0.5 }, to: { who: 'owner' }, channel: 'console' },
        wall(0, { who: 'lead' }),
      ],
    })
    await to('2026-11-26T11:00:00Z')
    await call('post', `/v1/promises/${made.id}/steps/1/acknowledgement`, {}, people.frontline)
    await to('2026-11-26T13:00:01Z')
    expect(await states(made.id)).toEqual(['acknowledged', 'raised'])
  })

  test('of a kind stands in the defaults; what is not named has the steps of all', async () => {
    w.clock.set(MORNING)
    const before = await call('get', '/v1/default-steps')
    expect(Object.keys(before.byKind)).toEqual(['approval', 'advice'])
    const byKind = { completion: [wall(0, { who: 'lead' })] }
    const changed = await call('put', '/v1/default-steps', { steps: before.steps, byKind, ifVersion: before.version })
    expect(changed.byKind).toEqual(byKind)
    const { id: requestId } = await request()
    const promise = { wording: 'Done.', about: `request:${requestId}`, customerId, dueAt: '2026-11-27T12:00:00Z' }
    const ladder = await call('post', '/v1/promises', { ...promise, kind: 'completion' })
    const usual = await call('post', '/v1/promises', { ...promise, kind: 'milestone' })
    expect((await steps(ladder.id)).map(({ kind }: { kind: string }) => kind)).toEqual(['escalation'])
    expect((await steps(usual.id)).map(({ kind }: { kind: string }) => kind)).toEqual(['warning'])
    // Without the kinds, theirs stay.
    const again = await call('put', '/v1/default-steps', { steps: before.steps })
    expect(again.byKind).toEqual(byKind)
    await call('put', '/v1/default-steps', { steps: before.steps, byKind: before.byKind })
  })
})

describe('asking a colleague', () => {
  test('promises an answer, by a third of what is left, and tells them; answered, it stays with the request', async () => {
    w.clock.set(MORNING)
    const { id } = await request()
    const due = { kind: 'completion', wording: 'Your cooler will be repaired.', dueAt: '2026-11-26T15:00:00Z' }
    await call('post', '/v1/promises', { ...due, about: `request:${id}`, customerId })
    const question = { requestId: id, question: 'Which seal fits the BX 200?', memberId: people.lead.member.id }
    const asked = await call('post', '/v1/questions', question, people.frontline)
    expect(asked).toMatchObject({ state: 'asked', answerBy: '2026-11-26T11:00:00Z', allowed: ['withdraw'] })
    expect(await call('get', `/v1/promises/${asked.promiseId}`)).toMatchObject({
      ...{ kind: 'advice', beneficiary: 'member', ownerId: people.lead.member.id, dueAt: asked.answerBy },
    })
    await w.drainTasks()
    expect((await newsOf(people.lead)).find(({ kind }: { kind: string }) => kind === 'asked')).toMatchObject({
      title: 'Fay Frontline asks you',
    })
    const mine = async () => (await call('get', '/v1/questions?mine=true', undefined, people.lead)).items
    expect((await mine()).map((each: { id: string }) => each.id)).toEqual([asked.id])
    const answer = { answer: 'The 40 mm one.' }
    const answered = await call('post', `/v1/questions/${asked.id}/answer`, answer, people.lead)
    expect(answered).toMatchObject({ state: 'answered', ...answer, answeredBy: { name: 'Lee Lead' }, allowed: [] })
    await call('post', `/v1/questions/${asked.id}/answer`, answer, people.lead)
    expect(await mine()).toEqual([])
    expect(await call('get', `/v1/promises/${asked.promiseId}`)).toMatchObject({ state: 'kept' })
    await w.drainTasks()
    expect((await newsOf(people.frontline)).find(({ kind }: { kind: string }) => kind === 'asked')).toMatchObject({
      title: 'Lee Lead answered your question',
    })
    expect((await call('get', `/v1/questions?about=request:${id}`)).items).toMatchObject([answer])
  })

  test('of a team asks whoever is on duty; overdue, a lead hears of it', async () => {
    w.clock.set(MORNING)
    const { id } = await request()
    const asked = await call(
      'post',
      '/v1/questions',
      { requestId: id, question: 'Who has the key?', teamId },
      people.frontline,
    )
    await w.drainTasks()
    expect((await newsOf(people.owner)).some(({ kind }: { kind: string }) => kind === 'asked')).toBe(true)
    expect(asked).toMatchObject({ team: { id: teamId }, answerBy: '2026-11-26T13:00:00Z' })
    await to('2026-11-26T13:00:01Z')
    const raised = (await steps(asked.promiseId)).filter(({ kind }: { kind: string }) => kind === 'escalation')
    expect(raised).toMatchObject([{ state: 'raised', member: { id: people.lead.member.id } }])
    expect((await call('get', `/v1/questions/${asked.id}`)).overdue).toBe(true)
    const late = await call('post', `/v1/questions/${asked.id}/withdrawal`, { reason: 'Found it.' }, people.frontline)
    expect(late.state).toBe('withdrawn')
  })

  test('withdrawn when no longer needed; refused where it makes no sense', async () => {
    w.clock.set(MORNING)
    const { id } = await request()
    const ask = (over: object) => ({ requestId: id, question: 'Which seal?', memberId: people.lead.member.id, ...over })
    const asked = await call('post', '/v1/questions', ask({}), people.frontline)
    await call('post', `/v1/questions/${asked.id}/withdrawal`, { reason: 'Found in the manual.' }, people.frontline)
    expect(await call('get', `/v1/promises/${asked.promiseId}`)).toMatchObject({ state: 'withdrawn' })
    expect(await refusal('post', `/v1/questions/${asked.id}/answer`, { answer: 'x' }, people.lead)).toBe(
      'questions/over',
    )
    expect(
      await refusal('post', '/v1/questions', ask({ memberId: people.frontline.member.id }), people.frontline),
    ).toBe('questions/asked_themselves')
    expect(await refusal('post', '/v1/questions', ask({ teamId }))).toBe('questions/one_asked')
    expect(await refusal('post', '/v1/questions', ask({ answerBy: '2026-11-26T08:00:00Z' }))).toBe(
      'questions/answer_by_past',
    )
    expect(await refusal('get', `/v1/questions/${asked.id}`, undefined, w.orgs[1].owner)).toBe('questions/not_found')
  })
})
