import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { type CountedClock, deriveDue } from './clock.ts'
import type { Duration } from './duration.ts'
import { explainClock, LISTED } from './explain.ts'

const week = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ] as [string, string][],
  ]),
)
const calendar = compileCalendar({ timeZone: 'Europe/Warsaw', hours: week, holidays: ['2026-11-27'] })
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const text = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()
const clockOf = (duration: Duration, pauses: CountedClock['pauses'] = []): CountedClock => ({
  type: 'counted',
  calendarId: '',
  calendarVersion: 1,
  tzRevision: '2026a',
  startAt: '2026-11-26T10:00:00Z',
  duration,
  pauses,
})
const explain = (clock: CountedClock) => explainClock(clock, calendar, ms('2026-12-01T12:00:00Z'))

describe('business time', () => {
  test('is listed by local date, over the break and the holiday', () => {
    const { times, dueMs, days } = explain(clockOf({ unit: 'business_seconds', n: 6 * 3600 }))
    expect(times.map(({ date, from, to, seconds }) => [date, text(from), text(to), seconds / 3600])).toEqual([
      ['2026-11-26', '2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z', 1],
      ['2026-11-26', '2026-11-26T12:00:00Z', '2026-11-26T16:00:00Z', 4],
      ['2026-11-30', '2026-11-30T08:00:00Z', '2026-11-30T09:00:00Z', 1],
    ])
    expect([text(dueMs), days]).toEqual(['2026-11-30T09:00:00Z', []])
  })

  test('leaves pauses out, and says what they took', () => {
    const pause = { from: '2026-11-26T13:00:00Z', to: '2026-11-26T20:00:00Z' }
    const { times, pauses } = explain(clockOf({ unit: 'business_seconds', n: 3 * 3600 }, [pause]))
    expect(times.map(({ from, to }) => [text(from), text(to)])).toEqual([
      ['2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z'],
      ['2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z'],
      ['2026-11-30T08:00:00Z', '2026-11-30T09:00:00Z'],
    ])
    expect(pauses).toEqual([{ ...pause, seconds: 7 * 3600, businessSeconds: 3 * 3600 }])
  })

  test('a pause in the middle of an opening cuts it', () => {
    const pause = { from: '2026-11-26T13:00:00Z', to: '2026-11-26T14:00:00Z' }
    const { times } = explain(clockOf({ unit: 'business_seconds', n: 3 * 3600 }, [pause]))
    expect(times.slice(1).map(({ from, to }) => [text(from), text(to)])).toEqual([
      ['2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z'],
      ['2026-11-26T14:00:00Z', '2026-11-26T15:00:00Z'],
    ])
  })

  test('long lists are cut, and say by how much', () => {
    const { times, moreTimes } = explain(clockOf({ unit: 'business_seconds', n: 200 * 3600 }))
    expect([times.length, moreTimes]).toEqual([58, 0])
    const long = explain(clockOf({ unit: 'business_seconds', n: 700 * 3600 }))
    expect([long.times.length, long.moreTimes > 100]).toEqual([LISTED, true])
  })
})

test.each<[Duration, string[]]>([
  [{ unit: 'business_days', n: 2, at: 'close' }, ['2026-11-30', '2026-12-01']],
  [{ unit: 'business_days', n: 0, at: 'close' }, []],
  [{ unit: 'days', n: 2, at: 'same_time' }, ['2026-11-27', '2026-11-28']],
  [{ unit: 'months', n: 2, at: 'same_time' }, ['2026-12-26', '2027-01-26']],
])('%j counts these days', (duration, dates) => {
  const { days, moreDays, times } = explain(clockOf(duration))
  expect(days.map(({ date }) => date)).toEqual(dates)
  expect([moreDays, times]).toEqual([0, []])
})

test('of many days the first are listed', () => {
  const { days, moreDays } = explain(clockOf({ unit: 'business_days', n: 100, at: 'close' }))
  expect([days.length, moreDays]).toEqual([LISTED, 100 - LISTED])
})

test('what is listed adds up to the duration and ends at the due instant that the clock derives', () => {
  const hour = fc.integer({ min: 0, max: 100 })
  const pauses = fc.array(fc.tuple(hour, hour), { maxLength: 3 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300_000 }), pauses, (n, list) => {
      const from = (h: number) => text(ms('2026-11-26T10:00:00Z') + h * 3_600_000)
      const clock = clockOf(
        { unit: 'business_seconds', n },
        list.map(([after, long]) => ({ from: from(after), to: from(after + long) })),
      )
      const { times, dueMs, moreTimes } = explain(clock)
      expect(dueMs).toBe(deriveDue(clock, calendar, 0))
      expect(moreTimes).toBe(0)
      expect(times.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(n, 5)
      expect(times.at(-1)?.to).toBe(dueMs)
    }),
  )
})
