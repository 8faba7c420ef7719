import { describe, expect, it } from 'vitest'
import { DAY, knownAt, type LogPlan, makeLog } from '#test/service-log'
import { compileCalendar } from '../calendar.ts'
import { fitForecast } from './fit.ts'
import type { ForecastModel } from './model.ts'

const FROM = Date.parse('2026-01-05T00:00:00Z')
const features = ['category', 'channel']
const plan = (more: Partial<LogPlan> = {}): LogPlan => ({ days: 150, perDay: 40, from: FROM, ...more })
const learn = (log: Parameters<typeof fitForecast>[0], now: number, zone = 'UTC'): ForecastModel =>
  fitForecast(log, { now, zone, features })
const levels = [0.5, 0.8, 0.9]
const days = (model: ForecastModel, known: object, now: number, confidence: number[] = levels): (number | null)[] =>
  model
    .quote({ ...known, openedAt: now }, { confidence })
    .map(({ dueAt }) => (dueAt === null ? null : (dueAt - now) / DAY))
/** Everything a model says, to compare two of them. */
const answers = (model: ForecastModel, now: number) =>
  ['a', 'b', 'never seen'].flatMap((category) =>
    ['web', 'phone'].map((channel) => [
      model.quote({ category, channel, openedAt: now }, { confidence: levels }),
      model.chanceKept({ category, channel, openedAt: now - DAY }, { dueAt: now + DAY, now }),
      model.curve({ category, channel, openedAt: now - 2 * DAY }, { now }),
    ]),
  )

describe('known distributions', () => {
  it('finds the quantiles of exponential durations, by category and channel', () => {
    const now = FROM + 150 * DAY
    const log = makeLog(plan({ perDay: 120, categories: { a: 2, b: 8 }, channels: ['web', 'phone'] }))
    const model = learn(knownAt(log, now), now)
    for (const [category, channel, median] of [
      ['a', 'web', 2],
      ['a', 'phone', 3],
      ['b', 'web', 8],
      ['b', 'phone', 12],
    ] as const) {
      const truth = levels.map((level) => (median / Math.LN2) * -Math.log(1 - level))
      days(model, { category, channel }, now).forEach((found, i) => {
        expect(
          Math.abs((found as number) / (truth[i] as number) - 1),
          `${category} ${channel} ${levels[i]}`,
        ).toBeLessThan(0.2)
      })
    }
    const half = model.chanceKept({ category: 'a', channel: 'web', openedAt: now }, { dueAt: now + 2 * DAY, now })
    expect(half).toBeGreaterThan(0.43)
    expect(half).toBeLessThan(0.57)
  })

  it('counts what the log lost sight of as longer than that: neither ended then nor open since', () => {
    const now = FROM + 150 * DAY
    const log = knownAt(makeLog(plan({ perDay: 120, categories: { a: 4 }, channels: ['web'] })), now)
    // Every second one was watched for two days only.
    const watched = log.map((one, i) =>
      i % 2 === 0 || (one.closedAt !== null && one.closedAt < one.openedAt + 2 * DAY)
        ? one
        : { ...one, closedAt: null, lostAt: one.openedAt + 2 * DAY },
    )
    const ask = (requests: typeof log) => days(learn(requests, now), { category: 'a', channel: 'web' }, now)
    const truth = levels.map((level) => (4 / Math.LN2) * -Math.log(1 - level))
    ask(watched).forEach((found, i) => {
      expect(Math.abs((found as number) / (truth[i] as number) - 1), `${levels[i]}`).toBeLessThan(0.25)
    })
    const asOpen = watched.map(({ lostAt: _, ...one }: (typeof watched)[number] & { lostAt?: number }) => one)
    expect(ask(asOpen).at(-1), 'open since then: the curve does not come down').toBeNull()
    const cut = now - 2 * DAY
    const model = learn(
      watched.filter(({ openedAt }) => openedAt <= cut),
      cut,
    )
    model.update({ opened: watched.filter(({ openedAt }) => openedAt > cut) }, { now })
    expect(
      model.quote({ category: 'a', channel: 'web', openedAt: now }, { confidence: [0.8] })[0]?.dueAt,
    ).not.toBeNull()
  })

  it('declines at a level that a third of the requests never reach, says why, and names a lower one', () => {
    const now = FROM + 150 * DAY
    const model = learn(knownAt(makeLog(plan({ never: 0.34 })), now), now)
    const [half, most] = model.quote({ category: 'repair', channel: 'web', openedAt: now }, { confidence: [0.5, 0.9] })
    expect(half?.dueAt).toBeGreaterThan(now)
    expect(most?.dueAt).toBeNull()
    expect(most?.reason?.code).toBe('not_reached')
    expect(most?.reason?.reaches).toBeGreaterThan(0.55)
    expect(most?.reason?.reaches).toBeLessThan(0.8)
    expect(most?.reason?.sentence).toMatch(/^\d+ % of such requests have no recorded closing\.$/)
  })

  it('says what it rests on', () => {
    const now = FROM + 150 * DAY
    const [quote] = learn(knownAt(makeLog(plan()), now), now).quote(
      { category: 'repair', channel: 'web', openedAt: now },
      { confidence: [0.9] },
    )
    expect(quote?.basis).toMatchObject({ level: 'category+channel', state: 'ready' })
    expect(quote?.basis.similar).toBeGreaterThan(1000)
    expect(quote?.basis.window).toMatch(/^\d+ days$/)
  })
})

