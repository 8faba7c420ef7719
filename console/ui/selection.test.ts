import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extended, nothing, type Selection, toggled } from './selection.ts'

const shown = ['a', 'b', 'c', 'd', 'e']
const chosen = ({ keys }: Selection) => [...keys].sort().join('')

describe('choosing rows', () => {
  test.each<[string, (selection: Selection) => Selection, string]>([
    ['one', (s) => toggled(s, 'b'), 'b'],
    ['and not', (s) => toggled(toggled(s, 'b'), 'b'), ''],
    ['down to', (s) => extended(toggled(s, 'b'), 'd', shown), 'bcd'],
    ['up to', (s) => extended(toggled(s, 'd'), 'b', shown), 'bcd'],
    ['and on from the same anchor', (s) => extended(extended(toggled(s, 'b'), 'c', shown), 'a', shown), 'abc'],
    ['a range adds to what is chosen', (s) => extended(toggled(toggled(s, 'e'), 'a'), 'b', shown), 'abe'],
    ['without an anchor only the row', (s) => extended(s, 'c', shown), 'c'],
    ['an anchor that is gone does not count', (s) => extended(toggled(s, 'z'), 'c', shown), 'cz'],
  ])('%s', (_, choose, keys) => expect(chosen(choose(nothing))).toBe(keys))

  test('a range holds both its ends and everything between', () => {
    const key = fc.constantFrom(...shown)
    fc.assert(
      fc.property(key, key, (from, to) => {
        const { keys } = extended(toggled(nothing, from), to, shown)
        const [low, high] = [shown.indexOf(from), shown.indexOf(to)].sort()
        expect([...keys].sort()).toEqual(shown.slice(low, (high ?? 0) + 1))
      }),
    )
  })

  test('choosing a row ends that all are chosen', () => {
    expect(toggled({ ...nothing, all: true }, 'a').all).toBe(false)
    expect(extended({ ...nothing, all: true }, 'a', shown).all).toBe(false)
  })
})
