import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLike, slipsBetween } from './spelling.ts'

const word = fc.stringMatching(/^[a-zй]{0,9}$/)

describe('slips between two words', () => {
  test.each([
    ['boiler', 'boiler', 0],
    ['boiler', 'boilre', 1],
    ['boiler', 'boler', 1],
    ['boiler', 'boyler', 1],
    ['boiler', 'bboiler', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['котел', 'котле', 1],
  ])('%s, %s: %d', (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips)
  })

  test('none to itself, as many either way, never more than the longer has letters', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const slips = slipsBetween(one, other)
        expect(slips === 0).toBe(one === other)
        expect(slipsBetween(other, one)).toBe(slips)
        expect(slips).toBeLessThanOrEqual(Math.max(one.length, other.length))
        expect(slips).toBeGreaterThanOrEqual(Math.abs(one.length - other.length))
      }),
    )
  })
})

describe('what may be meant', () => {
  test.each([
    ['wagenschlussel', 'schlussel', true],
    ['boilers', 'boilre', true],
    ['compressor', 'compresser', true],
    ['compressor', 'comprasser', true],
    ['boiler', 'bailee', false],
    ['home', 'hose', false],
    ['cathode', 'cat', false],
  ])('%s for %s: %s', (found, typed, meant) => {
    expect(isLike(found, typed)).toBe(meant)
  })
})