describe('what is not known yet', () => {
  const log = makeLog(plan({ categories: { a: 2, b: 5 }, channels: ['web', 'phone'], never: 0.05 }))
  const now = FROM + 120 * DAY + 10 * 3_600_000

  it('does not look ahead: the log cut off at now gives the same', () => {
    expect(answers(learn(log, now), now)).toEqual(answers(learn(knownAt(log, now), now), now))
  })

  it('a feature that only the future fills in changes nothing', () => {
    const planted = log.map((request) => ({
      ...request,
      closedAt: request.closedAt !== null && request.closedAt > now ? request.closedAt + 90 * DAY : request.closedAt,
      outcome: request.closedAt === null ? '' : 'done',
    }))
    expect(answers(learn(planted, now), now)).toEqual(answers(learn(log, now), now))
  })

  it('a day after the other gives the same as fitting at once', () => {
    const start = FROM + 100 * DAY + 7_000_000
    const model = learn(log, start)
    let last = start
    for (const at of [start + 3_600_000, FROM + 103 * DAY, FROM + 111 * DAY + 5, now]) {
      const opened = log
        .filter(({ openedAt }) => openedAt > last && openedAt <= at)
        .map((one) => ({ ...one, closedAt: null }))
      const closed = log.flatMap(({ id, closedAt }) =>
        closedAt !== null && closedAt > last && closedAt <= at ? [{ id, closedAt }] : [],
      )
      model.update({ opened, closed }, { now: at })
      last = at
    }
    expect(answers(model, now)).toEqual(answers(learn(log, now), now))
  })

  it('comes back from JSON as it was, and goes on the same', () => {
    const model = learn(log, now)
    const back = fitForecast.fromJSON(JSON.parse(JSON.stringify(model)))
    expect(answers(back, now)).toEqual(answers(model, now))
    const later = now + 2 * DAY
    const closed = log.flatMap(({ id, closedAt }) =>
      closedAt !== null && closedAt > now && closedAt <= later ? [{ id, closedAt }] : [],
    )
    expect(answers(back.update({ closed }, { now: later }), later)).toEqual(
      answers(model.update({ closed }, { now: later }), later),
    )
    expect(() => fitForecast.fromJSON({ ...model.toJSON(), version: 0 })).toThrow(/fit it again/)
  })

  it('takes late news where it belongs', () => {
    const late = log.filter(
      ({ openedAt, closedAt }) => openedAt < now - 5 * DAY && closedAt !== null && closedAt < now - 3 * DAY,
    )
    const ids = new Set(late.slice(-50).map(({ id }) => id))
    const model = learn(
      log.map((one) => (ids.has(one.id) ? { ...one, closedAt: null } : one)),
      now,
    )
    model.update(
      { closed: late.slice(-50).map(({ id, closedAt }) => ({ id, closedAt: closedAt as number })) },
      { now: now + 1 },
    )
    // Asking in between changes nothing: what is pending is tried on a copy.
    const again = learn(
      log.map((one) => (ids.has(one.id) ? { ...one, closedAt: null } : one)),
      now,
    )
    for (const one of late.slice(-50)) {
      again.update({ closed: [{ id: one.id, closedAt: one.closedAt as number }] }, { now: now + 1 })
      again.quote({ category: 'a', channel: 'web', openedAt: now }, { confidence: levels })
    }
    expect(answers(again.update({}, { now: now + DAY }), now + DAY)).toEqual(
      answers(model.update({}, { now: now + DAY }), now + DAY),
    )
    const [a, b] = [model, learn(log, now)].map((one) => days(one, { category: 'a', channel: 'web' }, now)[1] as number)
    expect(Math.abs((a as number) / (b as number) - 1)).toBeLessThan(0.1)
  })
})

