import { describe, expect, it, test } from 'vitest'
import { mutate } from './mutants.ts'

/** What a function answers with each of its mutants, in their order; first without. */
function answers(text: string, ask: string): unknown[] {
  const { mutants, text: mutated } = mutate('sample.ts', text, 0)
  const run = new Function('__m', '__tick', `${mutated}\nreturn ${ask}`)
  return [-1, ...mutants.keys()].map((active) => {
    let ticks = 0
    const tick = (): void => {
      if (++ticks > 100) throw new Error('endless')
    }
    try {
      return run((id: number) => id === active, tick)
    } catch (error) {
      return (error as Error).message
    }
  })
}

describe('mutants', () => {
  const cases: [string, string, string, unknown[]][] = [
    ['a comparison', 'const f = (a: number) => a < 2', 'f(2)', [false, true, true, true, false, undefined]],
    ['arithmetic with parentheses', 'const x: number = (1 + 2) * 4', 'x', [12, -4, 0.75]],
    ['mixed with ??', 'const x = null ?? undefined ?? 3', 'x', [3, 3, undefined]],
    ['texts', `const x = \`a\${'b'}\``, 'x', ['ab', 'a', '']],
    ['a condition', 'function f(on: boolean) { if (on) return 1; return 2 }', 'f(true)', [1, 1, 2, undefined]],
    ['a loop', 'function f() { let i = 0; while (i < 3) i++; return i }', 'f()', [3, 4, 0, 0, 'endless', undefined]],
    ['objects', 'const days = 1; const o = { days, b: [1] }', 'Object.keys(o).length', [2, 2, 0]],
    ['methods', 'const x = Math.min(1, 2) + [2, 1].filter((n) => n > 1).length', 'x', [2, 3, 1, 3, 2, 3, 1, 1, 3, 0]],
    ['patterns', 'const p = /^a$/; const x = p.test("xa")', 'x', [false, true, false, false]],
    ['a statement that begins with one', 'let x = 1\nx += 2\nlet y = x', 'y', [3, -1]],
    [
      '!, booleans, ?.',
      'const x = !true\nconst o = undefined as { a: 1 } | undefined\nconst y = o?.a',
      '[x, y].join()',
      ['false,', 'true,', 'true,', "Cannot read properties of undefined (reading 'a')"],
    ],
  ]
  test.each(cases)('%s', (_, text, ask, expected) => {
    expect(answers(text, ask)).toEqual(expected)
  })

  it('name their place, and leave imports, keys and types alone', () => {
    const text = "import { a } from 'x'\nexport { b } from 'y'\ntype T = 'text'\nconst o = {\n  'key': a === 1,\n}\n"
    const { mutants } = mutate('sample.ts', text, 10)
    expect(mutants.map(({ id, line, kind, to }) => [id, line, kind, to.trim()])).toEqual([
      [10, 5, 'operator', '(a) !== (1)'],
      [11, 5, 'condition', 'true'],
      [12, 5, 'condition', 'false'],
      [13, 4, 'object', '({})'],
    ])
  })
})
