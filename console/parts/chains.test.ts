import { expect, test } from 'vitest'
import { chainsOf, mostUrgent } from './chains.ts'
import type { PromiseData } from './promise-data.ts'

const promise = (id: string, day: number, over: Partial<PromiseData> = {}): PromiseData =>
  ({
    ...{ id, chainId: id, state: 'open', overdue: false, telling: 'told', pausedAt: null },
    ...{ madeAt: '2026-11-20T09:00:00Z', dueAt: `2026-11-${day}T15:00:00Z`, ...over },
  }) as PromiseData

const late = promise('late', 24, { state: 'broken', overdue: true })
const soon = promise('soon', 27)
const later = promise('later', 29)
const paused = promise('paused', 25, { pausedAt: '2026-11-21T09:00:00Z' })
const kept = promise('kept', 23, { state: 'kept' })
const broken = promise('broken', 26, { state: 'broken' })

test('the most urgent chain is on top: overdue, due soonest, waiting for the customer, then what is over, latest first', () => {
  const given = [kept, later, paused, broken, soon, late]
  expect(chainsOf(given).map(({ id }) => id)).toEqual(['late', 'soon', 'later', 'paused', 'broken', 'kept'])
  expect(mostUrgent(given)?.id).toBe('late')
})

test('a chain is as urgent as the promise of it that is due first', () => {
  const proposal = promise('proposal', 30, { chainId: 'soon', state: 'proposed', madeAt: '2026-11-21T09:00:00Z' })
  const [first] = chainsOf([later, proposal, soon])
  expect(first?.current.map(({ id }) => id)).toEqual(['proposal', 'soon'])
  expect(mostUrgent([later, proposal, soon])?.id).toBe('soon')
})

test('what is over asks for nothing', () => {
  expect(mostUrgent([kept, broken])).toBeNull()
  expect(mostUrgent([])).toBeNull()
})
