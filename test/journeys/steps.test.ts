import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '#test/mail-server'
import { cookieOf, createWorld, type Person, type TestWorld } from '#test/world'
import { dailyOnce, noLooks, sweepOnce } from '../../src/clocks.ts'
import { silentLog } from '../../src/platform/log.ts'

// Warnings and escalation steps as the members of a firm in London meet them, over the API and by mail. The calendar is
// the firm's default one: Monday to Friday. Each test takes days of its own.
let smtp: MailServer
let w: TestWorld
let customerId: string
let requestId: string
let teamId: string
let people: { frontline: Person; lead: Person; owner: Person }

beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: '2026-11-26T09:00:00Z', smtpUrl: `${smtp.url}?from=kept@northside.example` })
  const { frontline, lead, owner } = w.orgs[0]
  people = { frontline, lead, owner }
  const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [{ name: 'Ana Ruiz' }] })
  customerId = customer.id
  requestId = (await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId })).id
  const team = {
    name: 'Emergencies',
    memberIds: [owner.member.id, lead.member.id],
    rota: [{ memberId: owner.member.id, hours: allWeek }],
  }
  teamId = (await call('post', '/v1/teams', team)).id
  await w.drainTasks()
})
afterAll(async () => {
  await w?.close()
  await smtp?.close()
})

const allWeek = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['00:00', '24:00']]]))

