import { expect, test } from 'vitest'
import { nextMonday, nineOf } from './moments.ts'

const day = (date: Date) => [date.getDate(), date.getDay(), date.getHours()]

test.each([
  ['on a Wednesday', new Date(2026, 10, 25, 15), 30],
  ['on a Sunday', new Date(2026, 10, 29, 23), 30],
  ['on a Monday', new Date(2026, 10, 30, 7), 7],
])('the next Monday, %s', (_, from, date) => {
  expect(day(nextMonday(from))).toEqual([date, 1, 9])
})

test('tomorrow, across the end of a month', () => {
  expect(day(nineOf(1, new Date(2026, 10, 30, 23, 59)))).toEqual([1, 2, 9])
})
