import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fits, fold, marksIn, wordsOf } from './palette-match.ts'

test.each([
  ['Łódź', 'lodz'],
  ['Ёлкин, синий', 'елкин, синий'],
  ['Sol·licituds', 'sol·licituds'],
  ['José', 'jose'],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

describe('what fits', () => {
  test.each([
    ['set', 'Settings', true],
    ['mem set', 'Settings: Members', true],
    ['ttings', 'Settings', false],
    ['set x', 'Settings', false],
    ['', 'Settings', false],
  ])('%j and %j: %s', (typed, text, does) => {
    expect(fits(wordsOf(typed), text) > 0).toBe(does)
  })

  test('whole words and first words fit better', () => {
    expect(fits(['team'], 'Team')).toBeGreaterThan(fits(['team'], 'Teams'))
    expect(fits(['new'], 'New request')).toBeGreaterThan(fits(['new'], 'Request, new'))
  })
})

test('what was typed is marked where words begin with it, accents or not', () => {
  expect(marksIn(['gonz'], 'Ana González')).toEqual([
    { text: 'Ana ', marked: false },
    { text: 'Gonz', marked: true },
    { text: 'ález', marked: false },
  ])
  expect(marksIn([], 'x')).toEqual([{ text: 'x', marked: false }])
})

test('parts make up the text, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (typed, text) => {
      expect(
        marksIn(wordsOf(typed), text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
      expect(fold(text)).toHaveLength(text.length)
    }),
  )
})