// Sessions get a new secret from day to day, as a browser would keep it.
const cookies = new Map<string, string>()
async function ask(method: string, path: string, body: unknown, person: Person) {
  const cookie = cookies.get(person.member.id) ?? person.cookie
  const answer = await w.api(method, path, body, { as: { ...person, cookie } })
  const next = cookieOf(answer)
  if (next !== '') cookies.set(person.member.id, next)
  return answer
}
async function call(method: string, path: string, body?: unknown, as: Person = w.orgs[0].owner) {
  const answer = await ask(method, path, body, as)
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const deps = () => ({ gate: w.gate, database: w.database.db, clock: w.clock })
const looks = noLooks()
/** The clock reaches an instant, looks, and what it hands over is done. */
async function to(at: string): Promise<void> {
  w.clock.set(at)
  await sweepOnce(deps(), looks)
  await w.drainTasks()
}
/** Looks each minute on the way, as a running clock does. */
async function pass(from: string, until: string): Promise<void> {
  for (let at = Temporal.Instant.from(from); Temporal.Instant.compare(at, Temporal.Instant.from(until)) <= 0; ) {
    await to(at.toString())
    at = at.add({ minutes: 30 })
    looks.lastAt = at
  }
}

const before = (hours: number) => ({ measure: 'before_due', businessSeconds: hours * 3600 })
const after = (hours: number) => ({ measure: 'after_due', businessSeconds: hours * 3600 })
const owner = { who: 'owner' }
const make = async (dueAt: string, steps?: unknown[], over: Record<string, unknown> = {}): Promise<string> => {
  const promise = { kind: 'completion', wording: 'Your boiler will be repaired.', dueAt, customerId, steps, ...over }
  return (await call('post', '/v1/promises', { ...promise, about: `request:${requestId}` }, people.frontline)).id
}
const alertsOf = async (person: Person): Promise<{ promiseId: string; n: number }[]> =>
  (await call('get', '/v1/steps?mine=true&state=raised', undefined, person)).items
const stepsOf = async (id: string) => (await call('get', `/v1/promises/${id}/steps`)).items
const statesOf = async (id: string) => (await stepsOf(id)).map((step: { state: string }) => step.state)
const acknowledge = (id: string, n: number, as: Person) =>
  call('post', `/v1/promises/${id}/steps/${n}/acknowledgement`, {}, as)
const newMails = (since: number) => smtp.mails.slice(since).map((mail) => mail.to[0])

test('a warning, a colleague, the person on duty: each at its instant, acknowledged once', async () => {
  const id = await make('2026-11-26T15:00:00Z', [
    { when: before(2), to: owner, channel: 'mail' },
    { when: before(1), to: { who: 'member', memberId: people.lead.member.id }, channel: 'console' },
    { when: after(1), to: { who: 'on_duty', teamId }, channel: 'mail' },
  ])
  const sent = smtp.mails.length
  const [listed] = (await call('get', `/v1/promises?ids=${id}&include=steps`)).items
  expect(listed.steps, 'with the list, in one call').toEqual(await stepsOf(id))
  expect((await call('get', `/v1/promises?ids=${id}`)).items[0]).not.toHaveProperty('steps')
  expect((await stepsOf(id)).map((step: { toName: string; at: string }) => [step.toName, step.at])).toEqual([
    [people.frontline.member.name, '2026-11-26T13:00:00Z'],
    [people.lead.member.name, '2026-11-26T14:00:00Z'],
    ['Emergencies', '2026-11-26T16:00:00Z'],
  ])

  await pass('2026-11-26T12:00:00Z', '2026-11-26T12:30:00Z')
  expect(await statesOf(id)).toEqual(['waiting', 'waiting', 'waiting'])
  await to('2026-11-26T13:00:00Z')
  expect(await alertsOf(people.frontline)).toMatchObject([
    {
      promiseId: id,
      n: 1,
      kind: 'warning',
      promise: { wording: 'Your boiler will be repaired.', customer: { name: 'Ana Ruiz' }, overdue: false },
      others: [],
      allowed: ['acknowledge'],
    },
  ])
  expect(newMails(sent)).toEqual([people.frontline.member.email])
  const mail = await smtp.latest()
  expect(mail.subject).toBe('Due in 2 h: Your boiler will be repaired.')
  expect(mail.text).toContain('Promised to Ana Ruiz.')
  expect(mail.text).toContain('Due Thursday 26 November, 15:00, in 2 h.')
  expect(mail.text).toContain(`http://localhost:3000/requests/${requestId}#promise-${id}`)
  expect((await stepsOf(id))[0]).toMatchObject({ state: 'raised', mailedAt: '2026-11-26T13:00:00Z' })

  // Nobody acknowledges it: the colleague is told, in the console alone.
  await pass('2026-11-26T13:30:00Z', '2026-11-26T14:00:00Z')
  expect(await alertsOf(people.lead)).toMatchObject([
    { promiseId: id, n: 2, others: [{ name: people.frontline.member.name }] },
  ])
  expect(newMails(sent)).toHaveLength(1)

  // One acknowledgement settles both; twice is once, and who was first stays.
  const taken = await acknowledge(id, 2, people.lead)
  expect(taken).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: people.lead.member.name } })
  expect(await acknowledge(id, 1, people.frontline)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: { name: people.lead.member.name },
  })
  expect([await alertsOf(people.lead), await alertsOf(people.frontline)]).toEqual([[], []])

  // Not delivered: whoever is on duty hears of it all the same.
  await pass('2026-11-26T14:30:00Z', '2026-11-26T16:00:00Z')
  expect(await alertsOf(people.owner)).toMatchObject([{ promiseId: id, n: 3, promise: { overdue: true } }])
  expect(newMails(sent)).toEqual([people.frontline.member.email, people.owner.member.email])
  expect((await smtp.latest()).subject).toBe('Overdue: Your boiler will be repaired.')

  // Delivered late: nothing is left to see to.
  await call('post', `/v1/promises/${id}/delivery`, {}, people.frontline)
  expect(await alertsOf(people.owner)).toEqual([])
  const refused = await ask('post', `/v1/promises/${id}/steps/9/acknowledgement`, {}, people.owner)
  expect(refused.status).toBe(404)

  const events = await w.eventsOf(w.orgs[0].id, 'promise.warned', 'promise.escalated', 'promise.step_acknowledged')
  expect(events.map(({ type, data }) => [type, data.step])).toEqual([
    ['promise.warned', 1],
    ['promise.warned', 2],
    ['promise.step_acknowledged', 2],
    ['promise.escalated', 3],
  ])
  expect(events.every(({ subject, about }) => subject === `promise:${id}` && about === `request:${requestId}`)).toBe(
    true,
  )
})

