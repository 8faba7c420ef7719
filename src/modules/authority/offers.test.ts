// One file: what is offered, told, chosen and granted needs the same desk, and the work between the steps.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chooseByLink, customerActor, type LinkIds, openTracking, readLinkToken } from '#modules/conversations'
import { makingGood } from '#test/making-good'
import { createWorld, type Person, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
const SEEN = { text: 'What was there', digest: '0'.repeat(64), language: 'en', timeZone: 'Europe/London' }
let world: TestWorld
beforeAll(async () => {
  world = await createWorld({ start: START })
})
afterAll(() => world?.close())

const { us, made, remedy, limit, matter, forget } = makingGood(() => world)
beforeEach(() => {
  world.clock.set(START)
  return forget()
})

const loan = { kind: 'loan_device', wording: { en: 'We lend you a heater until {until}.' }, cost: 0 }
type Matter = Awaited<ReturnType<typeof matter>>
/** A request of a customer with a promise that stands, a loan that costs nothing and a discount of 20.00. */
async function desk() {
  const about = await matter()
  const promised = { kind: 'completion', wording: 'Your boiler will be repaired.', asksAnswer: false }
  const promise = await made('/v1/promises', {
    ...{ ...promised, about: about.about, customerId: about.customerId, dueAt: '2026-12-01T16:00:00Z' },
  })
  return { ...about, promise, device: await remedy(loan), discount: await remedy({ cost: 2000 }) }
}
const optionsOf = ({ device, discount }: { device: { id: string }; discount: { id: string } }) => [
  { remedyId: device.id, dueAt: '2026-12-03T16:00:00Z' },
  { remedyId: discount.id },
]
const offer = async (d: Awaited<ReturnType<typeof desk>>, over: object = {}, as: Person = us().frontline) =>
  world.api(
    'post',
    '/v1/choices',
    { about: d.about, customerId: d.customerId, options: optionsOf(d), reason: 'We come late.', ...over },
    { as },
  )
const listed = async ({ about }: Matter) =>
  (await world.api('get', `/v1/choices?about=${about}`, undefined, { as: us().owner })).body.items
const grantsOf = async ({ about }: Matter) =>
  (await world.api('get', `/v1/remedy-grants?about=${about}`, undefined, { as: us().owner })).body.items
async function linkTo(promiseId: string): Promise<LinkIds> {
  const { url } = await made(`/v1/promises/${promiseId}/links`, undefined as never)
  const ids = readLinkToken(world.instance.keys, url.split('/t/')[1])
  if (!ids) throw new Error('The link does not read')
  return ids
}
const choose = (ids: LinkIds, offerId: string, optionId: string) =>
  world.gate.run(chooseByLink, customerActor(ids), {
    ...{ viewId: ids.viewId, offerId, optionId, seen: SEEN },
    origin: { address: '203.0.113.7', userAgent: 'Test' },
  })
const opened = (ids: LinkIds) =>
  world.gate.run(openTracking, customerActor(ids), { viewId: ids.viewId, actionId: null })
const refusal = (code: string) => expect.objectContaining({ code })

describe('a choice that is offered', () => {
  test('is told in one mail in the customer’s words, chosen on the page, granted and promised', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    await world.drainTasks()
    const { status, body } = await offer(d)
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({
      kind: 'choice',
      state: 'open',
      promiseId: d.promise.id,
      chooseBy: '2026-12-03T09:00:00Z',
    })
    await world.drainTasks()
    const { items } = (await world.api('get', `/v1/messages?about=${d.about}`, undefined, { as: us().owner })).body
    const [mail, ...more] = items.filter(({ subject }: { subject: string }) => /choose/.test(subject))
    expect(more).toEqual([])
    const { text } = (await world.api('get', `/v1/messages/${mail.id}`, undefined, { as: us().owner })).body
    expect(text).toContain('- We lend you a heater until Thursday 3 December.')
    expect(text).toContain('- We take £20.00 off.')

    const ids = await linkTo(d.promise.id)
    const [seen] = (await opened(ids)).offers
    const device = seen?.options[0]?.id ?? ''
    expect(await choose(ids, body.id, device)).toEqual({ granted: true })
    // Pressed again it is the same choice; another one is not taken.
    expect(await choose(ids, body.id, device)).toEqual({ granted: true })
    await expect(choose(ids, body.id, seen?.options[1]?.id ?? '')).rejects.toEqual(refusal('authority/chosen_already'))
    await world.drainTasks()
    expect(await listed(d)).toMatchObject([
      { state: 'chosen', chosenBy: 'customer', channel: 'link', notGranted: null },
    ])
    const [grant, ...others] = await grantsOf(d)
    expect(others).toEqual([])
    expect(grant).toMatchObject({
      remedyId: d.device.id,
      grantedBy: us().frontline.member.id,
      forPromiseId: d.promise.id,
    })
    const promise = (await world.api('get', `/v1/promises/${grant.promiseId}`, undefined, { as: us().owner })).body
    expect(promise).toMatchObject({ dueAt: '2026-12-03T16:00:00Z', ownerId: us().frontline.member.id })
    expect((await opened(ids)).given).toMatchObject([{ text: promise.wording, state: 'promised' }])
    const evidence = (await world.api('get', `/v1/evidence?about=${d.about}`, undefined, { as: us().owner })).body
    expect(evidence.verified).toBe(true)
    expect(JSON.stringify(evidence)).toContain('promise.choice_made')
    const { rows } = await world.owner.query('select seen, origin from offered_choice where id = $1', [body.id])
    expect(rows[0]).toMatchObject({ seen: SEEN, origin: { address: '203.0.113.7', linkId: ids.viewId } })
    const news = (await world.api('get', '/v1/notifications', undefined, { as: us().frontline })).body.items
    expect(news[0]).toMatchObject({ title: 'The customer chose' })
  })

  test('two telephones at once choose one', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    const { body } = await offer(d)
    const ids = await linkTo(d.promise.id)
    const chosen = await Promise.allSettled(body.options.map(({ id }: { id: string }) => choose(ids, body.id, id)))
    expect(chosen.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await grantsOf(d)).toHaveLength(1)
  })

  test('goes with a new date, in the message that asks for it', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    await world.drainTasks()
    const date = {
      wording: 'Your boiler will be repaired.',
      dueAt: '2026-12-08T16:00:00Z',
      reason: 'A part is missing.',
    }
    const { body } = await offer(d, { date, promiseId: d.promise.id })
    expect(body.promiseId).not.toBe(d.promise.id)
    await world.drainTasks()
    const { items } = (await world.api('get', `/v1/messages?about=${d.about}`, undefined, { as: us().owner })).body
    expect(items).toHaveLength(2)
    const { text } = (await world.api('get', `/v1/messages/${items[0].id}`, undefined, { as: us().owner })).body
    expect(text).toMatch(/New date: .*Tuesday 8 December[\s\S]*You can choose:[\s\S]*We take £20.00 off/)
  })

  test('is refused beyond the limits of whoever offers, twice the same, and too late', async () => {
    const d = await desk()
    expect((await offer(d)).body).toMatchObject({ code: 'authority/offer_beyond' })
    await limit({ perRequest: 5000 })
    const twice = [...optionsOf(d), { remedyId: d.discount.id }]
    expect((await offer(d, { options: twice })).body).toMatchObject({ code: 'authority/offered_twice' })
    expect((await offer(d, { chooseBy: '2026-12-04T16:00:00Z' })).body).toMatchObject({ code: 'authority/choose_by' })
    expect((await offer(d, { chooseBy: START })).body).toMatchObject({ code: 'authority/choose_by' })
    expect((await offer({ ...d, about: `request:${d.promise.id}` })).body).toMatchObject({
      code: 'authority/nothing_promised',
    })
    expect(await listed(d)).toEqual([])
  })

  test('whose limits are used up meanwhile is chosen all the same, and not granted', async () => {
    await limit({ perFirmMonth: 3000 })
    const d = await desk()
    const { body } = await offer(d)
    const other = await matter()
    await made('/v1/remedy-grants', { ...other, remedyId: d.discount.id }, us().frontline)
    const ids = await linkTo(d.promise.id)
    expect(await choose(ids, body.id, body.options[1].id)).toEqual({ granted: false })
    expect(await listed(d)).toMatchObject([{ state: 'chosen', notGranted: 'beyond_limits', grantId: null }])
    expect(await grantsOf(d)).toEqual([])
    await world.drainTasks()
    const news = (await world.api('get', '/v1/notifications', undefined, { as: us().frontline })).body.items
    expect(news[0].title).toMatch(/beyond your limits/)
  })

  test('is over at its time; a link to another page, or one that is switched off, chooses nothing', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    const { body } = await offer(d)
    const [elsewhere, ids] = [await linkTo((await desk()).promise.id), await linkTo(d.promise.id)]
    await expect(choose(elsewhere, body.id, body.options[0].id)).rejects.toEqual(refusal('authority/offer_not_found'))
    const off = await linkTo(d.promise.id)
    await made(`/v1/links/${off.viewId}/revocation`, undefined as never)
    await expect(choose(off, body.id, body.options[0].id)).rejects.toEqual(refusal('conversations/link_revoked'))
    world.clock.set(body.chooseBy)
    await expect(choose(ids, body.id, body.options[0].id)).rejects.toEqual(refusal('authority/choice_over'))
    expect((await opened(ids)).offers).toMatchObject([{ state: 'over' }])
  })

  test('is recorded by staff for the customer', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    const { body } = await offer(d)
    const said = { optionId: body.options[1].id, saidBy: 'Ana', channel: 'phone' }
    const chosen = await made(`/v1/choices/${body.id}/choosing`, said, us().lead)
    expect(chosen).toMatchObject({ state: 'chosen', chosenBy: 'member', saidBy: 'Ana', channel: 'phone' })
    expect(await grantsOf(d)).toMatchObject([{ amount: 2000, grantedBy: us().frontline.member.id }])
  })
})

