import { expect } from 'vitest'
import type { Person, TestWorld } from '#test/world'

const NO_LIMITS = { perRequest: null, perCustomerYear: null, perFirmMonth: null, perMemberMonth: null }

/** What is granted, limited and asked in the first organization of a world, which is there once a test runs. */
export function makingGood(world: () => TestWorld) {
  const us = () => world().orgs[0]
  let turn = 0
  const made = async (path: string, body: object, as: Person | string = us().owner, method = 'post') => {
    const answer = await world().api(method, path, body, { as })
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const remedy = (over: object = {}) => {
    const wording = { en: 'We take {amount} off.' }
    return made('/v1/remedies', { kind: 'discount', name: `Discount ${++turn}`, wording, ...over })
  }
  const customer = () => made('/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] })
  return {
    us,
    made,
    remedy,
    limit: (over: object) =>
      made('/v1/authority-limits', { role: 'frontline', ...NO_LIMITS, ...over }, us().owner, 'put'),
    /** A request of a customer, a new one unless named, with what a grant has to say of it. */
    async matter(customerId?: string) {
      const id = customerId ?? (await customer()).id
      const request = await made('/v1/requests', { kind: 'job', subject: 'Boiler', customerId: id })
      return { about: `request:${request.id}`, customerId: id, situation: 'broken', reason: 'Two days late.' }
    },
    grant: (input: object, as: Person | string = us().frontline) =>
      world().api('post', '/v1/remedy-grants', input, { as }),
    ask: (input: object, as: Person | string = us().frontline) => world().api('post', '/v1/approvals', input, { as }),
    answer: (id: string, how: string, as: Person = us().lead) =>
      world().api('post', `/v1/approvals/${id}/answer`, { answer: how }, { as }),
    /** Nothing is limited, granted or counted, and nobody is away. */
    forget: () =>
      world().owner.query(
        'delete from authority_limit; delete from deputy; delete from remedy_grant; delete from authority_use',
      ),
  }
}