describe('a process that changes', () => {
  it('is right again three weeks after durations have doubled', () => {
    const changed = 90
    const log = makeLog(plan({ days: 170, perDay: 60, slower: (day) => (day < changed ? 1 : 2) }))
    const model = learn(log, FROM + (changed - 30) * DAY)
    const kept = { before: [0, 0], after: [0, 0] }
    let last = model.now
    for (let day = changed - 30; day < changed + 42; day++) {
      const morning = FROM + day * DAY
      model.update(
        {
          opened: log
            .filter(({ openedAt }) => openedAt > last && openedAt <= morning)
            .map((one) => ({ ...one, closedAt: null })),
          closed: log.flatMap(({ id, closedAt }) =>
            closedAt !== null && closedAt > last && closedAt <= morning ? [{ id, closedAt }] : [],
          ),
        },
        { now: morning },
      )
      last = morning
      const part = day < changed - 10 ? kept.before : day >= changed + 21 ? kept.after : null
      if (!part) continue
      for (const request of log.filter(({ openedAt }) => openedAt > morning && openedAt <= morning + DAY)) {
        const [quote] = model.quote(request, { confidence: [0.9] })
        if (quote?.dueAt == null) continue
        part[0] = (part[0] as number) + 1
        if ((request.closedAt as number) <= quote.dueAt) part[1] = (part[1] as number) + 1
      }
    }
    for (const [quotes, ended] of [kept.before, kept.after] as [number, number][]) {
      expect(quotes).toBeGreaterThan(1000)
      expect(ended / quotes).toBeGreaterThan(0.85)
      expect(ended / quotes).toBeLessThan(0.96)
    }
    const now = FROM + (changed + 42) * DAY
    expect(
      model.quote({ category: 'repair', channel: 'web', openedAt: now }, { confidence: [0.9] })[0]?.basis.changedAbout,
    ).toBeDefined()
  })

  it('tidying up is not work done', () => {
    const now = FROM + 150 * DAY
    const log = makeLog(plan({ never: 0.3 }))
    const tidied = log.map((request) =>
      request.closedAt === null && request.openedAt < now - 20 * DAY
        ? { ...request, closedAt: now - 2 * DAY }
        : request,
    )
    const chance = (list: typeof log) =>
      learn(list, now).chanceKept(
        { category: 'repair', channel: 'web', openedAt: now },
        { dueAt: now + 120 * DAY, now },
      ) as number
    expect(Math.abs(chance(tidied) - chance(log))).toBeLessThan(0.06)
  })
})

describe('the rhythm of the week', () => {
  const log = makeLog(plan({ office: true, perDay: 60 }))
  const now = Date.parse('2026-05-29T16:30:00Z') // a Friday

  it('dates lie in the hours in which things get done', () => {
    const model = learn(knownAt(log, now), now)
    for (let i = 0; i < 60; i++) {
      const openedAt = now + i * 3_500_000
      for (const { dueAt } of model.quote(
        { category: 'repair', channel: 'web', openedAt },
        { confidence: [0.3, 0.5, 0.8, 0.9] },
      )) {
        const due = Temporal.Instant.fromEpochMilliseconds(dueAt as number).toZonedDateTimeISO('UTC')
        expect(due.dayOfWeek, due.toString()).toBeLessThan(6)
        expect(due.hour, due.toString()).toBeGreaterThanOrEqual(8)
        expect(due.hour, due.toString()).toBeLessThan(18)
      }
    }
  })

  it('holidays of the calendar put them off', () => {
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
    const holidays = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05']
    const due = (days: string[]) =>
      fitForecast(knownAt(log, now), {
        now,
        zone: 'UTC',
        features,
        calendar: compileCalendar({ timeZone: 'UTC', hours: week as never, holidays: days }),
      }).quote({ category: 'repair', channel: 'web', openedAt: now }, { confidence: [0.5] })[0]?.dueAt as number
    expect(due(holidays) - due([])).toBeGreaterThan(6 * DAY)
  })
})
