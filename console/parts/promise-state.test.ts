import { expect, test } from 'vitest'
import { lookOf } from './promise-state.ts'

const now = Date.parse('2026-11-26T09:00:00Z')
const open = {
  state: 'open' as const,
  madeAt: '2026-11-20T09:00:00Z',
  dueAt: '2026-11-28T09:00:00Z',
  occurredAt: null,
}
const risky = { risk: { atRisk: true } }
const soon = { dueAt: '2026-11-26T09:30:00Z' }
const past = { dueAt: '2026-11-26T08:59:59Z' }

test.each([
  ['open', {}],
  ['open', { risk: null }],
  ['open', { risk: { atRisk: false } }],
  ['atRisk', risky],
  ['dueSoon', soon],
  ['atRisk', { ...soon, ...risky }],
  ['overdue', { ...past, ...risky }],
  ['paused', { ...past, ...risky, pausedAt: '2026-11-25T09:00:00Z' }],
  ['proposed', { ...risky, state: 'proposed' as const }],
  ['overdue', { state: 'broken' as const }],
  ['broken', { state: 'broken' as const, occurredAt: '2026-11-26T08:00:00Z' }],
])('looks %s: %o', (look, over) => expect(lookOf({ ...open, ...over }, now)).toBe(look))
