import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { quietOf } from '#modules/conversations'
import { type Dates, dateBy, lastMoment, windowBefore } from './recovery.ts'

const at = (text: string) => Temporal.Instant.from(text)
const days = ['mon', 'tue', 'wed', 'thu', 'fri']
const hours = Object.fromEntries(days.map((day) => [day, [['09:00', '17:00']]]))
const london = compileCalendar({
  timeZone: 'Europe/London',
  hours: hours as never,
  holidays: [],
  overrides: {},
}).instants
const home = { timeZone: 'Europe/London', quietHours: null }

describe('the last moment', () => {
  // Two hours before due, then half an hour of business time to act in; due on a Friday unless it says otherwise.
  const cases: [what: string, due: string, contact: typeof home | null, hours: boolean, moment: string][] = [
    ['in the afternoon', '2026-11-27T16:00:00Z', home, true, '2026-11-27T13:30:00Z'],
    ['at opening time: the evening before', '2026-11-27T09:00:00Z', home, true, '2026-11-26T16:30:00Z'],
    ['at eleven: as we opened', '2026-11-27T11:15:00Z', home, true, '2026-11-26T16:45:00Z'],
    ['on a Monday morning: on Friday', '2026-11-30T10:00:00Z', home, true, '2026-11-27T16:30:00Z'],
    [
      'without business hours, at night: before they sleep',
      '2026-11-27T04:00:00Z',
      home,
      false,
      '2026-11-26T20:59:00Z',
    ],
    ['without a contact', '2026-11-27T04:00:00Z', null, false, '2026-11-27T02:00:00Z'],
  ]
  test.each(cases)('%s', (_, due, contact, open, moment) => {
    expect(lastMoment(at(due), contact, open ? london : null)).toEqual(at(moment))
  })
  test('of a contact whose night is our day lies in an hour of both, where there is one', () => {
    const sydney = { timeZone: 'Australia/Sydney', quietHours: null }
    const moment = lastMoment(at('2026-11-27T12:00:00Z'), sydney, london)
    expect(quietOf(moment, sydney)).toBeNull()
    expect(london.isOpen(moment)).toBe(true)
  })
  test('leaves two hours at least, wakes nobody and has somebody at work, over the changes of clocks', () => {
    const zones = ['Europe/London', 'Europe/Warsaw', 'America/New_York', 'Pacific/Auckland', 'Australia/Lord_Howe']
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
        fc.constantFrom(...zones),
        fc.boolean(),
        (ms, timeZone, open) => {
          const due = Temporal.Instant.fromEpochMilliseconds(ms)
          const moment = lastMoment(due, { timeZone, quietHours: null }, open ? london : null)
          expect(due.since(moment).total('hours')).toBeGreaterThanOrEqual(2)
          expect(quietOf(moment, { timeZone, quietHours: null })).toBeNull()
        },
      ),
    )
  })
})

describe('a new date', () => {
  const facts = { dueAt: at('2026-11-27T15:00:00Z'), now: at('2026-11-26T10:00:00Z'), calendar: london, nearest: null }
  const cases: [what: string, dates: Dates, more: Partial<Parameters<typeof dateBy>[1]>, expected: string | null][] = [
    ['so much business time later', { by: 'shift', businessSeconds: 4 * 3600 }, {}, '2026-11-30T11:00:00Z'],
    [
      'so much later than now, of what is overdue',
      { by: 'shift', businessSeconds: 3600 },
      { dueAt: at('2026-11-26T09:00:00Z') },
      '2026-11-26T11:00:00Z',
    ],
    ['the same for all', { by: 'fixed', at: '2026-12-01T12:00:00Z' }, {}, '2026-12-01T12:00:00Z'],
    ['none that is earlier than what was promised', { by: 'fixed', at: '2026-11-27T12:00:00Z' }, {}, null],
    ['none that has passed', { by: 'fixed', at: '2026-11-26T09:30:00Z' }, { dueAt: at('2026-11-26T09:00:00Z') }, null],
    [
      'as history says',
      { by: 'forecast', confidence: 0.9 },
      { nearest: (confidence) => (confidence === 0.9 ? at('2026-12-02T10:00:00Z') : null) },
      '2026-12-02T10:00:00Z',
    ],
    ['none where history is silent', { by: 'forecast', confidence: 0.9 }, {}, null],
    ['none where history does not reach', { by: 'forecast', confidence: 0.9 }, { nearest: () => null }, null],
  ]
  test.each(cases)('%s', (_, dates, more, expected) => {
    expect(dateBy(dates, { ...facts, ...more })?.toString() ?? null).toBe(expected)
  })
})

test('an arrival window stays as long as it was', () => {
  const promise = { windowFrom: at('2026-11-27T13:00:00Z'), dueAt: at('2026-11-27T15:00:00Z') }
  expect(windowBefore(at('2026-12-01T12:00:00Z'), promise)).toEqual(at('2026-12-01T10:00:00Z'))
  expect(windowBefore(at('2026-12-01T12:00:00Z'), { ...promise, windowFrom: null })).toBeUndefined()
})
