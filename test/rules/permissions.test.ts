import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLE_PERMISSIONS } from '#modules/accounts'
import { exampleOf, jsonSchema } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { routes as table } from '../../src/routes.ts'

const routes: readonly Route[] = table
const permissionOf = ({ op }: Route): string | undefined => ('permission' in op ? op.permission : undefined)

// Doors that a stranger may knock at; whoever adds one adds it here.
const OPEN = ['signInLinks.create', 'sessions.create', 'session.end', 'organizations.create']

let w: TestWorld
let key: string
beforeAll(async () => {
  w = await createWorld()
  const made = await w.api('post', '/v1/api-keys', { name: 'key', role: 'owner' }, { as: w.orgs[0].owner })
  key = made.body.key
})
afterAll(() => w?.close())

let turn = 0
const knock = (route: Route, as?: Person | string) => {
  const { method, path, op, options } = route
  const example = (exampleOf(jsonSchema(op.input, 'input')) ?? {}) as Record<string, unknown>
  const body = Object.fromEntries(Object.entries(example).filter(([field]) => !path.includes(`:${field}`)))
  const url = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    typeof example[name] === 'number' ? String(example[name]) : '01938c1e-7a00-7000-8000-00000000ffff',
  )
  const query = new URLSearchParams(
    Object.entries(body).flatMap(([field, value]) => (value === undefined ? [] : [[field, String(value)]])),
  )
  turn += 1
  const from = `198.51.${Math.floor(turn / 250)}.${turn % 250}`
  return method === 'get'
    ? w.api('get', `${url}?${query}`, undefined, { as, from })
    : w.api(method, url, options.bytes === undefined ? body : 'bytes', { as, from })
}

test('only these doors are open to strangers', () => {
  expect(
    routes
      .filter((route) => permissionOf(route) === undefined)
      .map(({ op }) => op.name)
      .sort(),
  ).toEqual([...OPEN].sort())
})

describe.each(
  routes.flatMap((route) => (permissionOf(route) === undefined ? [] : [[`${route.method} ${route.path}`, route]])),
)('%s', (_, entry) => {
  const route = entry as Route
  const permission = permissionOf(route) ?? ''

  test('is closed to strangers', async () => {
    expect(await knock(route)).toMatchObject({ status: 401, body: { code: 'access/not_signed_in' } })
  })

  test('is closed to every role without its permission, and open to the owner', async () => {
    for (const role of ['viewer', 'frontline', 'lead', 'owner'] as const) {
      if (ROLE_PERMISSIONS[role].has(permission)) continue
      const answer = await knock(route, w.orgs[0][role])
      expect(answer, role).toMatchObject({ status: 403, body: { code: 'access/forbidden' } })
    }
    expect(ROLE_PERMISSIONS.owner.has(permission)).toBe(true)
  })

  test('is closed to every API key where it is for members only, and open to one otherwise', async () => {
    const answer = await knock(route, key)
    if ('membersOnly' in route.op) expect(answer).toMatchObject({ status: 403, body: { code: 'access/members_only' } })
    else expect(answer.body.code ?? 'none').not.toMatch(/^access\//)
  })
})