test('an acknowledged warning stops the warnings that follow, and who may not acknowledge is refused', async () => {
  const id = await make('2026-11-27T15:00:00Z', [
    { when: before(3), to: owner, channel: 'console' },
    { when: before(1), to: owner, channel: 'mail' },
    { when: after(0), to: owner, channel: 'console' },
  ])
  const early = await ask('post', `/v1/promises/${id}/steps/1/acknowledgement`, {}, people.frontline)
  expect(early).toMatchObject({ status: 409, body: { code: 'promises/step_not_raised' } })
  await pass('2026-11-27T11:30:00Z', '2026-11-27T12:00:00Z')
  const as = w.orgs[0].viewer
  expect((await ask('post', `/v1/promises/${id}/steps/1/acknowledgement`, {}, as)).status).toBe(403)
  expect((await ask('get', '/v1/steps', undefined, as)).body.items).toMatchObject([{ promiseId: id, allowed: [] }])
  expect((await ask('get', '/v1/steps?mine=true', undefined, as)).body.items).toEqual([])
  const stranger = w.orgs[1].owner
  expect((await ask('post', `/v1/promises/${id}/steps/1/acknowledgement`, {}, stranger)).status).toBe(404)
  expect((await ask('get', `/v1/promises/${id}/steps`, undefined, stranger)).status).toBe(404)
  expect((await ask('get', '/v1/steps', undefined, stranger)).body.items).toEqual([])

  await acknowledge(id, 1, people.frontline)
  const sent = smtp.mails.length
  await pass('2026-11-27T12:30:00Z', '2026-11-27T15:00:00Z')
  expect(await stepsOf(id)).toMatchObject([
    { state: 'acknowledged' },
    { state: 'skipped', skippedBecause: 'acknowledged' },
    { state: 'raised', kind: 'escalation' },
  ])
  expect(newMails(sent)).toEqual([])
  await call('post', `/v1/promises/${id}/delivery`, { occurredAt: '2026-11-27T15:00:00Z' }, people.frontline)
})

test('nothing at night: the mail waits for the end of the quiet hours, and is not sent for what was settled', async () => {
  const quiet = { quietHours: { from: '16:00', to: '08:00' } }
  await call('patch', '/v1/account', quiet, people.frontline)
  const steps = [{ when: before(1), to: owner, channel: 'mail' }]
  const [open, settled] = [await make('2026-12-01T09:30:00Z', steps), await make('2026-12-01T09:30:00Z', steps)]
  const sent = smtp.mails.length
  // An hour of work before Tuesday 9:30 is Monday late in the afternoon, or early on Tuesday.
  await pass('2026-11-30T16:00:00Z', '2026-11-30T17:00:00Z')
  const alerts = await alertsOf(people.frontline)
  expect(alerts.map((alert) => alert.promiseId).sort()).toEqual([open, settled].sort())
  expect(newMails(sent)).toEqual([])
  await acknowledge(settled, 1, people.lead)
  await to('2026-12-01T07:59:00Z')
  expect(newMails(sent)).toEqual([])
  await to('2026-12-01T08:00:00Z')
  expect(newMails(sent)).toEqual([people.frontline.member.email])
  expect((await stepsOf(open))[0].mailedAt).toBe('2026-12-01T08:00:00Z')
  for (const id of [open, settled]) await call('post', `/v1/promises/${id}/delivery`, {}, people.frontline)
  await call('patch', '/v1/account', { quietHours: null }, people.frontline)
})

test('a mail server that refuses: the task fails and is tried again, and no mail is sent twice', async () => {
  const id = await make('2026-12-01T15:00:00Z', [{ when: before(1), to: owner, channel: 'mail' }])
  smtp.refuse('frontline', 451, 'Try later')
  w.clock.set('2026-12-01T14:00:00Z')
  await sweepOnce(deps(), looks)
  await expect(w.drainTasks()).rejects.toThrow()
  expect((await stepsOf(id))[0].mailedAt).toBeNull()
  smtp.accept()
  const sent = smtp.mails.length
  const again = { task: 'promises.send_alert', data: { promiseId: id, n: 1 } }
  for (const _ of [1, 2])
    await w.owner.query(
      `insert into outbox (org_id, id, task, data, run_at, created_at) values ($1, gen_random_uuid(), $2, $3, $4, $4)`,
      [w.orgs[0].id, again.task, again.data, w.clock.now().toString()],
    )
  await w.drainTasks()
  expect(newMails(sent)).toEqual([people.frontline.member.email])
  await call('post', `/v1/promises/${id}/delivery`, {}, people.frontline)
})

