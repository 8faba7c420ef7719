import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultCalendar } from '#modules/calendars'
import { createService } from '#modules/services'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { fitModel, historyBroughtIn, refreshModel } from './fit-model.ts'
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

/** `count` requests alike, one every six hours back from now, the n-th lasting `hours(n)`; null: never ended. */
const history = (features: Features, count: number, hours: (n: number) => number | null): Observation[] =>
  Array.from({ length: count }, (_, i) => {
    const startedAt = now.subtract({ hours: 6 * (i + 5) })
    const lasted = hours(i + 1)
    const endedAt = lasted === null ? null : startedAt.add({ minutes: Math.round(lasted * 60) })
    return { id: newId(now), features, startedAt, endedAt }
  })
const tell = (rows: Observation[], actor = world.member) =>
  world.within(actor, async (ctx) => {
    await observeMany(ctx, rows)
    await historyBroughtIn(ctx)
  })
const quote = (question: Question, actor = world.member) => world.within(actor, (ctx) => quoteDate(ctx, question))
const hoursOf = (view: Awaited<ReturnType<typeof quote>>) =>
  view.quotes.map(({ seconds }) => (seconds === null ? null : seconds / HOUR))
/** Between 2 and 26 hours, evenly and in no order. */
const upToADay = (n: number): number => 2 + ((n * 37) % 100) * 0.24

describe('a quote', () => {
  beforeAll(async () => {
    await tell(history({ category: 'plumbing', channel: 'phone' }, 400, upToADay))
  })

  it('names the dates by which half, four fifths, nine tenths have ended, and what they rest on', async () => {
    const answer = await quote({ features: { category: 'plumbing', channel: 'phone' }, dueAt: now.add({ hours: 14 }) })
    const [half, most, nearly] = hoursOf(answer) as [number, number, number]
    for (const [found, truth] of [
      [half, 14],
      [most, 21.2],
      [nearly, 23.6],
    ] as const)
      expect(Math.abs(found - truth), `${found} h for ${truth} h`).toBeLessThan(2.5)
    expect(answer.quotes[1]).toMatchObject({ confidence: 0.8, declined: null, extrapolated: false })
    expect(answer.basis).toMatchObject({
      state: 'ready',
      features: ['category', 'channel'],
      similar: expect.any(Number),
      asOf: '2026-11-25T23:00:00Z',
      countedFrom: now.toString(),
      restarted: false,
    })
    expect(answer.basis.similar).toBeGreaterThan(100)
    expect(answer.basis.windowDays).toBeGreaterThan(40)
    expect(answer.chance).toBeGreaterThan(0.4)
    expect(answer.chance).toBeLessThan(0.6)
    const chances = answer.curve.map(({ chance }) => chance)
    expect(chances).toEqual(chances.toSorted((a, b) => a - b))
    expect([answer.policyDefault, answer.causes]).toEqual([null, []])
  })

  it('is the same for every process, and again', async () => {
    const ask = () => quote({ features: { category: 'plumbing', channel: 'phone' } })
    const first = await ask()
    await world.within(world.member, historyBroughtIn)
    expect(await ask(), 'made anew').toEqual(first)
  })

  it('falls back to a wider group where there are too few alike', async () => {
    await tell([
      ...history({ service: 'Roof', category: 'roof', channel: 'web' }, 60, upToADay),
      ...history({ service: 'Roof', category: 'roof', channel: 'phone' }, 10, upToADay),
    ])
    const features = async (known: Features) => (await quote({ features: known })).basis.features
    expect(await features({ service: 'Roof', channel: 'web' })).toEqual(['service', 'channel'])
    expect(await features({ service: 'Roof', channel: 'phone' })).toEqual(['service'])
    expect(await features({ category: 'gutter' })).toEqual([])
  })

  it('counts requests that are still open, and declines what they leave open', async () => {
    await tell(history({ category: 'permits' }, 300, (n) => (n % 5 < 2 ? null : upToADay(n))))
    const answer = await quote({ features: { category: 'permits' }, levels: [0.5, 0.95] })
    expect(answer.quotes[1]).toMatchObject({ dueAt: null, seconds: null, declined: 'not_reached' })
    expect(answer.basis.endedShare).toBeGreaterThan(0.4)
    expect(answer.basis.endedShare).toBeLessThan(0.8)
    expect(hoursOf(answer)[0], 'closed ones alone say 14').toBeGreaterThan(17)
  })

  it('asks on the condition that a request from the past is still open', async () => {
    const startAt = now.subtract({ hours: 20 })
    const answer = await quote({ features: { category: 'plumbing', channel: 'phone' }, startAt })
    for (const { dueAt } of answer.quotes)
      expect(Temporal.Instant.compare(Temporal.Instant.from(dueAt as string), now)).toBe(1)
    expect(answer.basis).toMatchObject({ countedFrom: startAt.toString(), restarted: false })
  })

  it('counts a request older than all of its like as if it came in now, and says so', async () => {
    const answer = await quote({
      features: { category: 'plumbing', channel: 'phone' },
      startAt: now.subtract({ hours: 9000 }),
    })
    expect(answer.basis).toMatchObject({ countedFrom: now.toString(), restarted: true })
    expect(hoursOf(answer)[0]).toBeLessThan(20)
  })

  it('knows nothing of today: neither ends nor beginnings after last midnight', async () => {
    const before = await quote({ features: { category: 'plumbing', channel: 'phone' } })
    await tell(
      Array.from({ length: 200 }, () => ({
        id: newId(now),
        features: { category: 'plumbing', channel: 'phone' },
        startedAt: now.subtract({ hours: 3 }),
        endedAt: now.subtract({ hours: 2 }),
      })),
    )
    const after = await quote({ features: { category: 'plumbing', channel: 'phone' } })
    expect(after.quotes).toEqual(before.quotes)
  })

  it('takes what a log left open as open until the log ends', async () => {
    const rows = history({ category: 'log' }, 300, upToADay).map((row, i) => {
      const censoredAt = row.startedAt.add({ hours: 2 })
      return i % 2 === 0 ? row : { ...row, endedAt: null, censoredAt }
    })
    await tell(rows)
    const [half] = hoursOf(await quote({ features: { category: 'log' }, levels: [0.5] }))
    // Watched for two hours only, they say nothing against the others.
    expect(Math.abs((half as number) - 14)).toBeLessThan(4)
  })

  it('names what delayed such requests only where that was recorded', async () => {
    const rows = history({ category: 'parts' }, 40, upToADay).map((row, i) => ({
      ...row,
      cause: i < 9 ? 'Waiting for a part' : i < 12 ? 'Sick leave' : null,
    }))
    await tell(rows)
    expect((await quote({ features: { category: 'parts' } })).causes).toEqual([
      { cause: 'Waiting for a part', count: 9 },
      { cause: 'Sick leave', count: 3 },
    ])
  })
})

