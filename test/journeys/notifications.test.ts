import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/operation'
import { type MailServer, startMailServer } from '#test/mail-server'
import { startPushService } from '#test/push-service'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { dailyOnce } from '../../src/clocks.ts'
import { forgetNotifications } from '../../src/modules/notifications/news.ts'
import { tellMembers } from '../../src/modules/notifications/tell-members.ts'
import { silentLog } from '../../src/platform/log.ts'

// What members are told, over the API, by mail and by push. Friday 27 November 2026, nine o'clock in London.
const START = '2026-11-27T09:00:00Z'
let smtp: MailServer
let push: Awaited<ReturnType<typeof startPushService>>
let w: TestWorld
let fay: Person
let lee: Person

beforeAll(async () => {
  smtp = await startMailServer()
  push = await startPushService()
  w = await createWorld({
    start: START,
    smtpUrl: `${smtp.url}?from=kept@northside.example`,
    allowPrivateAddresses: true,
  })
  fay = w.orgs[0].frontline
  lee = w.orgs[0].lead
})
afterAll(async () => {
  await w?.close()
  await smtp?.close()
  push?.close()
})
beforeEach(async () => {
  w.clock.set(START)
  for (const person of [fay, lee])
    await call('post', '/v1/notifications/reading', { until: '2100-01-01T00:00:00Z' }, person)
  await w.drainTasks()
  smtp.mails.length = 0
  push.arrived.length = 0
})

async function call(method: string, path: string, body?: unknown, as: Person = fay) {
  const answer = await w.api(method, path, body, { as })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(400)
  return answer.body
}
const newsOf = async (as: Person, query = '?unread=true') =>
  (await call('get', `/v1/notifications${query}`, undefined, as)).items
const pass = async (duration: Temporal.DurationLike) => {
  w.clock.set(w.clock.now().add(duration).toString())
  await w.drainTasks()
}
const prefer = (as: Person, kind: string, mail: string, pushed = false) =>
  call('put', '/v1/notification-preferences', { items: [{ kind, mail, push: pushed }] }, as)

/** A request of Fay's for Ana, with a promise that waits for an answer. */
async function proposed() {
  const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz' })
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId: customer.id })
  const promise = await call('post', '/v1/promises', {
    kind: 'completion',
    wording: 'Your boiler will be repaired.',
    dueAt: '2026-12-24T10:00:00Z',
    asksAnswer: true,
    about: `request:${request.id}`,
    customerId: customer.id,
  })
  return { request, promise }
}

