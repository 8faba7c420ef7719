import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPolicies, type PolicyWorld, REPLY } from '#test/policies'
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
const happened = (id: string, what: string, over: object = {}) =>
  call('post', `/v1/requests/${id}/occurrences`, { what, ...over })

describe('a policy', () => {
  test('is made, read, listed, changed, and keeps its versions', async () => {
    const made = await policy({ conditions: { channels: ['email'] } })
    expect(made).toMatchObject({
      ...{ name: 'First reply', norm: null, trigger: 'request_opened', enabled: true, version: 1, specVersion: 1 },
      ...{ openPromises: 0, allowed: ['update', 'review'] },
      spec: { ...REPLY, conditions: { channels: ['email'] }, toCustomer: true, ahead: false, steps: [] },
    })
    expect(await call('get', `/v1/policies/${made.id}`)).toEqual(made)
    expect((await call('get', '/v1/policies?limit=200')).items).toContainEqual(made)

    const path = `/v1/policies/${made.id}`
    expect(await call('patch', path, { spec: made.spec }), 'the same is no change').toMatchObject({ version: 1 })
    expect(await call('patch', path, { name: 'Renamed' })).toMatchObject({ version: 2, specVersion: 1 })
    const spec = { ...made.spec, duration: { unit: 'business_days', n: 1, at: 'close' } }
    expect(await call('patch', path, { spec, ifVersion: 2 })).toMatchObject({ version: 3, specVersion: 3, spec })
    expect(await ask('patch', path, { name: 'Late', ifVersion: 2 })).toMatchObject({ status: 412 })
    const { items } = await call('get', `${path}/versions`)
    expect(items).toMatchObject([
      { version: 3, spec, createdBy: lead.member.id, promises: 0 },
      { version: 1, spec: made.spec },
    ])
    expect((await call('get', `${path}/versions?limit=1`)).items).toHaveLength(1)
    const events = await w.eventsOf(w.orgs[0].id, 'policy.created', 'policy.changed')
    expect(events.filter(({ subject }) => subject === `policy:${made.id}`)).toMatchObject([
      { type: 'policy.created', data: { version: 1 } },
      { type: 'policy.changed', data: { fields: ['name'] } },
      { type: 'policy.changed', data: { fields: ['spec'], version: 3 } },
    ])
  })

  test.each([
    ['calendar.calendarId', { calendar: { use: 'calendar', calendarId: UNKNOWN } }],
    ['owner.memberId', { owner: { who: 'member', memberId: UNKNOWN } }],
    ['owner.teamId', { owner: { who: 'team', teamId: UNKNOWN } }],
    ['conditions.serviceIds.0', { conditions: { serviceIds: [UNKNOWN] } }],
    [
      'steps.0.to.memberId',
      {
        steps: [
          { when: { measure: 'share_left', share: 0.5 }, to: { who: 'member', memberId: UNKNOWN }, channel: 'mail' },
        ],
      },
    ],
  ])('refuses what is not here: %s', async (path, spec) => {
    const before = (await w.owner.query('select count(*) from policy')).rows
    expect(await ask('post', '/v1/policies', { name: 'x', spec: { ...REPLY, ...spec } })).toMatchObject({
      status: 400,
      body: { code: 'policies/unknown_reference', issues: [{ path: `spec.${path}` }] },
    })
    expect((await w.owner.query('select count(*) from policy')).rows).toEqual(before)
  })

  test('refuses the wrong person, and another organization sees nothing', async () => {
    const { id } = await policy()
    const { frontline, viewer } = w.orgs[0]
    expect((await ask('post', '/v1/policies', { name: 'x', spec: REPLY }, frontline)).status).toBe(403)
    expect((await ask('patch', `/v1/policies/${id}`, { name: 'x' }, frontline)).status).toBe(403)
    expect(await call('get', `/v1/policies/${id}`, undefined, viewer)).toMatchObject({ allowed: [] })
    for (const [method, path, body] of [
      ['get', ''],
      ['get', '/versions'],
      ['get', '/reviews'],
      ['patch', '', { name: 'x' }],
      ['post', '/reviews', { decision: 'keep' }],
      ['post', '/occurrences', {}],
    ] as const)
      expect((await ask(method, `/v1/policies/${id}${path}`, body, w.orgs[1].lead)).status, path).toBe(404)
    expect((await call('get', '/v1/policies', undefined, w.orgs[1].lead)).items).toEqual([])
  })
})