describe('little history', () => {
  it('says so, and offers the policy default of the service in business time', async () => {
    const ask = (question: Question) => quote(question, world.stranger)
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
        declined: 'no_history',
      })),
      basis: { state: 'none', features: [], similar: 0 },
      chance: null,
      curve: [],
      // Thursday 10:00 in Warsaw, opening hours 9 to 17: seven hours today, one on Friday.
      policyDefault: { dueAt: '2026-11-27T09:00:00Z', businessSeconds: 8 * HOUR, calendarId: calendar.id },
    })
    await expect(ask({ features: {}, serviceId: service.id, calendarId: newId(now) })).rejects.toMatchObject({
      kind: 'not_found',
    })
    await tell(history({ category: 'new' }, 12, upToADay), world.stranger)
    expect((await ask({ features: { category: 'new' } })).basis.state, 'too few in all').toBe('thin')
    await tell(history({ category: 'new' }, 60, upToADay), world.stranger)
    expect((await ask({ features: { category: 'new' } })).basis.state, 'less than six weeks').toBe('learning')
  })
})

describe('a long history', () => {
  const features = { category: 'long', channel: 'web' }
  const task = () =>
    fitModel({
      orgId: world.ours,
      gate: world.gate,
      clock: world.clock,
      log: silentLog,
      signal: new AbortController().signal,
    })

  it('is fitted in the background, kept, and read again; until then the quote says so', async () => {
    const rows = Array.from({ length: 20_500 }, (_, i): Observation => {
      const startedAt = now.subtract({ minutes: 24 * 60 + 6 * i })
      return { id: newId(now), features, startedAt, endedAt: startedAt.add({ minutes: Math.round(upToADay(i) * 60) }) }
    })
    await tell(rows)
    const waiting = await quote({ features })
    expect(waiting.quotes.map(({ declined }) => declined)).toEqual(['preparing', 'preparing', 'preparing'])
    expect(waiting.basis).toMatchObject({ state: 'preparing', asOf: null })
    await task()
    const ready = await quote({ features })
    expect(ready.basis.state).toBe('ready')
    expect(Math.abs((hoursOf(ready)[0] as number) - 14)).toBeLessThan(2)
    const made = (await world.eventsOf(world.ours, 'forecast.fitted')).length
    await task()
    expect((await world.eventsOf(world.ours, 'forecast.fitted')).length, 'twice is once').toBe(made)
    await world.within(world.member, historyBroughtIn)
    expect((await quote({ features })).basis.state, 'the earlier model serves meanwhile').toBe('ready')
    expect(await world.gate.run(refreshModel, systemActor(world.ours, 'clock'), {})).toEqual({ planned: true })
    await task()
    expect(await world.gate.run(refreshModel, systemActor(world.ours, 'clock'), {})).toEqual({ planned: false })
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
    expect(answer.basis.features).toEqual([])
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
    expect(answer.chance).toBeGreaterThan(0.9)
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
