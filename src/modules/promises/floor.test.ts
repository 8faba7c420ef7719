import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Judged, judge, type Ripeness, saidChance, type Verdict } from './floor.ts'

const usual: Judged = { chance: 0.5, state: 'ready', floor: 0.8, hard: false, held: true, reasoned: false }

describe('what a chance means to the floor', () => {
  const cases: [string, Partial<Judged>, Verdict][] = [
    ['below it', {}, 'needs_reason'],
    ['below it, with a reason', { reasoned: true }, 'reasoned'],
    ['below a hard stop', { hard: true }, 'refused'],
    ['below a hard stop, whatever the reason', { hard: true, reasoned: true }, 'refused'],
    ['upon it', { chance: 0.8 }, 'honest'],
    ['above it', { chance: 0.93 }, 'honest'],
    ['a hair below it, which is how curves are read', { chance: 0.8 - 1e-9 }, 'honest'],
    ['just below it', { chance: 0.7999 }, 'needs_reason'],
    ['nothing can end in time', { chance: 0 }, 'needs_reason'],
    ['history that is being learnt', { state: 'learning' }, 'needs_reason'],
    ['too little history', { state: 'thin' }, 'unmeasured'],
    ['no history', { state: 'none', chance: null }, 'unmeasured'],
    ['a history that is being read', { state: 'preparing', chance: null }, 'unmeasured'],
    ['no estimate', { chance: null }, 'unmeasured'],
    ['no floor', { floor: 0 }, 'unmeasured'],
    ['no floor, although it is hard', { floor: 0, hard: true, chance: 0 }, 'unmeasured'],
    ['a policy, or a colleague who is promised something', { held: false, hard: true }, 'unmeasured'],
  ]
  test.each(cases)('%s', (_, over, verdict) => {
    expect(judge({ ...usual, ...over })).toBe(verdict)
  })

  test('a later date never fares worse', () => {
    const order: Verdict[] = ['refused', 'needs_reason', 'reasoned', 'honest']
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(chance, chance, chance, fc.boolean(), fc.boolean(), (a, b, floor, hard, reasoned) => {
        fc.pre(floor > 0 && floor < 1)
        const state: Ripeness = 'ready'
        const verdict = (of: number) => order.indexOf(judge({ chance: of, state, floor, hard, held: true, reasoned }))
        expect(verdict(Math.max(a, b))).toBeGreaterThanOrEqual(verdict(Math.min(a, b)))
      }),
    )
  })
})

test.each([
  [0, 0],
  [0.58, 0.58],
  [0.79999, 0.79],
  [0.7999999999, 0.8],
  [0.8, 0.8],
  [1, 1],
])('a chance of %d is said as %d', (chance, said) => {
  expect(saidChance(chance)).toBe(said)
})

test('what is below the floor in whole percent is never said to reach it, nor more than it is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 99 }), (chance, percent) => {
      const floor = percent / 100
      const said = saidChance(chance)
      expect(said).toBeLessThanOrEqual(chance + 1e-6)
      if (judge({ ...usual, chance, floor, reasoned: true }) === 'reasoned') expect(said).toBeLessThan(floor)
      else expect(said).toBeGreaterThanOrEqual(floor)
    }),
  )
})
