import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { getPromise, type PromiseView } from '#modules/promises'
import { newId } from '#platform/ids'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { makePromise } from '../promises/make-promise.ts'
import { acceptPromise } from '../promises/record-answer.ts'
import { withdrawPromise } from '../promises/withdraw-promise.ts'
import { answerByLink } from './answer-by-link.ts'
import { createLink } from './create-link.ts'
import { customerActor } from './customer-actor.ts'
import { type LinkIds, readLinkToken } from './link.ts'
import { listLinks } from './list-links.ts'
import { listMessages } from './list-messages.ts'
import { openTracking } from './open-tracking.ts'
import { requestLink } from './request-link.ts'
import { revokeLink } from './revoke-link.ts'

const START = '2026-11-26T09:00:00Z'
let w: TwoOrganizations
let customerId: string
let about: string

beforeAll(async () => {
  w = await twoOrganizations(START)
  const customer = await w.gate.run(createCustomer, w.member, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'ru', timeZone: 'Europe/Madrid' }],
  })
  customerId = customer.id
})
afterAll(() => w?.close())
beforeEach(() => {
  w.clock.set(START)
  about = `request:${newId(w.clock.now())}`
})

const propose = (over: Record<string, unknown> = {}): Promise<PromiseView> =>
  w.gate.run(makePromise, w.member, {
    ...{ kind: 'completion', wording: 'Your boiler will be repaired.', about, customerId },
    ...{ dueAt: '2026-12-03T15:00:00Z', asksAnswer: true, ...over },
  })
const refusal = (code: string) => expect.objectContaining({ code })
async function linkFor(promise: PromiseView): Promise<{ ids: LinkIds; id: string }> {
  const { url, id } = await w.gate.run(createLink, w.member, { id: promise.id })
  const ids = readLinkToken(w.gate.instance.keys, url?.split('/t/')[1] ?? '')
  if (!ids) throw new Error('The link does not read')
  return { ids, id }
}
const open = (ids: LinkIds) =>
  w.gate.run(openTracking, customerActor(ids), { viewId: ids.viewId, actionId: ids.actionId })
const seen = { text: 'What was there', digest: '0'.repeat(64), language: 'ru', timeZone: 'Europe/Madrid' }
const answer = (ids: LinkIds, over: Record<string, unknown> = {}) =>
  w.gate.run(answerByLink, customerActor(ids), {
    ...{ viewId: ids.viewId, actionId: ids.actionId, answer: 'accepted', seen },
    ...{ origin: { address: '203.0.113.7', userAgent: 'Test' }, ...over },
  })

describe('a link to copy', () => {
  test('is shown once, answers until the promise wants an answer, and is recorded', async () => {
    const promise = await propose()
    const made = await w.gate.run(createLink, w.member, { id: promise.id }, { idempotencyKey: 'copy' })
    expect(made.url).toMatch(/^http:\/\/localhost:4000\/t\/[\w-]{86}$/)
    expect(made.answersUntil).toBe(promise.answerBy)
    const again = await w.gate.run(createLink, w.member, { id: promise.id }, { idempotencyKey: 'copy' })
    expect(again).toEqual({ ...made, url: null })
    expect(await w.eventsOf(w.ours, 'link.created')).toEqual([
      { type: 'link.created', subject: `link:${made.id}`, about, data: { promiseId: promise.id } },
    ])
  })

  test('of a promise that asks nothing only shows', async () => {
    const made = await w.gate.run(createLink, w.member, { id: (await propose({ asksAnswer: false })).id })
    expect(made.answersUntil).toBeNull()
    expect(made.url).toMatch(/\/t\/[\w-]{64}$/)
  })

  test('is for promises to customers, for whoever may, in one’s own organization', async () => {
    const inside = await propose({ beneficiary: 'member', customerId: undefined, asksAnswer: false })
    await expect(w.gate.run(createLink, w.member, { id: inside.id })).rejects.toEqual(
      refusal('conversations/not_for_customer'),
    )
    const { id } = await propose()
    const viewer = w.limitedTo('promises.read')
    await expect(w.gate.run(createLink, viewer, { id })).rejects.toEqual(refusal('access/forbidden'))
    await expect(w.gate.run(createLink, w.stranger, { id })).rejects.toEqual(refusal('promises/not_found'))
    await expect(w.gate.run(createLink, w.member, { id: 'x' })).rejects.toEqual(refusal('input/invalid'))
  })

  test('is listed without its address, and can be switched off, once', async () => {
    const promise = await propose()
    const { ids, id } = await linkFor(promise)
    const listed = await w.gate.run(listLinks, w.member, { id: promise.id })
    expect(listed.items.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['action valid', 'view valid'])
    expect(JSON.stringify(listed)).not.toContain('/t/')
    await w.gate.run(revokeLink, w.member, { id })
    await w.gate.run(revokeLink, w.member, { id })
    const mine = (await w.eventsOf(w.ours, 'link.revoked')).filter(({ subject }) => subject === `link:${id}`)
    expect(mine).toHaveLength(1)
    await expect(open(ids)).rejects.toEqual(refusal('conversations/link_revoked'))
    await expect(answer(ids)).rejects.toEqual(refusal('conversations/link_revoked'))
    await expect(w.gate.run(revokeLink, w.stranger, { id })).rejects.toEqual(refusal('conversations/not_found'))
    const second = await linkFor(promise)
    expect((await open(second.ids)).action?.state).toBe('valid')
  })
})

