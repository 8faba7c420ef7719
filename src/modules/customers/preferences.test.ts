import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, NO_PREFERENCES, preferencesOf, standOf } from './preferences.ts'

describe('quiet hours in a row', () => {
  test.each([
    ['the night of the firm', null, { quiet_from: null, quiet_to: null, quiet_none: false }],
    ['none', 'none', { quiet_from: null, quiet_to: null, quiet_none: true }],
    ['across midnight', { from: '20:30', to: '09:00' }, { quiet_from: '20:30', quiet_to: '09:00', quiet_none: false }],
  ] as const)('%s', (_, quietHours, columns) => {
    expect(columnsOf({ quietHours })).toEqual(columns)
  })

  test('what is left out is left as it is', () => {
    expect(columnsOf({})).toEqual({})
    expect(columnsOf({ nameToUse: '' })).toEqual({ name_to_use: '' })
  })

  test('the seconds of the database are left away', () => {
    const row = { ...NO_PREFERENCES, quiet_from: '21:00:00', quiet_to: '08:00:00' }
    expect(preferencesOf(row).quietHours).toEqual({ from: '21:00', to: '08:00' })
  })

  test('what is written is read again', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map((pair) => pair.map((n) => `${n}`.padStart(2, '0')).join(':'))
    const wanted = fc.record({
      nameToUse: fc.string(),
      preferredChannel: fc.constantFrom('email' as const, 'phone' as const, null),
      quietHours: fc.oneof(fc.constantFrom('none' as const, null), fc.record({ from: time, to: time })),
      standingRequests: fc.string(),
    })
    fc.assert(
      fc.property(wanted, (preferences) => {
        expect(preferencesOf({ ...NO_PREFERENCES, ...columnsOf(preferences) })).toEqual(preferences)
      }),
    )
  })
})

test('silence is no consent', () => {
  expect([null, true, false].map(standOf)).toEqual(['none', 'given', 'withdrawn'])
})