test('after an outage: one notice, the last, where it still helps; what was late is said', async () => {
  const steps = [
    { when: before(4), to: owner, channel: 'mail' },
    { when: before(2), to: owner, channel: 'mail' },
    { when: before(1), to: owner, channel: 'console' },
    { when: after(0), to: owner, channel: 'mail' },
    { when: after(1), to: { who: 'member', memberId: people.lead.member.id }, channel: 'mail' },
  ]
  const over = await make('2026-12-02T12:00:00Z', steps)
  const soon = await make('2026-12-02T16:00:00Z', steps)
  const kept = await make('2026-12-02T12:00:00Z', steps)
  await call('post', `/v1/promises/${kept}/delivery`, {}, people.frontline)
  const sent = smtp.mails.length
  await to('2026-12-02T14:30:00Z')
  expect((await stepsOf(over)).map((step: { skippedBecause: string }) => step.skippedBecause)).toEqual([
    'too_late',
    'too_late',
    'too_late',
    'superseded',
    null,
  ])
  expect(await statesOf(soon)).toEqual(['skipped', 'raised', 'waiting', 'waiting', 'waiting'])
  expect((await stepsOf(kept)).every((step: { skippedBecause: string }) => step.skippedBecause === 'ended')).toBe(true)
  expect(newMails(sent).sort()).toEqual([people.frontline.member.email, people.lead.member.email].sort())
  const { items } = await call('get', '/v1/lapses')
  expect(items[0]).toMatchObject({ broken: 1, warned: 2, skipped: 5 })
  for (const id of [over, soon]) await call('post', `/v1/promises/${id}/delivery`, {}, people.frontline)
})

test('the morning’s digest: once, to whoever still has something, outside of quiet hours', async () => {
  const { frontline, lead } = people
  const late = await make('2026-12-02T17:00:00Z', [
    { when: after(0), to: { who: 'member', memberId: lead.member.id }, channel: 'console' },
  ])
  const today = await make('2026-12-03T15:00:00Z', [], { wording: 'The engineer will come.' })
  await make('2026-12-10T15:00:00Z', [], { wording: 'The invoice will follow.' })
  await to('2026-12-02T17:00:30Z')
  await call('patch', '/v1/account', { quietHours: { from: '18:00', to: '10:00' } }, lead)
  const sent = smtp.mails.length
  const daily = async (at: string) => {
    w.clock.set(at)
    await dailyOnce({ gate: w.gate, log: silentLog })
    await w.drainTasks()
  }
  await daily('2026-12-03T07:00:00Z')
  expect(newMails(sent)).toEqual([])
  await daily('2026-12-03T09:10:00Z')
  expect(newMails(sent)).toEqual([frontline.member.email])
  const mail = await smtp.latest()
  expect(mail.subject).toBe('2 promises need you today')
  expect(mail.text).toContain('- Overdue since Wednesday 2 December, 17:00: Your boiler will be repaired. (Ana Ruiz)')
  expect(mail.text).toContain('- Due Thursday 3 December, 15:00: The engineer will come. (Ana Ruiz)')
  expect(mail.text).not.toContain('invoice')
  // Asked again, by whomever, the same morning: nothing more, but for the colleague whose quiet hours end.
  await daily('2026-12-03T09:20:00Z')
  await daily('2026-12-03T10:00:00Z')
  expect(newMails(sent)).toEqual([frontline.member.email, lead.member.email])
  expect((await smtp.latest()).text).toContain('not acknowledged yet')
  for (const id of [late, today]) await call('post', `/v1/promises/${id}/delivery`, {}, frontline)
  await daily('2026-12-04T10:00:00Z')
  expect(newMails(sent)).toHaveLength(2)
  expect((await stepsOf(late))[0]).toMatchObject({ state: 'skipped', skippedBecause: 'ended' })
  await call('patch', '/v1/account', { quietHours: null }, lead)
})

