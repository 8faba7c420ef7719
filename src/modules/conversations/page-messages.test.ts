import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitting } from './page-messages.ts'

test.each([
  [[], 0],
  [[50_000], 1],
  [[10, 50_000], 1],
  [[3000, 3000, 1], 2],
  [Array(30).fill(1), 20],
])('of %j fit %i', (lengths, count) => expect(fitting(lengths)).toBe(count))

test('the newest is always there, and no more than fit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), (lengths) => {
      const count = fitting(lengths)
      const characters = lengths.slice(0, count).reduce((sum, each) => sum + each, 0)
      return count >= 1 && (count === 1 || characters <= 6_000)
    }),
  )
})
