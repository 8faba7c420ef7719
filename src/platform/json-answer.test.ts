import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { jsonAnswer } from '#platform/json-answer'

const app = new Hono()
app.get('/:n', (c) => jsonAnswer(c, { text: 'ż'.repeat(Number(c.req.param('n'))) }, 201))

it.each([
  ['long, to who takes it', 5_000, 'br, gzip', 'gzip'],
  ['long, to who does not', 5_000, 'br', null],
  ['long, to who says nothing', 5_000, undefined, null],
  ['short', 1_000, 'gzip', null],
])('%s', async (_, n, accepts, encoding) => {
  const answer = await app.request(`/${n}`, { headers: accepts ? { 'accept-encoding': accepts } : {} })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/json'])
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const text = encoding ? gunzipSync(bytes).toString() : bytes.toString()
  expect(JSON.parse(text)).toEqual({ text: 'ż'.repeat(n) })
  if (encoding) expect(bytes.length).toBeLessThan(text.length / 10)
})
