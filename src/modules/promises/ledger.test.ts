// The whole law of the ledger in one file: its cases share one world and are read side by side.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { anchorLedger, listAnchors } from './anchor-ledger.ts'
import { countOutcomes, mattersNow } from './daily.ts'
import { getPromise } from './get-promise.ts'
import { importPromises } from './import-promises.ts'
import { keepPromise } from './keep-promise.ts'
import { listPromises } from './list-promises.ts'
import { listUntold } from './list-untold.ts'
import { makePromise } from './make-promise.ts'
import { noticesOf } from './queries.ts'
import { readEvidence } from './read-evidence.ts'
import { acceptPromise, declinePromise } from './record-answer.ts'
import { recordPromiseTold, recordTold, recordUndelivered } from './record-told.ts'
import { renegotiatePromise } from './renegotiate-promise.ts'
import type { PromiseView } from './schemas.ts'
import { sweepDue } from './sweep-due.ts'
import { withdrawPromise } from './withdraw-promise.ts'

const START = '2026-11-26T09:00:00Z'
let w: TwoOrganizations
let customerId: string
let about: string

beforeAll(async () => {
  w = await twoOrganizations(START)
  const customer = await w.gate.run(createCustomer, w.member, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana Ruiz', email: 'ana@example.com', language: 'es', timeZone: 'Europe/Madrid' }],
  })
  customerId = customer.id
})
afterAll(() => w?.close())
beforeEach(() => {
  w.clock.set(START)
  about = `request:${newId(w.clock.now())}`
})

const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: Math.round(hours * 60) })
    .toString()
const to = (hours: number): void => w.clock.set(at(hours))
const sweep = () => w.gate.run(sweepDue, systemActor(w.ours, 'clock'), {})
const make = (over: Record<string, unknown> = {}): Promise<PromiseView> =>
  w.gate.run(makePromise, w.member, {
    kind: 'completion',
    wording: 'Your boiler will be repaired.',
    dueAt: at(10),
    about,
    customerId,
    ...over,
  })
const propose = (over: Record<string, unknown> = {}) => make({ asksAnswer: true, ...over })
const accept = (id: string) => w.gate.run(acceptPromise, w.member, { id, saidBy: 'Ana', channel: 'phone' })
const move = (id: string, hours: number, over: Record<string, unknown> = {}) =>
  w.gate.run(renegotiatePromise, w.member, {
    id,
    wording: 'It will be later.',
    dueAt: at(hours),
    reason: 'The part is late.',
    ...over,
  })
const keep = (id: string, over: Record<string, unknown> = {}) => w.gate.run(keepPromise, w.member, { id, ...over })
const get = (id: string) => w.gate.run(getPromise, w.member, { id })
const tell = async (id: string) => {
  const [notice] = (await w.within(w.member, (ctx) => noticesOf(ctx.db, ctx.orgId, [id]))).filter(
    (n) => n.state !== 'told',
  )
  if (notice) await w.within(w.member, (ctx) => recordTold(ctx, notice.id, { at: ctx.now, channel: 'email', by: 'm' }))
}
const refusal = (code: string) => expect.objectContaining({ code })