test('steps follow a promise that is moved, and people who are not there are refused', async () => {
  const steps = [{ when: { measure: 'share_left', share: 0.5 }, to: owner, channel: 'console' }]
  const id = await make('2026-12-11T15:00:00Z', steps)
  const moved = await call('post', `/v1/promises/${id}/renegotiation`, {
    wording: 'It will be later.',
    dueAt: '2026-12-18T15:00:00Z',
    reason: 'The part is late.',
  })
  expect(await stepsOf(moved.id)).toMatchObject([{ n: 1, state: 'waiting', toName: people.frontline.member.name }])
  const unknown = '01938c1e-7a00-7000-8000-00000000ffff'
  for (const to of [
    { who: 'member', memberId: unknown },
    { who: 'on_duty', teamId: unknown },
    { who: 'member', memberId: w.orgs[1].owner.member.id },
  ]) {
    const body = {
      ...{ kind: 'completion', wording: 'x', dueAt: '2026-12-11T15:00:00Z', customerId, about: `request:${requestId}` },
      steps: [{ when: after(0), to, channel: 'mail' }],
    }
    const answer = await ask('post', '/v1/promises', body, people.frontline)
    expect(answer).toMatchObject({ status: 400, body: { code: 'policies/unknown_reference' } })
    expect(answer.body.issues[0].path).toMatch(/^steps\.0\.to\./)
  }
})

test('a promise that names nobody warns whom the firm says; it may say otherwise, and what is made keeps its own', async () => {
  w.clock.set('2026-12-14T09:00:00Z')
  const dueAt = '2026-12-14T17:00:00Z'
  const usual = await call('get', '/v1/default-steps', undefined, people.frontline)
  expect(usual).toMatchObject({
    steps: [{ when: { measure: 'share_left', share: 0.25 }, to: owner, channel: 'console' }],
    version: 1,
  })
  const first = await make(dueAt)
  expect(await stepsOf(first)).toMatchObject([{ at: '2026-12-14T15:00:00Z', state: 'waiting', to: owner }])
  // Told apart from none at all.
  expect(await stepsOf(await make(dueAt, []))).toEqual([])

  const steps = [{ when: after(0), to: { who: 'on_duty', teamId }, channel: 'mail' }]
  const change = (body: unknown, as: Person = people.owner) => ask('put', '/v1/default-steps', body, as)
  expect((await change({ steps }, people.frontline)).status).toBe(403)
  const nobody = { who: 'member', memberId: customerId }
  const unknown = await change({ steps: [{ when: after(0), to: nobody, channel: 'mail' }] })
  expect(unknown.body).toMatchObject({ code: 'policies/unknown_reference', issues: [{ path: 'steps.0.to.memberId' }] })
  expect((await change({ steps, ifVersion: 1 })).body).toMatchObject({ steps, version: 2 })
  expect((await change({ steps: [], ifVersion: 1 })).body).toMatchObject({ code: 'policies/stale' })

  const second = await make(dueAt)
  expect(await stepsOf(second)).toMatchObject([{ at: dueAt, to: { who: 'on_duty', teamId } }])
  expect(await stepsOf(first)).toMatchObject([{ to: owner }])
  // A new date takes the steps of the promise that it replaces.
  const moved = await call('post', `/v1/promises/${first}/renegotiation`, {
    ...{ wording: 'It will be repaired.', reason: 'The part is late.', dueAt: '2026-12-15T17:00:00Z' },
  })
  expect(await stepsOf(moved.id)).toMatchObject([{ when: { measure: 'share_left', share: 0.25 } }])
  expect((await change({ steps: [], ifVersion: 2 })).body).toMatchObject({ steps: [], version: 3 })
  expect(await stepsOf(await make(dueAt))).toEqual([])
})