describe('what is beyond what we can do', () => {
  const possible = 'We repair it on Thursday.'
  const whyNot = 'The maker needs three days for the part.'

  test('is told in one message with why, and what to choose from; kept in the evidence', async () => {
    await limit({ perRequest: 5000 })
    const d = await desk()
    await world.drainTasks()
    const { about, customerId } = d
    const input = { about, customerId, possible, whyNot, restsOn: 'Our conditions, section 4.', options: optionsOf(d) }
    // Thursday is not what was promised: it is said with a reason, or not at all.
    const hasty = await world.api('post', '/v1/decisions', input, { as: us().frontline })
    expect(hasty.body).toMatchObject({ code: 'promises/said_contradicts' })
    const said = await made('/v1/decisions', { ...input, reason: 'Agreed by telephone.' }, us().frontline)
    expect(said).toMatchObject({ kind: 'decision', state: 'open', possible, whyNot })
    await world.drainTasks()
    const { items } = (await world.api('get', `/v1/messages?about=${about}`, undefined, { as: us().owner })).body
    const { text } = (await world.api('get', `/v1/messages/${items[0].id}`, undefined, { as: us().owner })).body
    for (const part of [possible, `Why not more: ${whyNot}`, 'section 4', 'We take £20.00 off.'])
      expect(text).toContain(part)
    const evidence = (await world.api('get', `/v1/evidence?about=${about}`, undefined, { as: us().owner })).body
    expect(evidence.verified).toBe(true)
    expect(JSON.stringify(evidence)).toContain(whyNot)
    const line = (await world.api('get', `/v1/requests/${about.slice(8)}/timeline`, undefined, { as: us().owner })).body
    expect(JSON.stringify(line)).toContain('offer.decided')
  })

  test('may offer nothing, and is never said without what is possible and why', async () => {
    const { about, customerId } = await desk()
    const say = (over: object) =>
      world.api(
        'post',
        '/v1/decisions',
        { about, customerId, possible: 'We repair it.', whyNot, ...over },
        { as: us().frontline },
      )
    expect((await say({ possible: '' })).status).toBe(400)
    expect((await say({ whyNot: undefined })).status).toBe(400)
    const { body } = await say({})
    expect(body).toMatchObject({ state: 'told', options: [], chooseBy: null })
    const chosen = { optionId: body.id, saidBy: 'Ana', channel: 'phone' }
    const refused = await world.api('post', `/v1/choices/${body.id}/choosing`, chosen, { as: us().frontline })
    expect(refused.body.code).toBe('authority/nothing_to_choose')
  })
})