describe('what happens', () => {
  test('a request that fits makes the promise, in the customer’s language, with its notice', async () => {
    const { id } = await policy({ conditions: { channels: ['email'], kinds: ['job'] } })
    const made = await request()
    expect(await promisesOf(made.id)).toMatchObject([
      {
        ...{ kind: 'first_reply', wording: 'Odpowiemy Państwu.', language: 'pl', basis: 'policy', state: 'open' },
        ...{ policyId: id, policyVersion: 1, policyName: 'First reply', dueAt: '2026-11-26T13:00:00Z' },
        ...{ beneficiary: 'customer', customerId, telling: 'waiting', ownerId: lead.member.id, consent: 'not_asked' },
      },
    ])
    const events = await w.eventsOf(w.orgs[0].id, 'request.opened', 'promise.made')
    expect(events.filter(({ about }) => about === `request:${made.id}`).map(({ type }) => type)).toEqual([
      'request.opened',
      'promise.made',
    ])
    expect(await call('get', `/v1/policies/${id}`)).toMatchObject({ openPromises: 1 })
    expect((await call('get', `/v1/promises?policyId=${id}`)).items).toHaveLength(1)
    expect(await promisesOf((await request({ channel: 'Phone' })).id)).toEqual([])
    expect(await promisesOf((await request({ kind: 'question' })).id)).toEqual([])
    expect(await call('get', `/v1/requests/${made.id}/evidence`)).toMatchObject({ verified: true })
  })

  test('segment, language and hours are asked of the customer and the calendar', async () => {
    await policy({ conditions: { languages: ['pl'], hours: 'closed' } })
    expect(await promisesOf((await request()).id)).toEqual([])
    w.clock.set('2026-11-26T18:00:00Z')
    expect(await promisesOf((await request()).id)).toMatchObject([{ dueAt: '2026-11-27T13:00:00Z' }])
    await w.owner.query("update customer set segment = 'Gold' where id = $1", [customerId])
    await policy({ conditions: { segments: ['gold'] }, kind: 'follow_up' })
    expect((await promisesOf((await request()).id)).map(({ kind }) => kind)).toContain('follow_up')
    await w.owner.query("update customer set segment = '' where id = $1", [customerId])
  })

  test('without a customer, or of a date that has passed, it stays within the firm', async () => {
    await policy()
    const nobody = await request({ customerId: undefined })
    expect(await promisesOf(nobody.id)).toMatchObject([
      { beneficiary: 'organization', customerId: null, telling: 'not_needed', language: 'en' },
    ])
    const old = await request({ openedAt: '2026-11-20T09:00:00Z' })
    expect(await promisesOf(old.id)).toMatchObject([
      { beneficiary: 'organization', customerId, telling: 'not_needed', dueAt: '2026-11-20T13:00:00Z' },
    ])
  })

  test('one first reply: the strictest, and no second one while it is open', async () => {
    const slow = await policy({ duration: { unit: 'business_days', n: 2, at: 'close' } })
    const fast = await policy()
    const made = await request()
    expect(await promisesOf(made.id)).toMatchObject([{ policyId: fast.id }])
    const again = await policy({ trigger: 'message_in', duration: { unit: 'business_seconds', n: 60 } })
    expect(await happened(made.id, 'message_in')).toEqual({ promises: [] })
    const [{ id = '' } = {}] = await promisesOf(made.id)
    await call('post', `/v1/promises/${id}/delivery`, {})
    expect(await happened(made.id, 'message_in')).toMatchObject({ promises: [{ policyId: again.id }] })
    expect(await call('get', `/v1/policies/${slow.id}`)).toMatchObject({ openPromises: 0 })
  })

  test('two at once make one promise', async () => {
    await policy({ trigger: 'stage_reached', conditions: { stages: ['Part arrived'] }, kind: 'callback' })
    const made = await request()
    const reach = () => happened(made.id, 'stage_reached', { stage: 'part arrived' })
    const both = await Promise.all([reach(), reach(), reach()])
    expect(both.map(({ promises }) => promises.length).toSorted()).toEqual([0, 0, 1])
    expect(await promisesOf(made.id)).toHaveLength(1)
    const events = await w.eventsOf(w.orgs[0].id, 'request.occurred')
    expect(events.filter(({ about }) => about === `request:${made.id}`)).toHaveLength(3)
  })

  test('a close completes a service; a question has none', async () => {
    await policy({
      ...{ trigger: 'service_completed', kind: 'follow_up', toCustomer: false },
      duration: { unit: 'weeks', n: 1, at: 'same_time' },
    })
    const [job, question] = [await request(), await request({ kind: 'question' })]
    for (const { id } of [job, question]) await call('post', `/v1/requests/${id}/closing`, {})
    expect(await promisesOf(job.id)).toMatchObject([{ dueAt: '2026-12-03T09:00:00Z', beneficiary: 'organization' }])
    expect(await promisesOf(question.id)).toEqual([])
  })

  test('what cannot have happened is refused', async () => {
    const { id } = await request()
    const path = `/v1/requests/${id}/occurrences`
    expect(await ask('post', path, { what: 'quote_sent', at: '2026-11-27T09:00:00Z' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'at' }] },
    })
    expect((await ask('post', path, { what: 'request_opened' })).status).toBe(400)
    expect((await ask('post', path, { what: 'quote_sent' }, w.orgs[0].viewer)).status).toBe(403)
    expect((await ask('post', path, { what: 'quote_sent' }, w.orgs[1].lead)).status).toBe(404)
    await w.owner.query('update request set followed = false where id = $1', [id])
    expect(await ask('post', path, { what: 'quote_sent' })).toMatchObject({ body: { code: 'requests/not_followed' } })
  })

  test('what was adopted promises nothing by itself', async () => {
    await policy()
    const { id } = await request()
    await w.owner.query('update request set followed = false where id = $1', [id])
    const before = await promisesOf(id)
    await call('post', `/v1/requests/${id}/adoption`)
    expect(await promisesOf(id)).toEqual(before)
  })

  test('who has left and what is gone never stops it: whoever has the request, and an event that says so', async () => {
    const { frontline } = w.orgs[0]
    const { id } = await policy({ owner: { who: 'member', memberId: frontline.member.id } })
    await w.owner.query("update member set state = 'removed' where id = $1", [frontline.member.id])
    const made = await request()
    expect(await promisesOf(made.id)).toMatchObject([{ ownerId: lead.member.id }])
    await w.owner.query("update member set state = 'active' where id = $1", [frontline.member.id])
    expect(await w.eventsOf(w.orgs[0].id, 'policy.fell_back')).toMatchObject([
      {
        ...{ subject: `policy:${id}`, about: `request:${made.id}` },
        data: { version: 1, instead: [{ what: 'owner', id: frontline.member.id }] },
      },
    ])
  })

  test('the calendar of the service, of the customer, of the owning team', async () => {
    const hours = { thu: [['12:00', '20:00']] }
    const calendar = await call('post', '/v1/calendars', { name: 'Late', timeZone: 'Europe/London', hours })
    const service = await call('post', '/v1/services', { name: 'Night service' })
    const team = await call('post', '/v1/teams', { name: 'Night' })
    for (const [table, id] of [
      ['service', service.id],
      ['team', team.id],
      ['customer', customerId],
    ])
      await w.owner.query(`update ${table} set calendar_id = $1 where id = $2`, [calendar.id, id])
    const due = async (spec: object) => {
      const { id } = await policy({ kind: 'callback', ...spec })
      const made = await request({ serviceId: service.id })
      await call('patch', `/v1/policies/${id}`, { enabled: false })
      return promisesOf(made.id)
    }
    const late = { calendarId: calendar.id, dueAt: '2026-11-26T16:00:00Z' }
    expect(await due({ calendar: { use: 'service' } })).toMatchObject([late])
    expect(await due({ calendar: { use: 'customer' } })).toMatchObject([late])
    expect(await due({ calendar: { use: 'calendar', calendarId: calendar.id } })).toMatchObject([late])
    const ofTeam = { calendar: { use: 'team' }, owner: { who: 'team', teamId: team.id } }
    expect(await due(ofTeam)).toMatchObject([{ ...late, ownerTeamId: team.id, ownerId: null }])
    expect(await due({})).toMatchObject([{ dueAt: '2026-11-26T13:00:00Z' }])
  })

  test('a running promise keeps its version, its successor too', async () => {
    const { id, spec } = await policy()
    const first = await request()
    await call('patch', `/v1/policies/${id}`, { spec: { ...spec, duration: { unit: 'business_seconds', n: 3600 } } })
    const second = await request()
    expect(await promisesOf(first.id)).toMatchObject([{ policyVersion: 1, dueAt: '2026-11-26T13:00:00Z' }])
    expect(await promisesOf(second.id)).toMatchObject([{ policyVersion: 2, dueAt: '2026-11-26T10:00:00Z' }])
    const [{ id: promiseId = '' } = {}] = await promisesOf(first.id)
    const later = { wording: 'Jutro.', language: 'pl', dueAt: '2026-11-27T13:00:00Z', reason: 'Chory kolega.' }
    const moved = await call('post', `/v1/promises/${promiseId}/renegotiation`, later)
    expect(moved).toMatchObject({ policyId: id, policyVersion: 1, predecessorId: promiseId })
    const past = { ...later, dueAt: '2026-11-25T13:00:00Z' }
    const [{ id: other = '' } = {}] = await promisesOf(second.id)
    expect((await ask('post', `/v1/promises/${other}/renegotiation`, past)).status).toBe(400)
    expect((await call('get', `/v1/policies/${id}/versions`)).items).toMatchObject([{ promises: 1 }, { promises: 1 }])
  })
})

