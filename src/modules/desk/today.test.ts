import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#modules/customers'
import { sweepDue } from '#modules/promises'
import { systemActor } from '#platform/operation'
import { createWorld, type TestWorld } from '#test/world'
import { readToday } from './read-today.ts'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld

beforeAll(async () => {
  w = await createWorld({ start: START })
})
afterAll(() => w?.close())

const at = (hours: number): string =>
  Temporal.Instant.from(START)
    .add({ minutes: hours * 60 })
    .toString()

test('figures and what needs a person, as the day goes by', async () => {
  const [ours, others] = w.orgs
  const owner = w.actorOf('owner', ours)
  const today = (org = ours) => w.gate.run(readToday, w.actorOf('viewer', org), {})
  expect(await today()).toMatchObject({
    figures: { kept: { share: null, days: 28 }, overdue: 0, dueToday: 0 },
    actNow: [],
    dayLine: [],
  })

  const customer = await w.gate.run(createCustomer, owner, {
    name: 'Ana Ruiz',
    contacts: [{ name: 'Ana', email: 'ana@example.com' }],
  })
  const request = await w.api(
    'post',
    '/v1/requests',
    { kind: 'job', subject: 'Boiler', customerId: customer.id },
    { as: ours.owner },
  )
  const { id: requestId } = request.body as { id: string }
  const make = async (hours: number) => {
    const made = await w.api(
      'post',
      '/v1/promises',
      {
        kind: 'completion',
        wording: `In ${hours} h.`,
        dueAt: at(hours),
        about: `request:${requestId}`,
        customerId: customer.id,
      },
      { as: ours.owner },
    )
    return (made.body as { id: string }).id
  }
  const [late, kept, soon] = [await make(1), await make(2), await make(5)]
  await w.api('post', `/v1/promises/${kept}/delivery`, {}, { as: ours.owner })
  w.clock.set(at(1.5))
  await w.gate.run(sweepDue, systemActor(owner.orgId, 'clock'), {})
  const now = await today()
  expect(now.figures).toMatchObject({ overdue: 1, dueToday: 1, kept: { kept: 0, broken: 1 } })
  expect(now.actNow.filter((item) => item.why === 'overdue')).toMatchObject([
    { promise: { id: late }, customer: { name: 'Ana Ruiz' }, request: { id: requestId, subject: 'Boiler' } },
  ])
  // Nobody has told the customer: the notices wait longer than mail takes.
  expect(now.actNow.filter((item) => item.why === 'not_told').map((item) => item.promise.id)).toContain(soon)
  expect(now.dayLine.map((tick) => tick.state)).toEqual(['broken', 'kept', 'open'])

  w.clock.set(at(3))
  expect((await today()).figures.kept).toMatchObject({ kept: 1, broken: 1, share: 0.5 })
  expect(await today(others)).toMatchObject({ figures: { overdue: 0, kept: { kept: 0 } }, actNow: [], dayLine: [] })
})