describe('opening a link', () => {
  test('shows the customer’s promises in the contact’s language and zone, and writes nothing', async () => {
    const promise = await propose()
    await propose({ beneficiary: 'organization', customerId: undefined, asksAnswer: false })
    const { ids } = await linkFor(promise)
    const { rows: before } = await w.owner.query('select count(*) from event')
    const opened = await open(ids)
    expect(opened).toMatchObject({
      about,
      organization: { name: 'Ours', country: 'PL', timeZone: 'Europe/Warsaw' },
      reader: { language: 'ru', timeZone: 'Europe/Madrid' },
      action: { promiseId: promise.id, state: 'valid' },
    })
    expect(opened.promises.map(({ id }) => id)).toEqual([promise.id])
    expect((await w.owner.query('select count(*) from event')).rows).toEqual(before)
    const { rows } = await w.owner.query('select used_at from tracking_link where id = $1', [ids.actionId])
    expect(rows).toEqual([{ used_at: null }])
  })

  test('does not show another customer’s promise about the same matter', async () => {
    const mine = await propose()
    const other = await w.gate.run(createCustomer, w.member, {
      name: 'Other',
      contacts: [{ name: 'Other', email: 'o@example.com' }],
    })
    await propose({ customerId: other.id })
    const opened = await open((await linkFor(mine)).ids)
    expect(opened.promises.map(({ id }) => id)).toEqual([mine.id])
  })

  test('in another organization, with made-up ids, or as a member without the right: nothing', async () => {
    const { ids } = await linkFor(await propose())
    await expect(open({ ...ids, orgId: w.others })).rejects.toEqual(refusal('conversations/not_found'))
    await expect(open({ ...ids, viewId: newId(w.clock.now()) })).rejects.toEqual(refusal('conversations/not_found'))
    // An action's id opens no page.
    await expect(open({ ...ids, viewId: ids.actionId ?? '' })).rejects.toEqual(refusal('conversations/not_found'))
    const asCustomer = customerActor(ids)
    await expect(w.gate.run(listMessages, asCustomer, {})).rejects.toEqual(refusal('access/forbidden'))
    await expect(w.gate.run(getPromise, asCustomer, { id: ids.viewId })).rejects.toEqual(refusal('access/forbidden'))
  })
})

