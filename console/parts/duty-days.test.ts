import { expect, test } from 'vitest'
import { daysFrom, dutyDays } from './duty-days.ts'

const ana = [{ id: 'a', name: 'Ana' }]
const span = (fromAt: string, toAt: string, onDuty = ana) => ({ fromAt, toAt, onDuty, gap: onDuty.length === 0 })

test('days begin at midnight in the zone of the team, also where the clock changes', () => {
  expect(daysFrom(Date.parse('2026-11-26T23:30:00Z'), 14, 'Europe/Warsaw')).toEqual({
    from: '2026-11-26T23:00:00.000Z',
    to: '2026-12-10T23:00:00.000Z',
  })
  expect(daysFrom(Date.parse('2026-10-24T12:00:00Z'), 2, 'Europe/Warsaw')).toEqual({
    from: '2026-10-23T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  })
})

test('a night is cut at midnight; gaps stay gaps; what lies outside is left out', () => {
  const days = dutyDays(
    [span('2026-11-26T21:00:00Z', '2026-11-27T05:00:00Z'), span('2026-11-27T08:00:00Z', '2026-11-27T09:00:00Z', [])],
    '2026-11-25T23:00:00Z',
    2,
    'Europe/Warsaw',
  )
  expect(days.map(({ date }) => date)).toEqual(['2026-11-26', '2026-11-27'])
  const [thursday, friday] = days
  expect(thursday?.parts).toMatchObject([{ names: ['Ana'], start: 22 / 24, length: 2 / 24 }])
  expect(friday?.parts).toMatchObject([
    { names: ['Ana'], start: 0, length: 6 / 24, gap: false },
    { names: [], start: 9 / 24, length: 1 / 24, gap: true },
  ])
})

test('a day of 25 hours is filled by 25 hours', () => {
  const [, sunday] = dutyDays(
    [span('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')],
    '2026-10-23T22:00:00Z',
    2,
    'Europe/Warsaw',
  )
  expect(sunday?.parts).toMatchObject([{ start: 0, length: 1 }])
})
