import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { openPolicies, type PolicyWorld, REPLY, START } from '#test/policies'
import type { Person, TestWorld } from '#test/world'

const UNKNOWN = '01938c1e-7a00-7000-8000-00000000ffff'

let policies: PolicyWorld
let w: TestWorld
let lead: Person
let customerId: string

beforeAll(async () => {
  policies = await openPolicies()
  ;({ w, lead, customerId } = policies)
})
afterAll(() => w?.close())
beforeEach(() => policies.reset())

const ask: PolicyWorld['ask'] = (...args) => policies.ask(...args)
const call: PolicyWorld['call'] = (...args) => policies.call(...args)
const policy: PolicyWorld['policy'] = (...args) => policies.policy(...args)
const request: PolicyWorld['request'] = (...args) => policies.request(...args)
const promisesOf: PolicyWorld['promisesOf'] = (...args) => policies.promisesOf(...args)

describe('trying', () => {
  const FRIDAY = '2026-11-27T16:50:00Z'
  const facts = { channel: 'E-Mail', kind: 'question' }

  test('a mail on Friday evening: what would be promised, and why then; nothing is', async () => {
    const steps = [
      { when: { measure: 'before_due', businessSeconds: 3600 }, to: { who: 'owner' }, channel: 'console' },
      { when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'owner' }, channel: 'mail' },
    ]
    const target = { unit: 'business_seconds', n: 3600 }
    const { id } = await policy({ conditions: { channels: ['e-mail'] }, steps, target })
    const before = (await w.owner.query('select count(*) from promise')).rows
    const tried = { trigger: 'request_opened', at: FRIDAY, facts: { ...facts, customerId } }
    const { at, results } = await call('post', '/v1/policies/simulation', tried)
    expect(at).toBe(FRIDAY)
    expect(results).toMatchObject([
      {
        ...{ policyId: id, name: 'First reply', enabled: true, matches: true, failed: [] },
        promise: {
          ...{ kind: 'first_reply', wording: 'Odpowiemy Państwu.', language: 'pl', toCustomer: true },
          ...{ startAt: FRIDAY, dueAt: '2026-11-30T12:50:00Z', targetAt: '2026-11-30T09:50:00Z' },
          ...{ timeZone: 'Europe/London', calendar: { name: 'Business hours' } },
          explanation: [
            { date: '2026-11-27', from: FRIDAY, to: '2026-11-27T17:00:00Z', seconds: 600 },
            { date: '2026-11-30', from: '2026-11-30T09:00:00Z', to: '2026-11-30T12:50:00Z', seconds: 13_800 },
          ],
          steps: [
            { at: '2026-11-30T11:50:00Z', kind: 'warning', to: { who: 'owner', name: null }, channel: 'console' },
            { at: '2026-11-30T12:50:00Z', kind: 'escalation', channel: 'mail' },
          ],
        },
      },
    ])
    const one = await call('post', '/v1/policies/simulation', { ...tried, policyId: id, facts: { channel: 'Phone' } })
    expect(one.results).toMatchObject([{ matches: false, failed: ['channels'], promise: { toCustomer: false } }])
    const other = await call('post', '/v1/policies/simulation', { trigger: 'published', facts, policyId: id })
    expect(other.results).toMatchObject([{ matches: false, failed: ['trigger'] }])
    expect((await w.owner.query('select count(*) from promise')).rows).toEqual(before)
  })

  test('rules that are not kept yet, said of a segment and a language', async () => {
    const spec = { ...REPLY, conditions: { segments: ['Gold'], languages: ['ca'] } }
    const tried = { spec, trigger: 'request_opened', at: FRIDAY }
    const results = async (given: object) =>
      (await call('post', '/v1/policies/simulation', { ...tried, facts: given })).results
    expect(await results({ segment: 'gold', language: 'ca' })).toMatchObject([
      { policyId: null, matches: true, promise: { language: 'en' } },
    ])
    expect(await results({})).toMatchObject([{ failed: ['segments', 'languages'] }])
  })

  test('refuses what is not here, two rules at once, and who may not see them', async () => {
    const tried = { trigger: 'request_opened', facts: {} }
    const path = '/v1/policies/simulation'
    expect(await ask('post', path, { ...tried, facts: { serviceId: UNKNOWN } })).toMatchObject({
      body: { issues: [{ path: 'facts.serviceId' }] },
    })
    expect(await ask('post', path, { ...tried, facts: { customerId: UNKNOWN } })).toMatchObject({
      body: { issues: [{ path: 'facts.customerId' }] },
    })
    expect((await ask('post', path, { ...tried, policyId: UNKNOWN })).status).toBe(404)
    expect((await ask('post', path, { ...tried, policyId: UNKNOWN, spec: REPLY })).status).toBe(400)
    expect((await ask('post', path, tried, w.orgs[1].viewer)).body.results).toEqual([])
  })
})