describe('answering by link', () => {
  test('accepts once, keeps what was seen and from where', async () => {
    const promise = await propose()
    const { ids } = await linkFor(promise)
    expect(await answer(ids)).toEqual({ promiseId: promise.id, state: 'open' })
    const { rows } = await w.owner.query('select * from answer where promise_id = $1', [promise.id])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      ...{ answer: 'accepted', given_by: 'customer', channel: 'link', member_id: null, seen },
      origin: { address: '203.0.113.7', userAgent: 'Test', linkId: ids.actionId },
    })
    await expect(answer(ids)).rejects.toEqual(refusal('conversations/link_used'))
    expect((await open(ids)).action?.state).toBe('used')
  })

  test('shows that the customer was told, though no mail went out', async () => {
    const promise = await propose()
    expect(promise.telling).toBe('waiting')
    await answer((await linkFor(promise)).ids)
    expect(await w.gate.run(getPromise, w.member, { id: promise.id })).toMatchObject({ telling: 'told', toldAt: START })
    const events = await w.eventsOf(w.ours, 'promise.told', 'promise.accepted')
    const mine = events.filter(({ subject }) => subject === `promise:${promise.id}`)
    expect(mine.map(({ type, data }) => [type, data.channel])).toEqual([
      ['promise.told', 'link'],
      ['promise.accepted', 'link'],
    ])
  })

  test('two presses at once are one answer', async () => {
    const promise = await propose()
    const { ids } = await linkFor(promise)
    const results = await Promise.allSettled([answer(ids), answer(ids), answer(ids)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await w.owner.query('select 1 from answer where promise_id = $1', [promise.id])
    expect(rows).toHaveLength(1)
  })

  test('declines with another wish', async () => {
    const promise = await propose()
    const { ids } = await linkFor(promise)
    const wishAt = '2026-12-10T15:00:00Z'
    await answer(ids, { answer: 'declined', wishAt, wishText: 'После пяти.' })
    expect((await open(ids)).promises[0]).toMatchObject({
      ...{ state: 'declined', consent: 'declined' },
      answer: { givenBy: 'customer', wishAt, wishText: 'После пяти.' },
    })
    await expect(answer((await linkFor(await propose())).ids, { answer: 'declined', wishAt: START })).rejects.toEqual(
      refusal('conversations/wish_in_past'),
    )
  })

  test('a link that only shows, one for another page, or one that is over, answers nothing', async () => {
    const promise = await propose()
    const { ids } = await linkFor(promise)
    await expect(answer({ ...ids, actionId: null })).rejects.toEqual(refusal('conversations/link_only_shows'))
    about = `request:${newId(w.clock.now())}`
    const elsewhere = await linkFor(await propose())
    await expect(answer({ ...elsewhere.ids, actionId: ids.actionId })).rejects.toEqual(
      refusal('conversations/link_only_shows'),
    )
    w.clock.set(promise.answerBy ?? '')
    await expect(answer(ids)).rejects.toEqual(refusal('conversations/link_expired'))
    expect((await open(ids)).action?.state).toBe('expired')
  })

  test('after an answer by phone, or a withdrawal, there is nothing to answer', async () => {
    const accepted = await propose()
    const { ids } = await linkFor(accepted)
    await w.gate.run(acceptPromise, w.member, { id: accepted.id, saidBy: 'Ana', channel: 'phone' })
    await expect(answer(ids)).rejects.toEqual(refusal('promises/not_possible'))
    const withdrawn = await propose()
    const second = await linkFor(withdrawn)
    await w.gate.run(withdrawPromise, w.member, { id: withdrawn.id, reason: 'Cancelled' })
    await expect(answer(second.ids)).rejects.toEqual(refusal('promises/not_possible'))
  })
})

describe('asking for a link by mail', () => {
  test('writes one to the contact of the page, in their language, while an answer is asked', async () => {
    const promise = await propose()
    const { ids } = await linkFor(promise)
    await w.gate.run(requestLink, customerActor(ids), { viewId: ids.viewId })
    const [message] = (await w.gate.run(listMessages, w.member, { about })).items
    expect(message).toMatchObject({
      to: 'ana@example.com',
      language: 'ru',
      subject: 'Новая ссылка: Ours',
      noticeId: null,
    })
    await answer(ids)
    await expect(w.gate.run(requestLink, customerActor(ids), { viewId: ids.viewId })).rejects.toEqual(
      refusal('conversations/nothing_to_answer'),
    )
  })
})
