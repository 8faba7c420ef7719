import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultCalendar } from '#modules/calendars'
import { createService } from '#modules/services'
import { newId } from '#platform/ids'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import {
  describeObservation,
  endObservation,
  type Observation,
  observe,
  observeMany,
  reopenObservation,
} from './observe.ts'
import { type Question, quoteDate } from './quote-date.ts'
import { quoteForecast } from './quote-forecast.ts'
import type { Features } from './schemas.ts'

const now = Temporal.Instant.from('2026-11-26T09:00:00Z')
const HOUR = 3600

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations(now.toString())
})
afterAll(() => world.close())

/** `count` requests alike, the n-th begun n days ago and ended after `hours(n)`; null: never ended. */
const history = (features: Features, count: number, hours: (n: number) => number | null): Observation[] =>
  Array.from({ length: count }, (_, i) => {
    const startedAt = now.subtract({ hours: 24 * (i + 1) })
    const lasted = hours(i + 1)
    return { id: newId(now), features, startedAt, endedAt: lasted === null ? null : startedAt.add({ hours: lasted }) }
  })
const tell = (rows: Observation[], actor = world.member) => world.within(actor, (ctx) => observeMany(ctx, rows))
const quote = (question: Question, actor = world.member) => world.within(actor, (ctx) => quoteDate(ctx, question))
const hoursOf = (view: Awaited<ReturnType<typeof quote>>) =>
  view.quotes.map(({ seconds }) => (seconds === null ? null : seconds / HOUR))

