import { describe, expect, it } from 'vitest'
import { fittingFacts, presetMoment, withoutEmpty } from './situation.ts'

// A Thursday, 23:30 in UTC: Friday already in Warsaw.
const thursday = Date.parse('2026-11-26T23:30:00Z')

describe('presets', () => {
  it.each([
    ['fridayEvening', 'UTC', { date: '2026-11-27', time: '17:50' }],
    ['fridayEvening', 'Europe/Warsaw', { date: '2026-11-27', time: '17:50' }],
    ['saturdayNoon', 'Pacific/Auckland', { date: '2026-11-28', time: '12:00' }],
    ['now', 'UTC', null],
  ] as const)('%s in %s', (preset, zone, moment) => {
    expect(presetMoment(preset, thursday, zone, [])).toEqual(moment)
  })

  it('takes the working day right before a holiday, and none where there is none', () => {
    const christmas = ['2026-12-26', '2026-12-25', '2026-11-30']
    // Before Monday 30 November lies a Sunday; before the 26th another holiday.
    expect(presetMoment('holidayEve', thursday, 'UTC', christmas)).toEqual({ date: '2026-12-24', time: '16:00' })
    expect(presetMoment('holidayEve', thursday, 'UTC', ['2026-11-01'])).toBeNull()
    expect(presetMoment('holidayEve', thursday, 'UTC', [])).toBeNull()
  })
})

describe('facts', () => {
  it('fit the conditions', () => {
    expect(fittingFacts('request_opened', { kinds: ['complaint', 'job'], languages: ['pl'] })).toEqual({
      kind: 'complaint',
      language: 'pl',
    })
  })

  it('begin with a mail where a message comes in on any channel', () => {
    expect(fittingFacts('message_in', {})).toEqual({ channel: 'email' })
    expect(fittingFacts('message_in', { channels: ['phone'] })).toEqual({ channel: 'phone' })
  })

  it('leave out what is not known', () => {
    expect(withoutEmpty({ channel: '', stage: undefined, kind: 'job' })).toEqual({ kind: 'job' })
  })
})