describe('making', () => {
  test('a promise to a customer is open, with a notice to be delivered', async () => {
    const made = await make()
    expect(made).toMatchObject({
      state: 'open',
      consent: 'not_asked',
      telling: 'waiting',
      outcome: 'pending',
      firstDueAt: at(10),
    })
    const [event] = await w.eventsOf(w.ours, 'promise.made')
    expect(event?.data).toMatchObject({ dueAt: at(10), noticeId: expect.any(String) })
  })

  test('a proposal waits for an answer until half the time to due', async () => {
    expect(await propose()).toMatchObject({ state: 'proposed', consent: 'pending', answerBy: at(5) })
  })

  test('business time: four hours from nine on a weekday', async () => {
    await w.owner.query(
      `insert into calendar (org_id, id, name, time_zone, hours, holidays, overrides, is_default, created_at)
       values ($1, $2, 'Default', 'Europe/Warsaw', '{"thu":[["09:00","12:00"],["13:00","17:00"]]}', '[]', '{}', true, $3)
       on conflict do nothing`,
      [w.ours, newId(w.clock.now()), START],
    )
    // 09:00Z is 10:00 in Warsaw: two hours before the break, two after it.
    expect((await make({ dueAt: undefined, businessSeconds: 4 * 3600 })).dueAt).toBe('2026-11-26T14:00:00Z')
  })

  const wrong: [string, Record<string, unknown>, string][] = [
    ['a due instant in the past', { dueAt: '2026-11-26T08:59:59Z' }, 'promises/past_due'],
    ['now', { dueAt: START }, 'promises/past_due'],
    ['no due instant', { dueAt: undefined }, 'promises/due'],
    ['two due instants', { businessSeconds: 60 }, 'promises/due'],
    ['an answer wanted after due', { asksAnswer: true, answerBy: at(11) }, 'promises/answer_by'],
    ['no customer', { customerId: undefined }, 'promises/needs_customer'],
    ['an unknown customer', { customerId: '01938c1e-7a00-7000-8000-000000000009' }, 'customers/not_found'],
    ['an empty wording', { wording: '  ' }, 'input/invalid'],
    ['an unknown field', { colour: 'red' }, 'input/invalid'],
    ['the year 9999', { dueAt: '9999-01-01T00:00:00Z' }, 'input/invalid'],
    ['a window that ends before it begins', { windowFrom: at(11) }, 'promises/past_due'],
  ]
  test.each(wrong)('refuses %s', async (_, over, code) => {
    await expect(make(over)).rejects.toEqual(refusal(code))
  })

  test('refuses who may not, and shows other organizations nothing', async () => {
    const made = await make()
    await expect(
      w.gate.run(makePromise, w.limitedTo('promises.read'), {
        kind: 'completion',
        wording: 'x',
        dueAt: at(1),
        about,
        customerId,
      }),
    ).rejects.toEqual(refusal('access/forbidden'))
    await expect(w.gate.run(getPromise, w.stranger, { id: made.id })).rejects.toEqual(refusal('promises/not_found'))
    expect((await w.gate.run(listPromises, w.stranger, {})).items).toEqual([])
    await expect(w.gate.run(keepPromise, w.stranger, { id: made.id })).rejects.toEqual(refusal('promises/not_found'))
  })

  test('the same key again is the same promise; another body under it is refused', async () => {
    const input = { kind: 'completion', wording: 'Once.', dueAt: at(10), about, customerId }
    const once = () => w.gate.run(makePromise, w.member, input, { idempotencyKey: 'k1' })
    const both = await Promise.all([once(), once()])
    expect(both[0]?.id).toBe(both[1]?.id)
    expect((await once()).id).toBe(both[0]?.id)
    await expect(
      w.gate.run(makePromise, w.member, { ...input, wording: 'Other.' }, { idempotencyKey: 'k1' }),
    ).rejects.toEqual(refusal('idempotency/key_reused'))
  })
})

describe('answers', () => {
  test('accepted: open, with who said so', async () => {
    const { id } = await propose()
    expect(await accept(id)).toMatchObject({ state: 'open', consent: 'accepted', answeredAt: START })
    await expect(accept(id)).rejects.toEqual(refusal('promises/not_possible'))
  })

  test('declined with a wish: it appears as work until another promise is made', async () => {
    const { id } = await propose()
    const declined = await w.gate.run(declinePromise, w.member, {
      id,
      saidBy: 'Ana',
      channel: 'phone',
      wishAt: at(30),
      wishText: 'After five.',
    })
    expect(declined).toMatchObject({
      state: 'declined',
      outcome: 'declined',
      allowed: expect.not.arrayContaining(['renegotiate']),
    })
    const wishes = async () =>
      (await w.within(w.member, (ctx) => mattersNow(ctx, ctx.now.add({ hours: 24 })))).filter(
        (matter) => matter.why === 'wish' && matter.promise.id === id,
      )
    expect(await wishes()).toMatchObject([{ wish: { at: at(30), text: 'After five.' } }])
    to(1)
    await propose({ dueAt: at(30) })
    expect(await wishes()).toEqual([])
  })

  test('silence opens it, and what was told binds', async () => {
    const { id } = await propose()
    to(5.1)
    await sweep()
    expect(await get(id)).toMatchObject({ state: 'open', consent: 'unanswered' })
    await expect(accept(id)).rejects.toEqual(refusal('promises/not_possible'))
  })

  test('an answer from the future is refused', async () => {
    const { id } = await propose()
    await expect(
      w.gate.run(acceptPromise, w.member, { id, saidBy: 'Ana', channel: 'phone', answeredAt: at(1) }),
    ).rejects.toEqual(refusal('promises/occurred_in_future'))
  })
})

