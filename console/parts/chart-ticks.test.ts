import { expect, test } from 'vitest'
import { chartTicks } from './chart-ticks.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.parse('2026-11-26T09:20:00Z')
const midnight = (days: number) => Date.parse('2026-11-26T00:00:00Z') + days * day

test.each([
  ['hours', 8 * hour, ['time 10:00', 'time 12:00', 'time 14:00', 'time 16:00']],
  ['a day', 20 * hour, ['time 12:00', 'time 18:00', 'time 00:00']],
  ['two weeks', 15 * day, ['day 00:00', 'day 00:00']],
])('%s are marked at round instants', (_, length, expected) => {
  const ticks = chartTicks(now, now + length, 4, midnight)
  expect(ticks.map(({ at, names }) => `${names} ${new Date(at).toISOString().slice(11, 16)}`)).toEqual(expected)
})

test('never more than there is room for, always inside', () => {
  for (let length = hour; length < 700 * day; length *= 1.3) {
    const ticks = chartTicks(now, now + length, 4, midnight)
    expect(ticks.length).toBeLessThanOrEqual(4)
    for (const { at } of ticks) expect(at > now && at < now + length).toBe(true)
  }
})