describe('a quote', () => {
  it('names the dates by which half, four fifths, nine tenths have ended, and what they rest on', async () => {
    await tell(history({ category: 'plumbing', channel: 'phone' }, 100, (n) => n))
    const answer = await quote({ features: { category: 'plumbing', channel: 'phone' }, dueAt: now.add({ hours: 60 }) })
    expect(answer.quotes[1]).toEqual({
      confidence: 0.8,
      dueAt: now.add({ hours: 80 }).toString(),
      promiseAt: now.add({ hours: 80 }).toString(),
      seconds: 80 * HOUR,
      declined: null,
    })
    expect(hoursOf(answer)).toEqual([50, 80, 90])
    expect(answer.basis).toEqual({
      level: 'category+channel',
      features: ['category', 'channel'],
      similar: 100,
      open: 0,
      endedShare: expect.closeTo(0.96),
      clock: 'calendar_time',
      countedFrom: now.toString(),
      restarted: false,
    })
    expect(answer.chance).toBeCloseTo(0.6)
    expect(answer.curve.at(-1)).toEqual({ at: now.add({ hours: 100 }).toString(), chance: expect.closeTo(0.96) })
    expect(answer.curve.length).toBeLessThanOrEqual(61)
    expect([answer.policyDefault, answer.causes]).toEqual([null, []])
  })

  it('falls back to a wider group, the priority given up first', async () => {
    await tell([
      ...history({ service: 'Roof', category: 'roof', channel: 'web' }, 40, (n) => n),
      ...history({ service: 'Roof', category: 'roof', channel: 'phone', priority: 'high' }, 10, (n) => n),
    ])
    const level = async (features: Features) => (await quote({ features })).basis.level
    expect(await level({ service: 'Roof', category: 'roof', channel: 'web', priority: 'high' })).toBe(
      'service+category+channel',
    )
    expect(await level({ service: 'Roof', category: 'roof', channel: 'phone', priority: 'high' })).toBe(
      'service+category',
    )
    expect(await level({ service: 'Roof', category: 'gutter' })).toBe('service')
    expect(await level({ service: 'Garden', area: 'North' })).toBe('all')
  })

  it('counts requests that are still open, and declines what they leave open', async () => {
    // Sixty ended within 60 hours; forty have been open for longer than that.
    await tell(history({ category: 'permits' }, 100, (n) => (n % 5 < 2 ? null : n)))
    const answer = await quote({ features: { category: 'permits' }, levels: [0.5, 0.9] })
    expect(answer.quotes[1]).toMatchObject({ dueAt: null, seconds: null, declined: 'not_reached' })
    expect(answer.basis).toMatchObject({ similar: 100, open: 40 })
    const closedOnly = 50
    expect(hoursOf(answer)[0]).toBeGreaterThan(closedOnly)
  })

  it('asks on the condition that a request from the past is still open', async () => {
    const features = { category: 'plumbing', channel: 'phone' }
    const startAt = now.subtract({ hours: 50 })
    const answer = await quote({ features, startAt })
    // Of the 50 that last longer than 50 hours, half end by 75, four fifths by 90, nine tenths by 95.
    expect(answer.quotes.map((one) => one.dueAt)).toEqual(
      [75, 90, 95].map((hours) => startAt.add({ hours }).toString()),
    )
    expect(answer.basis).toMatchObject({ countedFrom: startAt.toString(), restarted: false })
    expect(answer.curve[0]?.at).toBe(startAt.add({ hours: 51 }).toString())
  })

  it('counts a request older than all of its like as if it came in now, and says so', async () => {
    const answer = await quote({
      features: { category: 'plumbing', channel: 'phone' },
      startAt: now.subtract({ hours: 9000 }),
    })
    expect(answer.basis).toMatchObject({ countedFrom: now.toString(), restarted: true })
    expect(hoursOf(answer)).toEqual([50, 80, 90])
  })

  it('knows nothing of the future: neither ends nor beginnings after now', async () => {
    const [one] = history({ category: 'later' }, 1, () => 48)
    await tell([
      { ...(one as Observation), id: newId(now), startedAt: now.add({ hours: 1 }), endedAt: now.add({ hours: 2 }) },
      ...history({ category: 'later' }, 30, () => 1000),
    ])
    const answer = await quote({ features: { category: 'later' }, levels: [0.5] })
    expect(answer.basis.level).toBe('all')
  })

  it('takes what a log left open as open until the log ends', async () => {
    const censoredAt = now.subtract({ hours: 24 * 200 })
    const startedAt = censoredAt.subtract({ hours: 10 })
    await tell([
      ...history({ category: 'log' }, 30, () => 20),
      ...Array.from({ length: 30 }, () => ({ id: newId(now), features: { category: 'log' }, startedAt, censoredAt })),
    ])
    const answer = await quote({ features: { category: 'log' }, levels: [0.9] })
    // Watched for ten hours only, they say nothing against the 20 hours of the others.
    expect(answer).toMatchObject({ basis: { similar: 60, open: 30 }, quotes: [{ seconds: 20 * HOUR }] })
  })

  it('reads the newest thousand', async () => {
    await tell([
      ...history({ category: 'many' }, 1000, () => 2),
      ...history({ category: 'many' }, 50, () => 4).map(aged),
    ])
    expect((await quote({ features: { category: 'many' }, levels: [0.99] })).basis.similar).toBe(1000)
  })

  it('names what delayed such requests only where that was recorded', async () => {
    const rows = history({ category: 'parts' }, 40, (n) => n).map((row, i) => ({
      ...row,
      cause: i < 9 ? 'Waiting for a part' : i < 12 ? 'Sick leave' : null,
    }))
    await tell(rows)
    expect((await quote({ features: { category: 'parts' } })).causes).toEqual([
      { cause: 'Waiting for a part', count: 9 },
      { cause: 'Sick leave', count: 3 },
    ])
  })

  it('leaves the request itself out', async () => {
    const rows = history({ category: 'self' }, 31, (n) => n)
    await tell(rows)
    const exceptId = rows[0]?.id
    expect((await quote({ features: { category: 'self' }, exceptId })).basis).toMatchObject({
      level: 'category',
      similar: 30,
    })
  })
})

const aged = (row: Observation): Observation => ({
  ...row,
  startedAt: row.startedAt.subtract({ hours: 24 * 2000 }),
  endedAt: null,
})

describe('little history', () => {
  it('says so, and offers the policy default of the service in business time', async () => {
    const ask = (question: Question) => quote(question, world.stranger)
    await tell(
      history({ category: 'new' }, 4, (n) => (n === 1 ? null : n)),
      world.stranger,
    )
    const service = await world.gate.run(createService, world.stranger, {
      name: 'New service',
      defaultSeconds: 8 * HOUR,
    })
    const without = await ask({ features: { category: 'new' }, serviceId: service.id })
    expect(without.policyDefault, 'no calendar yet').toBeNull()
    const calendar = await world.within(world.stranger, (ctx) =>
      createDefaultCalendar(ctx, { country: 'PL', zone: 'Europe/Warsaw' }),
    )
    const answer = await ask({ features: { category: 'new' }, serviceId: service.id, dueAt: now.add({ hours: 1 }) })
    expect(answer).toMatchObject({
      quotes: [0.5, 0.8, 0.9].map((confidence) => ({
        confidence,
        dueAt: null,
        promiseAt: null,
        seconds: null,
        declined: 'too_few',
      })),
      basis: { level: 'default', features: [], similar: 4, open: 1, endedShare: null },
      chance: null,
      curve: [],
      // Thursday 10:00 in Warsaw, opening hours 9 to 17: seven hours today, one on Friday.
      policyDefault: { dueAt: '2026-11-27T09:00:00Z', businessSeconds: 8 * HOUR, calendarId: calendar.id },
    })
    await expect(ask({ features: {}, serviceId: service.id, calendarId: newId(now) })).rejects.toMatchObject({
      kind: 'not_found',
    })
  })
})