describe('the clock', () => {
  test('breaks at the due instant, each promise once by any number of workers', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make()))
    to(10)
    await sweep()
    expect(await get(made[0]?.id ?? '')).toMatchObject({ state: 'open' })
    to(10.1)
    const swept = await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    expect(swept.reduce((sum, { swept: n }) => sum + n, 0)).toBeGreaterThanOrEqual(20)
    const broken = await w.owner.query(
      "select subject, count(*)::int n from event where type = 'promise.broken' and subject = any($1) group by 1",
      [made.map(({ id }) => `promise:${id}`)],
    )
    expect(broken.rows.map((row) => row.n)).toEqual(made.map(() => 1))
    expect(await get(made[0]?.id ?? '')).toMatchObject({ state: 'broken', overdue: true, endedAt: at(10) })
  })

  test('silence and the due instant in one look', async () => {
    const { id } = await propose()
    to(11)
    await sweep()
    expect(await get(id)).toMatchObject({ state: 'broken', consent: 'unanswered', endedAt: at(10) })
    const { chains } = await w.gate.run(readEvidence, w.member, { about })
    expect(chains[0]?.events.map((event) => event.type)).toEqual([
      'promise.proposed',
      'promise.unanswered',
      'promise.broken',
    ])
  })
})

describe('delivery', () => {
  test('in time, recorded later', async () => {
    const { id } = await make()
    to(12)
    expect(await keep(id, { occurredAt: at(9) })).toMatchObject({
      state: 'kept',
      outcome: 'kept',
      occurredAt: at(9),
      recordedAt: at(12),
      endedAt: at(9),
    })
    await expect(keep(id)).rejects.toEqual(refusal('promises/not_possible'))
  })

  test('late: broken stays, the lateness is known', async () => {
    const { id } = await make()
    to(12)
    await sweep()
    expect(await keep(id)).toMatchObject({ state: 'broken', overdue: false, lateSeconds: 7200 })
  })

  test('a correction needs a reason, and after 24 hours the permission', async () => {
    const { id } = await make()
    to(12)
    await sweep()
    await expect(keep(id, { occurredAt: at(9) })).rejects.toEqual(refusal('promises/correction_needs_reason'))
    to(35)
    const limited = w.limitedTo('promises.keep')
    const correct = { id, occurredAt: at(9), reason: 'Recorded after the weekend.' }
    await expect(w.gate.run(keepPromise, limited, correct)).rejects.toEqual(refusal('promises/correction_too_late'))
    expect(await keep(id, correct)).toMatchObject({ state: 'kept', reason: 'Recorded after the weekend.' })
    const { chains } = await w.gate.run(readEvidence, w.member, { about })
    expect(chains[0]?.events.at(-1)).toMatchObject({
      type: 'promise.corrected',
      text: { reason: 'Recorded after the weekend.' },
    })
  })

  test('not in the future, not before it was made, not while an answer is awaited', async () => {
    to(1)
    const { id } = await make()
    await expect(keep(id, { occurredAt: at(2) })).rejects.toEqual(refusal('promises/occurred_in_future'))
    await expect(keep(id, { occurredAt: at(0) })).rejects.toEqual(refusal('promises/occurred_before_made'))
    await expect(keep((await propose()).id)).rejects.toEqual(refusal('promises/not_yet_open'))
  })
})

describe('moving a date', () => {
  test('accepted before the old due instant: kept as moved', async () => {
    const first = await make()
    const second = await move(first.id, 20)
    expect(second).toMatchObject({ state: 'proposed', predecessorId: first.id, chainId: first.id, firstDueAt: at(10) })
    expect(await get(first.id)).toMatchObject({ state: 'open' })
    await accept(second.id)
    expect(await get(first.id)).toMatchObject({ state: 'renegotiated' })
    to(15)
    expect(await keep(second.id)).toMatchObject({ state: 'kept', outcome: 'kept_as_moved', firstDueAt: at(10) })
  })

  test('told before the old due instant, no answer, delivered by the new date: kept as told', async () => {
    const first = await make()
    const second = await move(first.id, 20)
    await tell(second.id)
    to(15)
    await sweep()
    expect(await get(first.id)).toMatchObject({ state: 'broken' })
    expect(await get(second.id)).toMatchObject({ state: 'open', consent: 'unanswered' })
    expect(await keep(second.id)).toMatchObject({ state: 'kept', outcome: 'kept_as_told' })
    expect(await get(first.id)).toMatchObject({ state: 'broken', overdue: false, occurredAt: at(15) })
  })

  test('declined: only the old one holds, and it may be moved again', async () => {
    const first = await make()
    const second = await move(first.id, 20)
    await expect(move(first.id, 30)).rejects.toEqual(refusal('promises/already_moving'))
    await w.gate.run(declinePromise, w.member, { id: second.id, saidBy: 'Ana', channel: 'phone' })
    expect(await get(first.id)).toMatchObject({ state: 'open', allowed: expect.arrayContaining(['renegotiate']) })
    expect(await move(first.id, 30)).toMatchObject({ state: 'proposed' })
  })

  test('kept meanwhile: the open proposal is withdrawn, and the customer is told', async () => {
    const first = await make()
    const second = await move(first.id, 20)
    expect(await keep(first.id)).toMatchObject({ outcome: 'kept' })
    expect(await get(second.id)).toMatchObject({ state: 'withdrawn', telling: 'waiting' })
  })

  test('a broken promise gets a new date too; accepted late it stays broken', async () => {
    const first = await make()
    to(11)
    await sweep()
    const second = await move(first.id, 20)
    await accept(second.id)
    to(15)
    expect(await keep(second.id)).toMatchObject({ state: 'kept', outcome: 'broken' })
  })

  test("a colleague's date moves by being told", async () => {
    const first = await make({ beneficiary: 'member', customerId: undefined })
    expect(first.telling).toBe('not_needed')
    expect(await move(first.id, 20)).toMatchObject({ state: 'open' })
    expect(await get(first.id)).toMatchObject({ state: 'renegotiated' })
  })

  test('a kept promise is not moved', async () => {
    const { id } = await make()
    await keep(id)
    await expect(move(id, 20)).rejects.toEqual(refusal('promises/not_possible'))
  })
})

