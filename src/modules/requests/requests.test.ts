import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { createService } from '#modules/services'
import { newId } from '#platform/ids'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { adoptRequest } from './adopt-request.ts'
import { closeRequest, reopenRequest } from './close-request.ts'
import { createRequest } from './create-request.ts'
import { findRequestByName } from './find-request-by-name.ts'
import { importRequests } from './import-requests.ts'
import { listRequests } from './list-requests.ts'
import { quoteRequest } from './quote-request.ts'
import { getRequest, readRequestEvidence } from './read-request.ts'
import { updateRequest } from './update-request.ts'

const START = '2026-11-26T09:00:00Z'
let w: TwoOrganizations

beforeAll(async () => {
  w = await twoOrganizations(START)
})
afterAll(() => w?.close())

const refusal = (code: string) => expect.objectContaining({ code })
const create = (over: Record<string, unknown> = {}) =>
  w.gate.run(createRequest, w.member, { kind: 'job', subject: 'Boiler makes a knocking noise', ...over })
const subjects = async (input: Record<string, unknown>) =>
  (await w.gate.run(listRequests, w.member, input)).items.map((item) => item.subject)

test('opened by hand: numbered, open, with an owner and an event', async () => {
  const first = await create()
  const second = await create()
  expect(second.number).toBe(first.number + 1)
  expect(first).toMatchObject({
    status: 'open',
    followed: true,
    source: 'console',
    openedAt: START,
    allowed: expect.arrayContaining(['close', 'promise']),
  })
  expect((await w.eventsOf(w.ours, 'request.opened')).length).toBeGreaterThanOrEqual(2)
})

test.each([
  ['an unknown customer', { customerId: '01938c1e-7a00-7000-8000-000000000009' }, 'input/unknown_reference'],
  ['an empty subject', { subject: ' ' }, 'input/invalid'],
  ['an unknown kind', { kind: 'ticket' }, 'input/invalid'],
  ['the future', { openedAt: '2026-11-26T09:00:01Z' }, 'requests/in_future'],
])('refuses %s', async (_, over, code) => {
  await expect(create(over)).rejects.toEqual(refusal(code))
})

test('another organization sees nothing, a viewer changes nothing', async () => {
  const { id } = await create()
  for (const op of [getRequest, readRequestEvidence, quoteRequest, closeRequest, reopenRequest, adoptRequest] as const)
    await expect(w.gate.run(op as typeof getRequest, w.stranger, { id })).rejects.toEqual(refusal('requests/not_found'))
  expect((await w.gate.run(listRequests, w.stranger, {})).items).toEqual([])
  const viewer = w.limitedTo('requests.read')
  await expect(w.gate.run(updateRequest, viewer, { id, subject: 'x' })).rejects.toEqual(refusal('access/forbidden'))
  expect((await w.gate.run(getRequest, viewer, { id })).allowed).toEqual([])
})

test('edited against the version that was read', async () => {
  const { id, version } = await create()
  expect(
    await w.gate.run(updateRequest, w.member, { id, ifVersion: version, subject: 'Changed', category: 'Heating' }),
  ).toMatchObject({ subject: 'Changed', category: 'Heating', version: version + 1 })
  await expect(w.gate.run(updateRequest, w.member, { id, ifVersion: version, subject: 'Lost' })).rejects.toEqual(
    refusal('requests/stale'),
  )
  expect(await w.gate.run(updateRequest, w.member, { id, subject: 'Changed' })).toMatchObject({ version: version + 1 })
})

test('closed, reopened; not before it was opened, not in the future', async () => {
  const { id } = await create({ openedAt: '2026-11-25T09:00:00Z' })
  await expect(w.gate.run(closeRequest, w.member, { id, closedAt: '2026-11-24T09:00:00Z' })).rejects.toEqual(
    refusal('requests/closed_before_opened'),
  )
  await expect(w.gate.run(closeRequest, w.member, { id, closedAt: '2026-11-27T09:00:00Z' })).rejects.toEqual(
    refusal('requests/in_future'),
  )
  await expect(w.gate.run(reopenRequest, w.member, { id })).rejects.toEqual(refusal('requests/not_closed'))
  expect(await w.gate.run(closeRequest, w.member, { id, outcome: 'Repaired' })).toMatchObject({
    status: 'closed',
    closedAt: START,
  })
  await expect(w.gate.run(closeRequest, w.member, { id })).rejects.toEqual(refusal('requests/closed'))
  expect(await w.gate.run(reopenRequest, w.member, { id })).toMatchObject({ status: 'open', closedAt: null })
})

