import { expect } from 'vitest'
import { createWorld, type Person, type TestWorld } from './world.ts'

/** A Thursday, 09:00 in London; the calendar is open from 09:00 to 17:00. */
export const START = '2026-11-26T09:00:00Z'

export const REPLY = {
  trigger: 'request_opened',
  kind: 'first_reply',
  wording: { en: 'We will answer you.', pl: 'Odpowiemy Państwu.' },
  duration: { unit: 'business_seconds', n: 4 * 3600 },
}

export type PolicyWorld = Awaited<ReturnType<typeof openPolicies>>

/** A world with a customer, and short ways to its policies over HTTP, as a lead unless told. */
export async function openPolicies() {
  const w: TestWorld = await createWorld({ start: START })
  const { lead } = w.orgs[0]
  const ask = (method: string, path: string, body?: unknown, as: Person = lead) => w.api(method, path, body, { as })
  const call = async (method: string, path: string, body?: unknown, as: Person = lead) => {
    const answer = await ask(method, path, body, as)
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const contacts = [{ name: 'Ana', email: 'ana@example.com', language: 'pl' }]
  const customerId: string = (await call('post', '/v1/customers', { name: 'Ana', contacts })).id
  return {
    w,
    lead,
    customerId,
    ask,
    call,
    policy: (spec: object = {}, over: object = {}) =>
      call('post', '/v1/policies', { name: 'First reply', spec: { ...REPLY, ...spec }, ...over }),
    request: (over: object = {}) =>
      call('post', '/v1/requests', { kind: 'job', subject: 'Boiler', customerId, channel: 'Email', ...over }),
    promisesOf: async (requestId: string) =>
      (await call('get', `/v1/promises?about=request:${requestId}`)).items as Record<string, unknown>[],
    /** The beginning again: no policy is switched on. */
    reset: async () => {
      w.clock.set(START)
      const { items } = await call('get', '/v1/policies?limit=200')
      for (const { id } of items) await call('patch', `/v1/policies/${id}`, { enabled: false })
    },
  }
}
