import { describe, expect, test } from 'vitest'
import { PERMISSIONS, ROLE_PERMISSIONS } from '#modules/accounts'
import { exampleOf, jsonSchema, openApi } from '#platform/openapi'
import type { Route } from '#platform/routes'
import { routes as table } from '../../src/routes.ts'

const routes: readonly Route[] = table
// Questions that are too long for an address.
const ASKED_BY_POST = [
  'policies.simulate',
  'promises.previewCalendar',
  'bulkChanges.preview',
  'mailboxes.check',
  'conversations.checkText',
  'conversations.checkNewText',
  'conversations.checkNote',
  'scripts.try',
  'recoveries.previewGood',
]
// Says something that is not stored, and asks with it.
const HEARD_ONLY = ['conversations.announcePresence']
// Asked for inside an operation, beside the one that opens its door.
const WITHIN = ['promises.correct', 'savedViews.share', 'recoveries.openMany']

function holes(value: unknown, path: string): string[] {
  if (value === undefined) return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => holes(inner, `${path}.${key}`))
}

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_, { method, path, op, options }) => {
    test('has examples for everything, and they are valid', () => {
      for (const [schema, io] of [
        [op.input, 'input'],
        [op.output, 'output'],
      ] as const) {
        const example = exampleOf(jsonSchema(schema, io))
        const given =
          io === 'input' && options.bytes !== undefined ? { ...(example as object), bytes: Buffer.alloc(1) } : example
        const missing = holes(given, io)
        expect(missing.filter((hole) => !/\.(cursor|ifVersion)$/.test(hole))).toEqual([])
        expect(schema.safeParse(given).error?.issues ?? []).toEqual([])
      }
    })

    test('keeps to the conventions', () => {
      expect(method === 'get' || [...ASKED_BY_POST, ...HEARD_ONLY].includes(op.name)).toBe(op.effect === 'reads')
      expect(path).toMatch(/^\/v1(\/[a-z-]+|\/:[a-zA-Z]+)+(\.csv)?$/)
      expect(path.endsWith('.csv')).toBe(options.contentType === 'text/csv')
      expect(op.name).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/)
      if ('permission' in op && op.permission !== undefined) expect(ROLE_PERMISSIONS.owner).toContain(op.permission)
    })
  },
)

test('operations have one name each', () => {
  expect(new Set(routes.map(({ op }) => op.name)).size).toBe(routes.length)
})

test('no role holds a permission that nothing asks for', () => {
  const asked = new Set([
    ...routes.flatMap(({ op }) => ('permission' in op && op.permission ? [op.permission] : [])),
    ...WITHIN,
  ])
  expect(PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([])
})

test('roles grow: a viewer may no more than the frontline, and so on', () => {
  const { viewer, frontline, lead, owner } = ROLE_PERMISSIONS
  for (const [less, more] of [
    [viewer, frontline],
    [frontline, lead],
    [lead, owner],
  ] as const)
    expect([...less].filter((permission) => !more.has(permission))).toEqual([])
})

test('every reference of the description resolves, and the operations are named once', () => {
  const description = openApi(routes, '0')
  const text = JSON.stringify(description)
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = path
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], description)
    expect(target, path).toBeDefined()
  }
  const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
})
