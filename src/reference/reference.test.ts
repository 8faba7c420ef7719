import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { openApi } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { operations as callable } from '../library/client/operations.gen.ts'
import { routes as table } from '../routes.ts'
import { type Description, groupsOf, type Operation, operationsOf } from './api.ts'
import { clientOf, curlOf } from './examples.ts'
import { problems } from './problems.gen.ts'
import { reference } from './reference.ts'

const routes: readonly Route[] = table
const description = openApi(routes, '0.0.0') as Description
const operations = operationsOf(description)
const app = new Hono().route('/', reference(description, '0.0.0'))
const get = async (path: string) => {
  const answer = await app.request(path)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const addresses = ['/docs', '/docs/problems', ...groupsOf(operations).map(({ name }) => `/docs/${name}`)]
const pages = new Map(await Promise.all(addresses.map(async (path) => [path, await get(path)] as const)))
const idsOf = (text: string): string[] => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)

it('has each operation of the description on one page, once', () => {
  const described = Object.values(description.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId.replaceAll('.', '-')),
  )
  const shown = [...pages.values()].flatMap(({ text }) => [...text.matchAll(/<section id="([^"]+)" aria/g)])
  expect(shown.map(([, id]) => id).sort()).toEqual(described.sort())
  expect(described.length).toBeGreaterThan(150)
})

describe.each(addresses)('%s', (path) => {
  const { status, headers, text } = pages.get(path) as Awaited<ReturnType<typeof get>>

  it('is a page that allows nothing but its own files', () => {
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toMatch(/ style="| on\w+="|<script>/)
    expect(text).not.toContain('undefined')
  })

  it('leads nowhere that is not there', () => {
    for (const [, href = ''] of text.matchAll(/ (?:href|src)="([^"]+)"/g)) {
      const [page, anchor] = href.split('#')
      if (page === '/openapi.json' || page === '/kept.svg' || page?.startsWith('/docs/assets/')) continue
      const there = pages.get(page || path)
      expect(there?.status, href).toBe(200)
      if (anchor) expect(idsOf(there?.text ?? ''), href).toContain(anchor)
    }
  })

  it('names every anchor once and weighs little', () => {
    expect(new Set(idsOf(text)).size).toBe(idsOf(text).length)
    expect(gzipSync(text).length).toBeLessThan(30_000)
  })
})

describe('examples', () => {
  const routeOf = ({ operationId }: Operation) => routes.find(({ op }) => op.name === operationId)
  const called = operations.filter((each) => routeOf(each))

  it.each(called.map((each) => [each.operationId, each] as const))('of %s are taken as they stand', (_, each) => {
    const curl = curlOf(each)
    expect(curl).toContain(each.method === 'GET' ? 'curl "$KEPT' : `-X ${each.method}`)
    const client = clientOf(each)
    if (client === null) return
    const input: unknown = new Function(`return ${client.slice(client.indexOf(', ') + 2, -1)}`)()
    const op = routeOf(each)?.op
    const parsed = op?.input.safeParse(input)
    expect(parsed?.success, `${client}\n${JSON.stringify(parsed?.error?.issues)}`).toBe(true)
    const body = / -d '([\s\S]*)'$/.exec(curl)?.[1]?.replaceAll("'\\''", "'")
    if (body !== undefined) expect(input).toMatchObject(JSON.parse(body))
  })
})

describe('an operation for members only', () => {
  const marked = routes.flatMap(({ op }) => ('membersOnly' in op && op.membersOnly ? [op.name] : []))
  const named = (id: string) => operations.find(({ operationId }) => operationId === id) as Operation

  it('is described as taking a session and no key', () => {
    expect(operations.filter(({ membersOnly }) => membersOnly).map(({ operationId }) => operationId)).toEqual(
      operations.filter(({ operationId }) => marked.includes(operationId)).map(({ operationId }) => operationId),
    )
    expect(marked).toContain('notifications.list')
    expect(description.paths['/v1/notifications']?.get).toMatchObject({
      security: [{ session: [] }],
      description: expect.stringContaining('access/members_only'),
    })
  })

  it('says so on its page, sends the cookie, and is none of the client', () => {
    const section = (id: string, page: string) =>
      new RegExp(`<section id="${id}"[^]*?</section>`).exec(pages.get(page)?.text ?? '')?.[0] ?? ''
    expect(section('notifications-list', '/docs/notifications')).toContain('Members only</a>')
    expect(section('savedViews-list', '/docs/savedViews')).toContain('Permission')
    expect(section('savedViews-list', '/docs/savedViews')).not.toContain('Members only')
    for (const id of marked) {
      expect(curlOf(named(id))).toContain('-b "kept=$SESSION"')
      expect(curlOf(named(id))).not.toContain('$KEY')
      expect(clientOf(named(id))).toBeNull()
      expect(callable).not.toHaveProperty([id])
    }
    expect(Object.keys(callable)).toHaveLength(routes.length - marked.length)
  })
})

it('who leaves is not who takes over, in the example', () => {
  const each = operations.find(({ operationId }) => operationId === 'members.remove') as Operation
  const ids = curlOf(each).match(/01938c1e-[-\da-f]+/g) ?? []
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(2)
})

it('lists problems with their status, and where `type` leads there', async () => {
  expect(problems).toContainEqual({
    code: 'webhooks/endpoint_off',
    status: 409,
    says: expect.stringMatching(/turned off/),
  })
  expect(problems.filter(({ says }) => /undefined|NaN|\$/.test(says))).toEqual([])
  const { status, headers } = await get('/problems/promises/not_found')
  expect([status, headers.get('location')]).toEqual([302, '/docs/problems#promises-not_found'])
  expect(idsOf(pages.get('/docs/problems')?.text ?? '')).toContain('promises-not_found')
  const nothing = await get('/problems/<b>nothing')
  expect(nothing.status).toBe(404)
  expect(nothing.text).toContain('&lt;b&gt;nothing')
})

it('its files come with their content’s hash, and others do not', async () => {
  const [css] = /\/docs\/assets\/[^"]+\.css/.exec(pages.get('/docs')?.text ?? '') ?? ['']
  expect((await get(css)).headers.get('content-type')).toContain('text/css')
  expect((await get('/docs/assets/..%2freference.ts')).status).toBe(404)
  expect((await get('/docs/nothing')).status).toBe(404)
  expect(JSON.parse((await get('/docs/operations.json')).text)).toHaveLength(operations.length)
})
