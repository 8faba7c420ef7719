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
const preview = (id: string, over: object = {}) => {
  const { dueAt, reason } = WORD
  return w.api('post', `/v1/promises/${id}/recovery-preview`, { dueAt, reason, ...over }, { as: us().frontline })
}
const noticesOf = async (id: string) =>
  (await w.owner.query('select kind, text from notice where promise_id = $1', [id])).rows

test('a new date and what is granted for it are told in one message, as it was shown before', async () => {
  const { id: remedyId } = await remedy({ cost: null })
  await limit({ perRequest: 2000 })
  const id = await promised()
  const shown = await preview(id, { remedyId, remedyAmount: 1500 })
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
  const shown = await preview(id, { caveats: ['Si llega la pieza.', ''] })
  expect(shown.body.message).toMatchObject({ language: 'es', text: expect.stringContaining('Si llega la pieza.') })
  expect((await good(id)).body).toMatchObject({ grantId: null, successor: { reason: WORD.reason } })
  expect((await good(id)).status).toBe(409)
})

test('instead of one thing, the customer chooses among some: told in the same message, granted when it is chosen', async () => {
  const [one, other] = [await remedy({ cost: null }), await remedy({ kind: 'perk', name: 'Coffee', cost: 300 })]
  await limit({ perRequest: 2000 })
  const id = await promised()
  const options = [{ remedyId: one.id, amount: 1500 }, { remedyId: other.id }]
  const choice = { options, chooseBy: '2026-12-01T12:00:00Z' }
  const shown = await preview(id, choice)
  expect(shown.status, JSON.stringify(shown.body)).toBe(200)
  for (const said of [WORD.reason, 'We take £15.00 off.', 'We take £3.00 off.'])
    expect(shown.body.message.text).toContain(said)

  const { status, body } = await good(id, choice)
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({ successor: { state: 'proposed', predecessorId: id }, grantId: null })
  expect(await noticesOf(body.successor.id)).toMatchObject([{ kind: 'moved' }])
  const { items } = (await w.api('get', `/v1/choices?about=${body.successor.about}`, undefined, { as: us().lead })).body
  expect(items).toMatchObject([{ id: body.offerId, state: 'open', promiseId: body.successor.id, situation: 'at_risk' }])
  const chosen = { optionId: items[0].options[0].id, saidBy: 'Ana', channel: 'phone' }
  const answer = await w.api('post', `/v1/choices/${body.offerId}/choosing`, chosen, { as: us().frontline })
  expect(answer.body).toMatchObject({ state: 'chosen', grantId: expect.any(String) })
})

test.each([
  ['a choice beside one thing that is granted', { both: true }, 400, 'recovery/remedy_and_choice'],
  ['a choice beyond the limits', { amount: 5000 }, 400, 'authority/offer_beyond'],
  ['a choice that is over before it is read', { chooseBy: '2026-11-26T08:00:00Z' }, 400, 'authority/choose_by'],
])(
  'refuses %s, and nothing is moved',
  async (_, { both, amount = 100, ...over }: Record<string, unknown>, status, code) => {
    const { id: remedyId } = await remedy({ cost: null })
    await limit({ perRequest: 2000 })
    const id = await promised()
    const options = [{ remedyId, amount }]
    const answer = await good(id, { options, ...over, ...(both ? { remedyId, remedyAmount: 100 } : {}) })
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { code } })
    const { rows } = await w.owner.query('select id from promise where predecessor_id = $1', [id])
    expect(rows).toEqual([])
  },
)
