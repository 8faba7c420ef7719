import { expect, test } from 'vitest'
import { datesOf, type Quote } from './date-choice.tsx'

const quote = (dates: (string | null)[], policy: string | null = null) =>
  ({
    quotes: dates.map((promiseAt, i) => ({ confidence: [0.5, 0.8, 0.9][i], promiseAt })),
    policyDefault: policy && { dueAt: policy },
  }) as unknown as Quote

test('dates are written as the form writes them, and one opening is offered once, at its surest', () => {
  expect(datesOf(quote(['2026-11-27T09:00:00Z', '2026-11-27T09:00:00Z', '2026-11-30T10:00:00Z']))).toEqual([
    { dueAt: '2026-11-27T09:00:00.000Z', chance: 0.8 },
    { dueAt: '2026-11-30T10:00:00.000Z', chance: 0.9 },
  ])
})

test('where history is silent the policy speaks', () => {
  expect(datesOf(quote([null, null], '2026-11-27T09:00:00Z'))).toEqual([
    { dueAt: '2026-11-27T09:00:00.000Z', chance: null },
  ])
  expect(datesOf(quote([null]))).toEqual([])
})
