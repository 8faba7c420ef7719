import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/operation'
import { makingGood } from '#test/making-good'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { noLooks, sweepOnce } from '../../clocks.ts'
import { openForPromise } from './open-by-itself.ts'

let w: TestWorld
const START = '2026-11-26T09:00:00Z'
beforeAll(async () => {
  w = await createWorld({ start: START })
})
afterAll(() => w.close())
/** A world of its own for what moves the clock. */
async function anew(): Promise<void> {
  await w.close()
  w = await createWorld({ start: START })
}

const { us, made, remedy, limit, forget } = makingGood(() => w)
const REASON = 'Our supplier is on strike.'
const SHIFT = { by: 'shift', businessSeconds: 8 * 3600 }
let turn = 0

type Made = { id: string; about: string; customerId: string; category: string }

/** Promises of so many customers about requests of a category of their own. */
async function promised(n: number, over: object = {}, contact: object = {}): Promise<Made[]> {
  const category = `Heating ${++turn}`
  const all: Made[] = []
  for (let i = 0; i < n; i++) {
    const email = `c${turn}-${i}@example.com`
    const contacts = [{ name: `Ana ${i}`, email, quietHours: 'none', ...contact }]
    const customer = await made('/v1/customers', { name: `Ana ${turn} ${i}`, contacts })
    const request = await made('/v1/requests', { kind: 'job', subject: 'Boiler', category, customerId: customer.id })
    const about = `request:${request.id}`
    const dueAt = '2026-11-30T12:00:00Z'
    const asked = { kind: 'arrival', wording: 'We come.', dueAt, about, customerId: customer.id, ...over }
    all.push({ id: (await made('/v1/promises', asked)).id, about, customerId: customer.id, category })
  }
  return all
}

async function opened(of: readonly Made[], over: object = {}): Promise<string> {
  const input = { title: 'Strike', affected: { category: of[0]?.category }, dates: SHIFT, reason: REASON, ...over }
  const { id } = await made('/v1/recoveries', input, us().lead)
  await w.drainTasks()
  return id
}
const get = async (path: string) => (await w.api('get', path, undefined, { as: us().lead })).body
const recovery = (id: string) => get(`/v1/recoveries/${id}`)
const itemsOf = async (id: string) => (await get(`/v1/recoveries/${id}/items?limit=200`)).items
const post = (path: string, body: object = {}, as: Person = us().lead) => w.api('post', path, body, { as })
const patch = (path: string, body: object, as: Person = us().lead) => w.api('patch', path, body, { as })
async function sent(id: string, body: object = {}, as: Person = us().lead) {
  const answer = await post(`/v1/recoveries/${id}/sending`, body, as)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  await w.drainTasks()
  return recovery(id)
}
const look = () => sweepOnce({ gate: w.gate, database: w.database.db, clock: w.clock }, noLooks())
const noticesOf = async (promiseId: string) =>
  (await w.owner.query('select kind, state, text from notice where promise_id = $1 order by id', [promiseId])).rows

