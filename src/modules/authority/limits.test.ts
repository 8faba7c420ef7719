import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AUTHORITY_ROLES,
  DIMENSIONS,
  type Left,
  type Limit,
  leftOf,
  limitFor,
  SITUATIONS,
  suffices,
  type Used,
} from './limits.ts'

const amounts = (
  request: number | null,
  customer_year: number | null = null,
  firm_month: number | null = null,
  member_month: number | null = null,
) => ({
  request,
  customer_year,
  firm_month,
  member_month,
})
const line = (over: Partial<Limit>): Limit => ({
  role: 'frontline',
  situation: null,
  remedyId: null,
  amounts: amounts(0),
  ...over,
})
const NONE = amounts(0, 0, 0, 0) as Used['ofAll']
const used = (ofRemedy: Partial<Used['ofAll']>, ofAll: Partial<Used['ofAll']> = ofRemedy): Used => ({
  ofRemedy: { ...NONE, ...ofRemedy },
  ofAll: { ...NONE, ...ofAll },
})

describe('which line speaks', () => {
  const all = line({})
  const broken = line({ situation: 'broken' })
  const refund = line({ remedyId: 'refund' })
  const brokenRefund = line({ situation: 'broken', remedyId: 'refund' })
  const lead = line({ role: 'lead' })
  const limits = [broken, all, brokenRefund, refund, lead]

  test.each([
    ['frontline', 'broken', 'refund', brokenRefund],
    ['frontline', 'goodwill', 'refund', refund],
    ['frontline', 'broken', 'discount', broken],
    ['frontline', 'goodwill', 'discount', all],
    ['lead', 'broken', 'refund', lead],
    ['program', 'broken', 'refund', null],
  ] as const)('%s, %s, %s', (role, situation, remedyId, spoken) => {
    expect(limitFor(limits, { role, situation, remedyId })).toBe(spoken)
    expect(limitFor(limits.toReversed(), { role, situation, remedyId })).toBe(spoken)
  })
})

describe('what is left', () => {
  test.each<[string, Limit | null, 'owner' | 'frontline', Used, Left]>([
    ['no line is no authority', null, 'frontline', used({}), { amount: 0, by: null }],
    ['an owner without a line has no limit', null, 'owner', used({ request: 9 }), { amount: null, by: null }],
    [
      'a line without amounts is no limit',
      line({ amounts: amounts(null) }),
      'frontline',
      used({}),
      { amount: null, by: null },
    ],
    ['the whole', line({ amounts: amounts(50) }), 'frontline', used({}), { amount: 50, by: 'request' }],
    [
      'the smallest',
      line({ amounts: amounts(50, 60, 100, 30) }),
      'frontline',
      used({ customer_year: 40, member_month: 5 }),
      { amount: 20, by: 'customer_year' },
    ],
    [
      'never less than nothing',
      line({ amounts: amounts(50) }),
      'frontline',
      used({ request: 70 }),
      { amount: 0, by: 'request' },
    ],
    [
      'a line for all counts all',
      line({ amounts: amounts(50) }),
      'frontline',
      used({ request: 5 }, { request: 45 }),
      { amount: 5, by: 'request' },
    ],
    [
      'a line for one counts that one',
      line({ remedyId: 'r', amounts: amounts(50) }),
      'frontline',
      used({ request: 5 }, { request: 45 }),
      { amount: 45, by: 'request' },
    ],
    [
      'an owner with a line has its limit',
      line({ role: 'owner', amounts: amounts(10) }),
      'owner',
      used({}),
      { amount: 10, by: 'request' },
    ],
  ])('%s', (_, limit, role, sums, left) => expect(leftOf(limit, role, sums)).toEqual(left))

  const some = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null })
  const anyLine = fc.record({
    role: fc.constantFrom(...AUTHORITY_ROLES),
    situation: fc.option(fc.constantFrom(...SITUATIONS), { nil: null }),
    remedyId: fc.option(fc.constantFrom('a', 'b'), { nil: null }),
    amounts: fc.tuple(some, some, some, some).map((each) => amounts(...each)),
  })

  test('granting what is left exceeds no limit of the line, and then nothing is left', () => {
    const sums = fc
      .tuple(...DIMENSIONS.map(() => fc.integer({ min: 0, max: 100 })))
      .map((each) => amounts(...(each as [number, number, number, number])) as Used['ofAll'])
    fc.assert(
      fc.property(anyLine, sums, (limit, ofAll) => {
        const before: Used = { ofAll, ofRemedy: ofAll }
        const left = leftOf(limit, limit.role, before)
        if (left.amount === null) return
        const granted = left.amount
        const after = Object.fromEntries(DIMENSIONS.map((each) => [each, ofAll[each] + granted])) as Used['ofAll']
        for (const each of DIMENSIONS) {
          const most = limit.amounts[each]
          if (most !== null && ofAll[each] <= most) expect(after[each]).toBeLessThanOrEqual(most)
        }
        expect(leftOf(limit, limit.role, { ofAll: after, ofRemedy: after }).amount).toBe(0)
      }),
    )
  })

  test('what was granted never makes more be left', () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom(...DIMENSIONS),
        (limit, amount, dimension) => {
          const less = leftOf(limit, limit.role, used({ [dimension]: amount })).amount ?? Number.POSITIVE_INFINITY
          const more = leftOf(limit, limit.role, used({})).amount ?? Number.POSITIVE_INFINITY
          expect(less).toBeLessThanOrEqual(more)
        },
      ),
    )
  })
})

test.each([
  [{ amount: 0, by: null }, 0, true],
  [{ amount: 0, by: null }, 1, false],
  [{ amount: 5, by: null }, 5, true],
  [{ amount: null, by: null }, 1_000_000, true],
] as const)('%o for %i: %s', (left, amount, enough) => expect(suffices(left, amount)).toBe(enough))
