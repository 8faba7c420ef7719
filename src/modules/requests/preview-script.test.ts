import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

let world: TestWorld
let request: { id: string; number: number }
let promiseId: string
let contactId: string
beforeAll(async () => {
  world = await createWorld({ start: '2026-11-26T09:00:00Z' })
  const contacts = [
    {
      name: 'Aleksandra Nowak',
      nameToUse: 'Pani Ola',
      email: 'ola@example.com',
      phone: '+48 600 100 200',
      language: 'pl',
      timeZone: 'Europe/Warsaw',
    },
  ]
  const customer = await call('post', '/v1/customers', { name: 'Nowak', contacts })
  const customerId = customer.id
  contactId = customer.contacts[0].id
  request = await call('post', '/v1/requests', { kind: 'job', subject: 'Piec <b>stuka</b>', customerId })
  const words = {
    kind: 'completion',
    wording: 'Naprawimy piec.',
    language: 'pl',
    about: `request:${request.id}`,
    customerId,
  }
  promiseId = (await call('post', '/v1/promises', { ...words, dueAt: '2026-11-30T15:00:00Z' })).id
})
afterAll(() => world.close())

const as = () => world.orgs[0].lead
async function call(method: string, path: string, input?: object) {
  const answer = await world.api(method, path, input, { as: as() })
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
let turn = 0
const script = async (body: string, over: object = {}) =>
  (
    await call('post', '/v1/scripts', {
      ...{
        name: `Script ${++turn}`,
        use: 'notice_delay',
        tone: 'plain',
        texts: { en: { body: 'English' }, pl: { body } },
      },
      ...over,
    })
  ).id
const preview = async (id: string, query: string) => call('get', `/v1/scripts/${id}/preview?${query}`)

test('a script is read in the language and the zone of the contact, with what the record knows', async () => {
  const id = await script(
    '{{customer}} ({{contact}}, {{phone}}) {{reference}} {{subject}}: {{promise}} {{by}}. {{due}}. {{firm}}, {{owner}}',
  )
  const { text, missing, language, promiseId: about } = await preview(id, `requestId=${request.id}`)
  expect({ text, missing, language, about }).toEqual({
    ...{ missing: [], language: 'pl', about: promiseId },
    text: `Pani Ola (Aleksandra Nowak, +48 600 100 200) ${request.number} Piec <b>stuka</b>: Naprawimy piec do poniedziałku 30 listopada, godz. 16:00 (czas środkowoeuropejski). poniedziałek, 30 listopada, 16:00 (czas środkowoeuropejski). Northside Repairs, Lee Lead`,
  })
})

test('what is not known stays as it is, and is said', async () => {
  const id = await script('{{old_date}} {{new_date}} {{reason}} {{remedy}} {{service}} {{link}} {{update_by}}')
  const read = await preview(id, `requestId=${request.id}`)
  expect(read.missing).toEqual(['old_date', 'new_date', 'reason', 'remedy', 'service', 'link', 'update_by'])
  expect(read.text).toBe('{{old_date}} {{new_date}} {{reason}} {{remedy}} {{service}} {{link}} {{update_by}}')
  const sent = await world.api(
    'post',
    `/v1/requests/${request.id}/conversations`,
    { text: read.text, subject: 'Piec', contactId },
    { as: as() },
  )
  expect(sent).toMatchObject({ status: 400, body: { code: 'promises/unfilled' } })
})

test('both dates and the reason are those of the promise that was moved; the remedy is what was granted last', async () => {
  const reason = await call('post', '/v1/reasons', { name: 'Late', why: { en: 'Late.', pl: 'Dostawca się spóźnia.' } })
  const moved = await call('post', `/v1/promises/${promiseId}/renegotiation`, {
    ...{ wording: 'Naprawimy piec.', language: 'pl', dueAt: '2026-12-02T15:00:00Z', reasonId: reason.id },
  })
  const wording = { en: 'We take {amount} off.', pl: 'Odliczymy {amount}.' }
  const remedy = await call('post', '/v1/remedies', { kind: 'discount', name: 'Discount', wording })
  const about = { about: `request:${request.id}`, customerId: moved.customerId, situation: 'broken', reason: 'Late.' }
  await world.api(
    'post',
    '/v1/remedy-grants',
    { ...about, remedyId: remedy.id, amount: 2500 },
    { as: world.orgs[0].owner },
  )
  const id = await script('{{old_date}} / {{new_date}} / {{reason}} / {{remedy}}')
  const { text, missing } = await preview(id, `promiseId=${moved.id}`)
  expect(missing).toEqual([])
  expect(text.replace(/\s/g, ' ')).toMatch(
    /^poniedziałek, 30 listopada, 16:00 .* \/ środa, 2 grudnia, 16:00 .* \/ Dostawca się spóźnia\. \/ Odliczymy 25,00 GBP\.$/,
  )
})

test('in another language than asked for it is read in the firm’s', async () => {
  const id = await script('Polski')
  expect(await preview(id, `requestId=${request.id}&language=ru`)).toMatchObject({
    text: 'English',
    language: 'en',
    readerLanguage: 'ru',
  })
})

test('a matter of somebody else is not there', async () => {
  const id = await script('Polski')
  const theirs = { as: world.orgs[1].owner }
  expect((await world.api('get', `/v1/scripts/${id}/preview?requestId=${request.id}`, undefined, theirs)).status).toBe(
    404,
  )
  const other = await world.api('post', '/v1/script-starter-set', {}, theirs)
  const path = `/v1/scripts/${other.body.created[0].id}/preview?requestId=${request.id}`
  expect((await world.api('get', path, undefined, theirs)).status).toBe(404)
})
