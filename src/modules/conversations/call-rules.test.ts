import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { contactQuietUntil } from '#modules/promises'
import { callTimes, isTriedAgain } from './call-rules.ts'

const at = (text: string) => Temporal.Instant.from(text)
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
const london = compileCalendar({
  timeZone: 'Europe/London',
  hours: week as never,
  holidays: [],
  overrides: {},
}).instants
const contact = { timeZone: 'Europe/Madrid', quietHours: null }

const cases: [what: string, from: string, due: string | null, urgent: boolean, notBefore: string, dueAt: string][] = [
  ['within four business hours', '2026-11-26T10:00:00Z', null, false, '2026-11-26T10:00:00Z', '2026-11-26T14:00:00Z'],
  ['over the night', '2026-11-26T16:00:00Z', null, false, '2026-11-26T16:00:00Z', '2026-11-27T12:00:00Z'],
  ['on Monday, of a weekend', '2026-11-28T10:00:00Z', null, false, '2026-11-30T09:00:00Z', '2026-11-30T13:00:00Z'],
  [
    'before it is due',
    '2026-11-26T10:00:00Z',
    '2026-11-26T11:30:00Z',
    false,
    '2026-11-26T10:00:00Z',
    '2026-11-26T11:30:00Z',
  ],
  [
    'at once, due before we open',
    '2026-11-26T18:00:00Z',
    '2026-11-27T08:30:00Z',
    false,
    '2026-11-26T18:00:00Z',
    '2026-11-27T08:30:00Z',
  ],
  [
    'within half an hour, if urgent',
    '2026-11-26T22:00:00Z',
    '2026-11-27T08:30:00Z',
    true,
    '2026-11-26T22:00:00Z',
    '2026-11-26T22:30:00Z',
  ],
]

describe('when somebody is called', () => {
  test.each(cases)('%s', (_, from, due, urgent, notBefore, dueAt) => {
    const times = callTimes({
      from: at(from),
      urgent,
      contact,
      calendar: london,
      promiseDue: due === null ? null : at(due),
    })
    expect(times).toEqual({ notBefore: at(notBefore), dueAt: at(dueAt) })
  })
  test('while they are awake, of a contact on the other side of the world', () => {
    const away = { timeZone: 'Australia/Sydney', quietHours: null }
    // We open at 20:00 of theirs and close at 04:00: there is an hour for both.
    const times = callTimes({
      from: at('2026-11-26T12:00:00Z'),
      urgent: false,
      contact: away,
      calendar: london,
      promiseDue: null,
    })
    expect(times.notBefore).toEqual(at('2026-11-27T09:00:00Z'))
  })
  test('without business hours, in any', () => {
    const from = at('2026-11-26T12:00:00Z')
    const times = callTimes({ from, urgent: false, contact, calendar: null, promiseDue: null })
    expect(times).toEqual({ notBefore: from, dueAt: from.add({ hours: 4 }) })
  })
  test('never in quiet hours when nothing presses, and never due before it may be made', () => {
    const instant = fc
      .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
    fc.assert(
      fc.property(instant, (from) => {
        const { notBefore, dueAt } = callTimes({ from, urgent: false, contact, calendar: london, promiseDue: null })
        expect(contactQuietUntil(notBefore, contact)).toBeNull()
        expect(london.isOpen(notBefore)).toBe(true)
        expect(Temporal.Instant.compare(notBefore, dueAt)).toBe(-1)
      }),
    )
  })
})

test.each([
  [1, false, false, true],
  [2, false, false, true],
  [3, false, false, false],
  [1, false, true, true],
  [2, false, true, false],
  [1, true, true, false],
])('after %i calls (urgent: %s, another channel: %s) it is tried again: %s', (attempts, urgent, hasOther, again) => {
  expect(isTriedAgain(attempts, { urgent, hasOther })).toBe(again)
})
