// One file: all that becomes of a new date that waits for its answer needs the same desk, and the work between the steps.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { evidenceAbout, installStarterSet, sweepDue } from '#modules/promises'
import { type Context, operation, systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { callMeByLink } from './call-me-by-link.ts'
import { customerActor } from './customer-actor.ts'
import { type LinkIds, readLinkToken } from './link.ts'
import { openTracking } from './open-tracking.ts'

/** Thursday, nine in London. */
const START = '2026-11-26T09:00:00Z'
const SEEN = { text: 'What was there', digest: '0'.repeat(64), language: 'en', timeZone: 'Europe/London' }
let w: TestWorld
let key: string

beforeAll(async () => {
  w = await createWorld({ start: START })
  key = (await w.api('post', '/v1/api-keys', { name: 'Key', role: 'owner' }, { as: w.orgs[0].owner })).body.key
  await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['callback'] })
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const api = async (method: string, path: string, body?: unknown) => {
  // Nobody stays signed in over night.
  const sameDay = w.clock.now().toString() < '2026-11-27T12:30:00Z'
  const answer = await w.api(method, path, body, { as: sameDay ? w.orgs[0].owner : key })
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const refusal = (code: string) => expect.objectContaining({ code })
type Matter = { about: string; id: string; contactId: string; customerId: string; answerBy: string }

/** A new date that waits for its customer's answer, due in a fortnight: told, as a mail goes out. */
async function moved(contact: object = {}): Promise<Matter> {
  const ana = { name: 'Ana', email: 'ana@example.com', phone: '+44 7700 900123', timeZone: 'Europe/London', ...contact }
  const made = await api('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [ana] })
  const request = await api('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId: made.id })
  const about = `request:${request.id}`
  const words = { wording: 'Your boiler will be repaired.', language: 'en' }
  const first = await api('post', '/v1/promises', {
    ...{ kind: 'completion', ...words, about, customerId: made.id, dueAt: '2026-12-01T16:00:00Z' },
  })
  const id = (
    await api('post', `/v1/promises/${first.id}/renegotiation`, {
      ...{ ...words, dueAt: '2026-12-10T16:00:00Z', answerBy: '2026-11-28T09:00:00Z', reason: 'A part is missing.' },
    })
  ).id
  await w.drainTasks()
  return { about, id, contactId: made.contacts[0].id, customerId: made.id, answerBy: '2026-11-28T09:00:00Z' }
}
async function linkTo({ id }: Pick<Matter, 'id'>): Promise<LinkIds> {
  const { url } = await api('post', `/v1/promises/${id}/links`)
  const ids = readLinkToken(w.instance.keys, url.split('/t/')[1])
  if (!ids) throw new Error('The link does not read')
  return ids
}
const callMe = (ids: LinkIds, over: Record<string, unknown> = {}) =>
  w.gate.run(callMeByLink, customerActor(ids), {
    ...{ viewId: ids.viewId, actionId: ids.actionId, seen: SEEN },
    ...{ origin: { address: '203.0.113.7', userAgent: 'Test' }, ...over },
  })
const calls = async ({ about }: Matter, state = 'open') =>
  (await api('get', `/v1/calls?about=${about}&state=${state}`)).items
const promise = ({ id }: Matter) => api('get', `/v1/promises/${id}`)
const evidence = ({ about }: Matter) => w.gate.run(readAll, w.actorOf('owner'), { about })
const readAll = operation({
  name: 'test.evidence',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'Evidence',
  input: z.object({ about: z.string() }),
  output: z.any(),
  run: (ctx: Context, { about }) => evidenceAbout(ctx, about),
})
const sweep = async () => {
  await w.gate.run(sweepDue, systemActor(w.orgs[0].id, 'clock'), { since: null, stoodStill: false })
  await w.drainTasks()
}
const openedBy = (ids: LinkIds) =>
  w.gate.run(openTracking, customerActor(ids), { viewId: ids.viewId, actionId: ids.actionId })

describe('a customer who wants to be called', () => {
  test('is an answer kept with what they saw, a call for the owner, and a callback by the norm; the proposal stays', async () => {
    const matter = await moved()
    const ids = await linkTo(matter)
    await callMe(ids, { wished: 'After five.' })
    await w.drainTasks()
    expect(await promise(matter)).toMatchObject({ state: 'proposed', consent: 'pending', telling: 'told' })
    const [call, ...more] = await calls(matter)
    expect(more).toEqual([])
    expect(call).toMatchObject({
      ...{ why: 'asked', kind: 'moved', noticeId: null, wished: 'After five.', number: '+44 7700 900123' },
      ...{ owner: { id: w.orgs[0].owner.member.id }, notBefore: START, dueAt: '2026-11-26T13:00:00Z' },
    })
    expect((await api('get', `/v1/calls/${call.id}`)).script).toMatch(/You asked us to call you.*Thursday 10 December/s)
    const found = await evidence(matter)
    expect(found.verified).toBe(true)
    expect(found.chains.flatMap(({ answers }: { answers: object[] }) => answers)).toMatchObject([
      { answer: 'call_asked', wishText: 'After five.', seen: SEEN, channel: 'link', givenBy: 'customer' },
    ])
    const { items } = await api('get', `/v1/promises?about=${matter.about}`)
    expect(items.filter(({ kind }: { kind: string }) => kind === 'callback')).toMatchObject([
      { state: 'open', basis: 'policy' },
    ])
    const { items: news } = await api('get', '/v1/notifications')
    expect(news[0]).toMatchObject({ kind: 'answered', title: 'The customer wants to be called' })
  })

  test('pressed again, or at once from two telephones, it is one call and one answer; the right to answer is left', async () => {
    const matter = await moved()
    const ids = await linkTo(matter)
    await Promise.all([callMe(ids), callMe(ids), callMe(ids)])
    const [{ dueAt }] = await calls(matter)
    expect(await callMe(ids)).toEqual({ dueAt })
    const { rows } = await w.owner.query('select 1 from answer where promise_id = $1', [matter.id])
    expect(rows).toHaveLength(1)
    expect((await openedBy(ids)).action?.state).toBe('valid')
    expect((await openedBy(ids)).call).toEqual({ promiseId: matter.id, dueAt })
  })

  test('a number is asked for where none is known, and a known one is never replaced or shown', async () => {
    const unknown = await moved({ phone: null, quietHours: 'none' })
    const ids = await linkTo(unknown)
    expect((await openedBy(ids)).phone).toBeNull()
    await expect(callMe(ids)).rejects.toEqual(refusal('conversations/no_number'))
    await expect(callMe(ids, { number: 'soon' })).rejects.toEqual(refusal('input/invalid'))
    await callMe(ids, { number: '+44 7700 900999' })
    expect(await calls(unknown)).toMatchObject([{ number: '+44 7700 900999' }])
    const known = await moved()
    const other = await linkTo(known)
    expect((await openedBy(other)).phone).toBe('123')
    await callMe(other, { number: '+44 7700 900999' })
    expect(await calls(known)).toMatchObject([{ number: '+44 7700 900123' }])
  })

  test('opening records nothing; expired, used, switched off, and links that only show, ask for no call', async () => {
    const matter = await moved()
    const ids = await linkTo(matter)
    await openedBy(ids)
    expect(await calls(matter)).toEqual([])
    await expect(callMe({ ...ids, actionId: null })).rejects.toEqual(refusal('conversations/link_only_shows'))
    const revoked = await linkTo(matter)
    await api('post', `/v1/links/${revoked.viewId}/revocation`)
    await expect(callMe(revoked)).rejects.toEqual(refusal('conversations/link_revoked'))
    const elsewhere = await linkTo(await moved())
    await expect(callMe({ ...ids, actionId: elsewhere.actionId })).rejects.toEqual(
      refusal('conversations/link_only_shows'),
    )
    w.clock.set(matter.answerBy)
    await expect(callMe(ids)).rejects.toEqual(refusal('conversations/link_expired'))
    w.clock.set(START)
    await w.owner.query('update tracking_link set used_at = now() where id = $1', [ids.actionId])
    await expect(callMe(ids)).rejects.toEqual(refusal('conversations/link_used'))
    const late = await moved()
    const last = await linkTo(late)
    await api('post', `/v1/promises/${late.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
    await expect(callMe(last)).rejects.toEqual(refusal('promises/not_possible'))
    expect(await calls(late)).toEqual([])
  })

  test('is owed the call although they accept on the page; who speaks with them has called back', async () => {
    const matter = await moved()
    await callMe(await linkTo(matter))
    await w.drainTasks()
    const [call] = await calls(matter)
    await api('post', `/v1/calls/${call.id}/result`, { outcome: 'not_reached', attempt: 1 })
    await w.drainTasks()
    expect(await calls(matter)).toMatchObject([{ attempts: 1, state: 'open' }])
    await api('post', `/v1/calls/${call.id}/result`, { outcome: 'reached', attempt: 2 })
    await w.drainTasks()
    expect(await calls(matter, 'reached')).toMatchObject([{ id: call.id }])
    const { items } = await api('get', `/v1/promises?about=${matter.about}`)
    expect(items.filter(({ kind }: { kind: string }) => kind === 'callback')).toMatchObject([{ state: 'kept' }])
    // Once called, they may ask again.
    w.clock.set('2026-11-26T10:00:00Z')
    await callMe(await linkTo(matter))
    expect(await calls(matter)).toHaveLength(1)
    // Somebody speaks with them without the call being opened: it need not be made any more.
    await api('post', `/v1/promises/${matter.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })
    await w.drainTasks()
    expect(await calls(matter)).toEqual([])
    expect(await calls(matter, 'cancelled')).toMatchObject([{ cancelledWhy: 'answered' }])
  })
})

describe('a new date that nobody answers', () => {
  const reminders = async ({ id }: Matter) =>
    (await w.owner.query("select state from notice where promise_id = $1 and kind = 'answer_reminder'", [id])).rows
  const told = ({ id }: Matter) => api('post', `/v1/promises/${id}/telling`, { channel: 'letter' })

  test('is reminded of once, on their channel, and never again', async () => {
    const matter = await moved()
    await told(matter)
    await w.drainTasks()
    w.clock.set('2026-11-27T08:59:00Z')
    await w.drainTasks()
    expect(await reminders(matter)).toEqual([])
    w.clock.set('2026-11-27T09:00:00Z')
    await w.drainTasks()
    expect(await reminders(matter)).toHaveLength(1)
    const { items } = await api('get', `/v1/messages?about=${matter.about}`)
    expect(items[0]).toMatchObject({ to: 'ana@example.com', subject: expect.stringMatching(/^Reminder: Your boiler/) })
    expect((await promise(matter)).telling).toBe('told')
    w.clock.set('2026-11-27T12:00:00Z')
    await told(matter).catch(() => {})
    await w.drainTasks()
    expect(await reminders(matter)).toHaveLength(1)
  })

  test.each([
    ['accepted', (m: Matter) => api('post', `/v1/promises/${m.id}/acceptance`, { saidBy: 'Ana', channel: 'phone' })],
    ['declined', (m: Matter) => api('post', `/v1/promises/${m.id}/refusal`, { saidBy: 'Ana', channel: 'phone' })],
    ['withdrawn', (m: Matter) => api('post', `/v1/promises/${m.id}/withdrawal`, { reason: 'No.' })],
    ['asked to be called', async (m: Matter) => callMe(await linkTo(m))],
  ])('is not reminded of once %s', async (_, happens) => {
    const matter = await moved()
    await told(matter)
    await happens(matter)
    w.clock.set('2026-11-27T10:00:00Z')
    await w.drainTasks()
    expect(await reminders(matter)).toEqual([])
  })

  test('holds at the end of its time, and the owner is to call; not about what was promised first', async () => {
    const matter = await moved()
    await told(matter)
    w.clock.set('2026-11-28T09:00:01Z')
    await sweep()
    expect(await promise(matter)).toMatchObject({ state: 'open', consent: 'unanswered' })
    const [call] = await calls(matter)
    expect(call).toMatchObject({ why: 'unanswered', owner: { id: w.orgs[0].owner.member.id } })
    expect((await api('get', `/v1/calls/${call.id}`)).script).toContain('We told you of a new date')
    await sweep()
    expect(await calls(matter)).toHaveLength(1)
    // Delivered meanwhile: nobody need ask.
    await api('post', `/v1/promises/${matter.id}/delivery`, {})
    await w.drainTasks()
    expect(await calls(matter, 'cancelled')).toMatchObject([{ cancelledWhy: 'delivered' }])

    const { about, customerId } = matter
    const first = await api('post', '/v1/promises', {
      ...{ kind: 'arrival', wording: 'We come.', about, customerId, dueAt: '2026-12-10T16:00:00Z' },
      ...{ asksAnswer: true, answerBy: '2026-11-28T11:00:00Z' },
    })
    w.clock.set('2026-11-28T11:00:01Z')
    await sweep()
    expect(await api('get', `/v1/promises/${first.id}`)).toMatchObject({ consent: 'unanswered' })
    expect(await calls(matter)).toEqual([])
  })

  test('nobody calls whom no number is known of, nor twice whom somebody calls anyway', async () => {
    const silent = await moved({ phone: null })
    const asked = await moved()
    await callMe(await linkTo(asked))
    w.clock.set('2026-11-28T09:00:01Z')
    await sweep()
    expect(await calls(silent)).toEqual([])
    expect(await calls(asked)).toMatchObject([{ why: 'asked' }])
    const { rows: news } = await w.owner.query('select data from notification where about = $1', [silent.about])
    expect(news).toContainEqual({ data: { outcome: 'unanswered' } })
  })
})