test('found by words of the subject, by number, by customer; nothing is found by what is not there', async () => {
  const customer = await w.gate.run(createCustomer, w.member, { name: "Niamh O'Connor-Öztürk" })
  const { number } = await create({ subject: 'Unique gasket leak', customerId: customer.id })
  for (const q of ['gasket', 'gask', 'leak gasket', `${number}`, 'öztürk', "o'connor"])
    expect(await subjects({ q })).toContain('Unique gasket leak')
  expect(await subjects({ q: 'gasket zebra' })).toEqual([])
  expect((await subjects({ q: '\'"&|!:*()' })).length).toBeGreaterThan(1)
  expect(await w.gate.run(findRequestByName, w.member, { name: `#${number}` })).toMatchObject({
    id: expect.any(String),
  })
})

test('listed newest first, in stable pages, and oldest first', async () => {
  const service = await w.gate.run(createService, w.member, { name: 'Paging' })
  for (const hour of ['01', '03', '02'])
    await create({ subject: `At ${hour}`, serviceId: service.id, openedAt: `2026-11-20T${hour}:00:00Z` })
  const first = await w.gate.run(listRequests, w.member, { serviceId: service.id, limit: 2 })
  expect(first.items.map((item) => item.subject)).toEqual(['At 03', 'At 02'])
  expect(first.items[0]?.serviceName).toBe('Paging')
  expect(await subjects({ serviceId: service.id, limit: 2, cursor: first.nextCursor })).toEqual(['At 01'])
  expect(await subjects({ serviceId: service.id, order: 'oldest' })).toEqual(['At 01', 'At 02', 'At 03'])
})

test('imported history is not followed until it is adopted', async () => {
  const importId = newId(w.clock.now())
  await w.owner.query(
    "insert into import (org_id, id, name, kind, state, bytes, created_by, created_at) values ($1, $2, 'log.csv', 'requests', 'importing', 1, 'x', $3)",
    [w.ours, importId, START],
  )
  const at = (day: number) => Temporal.Instant.from(`2026-10-${String(day).padStart(2, '0')}T09:00:00Z`)
  const row = (externalId: string, closed: number | null, target: number | null) => ({
    id: newId(w.clock.now()),
    externalId,
    kind: 'job',
    subject: `Imported ${externalId}`,
    description: '',
    customerId: null,
    category: 'Pothole',
    subcategory: '',
    channel: '',
    priority: '',
    team: '',
    area: '',
    outcome: '',
    openedAt: at(1),
    closedAt: closed === null ? null : at(closed),
    targetAt: target === null ? null : at(target),
  })
  const from = {
    importId,
    source: 'log',
    completeUntil: at(20),
    language: 'en',
    targetWording: 'Closed by the target date.',
  }
  const batch = () => [row('a', 3, 5), row('b', 9, 5), row('c', null, 5), row('d', null, null)]
  expect(await w.within(w.member, (ctx) => importRequests(ctx, from, batch()))).toMatchObject({ imported: 4 })
  expect(await w.within(w.member, (ctx) => importRequests(ctx, from, batch()))).toMatchObject({ imported: 0 })
  const { items } = await w.gate.run(listRequests, w.member, { importId, order: 'oldest' })
  expect(items).toHaveLength(4)
  expect(items.every((item) => !item.followed)).toBe(true)
  const open = items.find((item) => item.externalId === 'd')
  const closed = items.find((item) => item.externalId === 'a')
  expect(open).toMatchObject({ completeUntil: at(20).toString(), allowed: expect.arrayContaining(['adopt']) })
  expect(await w.gate.run(adoptRequest, w.member, { id: open?.id })).toMatchObject({ followed: true })
  await expect(w.gate.run(adoptRequest, w.member, { id: open?.id })).rejects.toEqual(refusal('requests/followed'))
  await expect(w.gate.run(adoptRequest, w.member, { id: closed?.id })).rejects.toEqual(refusal('requests/closed'))
  expect(await w.gate.run(readRequestEvidence, w.member, { id: closed?.id })).toMatchObject({
    verified: true,
    chains: [{ promises: [{ state: 'kept' }] }],
  })
})

test('quoted from similar requests', async () => {
  for (let i = 0; i < 40; i++) {
    const { id } = await create({ category: 'Quoted', openedAt: `2026-11-10T09:${String(i).padStart(2, '0')}:00Z` })
    await w.gate.run(closeRequest, w.member, { id, closedAt: `2026-11-1${1 + (i % 5)}T09:00:00Z` })
  }
  const { id } = await create({ category: 'Quoted' })
  const quote = await w.gate.run(quoteRequest, w.member, { id })
  expect(quote.basis.similar).toBe(40)
  const dates = quote.quotes.map((one) => one.dueAt)
  expect(dates.every((date) => date !== null && date > START)).toBe(true)
  expect([...dates].sort()).toEqual(dates)
})
