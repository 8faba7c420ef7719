import { describe, expect, it } from 'vitest'
import { compileCalendar } from '#library/calendar'
import { whenOpen } from './opening.ts'

const week = { mon: [['09:00', '17:30']], tue: [['09:00', '17:30']] } as const
const calendar = compileCalendar({ timeZone: 'Asia/Kolkata', hours: week, holidays: ['2026-12-01'] })

describe('the time that one would promise', () => {
  it.each([
    ['in hours, the next full hour there', '2026-11-30T10:12:33+05:30', '2026-11-30T11:00:00+05:30'],
    ['a full hour stays', '2026-11-30T11:00:00+05:30', '2026-11-30T11:00:00+05:30'],
    ['closing time stays', '2026-11-30T16:40:00+05:30', '2026-11-30T17:00:00+05:30'],
    ['at night, the next opening', '2026-11-30T05:10:00+05:30', '2026-11-30T09:00:00+05:30'],
    ['after closing, over a holiday and a week', '2026-11-30T18:00:00+05:30', '2026-12-07T09:00:00+05:30'],
  ])('%s', (_, at, expected) => {
    const found = whenOpen(Temporal.Instant.from(at), calendar)
    expect(found.equals(Temporal.Instant.from(expected)), found.toString()).toBe(true)
  })

  it('without another opening, the full hour', () => {
    const once = compileCalendar({ timeZone: 'UTC', hours: {}, overrides: { '2026-11-30': [['09:00', '10:00']] } })
    expect(whenOpen(Temporal.Instant.from('2026-12-01T09:30:00Z'), once).toString()).toBe('2026-12-01T10:00:00Z')
  })
})
