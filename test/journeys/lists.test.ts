import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
beforeAll(async () => {
  w = await createWorld({ start: '2026-11-26T09:00:00Z' })
  for (let i = 1; i <= 7; i++) {
    // Three of each opened at the same instant: only the id tells them apart.
    const { id } = (await call('post', '/v1/requests', { kind: 'job', subject: `Boiler ${i}` })).body
    if (i % 2 === 1) await call('post', `/v1/requests/${id}/closing`, {})
  }
})
afterAll(() => w?.close())

const call = (method: string, path: string, body?: object) => w.api(method, path, body, { as: w.orgs[0].owner })

async function walk(path: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await call(
      'get',
      `${path}&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
    )
    ids.push(...body.items.map(({ id }) => id))
    cursor = body.nextCursor
  } while (cursor !== null)
  return ids
}

describe('every order, page by page', () => {
  test.each([
    ['newest', 7],
    ['oldest', 7],
    ['lastClosed', 4],
  ])('%s: each row once, as on one page', async (order, count) => {
    const whole = (await call('get', `/v1/requests?order=${order}&limit=50`)).body.items.map(
      ({ id }: { id: string }) => id,
    )
    expect(whole).toHaveLength(count)
    expect(await walk(`/v1/requests?order=${order}`)).toEqual(whole)
  })

  test('oldest is newest turned around', async () => {
    expect((await walk('/v1/requests?order=oldest')).toReversed()).toEqual(await walk('/v1/requests?order=newest'))
  })
})

test('rows are read again by their ids, whatever else; unknown ones are passed over', async () => {
  const [first = '', second = ''] = await walk('/v1/requests?order=oldest')
  const ids = [first, second, '01938c1e-7a00-7000-8000-0000000000aa'].join()
  expect((await walk(`/v1/requests?ids=${ids}`)).sort()).toEqual([first, second].sort())
  const theirs = await w.api('get', `/v1/requests?ids=${ids}`, undefined, { as: w.orgs[1].owner })
  expect(theirs.body.items).toEqual([])
  expect((await call('get', '/v1/requests?ids=none')).status).toBe(400)
})

test('a file has the chosen columns in their order, the filter and the order of the list', async () => {
  const file = await call('get', '/v1/requests.csv?columns=subject,status&status=closed&order=oldest')
  expect(file.status).toBe(200)
  const text = typeof file.body === 'string' ? file.body : JSON.stringify(file.body)
  expect(text.replace('\uFEFF', '').trim().split(/\r\n/)).toEqual([
    'subject,status',
    ...[1, 3, 5, 7].map((i) => `Boiler ${i},closed`),
  ])
  expect((await call('get', '/v1/requests.csv?columns=subject,colour')).status).toBe(400)
})
