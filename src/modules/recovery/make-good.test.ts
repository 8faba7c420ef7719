import { afterAll, beforeAll, expect, test } from 'vitest'
import { makingGood } from '#test/making-good'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
})
afterAll(() => w.close())

const { us, made, remedy, limit } = makingGood(() => w)
const WORD = { wording: 'We come.', dueAt: '2026-12-03T12:00:00Z', reason: 'The lorry broke down.' }

async function promised(contact: object = {}): Promise<string> {
  const contacts = [{ name: 'Ana', email: 'ana@example.com', quietHours: 'none', ...contact }]
  const customer = await made('/v1/customers', { name: 'Ana', contacts })
  const request = await made('/v1/requests', { kind: 'job', subject: 'Boiler', customerId: customer.id })
  const dates = { dueAt: '2026-11-30T12:00:00Z', about: `request:${request.id}`, customerId: customer.id }
  return (await made('/v1/promises', { kind: 'arrival', wording: 'We come.', ...dates })).id
}
const good = (id: string, over: object = {}) =>
  w.api('post', `/v1/promises/${id}/recovery`, { ...WORD, ...over }, { as: us().frontline })
const noticesOf = async (id: string) =>
  (await w.owner.query('select kind, text from notice where promise_id = $1', [id])).rows

test('a new date and what is granted for it are told in one message, as it was shown before', async () => {
  const { id: remedyId } = await remedy({ cost: null })
  await limit({ perRequest: 2000 })
  const id = await promised()
  const query = new URLSearchParams({ dueAt: WORD.dueAt, reason: WORD.reason, remedyId, remedyAmount: '1500' })
  const shown = await w.api('get', `/v1/promises/${id}/recovery?${query}`, undefined, { as: us().frontline })
  expect(shown.body.message.text).toContain('We take £15.00 off.')
  expect(shown.body.message.text).toContain(WORD.reason)
  const { status, body } = await good(id, { remedyId, remedyAmount: 1500 })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({ successor: { state: 'proposed' }, grantId: expect.any(String) })
  expect(await noticesOf(body.successor.id)).toMatchObject([{ kind: 'moved', text: expect.stringContaining('£15.00') }])
  const { rows } = await w.owner.query('select state, amount, for_promise_id from remedy_grant where id = $1', [
    body.grantId,
  ])
  expect(rows[0]).toMatchObject({ state: 'granted', for_promise_id: id })
})

test('beyond the limits nothing is moved and nothing granted', async () => {
  const { id: remedyId } = await remedy({ cost: null })
  const id = await promised()
  const before = (await w.owner.query('select count(*)::int as n from remedy_grant')).rows
  const answer = await good(id, { remedyId, remedyAmount: 5000 })
  expect(answer).toMatchObject({ status: 409, body: { code: 'recovery/beyond_limits' } })
  const { rows } = await w.owner.query('select id from promise where predecessor_id = $1', [id])
  expect(rows).toEqual([])
  expect((await w.owner.query('select count(*)::int as n from remedy_grant')).rows).toEqual(before)
})

test('with nothing offered it is a renegotiation; caveats are shown as they are typed', async () => {
  const id = await promised({ language: 'es' })
  const query = new URLSearchParams({ dueAt: WORD.dueAt, reason: WORD.reason, caveats: 'Si llega la pieza.\n\n' })
  const shown = await w.api('get', `/v1/promises/${id}/recovery?${query}`, undefined, { as: us().frontline })
  expect(shown.body.message).toMatchObject({ language: 'es', text: expect.stringContaining('Si llega la pieza.') })
  expect((await good(id)).body).toMatchObject({ grantId: null, successor: { reason: WORD.reason } })
  expect((await good(id)).status).toBe(409)
})