describe('an event that touches many', () => {
  test('is counted before, planned, sent in one press, and followed', async () => {
    const all = await promised(5)
    const affected = await get(`/v1/affected-promises?category=${encodeURIComponent(all[0]?.category ?? '')}`)
    expect(affected).toMatchObject({ promises: 5, customers: 5, first: { length: 5 } })
    const id = await opened(all)
    expect(await recovery(id)).toMatchObject({ state: 'open', counts: { total: 5, waiting: 5, undated: 0 } })
    const items = await itemsOf(id)
    // Eight business hours after Monday noon, by the usual hours of the firm's country.
    expect(new Set(items.map((item: { newDueAt: string }) => item.newDueAt)).size).toBe(1)
    expect(items[0]).toMatchObject({ state: 'waiting', datedBy: 'shift', language: 'en', channel: 'email' })
    const preview = await get(`/v1/recoveries/${id}/items/${items[0].promiseId}/preview`)
    expect(preview.message.text).toContain(REASON)

    expect(await sent(id)).toMatchObject({ state: 'done', counts: { sent: 5, waiting: 0 } })
    const successors = (await itemsOf(id)).map((item: { successorId: string }) => item.successorId)
    expect(new Set(successors).size).toBe(5)
    const [first] = all
    const evidence = await get(`/v1/requests/${first?.about.slice(8)}/evidence`)
    expect(evidence).toMatchObject({
      verified: true,
      chains: [{ promises: [{ state: 'open' }, { state: 'proposed' }] }],
    })
    expect(evidence.chains[0].promises[1]).toMatchObject({ reason: REASON, dueAt: items[0].newDueAt })
    expect(await noticesOf(successors[0])).toMatchObject([{ kind: 'moved' }])
    await post(`/v1/promises/${successors[0]}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
    await post(`/v1/promises/${successors[1]}/refusal`, { saidBy: 'Ana', channel: 'phone' })
    expect((await recovery(id)).counts).toMatchObject({ accepted: 1, declined: 1 })
  })

  test('takes a lead; about one customer it is a frontline right', async () => {
    const all = await promised(2)
    const input = { title: 'Strike', dates: SHIFT, reason: REASON }
    const many = await post('/v1/recoveries', { ...input, affected: { category: all[0]?.category } }, us().frontline)
    expect(many).toMatchObject({ status: 403, body: { code: 'access/forbidden' } })
    const one = await post('/v1/recoveries', { ...input, affected: { promiseIds: [all[0]?.id] } }, us().frontline)
    expect(one.status).toBe(201)
    await w.drainTasks()
    expect(await sent(one.body.id, {}, us().frontline)).toMatchObject({ state: 'done', counts: { sent: 1 } })
  })

  test('nothing touched is a refusal', async () => {
    const answer = await post('/v1/recoveries', { title: 'Strike', affected: { category: 'No such' }, dates: SHIFT })
    expect(answer).toMatchObject({ status: 409, body: { code: 'recovery/nothing_affected' } })
  })

  test('pressed twice at once it sends once', async () => {
    const id = await opened(await promised(3))
    const answers = await Promise.all([1, 2, 3].map(() => post(`/v1/recoveries/${id}/sending`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    await w.drainTasks()
    const { rows } = await w.owner.query(
      'select count(*)::int as n from promise where predecessor_id in (select promise_id from recovery_item where recovery_id = $1)',
      [id],
    )
    expect(rows[0].n).toBe(3)
  })

  test('what is kept, moved or withdrawn meanwhile is settled, and nobody is told anything', async () => {
    const all = await promised(3)
    const id = await opened(all)
    await post(`/v1/promises/${all[0]?.id}/delivery`)
    await post(`/v1/promises/${all[1]?.id}/withdrawal`, { reason: 'Cancelled.' })
    await w.drainTasks()
    const before = await noticesOf(all[0]?.id ?? '')
    expect(await sent(id)).toMatchObject({ state: 'done', counts: { settled: 2, sent: 1, failed: 0 } })
    expect(await noticesOf(all[0]?.id ?? '')).toEqual(before)
  })

  test('is stopped: what waits waits again', async () => {
    const id = await opened(await promised(2))
    await post(`/v1/recoveries/${id}/sending`)
    expect((await post(`/v1/recoveries/${id}/stop`)).body).toMatchObject({
      state: 'open',
      counts: { waiting: 2, chosen: 0 },
    })
    await w.drainTasks()
    expect((await recovery(id)).counts).toMatchObject({ sent: 0, waiting: 2 })
    expect(await post(`/v1/recoveries/${id}/stop`)).toMatchObject({
      status: 409,
      body: { code: 'recovery/not_running' },
    })
    const closed = await post(`/v1/recoveries/${id}/closing`, { why: 'The strike was called off.' })
    expect(closed.body).toMatchObject({ state: 'closed', closedWhy: 'The strike was called off.', actBy: null })
    expect(await post(`/v1/recoveries/${id}/sending`)).toMatchObject({ status: 409, body: { code: 'recovery/over' } })
  })

  test('needs a reason, and dates', async () => {
    const all = await promised(1)
    const id = await opened(all, { reason: '' })
    expect(await post(`/v1/recoveries/${id}/sending`)).toMatchObject({ body: { code: 'recovery/reason_needed' } })
    const why = { en: 'A delivery is late.', es: 'Un envío llega tarde.' }
    const { id: reasonId } = await made('/v1/reasons', { name: `Late ${turn}`, why })
    await patch(`/v1/recoveries/${id}`, { reasonId, reason: 'We are sorry.' })
    const items = await itemsOf(id)
    const { message } = await get(`/v1/recoveries/${id}/items/${items[0].promiseId}/preview`)
    expect(message.text).toContain('A delivery is late. We are sorry.')
    const silent = await opened(all, { dates: { by: 'forecast', confidence: 0.9 } })
    expect(await recovery(silent)).toMatchObject({ state: 'open', counts: { waiting: 1, undated: 1 } })
    expect(await post(`/v1/recoveries/${silent}/sending`)).toMatchObject({ body: { code: 'recovery/nothing_to_send' } })
  })
})

describe('adjusting', () => {
  test('dates, reasons, who is left alone; and another rule keeps what a person set', async () => {
    const all = await promised(3)
    const id = await opened(all)
    const path = `/v1/recoveries/${id}/items`
    const own = { promiseIds: [all[0]?.id], newDueAt: '2026-12-10T12:00:00Z', reason: 'Your part is lost.' }
    expect((await patch(path, own)).body).toMatchObject({ changed: 1 })
    expect((await patch(path, { promiseIds: [all[1]?.id], leave: true })).body.recovery.counts).toMatchObject({
      left: 1,
    })
    const early = { promiseIds: [all[2]?.id], newDueAt: '2026-11-30T10:00:00Z' }
    expect(await patch(path, early)).toMatchObject({ status: 400, body: { code: 'recovery/date_not_later' } })
    await patch(`/v1/recoveries/${id}`, { dates: { by: 'fixed', at: '2026-12-03T12:00:00Z' } })
    await w.drainTasks()
    const items = new Map((await itemsOf(id)).map((item: { promiseId: string }) => [item.promiseId, item]))
    expect(items.get(all[0]?.id)).toMatchObject({
      newDueAt: '2026-12-10T12:00:00Z',
      datedBy: 'member',
      state: 'waiting',
    })
    expect(items.get(all[1]?.id)).toMatchObject({ state: 'left' })
    expect(items.get(all[2]?.id)).toMatchObject({ newDueAt: '2026-12-03T12:00:00Z', datedBy: 'fixed' })
    await sent(id)
    const { rows } = await w.owner.query('select due_at, reason from promise where predecessor_id = $1', [all[0]?.id])
    expect(rows).toMatchObject([{ reason: 'Your part is lost.' }])
    expect((await recovery(id)).counts).toMatchObject({ sent: 2, left: 1 })
  })

  test('a remedy is granted on the authority of whoever presses; beyond it that one is not sent, and leaves no trace', async () => {
    await forget()
    const all = await promised(3)
    const id = await opened(all)
    const { id: remedyId } = await remedy()
    await limit({ role: 'lead', perFirmMonth: 5000 })
    const give = { remedyId, remedyAmount: 2000 }
    await patch(`/v1/recoveries/${id}/items`, give)
    const after = await sent(id)
    expect(after).toMatchObject({ state: 'open', counts: { sent: 2, failed: 1 } })
    const items = await itemsOf(id)
    const failed = items.find((item: { state: string }) => item.state === 'failed')
    expect(failed).toMatchObject({ failure: 'recovery/beyond_limits', successorId: null })
    const given = items.find((item: { state: string }) => item.state === 'sent')
    const { rows } = await w.owner.query('select sum(amount)::int as sum, count(*)::int as n from remedy_grant')
    expect(rows[0]).toEqual({ sum: 4000, n: 2 })
    expect(await noticesOf(given.successorId)).toMatchObject([{ kind: 'moved', text: 'We take £20.00 off.' }])
    const told = await w.owner.query("select text from message where about = $1 and text like '%We take%'", [
      given.about,
    ])
    expect(told.rows).toHaveLength(1)
  })
})

describe('the last moment', () => {
  beforeEach(anew)
  test('calls whoever is in charge once, and has the customers told that it is in danger, once each', async () => {
    const all = await promised(2, { dueAt: '2026-11-27T15:00:00Z' })
    const id = await opened(all, { holding: true })
    const { actBy } = await recovery(id)
    w.clock.set(Temporal.Instant.from(actBy).subtract({ seconds: 1 }))
    await look()
    expect(await w.eventsOf(us().id, 'recovery.last_moment')).toEqual([])
    w.clock.set(Temporal.Instant.from(actBy))
    await look()
    await w.drainTasks()
    await look()
    await w.drainTasks()
    const calls = await w.eventsOf(us().id, 'recovery.last_moment')
    expect(calls).toMatchObject([{ subject: `recovery:${id}`, data: { memberId: us().lead.member.id } }])
    const told = await get('/v1/notifications')
    expect(told.items.filter((item: { kind: string }) => item.kind === 'last_moment')).toHaveLength(1)
    for (const { id: promiseId } of all) {
      const holding = (await noticesOf(promiseId)).filter(({ kind }) => kind === 'holding')
      expect(holding).toEqual([{ kind: 'holding', state: 'waiting', text: REASON }])
    }
    expect(await recovery(id)).toMatchObject({ state: 'open', calledAt: actBy, heldAt: actBy, counts: { waiting: 2 } })
  })

  test('in danger, each reads why in their language: the sentence of the list, also once it is offered no longer', async () => {
    const all = await promised(1)
    const why = { en: 'A delivery is late.', es: 'Un envío llega tarde.' }
    const { id: reasonId } = await made('/v1/reasons', { name: `Late ${turn}`, why })
    const id = await opened(all, { reason: '', reasonId })
    await post(`/v1/reasons/${reasonId}/archival`)
    await post(`/v1/recoveries/${id}/holding`)
    await w.drainTasks()
    const holding = (await noticesOf(all[0]?.id ?? '')).filter(({ kind }) => kind === 'holding')
    expect(holding).toMatchObject([{ text: 'A delivery is late.' }])
  })

  test('what was kept by then calls nobody and holds nobody', async () => {
    const all = await promised(1, { dueAt: '2026-11-27T15:00:00Z' })
    const id = await opened(all, { holding: true })
    await post(`/v1/promises/${all[0]?.id}/delivery`)
    w.clock.set(Temporal.Instant.from((await recovery(id)).actBy))
    await look()
    await w.drainTasks()
    expect(await recovery(id)).toMatchObject({ state: 'done', calledAt: null, heldAt: null })
    const holding = (await noticesOf(all[0]?.id ?? '')).filter(({ kind }) => kind === 'holding')
    expect(holding).toEqual([])
  })

  test('the due instant passes while the sheet is open: told late is broken, and told all the same', async () => {
    const all = await promised(1, { dueAt: '2026-11-27T15:00:00Z' })
    const id = await opened(all)
    w.clock.set(Temporal.Instant.from('2026-11-27T15:00:01Z'))
    await look()
    expect(await sent(id)).toMatchObject({ state: 'done', counts: { sent: 1 } })
    const evidence = await get(`/v1/requests/${all[0]?.about.slice(8)}/evidence`)
    expect(evidence.chains[0].promises).toMatchObject([{ state: 'broken' }, { state: 'proposed' }])
  })
})

describe('opened by itself', () => {
  beforeEach(anew)
  test('when a promise comes at risk: once, while it is unfinished', async () => {
    const [one] = await promised(1, { dueAt: '2026-12-10T15:00:00Z' })
    const at = async () => {
      await w.gate.run(openForPromise, systemActor(us().id, 'test'), {
        promiseId: one?.id,
        cause: 'at_risk',
      })
    }
    await at()
    await w.drainTasks()
    await at()
    const { items } = await get(`/v1/recoveries?about=${one?.about}`)
    expect(items).toMatchObject([{ cause: 'at_risk', title: 'Boiler', state: 'open', counts: { waiting: 1 } }])
  })

  test('when whoever promised is absent as it falls due', async () => {
    const memberId = us().frontline.member.id
    await promised(2, { dueAt: '2026-12-15T12:00:00Z', ownerId: memberId })
    await promised(1, { dueAt: '2026-12-18T12:00:00Z', ownerId: memberId })
    const team = await made('/v1/teams', { name: 'Heating', memberIds: [memberId] })
    const away = { memberId, kind: 'off', fromAt: '2026-12-15T00:00:00Z', toAt: '2026-12-16T00:00:00Z' }
    await made(`/v1/teams/${team.id}/duty-changes`, away)
    await w.drainTasks()
    const { items } = await get('/v1/recoveries?limit=200')
    expect(items.filter((item: { cause: string }) => item.cause === 'absence')).toMatchObject([
      { title: us().frontline.member.name, counts: { total: 2 } },
    ])
  })

  test('when a milestone breaks: what else is promised about the request', async () => {
    const [one] = await promised(1, { kind: 'milestone', dueAt: '2026-11-27T12:00:00Z' })
    const late = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-04T12:00:00Z' }
    const after = await made('/v1/promises', { ...late, about: one?.about, customerId: one?.customerId })
    w.clock.set(Temporal.Instant.from('2026-11-27T12:00:01Z'))
    await look()
    await w.drainTasks()
    const { items } = await get(`/v1/recoveries?about=${one?.about}`)
    expect(items).toMatchObject([{ cause: 'milestone', counts: { total: 1 } }])
    expect(await itemsOf(items[0].id)).toMatchObject([{ promiseId: after.id }])
  })
})

test('without a working channel it is work for a person', async () => {
  const all = await promised(1, { dueAt: '2027-01-15T12:00:00Z' }, { email: undefined })
  const id = await opened(all)
  expect(await itemsOf(id)).toMatchObject([{ channel: null }])
  await sent(id)
  expect(await itemsOf(id)).toMatchObject([{ state: 'sent', outcome: 'undelivered' }])
  expect((await recovery(id)).counts).toMatchObject({ untold: 1 })
})

test('is seen by nobody of another organization', async () => {
  const id = await opened(await promised(1, { dueAt: '2027-01-20T12:00:00Z' }))
  for (const path of [`/v1/recoveries/${id}`, `/v1/recoveries/${id}/items`])
    expect((await w.api('get', path, undefined, { as: w.orgs[1].owner })).status).toBe(404)
})