describe('the whole firm', () => {
  test('news is promised again from when it went out; a promotion before it begins, each by itself', async () => {
    await call('post', '/v1/policy-starter-set', { industry: 'shop', norms: ['product_news', 'promotion'] })
    const { norms } = await call('get', '/v1/norms')
    const idOf = (code: string) => norms.find((norm: { code: string }) => norm.code === code).policyId
    const [news, promotion] = [idOf('product_news'), idOf('promotion')]
    const occur = (id: string, body = {}) => call('post', `/v1/policies/${id}/occurrences`, body)
    expect(await call('get', `/v1/policies/${news}`)).toMatchObject({ allowed: ['update', 'review', 'occur'] })
    expect(await occur(news)).toMatchObject({
      promises: [
        {
          ...{ kind: 'news', beneficiary: 'organization', about: `policy:${news}`, dueAt: '2027-01-26T09:00:00Z' },
          ...{ repeats: true, ownerId: lead.member.id },
        },
      ],
    })
    expect(await occur(news), 'one is open').toEqual({ promises: [] })
    // Begins on a Monday: three business days before it is the Wednesday.
    const begins = { at: '2026-12-14T08:00:00Z' }
    expect(await occur(promotion, begins)).toMatchObject({ promises: [{ dueAt: '2026-12-09T17:00:00Z' }] })
    expect(await occur(promotion, begins), 'the same one').toEqual({ promises: [] })
    expect((await occur(promotion, { at: '2026-12-21T08:00:00Z' })).promises).toHaveLength(1)
    expect(await ask('post', `/v1/policies/${news}/occurrences`, begins)).toMatchObject({
      body: { code: 'policies/in_future' },
    })
    const { id } = await policy()
    expect(await ask('post', `/v1/policies/${id}/occurrences`, {})).toMatchObject({
      body: { code: 'policies/not_for_the_firm' },
    })
    await call('patch', `/v1/policies/${news}`, { enabled: false })
    expect(await ask('post', `/v1/policies/${news}/occurrences`, {})).toMatchObject({
      body: { code: 'policies/switched_off' },
    })
  })
})
