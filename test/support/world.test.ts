import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

test('every role of both organizations is signed in to its own', async () => {
  for (const org of world.orgs)
    for (const role of ['owner', 'lead', 'frontline', 'viewer'] as const) {
      const { status, body } = await world.api('get', '/v1/session', undefined, { as: org[role] })
      expect([status, body.member?.role, body.organization?.id]).toEqual([200, role, org.id])
    }
  expect((await world.api('get', '/v1/session')).status).toBe(401)
})