describe('telling', () => {
  test('told once, by mail or by a person; undelivered is work', async () => {
    const { id } = await make()
    const [notice] = await w.within(w.member, (ctx) => noticesOf(ctx.db, ctx.orgId, [id]))
    await w.within(w.member, (ctx) => recordUndelivered(ctx, notice?.id ?? '', 'no_address'))
    expect(await get(id)).toMatchObject({ telling: 'undelivered', allowed: expect.arrayContaining(['tell']) })
    expect((await w.gate.run(listUntold, w.member, {})).items).toContainEqual(
      expect.objectContaining({ promiseId: id, failure: 'no_address' }),
    )
    expect(await w.gate.run(recordPromiseTold, w.member, { id, channel: 'phone' })).toMatchObject({
      telling: 'told',
      toldAt: START,
    })
    await expect(w.gate.run(recordPromiseTold, w.member, { id, channel: 'phone' })).rejects.toEqual(
      refusal('promises/not_possible'),
    )
    await tell(id)
    expect(
      (await w.eventsOf(w.ours, 'promise.told')).filter((event) => event.subject === `promise:${id}`),
    ).toHaveLength(1)
  })

  test('withdrawn, with a reason, and told', async () => {
    const { id } = await make()
    await tell(id)
    expect(await w.gate.run(withdrawPromise, w.member, { id, reason: 'The order was cancelled.' })).toMatchObject({
      state: 'withdrawn',
      telling: 'waiting',
      outcome: 'withdrawn',
    })
    await expect(w.gate.run(withdrawPromise, w.member, { id, reason: 'Again.' })).rejects.toEqual(
      refusal('promises/not_possible'),
    )
  })
})

