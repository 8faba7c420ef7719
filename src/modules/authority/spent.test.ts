import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aroundPeriod, PERIOD } from './period.ts'
import { type SpentRow, spentBy, spentIn } from './spent.ts'

const row = (over: Partial<SpentRow> = {}): SpentRow => ({
  ...{ memberId: 'ana', remedyId: 'discount', state: 'granted', n: 1, amount: 1000 },
  ...over,
})

describe('what was spent', () => {
  test.each<[string, SpentRow[], object]>([
    ['nothing', [], { granted: 0, amount: 0, takenBack: 0, takenBackAmount: 0, used: 0 }],
    ['two grants', [row({ n: 2, amount: 1500 })], { granted: 2, amount: 1500, takenBack: 0, used: 1500 }],
    [
      'one of them taken back',
      [row(), row({ state: 'taken_back', amount: 300 })],
      { granted: 2, amount: 1300, takenBack: 1, takenBackAmount: 300, used: 1000 },
    ],
  ])('%s', (_, rows, expected) => expect(spentIn(rows)).toMatchObject(expected))

  test('of each who granted, the most used first; programs by themselves', () => {
    const rows = [row(), row({ memberId: 'bea', amount: 5000 }), row({ memberId: null, amount: 10 }), row()]
    expect(spentBy(rows, ({ memberId }) => memberId).map(([key, { used }]) => [key, used])).toEqual([
      ['bea', 5000],
      ['ana', 2000],
      [null, 10],
    ])
  })

  test('the parts are the whole, however they are taken', () => {
    const some = fc.record({
      memberId: fc.constantFrom('ana', 'bea', null),
      remedyId: fc.constantFrom('discount', 'refund'),
      state: fc.constantFrom('granted' as const, 'taken_back' as const),
      n: fc.nat(5),
      amount: fc.nat(10_000),
    })
    fc.assert(
      fc.property(fc.array(some), (rows) => {
        const whole = spentIn(rows)
        for (const keyOf of [(one: SpentRow) => one.memberId, (one: SpentRow) => one.remedyId]) {
          const parts = spentBy<string | null>(rows, keyOf).map(([, each]) => each)
          for (const field of ['granted', 'amount', 'takenBack', 'takenBackAmount', 'used'] as const)
            expect(parts.reduce((sum, part) => sum + part[field], 0)).toBe(whole[field])
        }
        expect(whole.used).toBe(whole.amount - whole.takenBackAmount)
      }),
    )
  })
})

test.each([
  ['2026-11', '2026-10-31T00:00:00Z', '2026-12-02T00:00:00Z'],
  ['2026-12', '2026-11-30T00:00:00Z', '2027-01-02T00:00:00Z'],
  ['2026', '2025-12-31T00:00:00Z', '2027-01-02T00:00:00Z'],
])('a grant of %s is looked for from %s to %s', (period, from, to) => {
  const around = aroundPeriod(period)
  expect([around.from.toString(), around.to.toString()]).toEqual([from, to])
})

test.each([
  ['2026', true],
  ['2026-11', true],
  ['2026-13', false],
  ['2026-1', false],
  ['26-11', false],
  ['2026-11-01', false],
])('%s is a period: %s', (text, is) => expect(PERIOD.test(text)).toBe(is))