describe('observations', () => {
  const stored = async (id: string) => {
    const { rows } = await world.owner.query(
      'select category, team, started_at, ended_at, censored_at, cause from forecast_observation where org_id = $1 and id = $2',
      [world.ours, id],
    )
    return rows
  }
  const within = (work: Parameters<typeof world.within<void>>[1]) => world.within(world.member, work)

  it('are told, described, ended, reopened; told again, nothing doubles and the newer knowledge holds', async () => {
    const id = newId(now)
    const startedAt = now.subtract({ hours: 5 })
    await within((ctx) => observe(ctx, { id, features: { category: 'told', team: 'A' }, startedAt }))
    await within((ctx) => observe(ctx, { id, features: { category: 'told', team: 'A' }, startedAt }))
    expect(await stored(id)).toEqual([
      expect.objectContaining({ category: 'told', team: 'A', ended_at: null, cause: null }),
    ])
    await within((ctx) => describeObservation(ctx, id, { category: 'described' }))
    await within((ctx) => endObservation(ctx, id, now, 'Sick leave'))
    expect(await stored(id)).toEqual([
      expect.objectContaining({
        category: 'described',
        team: '',
        ended_at: new Date(now.epochMilliseconds),
        cause: 'Sick leave',
      }),
    ])
    await within((ctx) => reopenObservation(ctx, id))
    expect(await stored(id)).toEqual([expect.objectContaining({ ended_at: null, cause: 'Sick leave' })])
    await within((ctx) => observe(ctx, { id, features: { category: 'described' }, startedAt, endedAt: now }))
    expect(await stored(id)).toEqual([
      expect.objectContaining({ ended_at: new Date(now.epochMilliseconds), cause: null }),
    ])
  })

  it('are told by the thousand, an id that comes twice once', async () => {
    const rows = history({ category: 'bulk' }, 4500, (n) => n)
    await tell([...rows, { ...(rows[0] as Observation), features: { category: 'bulk', team: 'last' } }])
    const { rows: counted } = await world.owner.query(
      "select count(*)::int as n, count(*) filter (where team = 'last')::int as last from forecast_observation where category = 'bulk'",
    )
    expect(counted).toEqual([{ n: 4500, last: 1 }])
  })

  it('of another organization are neither seen nor touched', async () => {
    const [row] = history({ category: 'secret' }, 1, () => 1)
    const { id } = row as Observation
    await tell([row as Observation])
    const spoil = async (work: Parameters<typeof world.within<void>>[1]) => world.within(world.stranger, work)
    await spoil((ctx) => endObservation(ctx, id, now))
    await spoil((ctx) => describeObservation(ctx, id, { category: 'spoilt' }))
    expect(await stored(id)).toEqual([expect.objectContaining({ category: 'secret' })])
    const answer = await quote({ features: { category: 'plumbing', channel: 'phone' } }, world.stranger)
    expect(answer.basis).toMatchObject({ level: 'default', similar: 0 })
  })
})

describe('the operation', () => {
  const ask = (input: object, actor = world.member) => world.gate.run(quoteForecast, actor, input)

  it('quotes for a request that is not there yet', async () => {
    const answer = await ask({
      category: 'plumbing',
      channel: 'phone',
      confidence: '0.5,0.95',
      dueAt: '2026-11-28T09:00:00Z',
    })
    expect(answer.quotes.map((one) => one.confidence)).toEqual([0.5, 0.95])
    expect(answer.chance).toBeCloseTo(0.48)
    expect(await world.eventsOf(world.ours, 'forecast.quoted'), 'a question changes nothing').toEqual([])
  })

  it('refuses the wrong person and wrong input', async () => {
    await expect(ask({}, world.limitedTo())).rejects.toMatchObject({ kind: 'forbidden' })
    for (const input of [
      { confidence: '0.5,high' },
      { confidence: '1' },
      { confidence: '' },
      { startAt: 'yesterday' },
      { dueAt: '2300-01-01T00:00:00Z' },
      { serviceId: 'x' },
      { team: 'A' },
    ])
      await expect(ask(input)).rejects.toMatchObject({ kind: 'invalid' })
  })
})