describe('evidence', () => {
  const faultsAfter = async (sql: string, values: unknown[]) => {
    await w.owner.query(sql, values)
    const evidence = await w.gate.run(readEvidence, w.member, { about })
    return {
      verified: evidence.verified,
      faults: evidence.chains.flatMap((chain) => chain.faults.map((fault) => fault.what)),
    }
  }
  test('whole as written', async () => {
    const { id } = await propose()
    await accept(id)
    const second = await move(id, 20)
    await accept(second.id)
    to(12)
    await keep(second.id)
    const evidence = await w.gate.run(readEvidence, w.member, { about })
    expect(evidence.chains.map((chain) => chain.faults)).toEqual([[]])
    expect(evidence).toMatchObject({
      verified: true,
      chains: [{ answers: [{ saidBy: 'Ana' }, {}], promises: [{}, {}] }],
    })
  })
  test.each([
    [
      'an event',
      `update event set data = jsonb_set(data, '{dueAt}', '"2027-01-01T00:00:00Z"') where stream = $1`,
      'content',
    ],
    ['the instant of an event', `update event set at = at + interval '1 second' where stream = $1`, 'content'],
    [
      'the personal text',
      `update event_text set text = '{"wording":"other","caveats":[]}' where event_id in (select id from event where stream = $1)`,
      'text',
    ],
    ["the row's date", `update promise set due_at = due_at + interval '1 day' where id = $1`, 'row'],
    ["the row's state", `update promise set state = 'kept', next_check_at = null where id = $1`, 'row'],
    ["the row's wording", `update promise set wording = 'other' where id = $1`, 'row'],
    ['the head', `update promise set chain_seq = 7 where id = $1`, 'head'],
  ])('names %s that was altered behind its back', async (_, sql, what) => {
    const { id } = await make()
    const { verified, faults } = await faultsAfter(sql, [id])
    expect(verified).toBe(false)
    expect(faults).toContain(what)
  })
  test('names an event that was removed', async () => {
    const { id } = await propose()
    await accept(id)
    const last = 'select id from event where stream = $1 and stream_seq = 2'
    const { faults } = await faultsAfter(
      `with gone as (delete from event_text where event_id in (${last})) delete from event where id in (${last})`,
      [id],
    )
    expect(faults).toContain('head')
  })
  test.each([
    ['was removed', 'delete from answer where promise_id = $1'],
    [
      'was added',
      "insert into answer select org_id, '01938c1e-7a00-7000-8000-00000000ffff', promise_id, 'declined', wish_at, wish_text, given_by, member_id, said_by, channel, answered_at, recorded_at, seen, origin from answer where promise_id = $1",
    ],
  ])('names an answer that %s', async (_, sql) => {
    const { id } = await propose()
    await accept(id)
    expect((await faultsAfter(sql, [id])).faults).toEqual(['row'])
  })
  test('erased text leaves the chain whole', async () => {
    const { id } = await make()
    const { faults } = await faultsAfter(
      'delete from event_text where event_id in (select id from event where stream = $1)',
      [id],
    )
    expect(faults).toEqual([])
  })
  test('anchored once a day', async () => {
    const anchor = () => w.gate.run(anchorLedger, systemActor(w.ours, 'clock'), {})
    expect([await anchor(), await anchor()]).toMatchObject([{ made: true }, { made: false }])
    expect((await w.gate.run(listAnchors, w.member, {})).items).toHaveLength(1)
    expect((await w.gate.run(listAnchors, w.stranger, {})).items).toHaveLength(0)
  })
})

test('imported history carries its outcome, is silent and is not followed', async () => {
  const before = (await w.within(w.member, (ctx) => countOutcomes(ctx, ctx.now.subtract({ hours: 999 }), ctx.now))).kept
  const row = (occurred: number | null, due: number) => ({
    id: newId(w.clock.now()),
    about,
    customerId: null,
    wording: 'Closed by the target date.',
    language: 'en',
    madeAt: Temporal.Instant.from(at(-100)),
    dueAt: Temporal.Instant.from(at(due)),
    occurredAt: occurred === null ? null : Temporal.Instant.from(at(occurred)),
    completeUntil: Temporal.Instant.from(at(-1)),
  })
  await w.within(w.member, (ctx) => importPromises(ctx, [row(-50, -40), row(-30, -40), row(null, -40), row(null, 40)]))
  const { items } = await w.gate.run(listPromises, w.member, { about })
  expect(items.map(({ state, basis, followed, telling }) => ({ state, basis, followed, telling }))).toEqual(
    ['kept', 'broken', 'broken', 'open'].map((state) => ({
      state,
      basis: 'imported',
      followed: false,
      telling: 'not_needed',
    })),
  )
  expect((await w.gate.run(readEvidence, w.member, { about })).verified).toBe(true)
  to(50)
  await sweep()
  expect((await w.gate.run(listPromises, w.member, { about, state: 'open' })).items).toHaveLength(1)
  expect(
    (await w.within(w.member, (ctx) => countOutcomes(ctx, ctx.now.subtract({ hours: 999 }), ctx.now))).kept,
  ).toBeGreaterThanOrEqual(before)
})

test('listed by due instant, in pages', async () => {
  for (const hours of [3, 1, 2]) await make({ dueAt: at(hours) })
  const first = await w.gate.run(listPromises, w.member, { about, limit: 2 })
  expect(first.items.map((item) => item.dueAt)).toEqual([at(1), at(2)])
  const second = await w.gate.run(listPromises, w.member, { about, limit: 2, cursor: first.nextCursor ?? '' })
  expect([second.items.map((item) => item.dueAt), second.nextCursor]).toEqual([[at(3)], null])
  const last = await w.gate.run(listPromises, w.member, { about, limit: 2, order: 'latest' })
  expect(last.items.map((item) => item.dueAt)).toEqual([at(3), at(2)])
  const before = await w.gate.run(listPromises, w.member, { about, order: 'latest', cursor: last.nextCursor ?? '' })
  expect(before.items).toMatchObject([{ dueAt: at(1), customerName: expect.any(String) }])
  await expect(w.gate.run(listPromises, w.member, { cursor: 'nonsense' })).rejects.toEqual(refusal('input/cursor'))
})
