import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const WHY = { en: 'The supplier is late.', pl: 'Dostawca się spóźnia.' }
const call = async (method: string, path: string, input?: object) => {
  const answer = await world.api(method, path, input, { as: world.orgs[0].lead })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
let turn = 0
const reason = () => call('post', '/v1/reasons', { name: `Reason ${++turn}`, cause: 'supplier', why: WHY })
async function promise(language = 'pl') {
  const contacts = [{ name: 'Ola', email: 'ola@example.com', language: 'pl', quietHours: 'none' }]
  const { id: customerId } = await call('post', '/v1/customers', { name: 'Ola', contacts })
  const request = await call('post', '/v1/requests', { kind: 'job', subject: 'Piec', customerId })
  const words = { kind: 'completion', wording: 'Naprawimy piec.', language, about: `request:${request.id}`, customerId }
  return call('post', '/v1/promises', { ...words, dueAt: '2026-12-24T10:00:00Z', asksAnswer: false })
}
const LATER = { wording: 'Naprawimy piec.', language: 'pl', dueAt: '2026-12-28T10:00:00Z' }
const move = (id: string, over: object) => call('post', `/v1/promises/${id}/renegotiation`, { ...LATER, ...over })
const evidence = (about: string) => call('get', `/v1/evidence?about=${about}`)

test('a date is moved for a reason of the list: it is told, kept as it read, and proven', async () => {
  const first = await promise()
  const { id: reasonId } = await reason()
  const moved = await move(first.id, { reasonId, reason: 'Fabryka już wysłała.' })
  expect(moved).toMatchObject({
    reason: `${WHY.pl} Fabryka już wysłała.`,
    givenReason: { id: reasonId, why: WHY, added: 'Fabryka już wysłała.' },
  })
  await world.drainTasks()
  const { rows } = await world.owner.query('select text from message where about = $1', [first.about])
  expect(rows.map(({ text }) => text).join()).toContain(`Dlaczego: ${WHY.pl} Fabryka już wysłała.`)
  await call('patch', `/v1/reasons/${reasonId}`, { why: { en: 'Something else.' } })
  const { verified, chains } = await evidence(first.about)
  expect(verified).toBe(true)
  expect(chains[0].promises[1].givenReason.why).toEqual(WHY)
  const event = chains[0].events.find(({ type }: { type: string }) => type === 'promise.moved')
  expect(event).toMatchObject({ data: { reasonId }, text: { why: WHY, reason: 'Fabryka już wysłała.' } })
  const { items } = await call('get', `/v1/requests/${first.about.slice('request:'.length)}/timeline`)
  expect(items.find(({ what }: { what?: string }) => what === 'moved')).toMatchObject({ reason: moved.reason })
})

test.each([
  ['the sentence', `update promise set reason_why = '{"en":"The customer was not in."}' where id = $1`],
  ['which reason', 'update promise set reason_id = $2 where id = $1'],
])('changed behind the product’s back, %s is found', async (_, sql) => {
  const first = await promise()
  const [one, other] = [await reason(), await reason()]
  const { id } = await move(first.id, { reasonId: one.id })
  expect((await evidence(first.about)).verified).toBe(true)
  await world.owner.query(sql, sql.includes('$2') ? [id, other.id] : [id])
  expect(await evidence(first.about)).toMatchObject({ verified: false })
})

test('a promise is withdrawn for a reason, which takes the place of the one before', async () => {
  const first = await promise('en')
  const [late, gone] = [await reason(), await reason()]
  const moved = await move(first.id, { reasonId: late.id, reason: 'It left the factory.', language: 'en' })
  expect(await call('post', `/v1/promises/${moved.id}/withdrawal`, { reasonId: gone.id })).toMatchObject({
    reason: WHY.en,
    givenReason: { id: gone.id, added: null },
  })
  expect((await evidence(first.about)).verified).toBe(true)
  const next = await promise()
  const { id } = await move(next.id, { reasonId: late.id })
  expect(await call('post', `/v1/promises/${id}/withdrawal`, { reason: 'Sold.' })).toMatchObject({
    reason: 'Sold.',
    givenReason: null,
  })
  expect((await evidence(next.about)).verified).toBe(true)
})

test('what is given is a reason that is in use, or words', async () => {
  const first = await promise()
  const refused = async (input: object) =>
    (
      await world.api(
        'post',
        `/v1/promises/${first.id}/renegotiation`,
        { ...LATER, ...input },
        {
          as: world.orgs[0].lead,
        },
      )
    ).body.code
  expect(await refused({})).toBe('promises/reason_missing')
  expect(await refused({ reasonId: first.id })).toBe('playbooks/not_found')
  const { id: reasonId } = await reason()
  await call('post', `/v1/reasons/${reasonId}/archival`, {})
  expect(await refused({ reasonId })).toBe('playbooks/archived')
})

test('how often each was given is counted over a period', async () => {
  const before = await call('get', '/v1/reason-use')
  const own = before.ownWords.moved
  const { id: reasonId } = await reason()
  for (const _ of [1, 2]) await move((await promise()).id, { reasonId })
  const moved = await move((await promise()).id, { reasonId })
  await call('post', `/v1/promises/${moved.id}/withdrawal`, { reason: 'Sold.' })
  await move((await promise()).id, { reason: 'Śnieg.' })
  const after = await call('get', '/v1/reason-use')
  expect(after.reasons.find((each: { reasonId: string }) => each.reasonId === reasonId)).toEqual({
    ...{ reasonId, moved: 3, withdrawn: 0 },
  })
  expect(after.ownWords).toMatchObject({ moved: own + 1, withdrawn: before.ownWords.withdrawn + 1 })
  const past = await call('get', '/v1/reason-use?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z')
  expect(past).toMatchObject({ reasons: [], ownWords: { moved: 0, withdrawn: 0 } })
})

test('why a date moves may name what comes before the new one, and no date after it', async () => {
  const asked = async (reason: string) => {
    const { id } = await promise('en')
    const input = { ...LATER, language: 'en', reason }
    return world.api('post', `/v1/promises/${id}/renegotiation`, input, { as: world.orgs[0].lead })
  }
  expect((await asked('The part arrives on 23 December.')).status).toBe(201)
  expect((await asked('It is repaired by 30 December at the latest.')).body.code).toBe('promises/said_contradicts')
})
