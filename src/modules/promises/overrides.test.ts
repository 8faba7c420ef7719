import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byMember, type Tally, wentOf } from './overrides.ts'
import { OUTCOMES } from './promise.ts'

const tally = (over: Partial<Tally>): Tally => ({ below: true, memberId: 'ana', outcome: 'kept', n: 1, ...over })

test('nothing was promised: no share is made up', () => {
  expect(wentOf([])).toEqual({
    ...{ made: 0, kept: 0, keptAsMoved: 0, keptAsTold: 0, broken: 0, ended: 0, pending: 0, keptShare: null },
  })
})

test('the share counts what has come out: a date moved in time is kept, one that was only told is not', () => {
  const went = wentOf([
    tally({ n: 3 }),
    tally({ outcome: 'kept_as_moved', n: 2 }),
    tally({ outcome: 'kept_as_told', n: 1 }),
    tally({ outcome: 'broken', n: 4 }),
    tally({ outcome: 'withdrawn', n: 5 }),
    tally({ outcome: 'declined', n: 6 }),
    tally({ outcome: 'pending', n: 7 }),
  ])
  expect(went).toEqual({
    ...{ made: 28, kept: 3, keptAsMoved: 2, keptAsTold: 1, broken: 4, ended: 11, pending: 7, keptShare: 0.5 },
  })
})

test('by member: who went below most often first, then who promised most; programs have none', () => {
  expect(
    byMember([
      tally({ memberId: 'bo', below: false, n: 9 }),
      tally({ memberId: 'ana', n: 1 }),
      tally({ memberId: null, n: 2, outcome: 'broken' }),
      tally({ memberId: 'ana', n: 1, outcome: 'broken' }),
      tally({ memberId: 'ana', below: false, n: 5, outcome: 'broken' }),
    ]),
  ).toEqual([
    { memberId: 'ana', made: 7, below: 2, belowBroken: 1 },
    { memberId: null, made: 2, below: 2, belowBroken: 2 },
    { memberId: 'bo', made: 9, below: 0, belowBroken: 0 },
  ])
})

test('whatever happened, every promise is counted once', () => {
  const tallies = fc.array(
    fc.record({
      below: fc.boolean(),
      memberId: fc.constantFrom('ana', 'bo', null),
      outcome: fc.constantFrom(...OUTCOMES),
      n: fc.integer({ min: 1, max: 50 }),
    }),
  )
  fc.assert(
    fc.property(tallies, (all) => {
      const total = all.reduce((sum, { n }) => sum + n, 0)
      const { made, keptShare: _, ...rest } = wentOf(all)
      expect(made).toBe(total)
      expect(Object.values(rest).reduce((sum, n) => sum + n, 0)).toBe(total)
      expect(byMember(all).reduce((sum, one) => sum + one.made, 0)).toBe(total)
    }),
  )
})
