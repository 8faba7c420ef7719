import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type Fetch, Problem } from '#library/client'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let url: string
let key: string
let server: ReturnType<typeof serve>

beforeAll(async () => {
  w = await createWorld()
  server = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const made = await w.api('post', '/v1/api-keys', { name: 'client', role: 'owner' }, { as: w.orgs[0].owner })
  key = made.body.key
})
afterAll(async () => {
  server?.close()
  await w?.close()
})

/** `fetch` that first answers or throws what is planned. */
const unlucky = (...plan: (number | Error | [number, string])[]) => {
  const keys: (string | undefined)[] = []
  const send: Fetch = async (address, init) => {
    keys.push(init.headers['idempotency-key'])
    const next = plan.shift()
    if (next instanceof Error) throw next
    if (next !== undefined) {
      const [status, after] = typeof next === 'number' ? [next, '0'] : next
      return new Response('{"code":"x/later"}', { status, headers: { 'retry-after': after } })
    }
    return (await fetch(address, init as RequestInit)) as unknown as ReturnType<Fetch>
  }
  return { keys, client: createClient({ url: `${url}/`, key, fetch: send }) }
}

describe('the guide', () => {
  test('every example gives the answers that stand there', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../../docs/client.md'), 'utf8')
    const code = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block).join('')
    const wanted = [...code.matchAll(/print\(.*\) \/\/ (.*)$/gm)].map(([, text]) => text)
    expect(wanted.length).toBeGreaterThan(3)
    const printed: string[] = []
    const body = code.replace(/^import .*$/gm, '').replace(/createClient\(\{.*\}\)/, 'createClient({ url, key })')
    const run = new Function('createClient', 'Problem', 'url', 'key', 'print', `return (async () => {${body}})()`)
    // The world's clock stands still.
    const now = w.clock.now().epochMilliseconds
    await run(createClient, Problem, url, key, (...values: unknown[]) => printed.push(values.join(' ')))
    expect(now).toBe(w.clock.now().epochMilliseconds)
    expect(printed).toEqual(wanted)
  })
})

describe('what fails is tried again', () => {
  test('a write with one key, so that it happens once', async () => {
    const { client, keys } = unlucky(503, new TypeError('fetch failed'), 429)
    const made = await client.call('customers.create', { name: 'Once' })
    expect(made.name).toBe('Once')
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(4)
    const again = await client.call('customers.create', { name: 'Once' }, { idempotencyKey: keys[0] as string })
    expect(again.id).toBe(made.id)
  })

  test('not what was refused, and not for ever', async () => {
    const { client, keys } = unlucky()
    await expect(client.call('customers.create', { name: '' })).rejects.toMatchObject({
      name: 'Problem',
      status: 400,
      code: 'input/invalid',
      issues: [{ path: 'name' }],
    })
    expect(keys).toHaveLength(1)
    const away = createClient({ url, key, retries: 1, fetch: () => Promise.reject(new TypeError('fetch failed')) })
    await expect(away.call('calendars.list', {})).rejects.toThrow('fetch failed')
    await expect(away.call('notifications.list' as 'calendars.list', {})).rejects.toThrow(
      'no operation notifications.list',
    )
    await expect(createClient({ url, key: 'kept_wrong' }).call('customers.list', {})).rejects.toMatchObject({
      status: 401,
    })
  })

  test('until it is stopped, also while it waits', async () => {
    const stop = new AbortController()
    const { client, keys } = unlucky([429, '30'], [429, '30'])
    const calling = client.call('customers.list', {}, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 50)
    await expect(calling).rejects.toThrow('enough')
    expect(keys).toHaveLength(1)
  })
})

test('rows come page after page, each once; a path without its part is a mistake of the caller', async () => {
  const client = createClient({ url, key })
  for (let i = 0; i < 5; i++) await client.call('customers.create', { name: `Row ${i}` })
  const names: string[] = []
  for await (const { name } of client.rows('customers.list', { q: 'row', limit: 2 })) names.push(name)
  expect(names).toEqual(['Row 0', 'Row 1', 'Row 2', 'Row 3', 'Row 4'])
  await expect(client.call('customers.get', { id: '' })).rejects.toThrow('needs id')
})

test('an edit that somebody else has overtaken is refused', async () => {
  const client = createClient({ url, key })
  const { id, version } = await client.call('customers.create', { name: 'Before' })
  await client.call('customers.update', { id, name: 'After' }, { ifVersion: version })
  await expect(client.call('customers.update', { id, name: 'Lost' }, { ifVersion: version })).rejects.toMatchObject({
    code: 'customers/stale',
  })
})
