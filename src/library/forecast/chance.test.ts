import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, dice, knownAt, makeLog } from '#test/service-log'
import { compileCalendar } from '../calendar.ts'
import { fitForecast } from './fit.ts'
import type { LoggedRequest } from './news.ts'

const FROM = Date.parse('2026-05-25T00:00:00Z')
const NOW = FROM + 150 * DAY
const HOUR = DAY / 24
const SECOND = 1_000
/** When clocks were put back: what the wall shows twice is one age. */
const SHOWN_TWICE = ['2026-10-25T01:00:00Z', '2026-11-01T06:00:00Z'].map(Date.parse)

/** `count` requests handed from `new` to `doing` to `done`, for whom the state says more than the age. */
function changing(count: number): LoggedRequest[] {
  const random = dice(7)
  return Array.from({ length: count }, (_, i) => {
    const openedAt = FROM + Math.floor(random() * 149 * DAY)
    const taken = openedAt + Math.floor(random() * 6 * DAY)
    const closedAt = taken + Math.floor((0.2 + random()) * DAY)
    const changes = [
      { at: openedAt, state: 'new' },
      { at: taken, state: 'doing', team: 'a' },
    ]
    return { id: `c${i}`, openedAt, closedAt: closedAt > NOW ? null : closedAt, category: 'a', channel: 'web', changes }
  })
}

const setting = { now: NOW, features: ['category', 'channel'] }
const log = (more: object) =>
  knownAt(
    makeLog({
      days: 150,
      perDay: 40,
      from: FROM,
      categories: { a: 2, b: 8 },
      channels: ['web', 'phone'],
      ...more,
    }),
    NOW,
  )
const calendar = compileCalendar({
  timeZone: 'Europe/Warsaw',
  hours: { mon: [['08:00', '18:00']], wed: [['08:00', '18:00']], fri: [['08:00', '16:00']] },
  holidays: ['2026-11-11'],
  overrides: {},
})
const models = {
  'flat, in UTC': fitForecast(log({}), { ...setting, zone: 'UTC' }),
  'office hours, over the end of summer time': fitForecast(log({ office: true }), {
    ...setting,
    zone: 'Europe/Warsaw',
    calendar,
  }),
  'a third never ends': fitForecast(log({ never: 0.34 }), { ...setting, zone: 'America/New_York' }),
  'changes that are known': fitForecast(changing(3_000), { ...setting, zone: 'UTC' }),
  'few of them': fitForecast(log({ perDay: 1 }), { ...setting, zone: 'UTC' }),
}

const asked = fc.record({
  category: fc.constantFrom('a', 'b', 'never seen'),
  channel: fc.constantFrom('web', 'phone', ''),
  age: fc.oneof(fc.double({ min: -2, max: 20, noNaN: true }), fc.double({ min: 0, max: 900, noNaN: true })),
  step: fc.option(
    fc.record({ ago: fc.double({ min: 0, max: 5, noNaN: true }), state: fc.constantFrom('new', 'doing') }),
  ),
  due: fc.oneof(fc.double({ min: 0.01, max: 15, noNaN: true }), fc.double({ min: 0.01, max: 600, noNaN: true })),
  chance: fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constantFrom(0, 0.05, 0.5)),
})
type Case = typeof asked extends fc.Arbitrary<infer T> ? T : never
const requestOf = ({ category, channel, age, step }: Case) => ({
  category,
  channel,
  openedAt: Math.round(NOW - age * DAY),
  ...(step ? { changes: [{ at: Math.round(NOW - step.ago * DAY), state: step.state }] } : {}),
})

describe.each(Object.entries(models))('when a chance will have fallen: %s', (_, model) => {
  it('is the first instant at which it has, and never after the due one', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const request = requestOf(one)
        const dueAt = Math.round(NOW + one.due * DAY)
        const at = model.whenChance(request, { dueAt, chance: one.chance, now: NOW }) as number
        const chanceAt = (now: number) => model.chanceKept(request, { dueAt, now }) as number
        expect(at).toBeGreaterThanOrEqual(NOW)
        expect(at).toBeLessThanOrEqual(dueAt)
        if (SHOWN_TWICE.some((hour) => Math.abs(at - hour) < 2 * HOUR)) return
        if (at < dueAt) expect(chanceAt(at + SECOND)).toBeLessThanOrEqual(one.chance + 1e-5)
        for (const before of [at - SECOND, at - HOUR, (NOW + at) / 2])
          if (before >= NOW && before < at) expect(chanceAt(before)).toBeGreaterThanOrEqual(one.chance - 1e-5)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is later for a lower chance', () => {
    fc.assert(
      fc.property(asked, fc.double({ min: 0, max: 1, noNaN: true }), (one, other) => {
        const dueAt = Math.round(NOW + one.due * DAY)
        const when = (chance: number) => model.whenChance(requestOf(one), { dueAt, chance, now: NOW }) as number
        expect(when(Math.min(one.chance, other))).toBeGreaterThanOrEqual(when(Math.max(one.chance, other)))
      }),
    )
  })
})

describe('the edges', () => {
  const model = models['flat, in UTC']
  const request = { category: 'a', channel: 'web', openedAt: NOW }
  const dueAt = NOW + 3 * DAY
  it.each([
    ['is so already', { dueAt, chance: 0.99, now: NOW }, NOW],
    ['less than nothing', { dueAt, chance: -0.01, now: NOW }, dueAt],
    ['certain', { dueAt, chance: 1, now: NOW }, NOW],
    ['due already', { dueAt: NOW - DAY, chance: 0.5, now: NOW }, NOW],
  ])('%s', (_, asked, expected) => expect(model.whenChance(request, asked)).toBe(expected))

  it('says nothing where nothing has ended', () => {
    const none = fitForecast([], { ...setting, zone: 'UTC' })
    expect(none.whenChance(request, { dueAt, chance: 0.5, now: NOW })).toBeNull()
    expect([none.state, model.state]).toEqual(['none', 'ready'])
  })
})
