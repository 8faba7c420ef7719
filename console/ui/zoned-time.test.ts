import { describe, expect, it } from 'vitest'
import { instantAt, wallTime } from './zoned-time.ts'

describe('wall time and instants', () => {
  it.each([
    ['2026-11-26T15:00:00.000Z', 'Europe/Madrid', '2026-11-26', '16:00'],
    ['2026-07-01T22:30:00.000Z', 'Europe/Lisbon', '2026-07-01', '23:30'],
    ['2026-11-26T03:00:00.000Z', 'America/New_York', '2026-11-25', '22:00'],
    ['2026-11-26T00:15:00.000Z', 'Asia/Kathmandu', '2026-11-26', '06:00'],
  ])('reads %s in %s', (at, zone, date, time) => {
    expect(wallTime(at, zone)).toEqual({ date, time })
    expect(instantAt({ date, time }, zone)).toBe(at)
  })

  it('takes the first of two equal times when the clock goes back', () => {
    expect(instantAt({ date: '2026-10-25', time: '02:30' }, 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('reads a time that the clock skips with the offset before', () => {
    expect(instantAt({ date: '2026-03-29', time: '02:30' }, 'Europe/Madrid')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('agrees with Temporal through two years in zones with odd rules', () => {
    for (const zone of ['Europe/London', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Africa/Casablanca'])
      for (let hours = 0; hours < 2 * 8760; hours += 7) {
        const wall = Temporal.PlainDateTime.from('2026-01-01T00:30').add({ hours })
        const [date = '', time = ''] = wall.toString().slice(0, 16).split('T')
        const expected = wall.toZonedDateTime(zone).toInstant().toString()
        expect(Date.parse(instantAt({ date, time }, zone) ?? '')).toBe(Date.parse(expected))
      }
  })

  it('refuses what is no date', () => {
    expect(instantAt({ date: '', time: '10:00' }, 'UTC')).toBeNull()
    expect(instantAt({ date: '2026-13-01', time: '10:00' }, 'UTC')).toBeNull()
  })
})
