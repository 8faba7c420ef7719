import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installStarterSet } from '#modules/promises'
import { createWorld, type TestWorld } from '#test/world'

// What a telephone system says to who waits: measured where there is enough, else the rule, as a rule.

/** A Thursday; the office is open on business days from 09:00 to 17:00, London time. */
const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let key: string
let turn = 0

beforeAll(async () => {
  w = await createWorld({ start: START })
  key = (await w.api('post', '/v1/api-keys', { name: 'telephone', role: 'frontline' }, { as: w.orgs[0].owner })).body
    .key
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await w.api(method, path, body, { as: key })
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const read = (query = '') => call('get', `/v1/phone-queue-text${query}`)
const at = (minutes: number) => w.clock.set(Temporal.Instant.from(START).add({ minutes }))

describe('in the order in which a firm grows', () => {
  test('with neither figures nor a rule it promises nothing', async () => {
    expect(await read()).toMatchObject({ basis: 'none', text: 'Please leave a message.', open: true, callers: 0 })
  })

  test('with a rule it says the rule, labelled, in every language', async () => {
    await w.gate.run(installStarterSet, w.actorOf('owner'), { industry: 'repair', norms: ['callback'] })
    expect(await read()).toMatchObject({
      ...{ basis: 'policy', withinSeconds: 14_400, policyId: expect.any(String), language: 'en' },
      text: 'Our rule is to call back within 4 hours of our opening hours.',
    })
    const texts = await Promise.all(
      ['en', 'pt', 'es', 'ca', 'pl', 'ru'].map((language) => read(`?language=${language}`)),
    )
    expect(new Set(texts.map(({ text }) => text)).size).toBe(6)
    expect(texts[4].text).toBe('Nasza zasada: oddzwaniamy w ciągu najwyżej 4 godzin naszych godzin pracy.')
    expect(texts[5].text).toContain('через 4 часа')
    for (const { text } of texts) expect(text).not.toMatch(/[{}]|undefined/)
  })

  test('closed, it says when the firm opens; a rule in days is said by when', async () => {
    w.clock.set('2026-11-27T18:00:00Z')
    const closed = await read()
    expect(closed).toMatchObject({ open: false, opensAt: '2026-11-30T09:00:00Z' })
    expect(closed.text).toMatch(/^We are closed now\. We open Monday 30 November, 09:00\. Our rule is/)
    const { items } = await call('get', '/v1/policies')
    const spec = { ...items[0].spec, duration: { unit: 'business_days', n: 1, at: 'close' } }
    const owner = (await w.api('post', '/v1/api-keys', { name: 'o', role: 'owner' }, { as: w.orgs[0].owner })).body.key
    await w.api('patch', `/v1/policies/${items[0].id}`, { spec }, { as: owner })
    w.clock.set(START)
    expect((await read()).text).toBe('Our rule: who calls now is called back by Friday 27 November, 17:00.')
  })

  test('with enough calls it says what was measured, in opening time, also where it is worse than the rule', async () => {
    for (let n = 0; n < 20; n++) {
      at(n)
      const { conversationId } = await call('post', '/v1/missed-calls', {
        externalId: `CA${++turn}`,
        number: `+34600${100_000 + turn}`,
      })
      // Nineteen after 110 minutes, one not yet.
      if (n === 19) continue
      at(n + 110)
      await call('post', `/v1/conversations/${conversationId}/contact-notes`, {
        ...{ channel: 'phone', direction: 'out', text: 'Called back.' },
      })
    }
    at(130)
    expect(await read()).toMatchObject({
      ...{ basis: 'measured', callers: 20, share: 0.9, withinSeconds: 6600, policyId: null },
      text: 'In the last 28 days we called nine of ten callers back within 2 hours of our opening hours.',
    })
    // Five more who wait all day: nine of ten were not called back any more, half of them were.
    for (let n = 0; n < 5; n++)
      await call('post', '/v1/missed-calls', { externalId: `CA${++turn}`, number: `+34600${100_000 + turn}` })
    at(400)
    expect(await read()).toMatchObject({ basis: 'measured', share: 0.5, text: expect.stringContaining('half of our') })
    w.clock.set('2026-12-31T10:00:00Z')
    expect(await read(), 'longer ago is not counted').toMatchObject({ basis: 'policy', callers: 0 })
  })
})

test('as plain text, for whoever has a key, of this organization alone', async () => {
  const plain = await w.api('get', '/v1/phone-queue-text/plain?language=es', undefined, { as: key })
  expect(plain.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(plain.body).toContain('devolvimos la llamada')
  expect((await w.api('get', '/v1/phone-queue-text/plain')).status).toBe(401)
  expect((await w.api('get', '/v1/phone-queue-text?language=de', undefined, { as: key })).status).toBe(400)
  const other = await w.api('get', '/v1/phone-queue-text', undefined, { as: w.orgs[1].viewer })
  expect(other.body).toMatchObject({ basis: 'none', callers: 0 })
})
