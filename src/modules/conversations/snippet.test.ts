import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, wordsOf } from '#platform/search'
import { snippetOf } from './snippet.ts'

/** What is marked in it. */
const marked = (text: string, typed: string): string[] | null => {
  const piece = snippetOf(text, wordsOf(typed))
  return piece?.ranges.map(({ start, end }) => piece.text.slice(start, end)) ?? null
}

describe('what is marked', () => {
  test.each([
    ['The boiler knocks at night.', 'boiler', ['boiler']],
    ['The Boilers knock; a boiler-room.', 'boiler', ['Boilers', 'boiler']],
    ['Der Wagenschlüssel fehlt.', 'wagenschlussel', ['Wagenschlüssel']],
    ['Der Wagenschlüssel fehlt.', 'Schlüssel', ['Wagenschlüssel']],
    ['Fabryka w Łodzi, ul. Łódź 3', 'lodz', ['Łodzi', 'Łódź']],
    ['Сломался котёл, нужен мастер', 'котел', ['котёл']],
    ['reparación de la caldera', 'reparaciones', ['reparación']],
    ['Cafe\u0301 con leche', 'café', ['Café']],
    ["O'Brien said: it's broken", "o'brien", ['O', 'Brien']],
    ['🔧🔧 the boilre leaks', 'boiler', ['boilre']],
    ['Nothing of it here.', 'boiler', null],
    ['', 'boiler', null],
  ])('%j for %j', (text, typed, found) => {
    expect(marked(text, typed)).toEqual(found)
  })

  test('of a long text the piece in which most of the words stand', () => {
    const text = `The boiler. ${'Something else altogether. '.repeat(40)}The old boiler knocks at night. ${'And more. '.repeat(60)}`
    const piece = snippetOf(text, wordsOf('boiler knocks'))
    expect(piece?.text).toMatch(/^… .*The old boiler knocks at night\..* …$/)
    expect(piece?.text.length).toBeLessThan(320)
  })

  test('whatever is written and typed: ranges lie in the text, in order, and fold to a word', () => {
    const alphabet = fc.constantFrom(...'abcłóÄžйёñ ß.\'"-\n🔧e\u0301İ')
    const text = fc.array(alphabet, { maxLength: 400 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(text, text, (written, typed) => {
        const piece = snippetOf(written, wordsOf(typed))
        if (piece === null) return
        let last = 0
        for (const { start, end } of piece.ranges) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(piece.text.length)
          expect(fold(piece.text.slice(start, end))).not.toMatch(/\s/)
          last = end
        }
        expect(piece.ranges.length).toBeGreaterThan(0)
      }),
    )
  })
})