describe('norms', () => {
  const normOf = async (code: string) =>
    (await call('get', '/v1/norms')).norms.find((norm: { code: string | null }) => norm.code === code)

  test('every one appears, promised or not; the starter set is added once, in the words of the industry', async () => {
    const other = w.orgs[1].lead
    const read = async () => (await call('get', '/v1/norms', undefined, other)).norms
    expect(await read()).toHaveLength(13)
    expect(await read()).toContainEqual(expect.objectContaining({ code: 'email', policyId: null, enabled: false }))
    const clinic = await call('get', '/v1/policy-starter-set?industry=clinic', undefined, other)
    expect(clinic.industries).toContain('repair')
    expect(JSON.stringify(clinic.norms)).toContain('appointment')
    expect(clinic.norms.every((norm: { policyId: string | null }) => norm.policyId === null)).toBe(true)

    const install = (body: object) => call('post', '/v1/policy-starter-set', body, other)
    const first = await install({ industry: 'clinic', norms: ['email', 'whole_service'] })
    expect(first).toMatchObject({ created: [{ norm: 'email' }, { norm: 'whole_service', version: 1 }], present: [] })
    const [email] = first.created
    await call('patch', `/v1/policies/${email.id}`, { name: 'Our own' }, other)
    const second = await install({ industry: 'repair' })
    expect(second).toMatchObject({ present: ['email', 'whole_service'] })
    expect(second.created).toHaveLength(11)
    expect(await install({ industry: 'repair' })).toMatchObject({ created: [] })
    expect(await call('get', `/v1/policies/${email.id}`, undefined, other)).toMatchObject({ name: 'Our own' })
    expect((await read()).map((norm: { policyId: string | null }) => norm.policyId)).not.toContain(null)
    expect(await ask('post', '/v1/policies', { name: 'x', norm: 'email', spec: REPLY }, other)).toMatchObject({
      status: 409,
      body: { code: 'policies/norm_taken' },
    })
    expect((await ask('post', '/v1/policy-starter-set', { industry: 'repair' }, w.orgs[0].frontline)).status).toBe(403)
  })

  test('beside each stands what was delivered; a review keeps the figures of its day, and stop switches it off', async () => {
    await call('post', '/v1/policy-starter-set', { industry: 'repair', norms: ['email', 'whole_service'] })
    const { policyId } = await normOf('email')
    await call('patch', `/v1/policies/${policyId}`, { enabled: true })
    for (const minutes of [60, 120]) {
      w.clock.set(START)
      const made = await request()
      const [{ id = '' } = {}] = await promisesOf(made.id)
      w.clock.set(Temporal.Instant.from(START).add({ minutes }))
      await call('post', `/v1/promises/${id}/delivery`, {})
    }
    await request()
    expect(await normOf('email')).toMatchObject({
      ...{ enabled: true, kind: 'first_reply', complete: true, lastReview: null, reviewDue: false },
      target: { unit: 'business_days', n: 1, at: 'close' },
      promise: { unit: 'business_days', n: 3, at: 'close' },
      delivered: [28, 90].map((days) => ({
        ...{ days, promises: 2, kept: 2, keptShare: 1, withinTarget: 1, medianSeconds: 3600, p90Seconds: 7200 },
        ...{ open: 1, overdue: 0 },
      })),
    })
    await w.owner.query("update policy set created_at = created_at - interval '91 days' where id = $1", [policyId])
    expect(await normOf('email')).toMatchObject({ reviewDue: true })
    const path = `/v1/policies/${policyId}/reviews`
    const kept = await call('post', path, { decision: 'keep', note: 'Well done.' })
    expect(kept).toMatchObject({ policyId, decidedBy: lead.member.id, figures: [{ days: 28 }, { days: 90 }] })
    expect(await normOf('email')).toMatchObject({
      reviewDue: false,
      lastReview: { decision: 'keep', note: 'Well done.' },
    })
    w.clock.set(w.clock.now().add({ hours: 1 }))
    await call('post', path, { decision: 'stop' })
    expect(await call('get', `/v1/policies/${policyId}`)).toMatchObject({ enabled: false })
    expect((await call('get', path)).items.map((one: { decision: string }) => one.decision)).toEqual(['stop', 'keep'])
    expect((await call('get', `${path}?limit=1`)).items).toHaveLength(1)
    expect((await ask('post', path, { decision: 'perhaps' })).status).toBe(400)
    expect((await ask('post', path, { decision: 'keep' }, w.orgs[0].frontline)).status).toBe(403)
    const events = await w.eventsOf(w.orgs[0].id, 'policy.reviewed')
    expect(events).toMatchObject([{ data: { decision: 'keep', stopped: false } }, { data: { stopped: true } }])
  })

  test('one’s own policy stands below them, and evidence of what it promised names nothing altered', async () => {
    const { id } = await policy({}, { name: 'Our promise' })
    const { norms } = await call('get', '/v1/norms')
    expect(norms.find((norm: { policyId: string }) => norm.policyId === id)).toMatchObject({
      ...{ code: null, name: 'Our promise', target: null, promise: REPLY.duration },
    })
    const about = `request:${newId(w.clock.now())}`
    expect((await call('get', `/v1/evidence?about=${about}`)).verified).toBe(true)
  })
})