describe('who is told', () => {
  test('the owner of an answer that a colleague writes down, with what it is about', async () => {
    const { request, promise } = await proposed()
    await call('post', `/v1/promises/${promise.id}/refusal`, { saidBy: 'Ana', channel: 'phone' }, lee)
    await w.drainTasks()
    expect(await newsOf(fay)).toMatchObject([
      {
        kind: 'answered',
        title: 'The customer declined',
        detail: 'Your boiler will be repaired. · Ana Ruiz',
        outcome: 'declined',
        by: 'Lee Lead',
        customer: 'Ana Ruiz',
        times: 1,
        promise: { id: promise.id, wording: 'Your boiler will be repaired.' },
        request: { id: request.id, number: request.number, subject: 'Boiler' },
      },
    ])
    expect(await newsOf(lee)).toEqual([])
    expect(await call('get', '/v1/notifications/unread')).toEqual({ unread: 1 })
  })

  test('nobody of their own deeds', async () => {
    const { promise } = await proposed()
    await call('post', `/v1/promises/${promise.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
    await w.drainTasks()
    expect(await newsOf(fay)).toEqual([])
  })

  test('who is given a promise, a request, or a new request', async () => {
    const { request, promise } = await proposed()
    await call('post', `/v1/promises/${promise.id}/hand-over`, { ownerId: lee.member.id })
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await call('patch', `/v1/requests/${request.id}`, { subject: 'Boiler knocks' })
    await call('post', '/v1/requests', { kind: 'job', subject: 'Tap', ownerId: lee.member.id })
    await w.drainTasks()
    expect(
      (await newsOf(lee)).map(({ kind, by, request: about }: never) => [
        kind,
        by,
        (about as { subject: string }).subject,
      ]),
    ).toEqual([
      ['request_handed_over', 'Fay Frontline', 'Tap'],
      ['request_handed_over', 'Fay Frontline', 'Boiler knocks'],
      ['promise_handed_over', 'Fay Frontline', 'Boiler knocks'],
    ])
  })

  test('once of one event, and once of what happens again before it was read', async () => {
    const { request } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    const [{ id }] = await newsOf(lee)
    const { rows } = await w.owner.query('select event_id from notification where id = $1', [id])
    await w.gate.run(tellMembers, systemActor(w.orgs[0].id, 'x'), { eventId: rows[0].event_id })
    expect(await newsOf(lee)).toMatchObject([{ id, times: 1 }])
    await call('patch', `/v1/requests/${request.id}`, { ownerId: fay.member.id })
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    expect(await newsOf(lee)).toMatchObject([{ id, times: 2 }])
    expect(await call('post', '/v1/notifications/reading', { ids: [id] }, lee)).toEqual({ unread: 0 })
    expect(await newsOf(lee)).toEqual([])
    expect((await newsOf(lee, ''))[0]).toMatchObject({ id, readAt: START })
  })

  test('nobody else can read or mark it', async () => {
    const { request } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    const [{ id }] = await newsOf(lee)
    await call('post', '/v1/notifications/reading', { ids: [id] }, fay)
    expect(await newsOf(lee)).toHaveLength(1)
    const key = await call('post', '/v1/api-keys', { name: 'key', role: 'owner' }, w.orgs[0].owner)
    const asKey = await w.api('get', '/v1/notifications', undefined, { as: key.key })
    expect([asKey.status, asKey.body.code]).toEqual([403, 'access/members_only'])
  })
})

describe('by mail', () => {
  test('at once means in two minutes, unless it was read by then', async () => {
    await prefer(lee, 'request_handed_over', 'at_once')
    const { request } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    expect(smtp.mails).toEqual([])
    await pass({ minutes: 2 })
    const mail = await smtp.latest()
    expect(mail.to?.[0]?.address).toBe('lead@northside.example')
    expect(mail.subject).toBe(`Fay Frontline gave you a request: #${request.number} Boiler · Ana Ruiz`)
    expect(mail.text).toContain(`/requests/${request.id}`)
    await pass({ minutes: 10 })
    expect(smtp.mails).toHaveLength(1)

    const second = (await proposed()).request
    await call('patch', `/v1/requests/${second.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    await call('post', '/v1/notifications/reading', { until: w.clock.now().toString() }, lee)
    await pass({ minutes: 10 })
    expect(smtp.mails).toHaveLength(1)
  })

  test('in quiet hours it waits for their end, as one', async () => {
    await prefer(lee, 'request_handed_over', 'at_once')
    await call('patch', '/v1/account', { quietHours: { from: '08:00', to: '12:00' } }, lee)
    const { request } = await proposed()
    for (const ownerId of [lee.member.id, fay.member.id, lee.member.id])
      await call('patch', `/v1/requests/${request.id}`, { ownerId })
    await w.drainTasks()
    await pass({ hours: 2, minutes: 59 })
    expect(smtp.mails).toEqual([])
    await pass({ minutes: 1 })
    expect(smtp.mails).toHaveLength(1)
    await call('patch', '/v1/account', { quietHours: null }, lee)
  })

  test('the digest has what is wanted there, once, with the promises or alone', async () => {
    const deps = { gate: w.gate, log: silentLog }
    await prefer(lee, 'request_handed_over', 'digest')
    const { request } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    // The mornings of Monday and Tuesday; sessions are older by then, so that only the clock acts.
    w.clock.set('2026-11-30T09:30:00Z')
    await dailyOnce(deps)
    await w.drainTasks()
    const mails = smtp.mails.filter(({ to }) => to.includes('lead@northside.example'))
    expect(mails).toHaveLength(1)
    const mail = await smtp.latest()
    expect(mail.subject).toBe('1 piece of news for you')
    expect(mail.text).toContain(`- Fay Frontline gave you a request: #${request.number} Boiler · Ana Ruiz`)
    w.clock.set('2026-12-01T09:30:00Z')
    await dailyOnce(deps)
    await w.drainTasks()
    expect(smtp.mails.filter(({ to }) => to.includes('lead@northside.example'))).toHaveLength(1)
  })

  test('what was switched off after it happened is not in the digest', async () => {
    const deps = { gate: w.gate, log: silentLog }
    await prefer(lee, 'request_handed_over', 'digest')
    await prefer(lee, 'promise_handed_over', 'digest')
    const { request, promise } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await call('post', `/v1/promises/${promise.id}/hand-over`, { ownerId: lee.member.id })
    await w.drainTasks()
    await prefer(lee, 'request_handed_over', 'off')
    w.clock.set('2026-12-07T09:30:00Z')
    await dailyOnce(deps)
    await w.drainTasks()
    const mail = await smtp.latest()
    expect(mail.subject).toBe('1 piece of news for you')
    expect(mail.text).toContain('Fay Frontline gave you a promise')
    expect(mail.text).not.toContain('Fay Frontline gave you a request')

    await call('patch', `/v1/requests/${request.id}`, { ownerId: fay.member.id })
    await prefer(lee, 'request_handed_over', 'digest')
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    await prefer(lee, 'request_handed_over', 'off')
    smtp.mails.length = 0
    w.clock.set('2026-12-08T09:30:00Z')
    await dailyOnce(deps)
    await w.drainTasks()
    expect(smtp.mails, 'nothing is left for a digest').toEqual([])
  })

  test('what was switched off in quiet hours is not sent when they end', async () => {
    await prefer(lee, 'request_handed_over', 'at_once', true)
    await call('post', '/v1/push-devices', { name: 'Phone', ...push.subscription }, lee)
    await call('patch', '/v1/account', { quietHours: { from: '08:00', to: '12:00' } }, lee)
    const second = (await proposed()).request
    await call('patch', `/v1/requests/${second.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    await prefer(lee, 'request_handed_over', 'off')
    await pass({ hours: 4 })
    expect([smtp.mails, push.arrived]).toEqual([[], []])
    await call('patch', '/v1/account', { quietHours: null }, lee)
    const [device] = (await call('get', '/v1/push-devices', undefined, lee)).items
    await call('delete', `/v1/push-devices/${device.id}`, undefined, lee)
  })
})

describe('by push', () => {
  test('on the devices of the member, encrypted and signed, and gone devices are forgotten', async () => {
    const device = await call('post', '/v1/push-devices', { name: 'Firefox on Linux', ...push.subscription }, lee)
    expect(device).toMatchObject({ name: 'Firefox on Linux', pushedAt: null })
    await call('post', '/v1/push-devices', { name: 'Firefox, again', ...push.subscription }, lee)
    expect((await call('get', '/v1/push-devices', undefined, lee)).items).toMatchObject([
      { id: device.id, name: 'Firefox, again' },
    ])
    expect((await call('get', '/v1/push-devices')).items).toEqual([])

    expect(await call('post', '/v1/push-devices/test', {}, lee)).toEqual({ devices: 1 })
    await w.drainTasks()
    expect(push.arrived.at(-1)?.message).toMatchObject({ title: 'It works', tag: 'test' })
    const { key } = await call('get', '/v1/push-devices/key', undefined, lee)
    expect(push.arrived.at(-1)?.headers.authorization).toContain(`k=${key}`)

    await prefer(lee, 'request_handed_over', 'off', true)
    const { request } = await proposed()
    await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
    await w.drainTasks()
    const [news] = await newsOf(lee)
    expect(push.arrived.at(-1)?.message).toEqual({
      title: 'Fay Frontline gave you a request',
      detail: `#${request.number} Boiler · Ana Ruiz`,
      page: `/requests/${request.id}`,
      tag: news.id,
    })
    expect(smtp.mails).toEqual([])

    push.answer(410)
    await call('post', '/v1/push-devices/test', {}, lee)
    await w.drainTasks()
    expect((await call('get', '/v1/push-devices', undefined, lee)).items).toEqual([])
    push.answer(201)
  })

  test('a device is removed by its member alone', async () => {
    const { id } = await call('post', '/v1/push-devices', { name: 'Phone', ...push.subscription }, lee)
    const other = await w.api('delete', `/v1/push-devices/${id}`, undefined, { as: fay })
    expect([other.status, other.body.code]).toEqual([404, 'notifications/device_not_found'])
    await call('delete', `/v1/push-devices/${id}`, undefined, lee)
    expect((await call('get', '/v1/push-devices', undefined, lee)).items).toEqual([])
  })

  test.each([
    ['an address', { endpoint: 'mailto:a@b.example' }, 'notifications/device_address'],
    ['a key', { keys: { p256dh: 'AAAA', auth: 'tBHItJI5svbpez7KI4CCXg' } }, 'notifications/device_keys'],
  ])('%s that no browser gave is refused', async (_, wrong, code) => {
    const answer = await w.api('post', '/v1/push-devices', { name: 'x', ...push.subscription, ...wrong }, { as: lee })
    expect([answer.status, answer.body.code]).toEqual([400, code])
  })
})

test('preferences are one’s own, and the usual ones until said', async () => {
  const usual = (await call('get', '/v1/notification-preferences', undefined, w.orgs[0].viewer)).items
  expect(usual).toContainEqual({ kind: 'replied', mail: 'at_once', push: true })
  await prefer(w.orgs[0].viewer, 'replied', 'off')
  const own = (await call('get', '/v1/notification-preferences', undefined, w.orgs[0].viewer)).items
  expect(own).toContainEqual({ kind: 'replied', mail: 'off', push: false })
  expect(own).toHaveLength(usual.length)
  expect((await call('get', '/v1/notification-preferences', undefined, w.orgs[0].owner)).items).toEqual(usual)
})

test('after 90 days it is forgotten', async () => {
  const { request } = await proposed()
  await call('patch', `/v1/requests/${request.id}`, { ownerId: lee.member.id })
  await w.drainTasks()
  const count = async () =>
    (await w.owner.query('select 1 from notification where org_id = $1', [w.orgs[0].id])).rowCount
  expect(await count()).toBeGreaterThan(0)
  w.clock.set('2027-02-25T08:59:00Z')
  await w.gate.run(forgetNotifications, systemActor(w.orgs[0].id, 'clock'), {})
  expect(await count()).toBeGreaterThan(0)
  w.clock.set('2027-04-01T09:00:00Z')
  await w.gate.run(forgetNotifications, systemActor(w.orgs[1].id, 'clock'), {})
  expect(await count()).toBeGreaterThan(0)
  await w.gate.run(forgetNotifications, systemActor(w.orgs[0].id, 'clock'), {})
  expect(await count()).toBe(0)
})
