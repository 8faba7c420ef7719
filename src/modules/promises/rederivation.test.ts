import { expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { type CountedClock, deriveDue } from './clock.ts'
import { countedFrom, endangers, type Running, rederive } from './rederivation.ts'

const week = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']] } as const
const open = compileCalendar({ timeZone: 'UTC', hours: week })
const closedTuesday = compileCalendar({ timeZone: 'UTC', hours: week, holidays: ['2026-12-01'] })

const START = '2026-11-30T10:00:00Z'
const clock: CountedClock = {
  type: 'counted',
  calendarId: '',
  calendarVersion: 1,
  tzRevision: '2026a',
  startAt: START,
  duration: { unit: 'business_days', n: 1, at: 'close' },
  pauses: [],
}
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds
const [TUESDAY, WEDNESDAY] = [ms('2026-12-01T17:00:00Z'), ms('2026-12-02T17:00:00Z')]
const running = (over: Partial<Running> = {}): Running => ({
  ...countedFrom(clock),
  dueMs: TUESDAY,
  windowFromMs: null,
  answerByMs: null,
  told: false,
  paused: false,
  ...over,
})

test('the promise is due on Tuesday while Tuesday is open', () => {
  expect(deriveDue(clock, open, ms(START))).toBe(TUESDAY)
  expect(rederive(running(), open)).toEqual({ what: 'agrees' })
})

test.each<[string, Partial<Running>, object]>([
  ['untold, the date follows', {}, { what: 'moves', dueMs: WEDNESDAY }],
  ['told, the date stands', { told: true }, { what: 'differs', dueMs: WEDNESDAY }],
  ['told, and agreeing again', { told: true, dueMs: WEDNESDAY }, { what: 'agrees' }],
  ['paused, nothing is derived', { paused: true }, { what: 'stands' }],
  ['paused and told, nothing either', { paused: true, told: true }, { what: 'stands' }],
  ['a window that begins before', { windowFromMs: TUESDAY - 1 }, { what: 'moves', dueMs: WEDNESDAY }],
  ['a window that begins after', { windowFromMs: WEDNESDAY }, { what: 'differs', dueMs: WEDNESDAY }],
  ['an answer awaited until due', { answerByMs: WEDNESDAY }, { what: 'moves', dueMs: WEDNESDAY }],
  ['an answer awaited for longer', { answerByMs: WEDNESDAY + 1 }, { what: 'differs', dueMs: WEDNESDAY }],
])('%s', (_, over, expected) => {
  expect(rederive(running(over), closedTuesday)).toEqual(expected)
})

test('only a told date that comes later is in danger', () => {
  const of = (over: Partial<Running>) => endangers(rederive(running(over), closedTuesday), running(over).dueMs)
  expect(of({ told: true })).toBe(true)
  expect(of({ told: true, dueMs: WEDNESDAY + 1 })).toBe(false)
  expect(of({})).toBe(false)
})

test('what lies beyond the years of calendars changes nothing', () => {
  const far = { ...clock, startAt: '2199-12-30T10:00:00Z', duration: { unit: 'business_days', n: 400, at: 'close' } }
  expect(rederive(running(countedFrom(far as CountedClock)), open)).toEqual({ what: 'agrees' })
})
