import { expect, test } from 'vitest'
import type { PromiseView } from '#modules/promises'
import { mootAs } from './moot.ts'

type Stand = Pick<PromiseView, 'id' | 'state' | 'predecessorId' | 'occurredAt'>
const promise = (over: Partial<Stand> = {}): Stand => ({
  ...{ id: 'a', state: 'open', predecessorId: null, occurredAt: null },
  ...over,
})
const next = (state: Stand['state']): Stand => promise({ id: 'b', state, predecessorId: 'a' })
const kept = promise({ state: 'kept', occurredAt: '2026-11-26T09:00:00Z' })

test.each<[what: string, kind: string, Stand, Stand[], waitEnded: boolean, string | null]>([
  ['what was made and holds is told', 'made', promise(), [], false, null],
  ['what is overdue still holds', 'made', promise({ state: 'broken' }), [], false, null],
  ['not what was delivered', 'made', kept, [], false, 'delivered'],
  [
    'nor delivered late',
    'moved',
    promise({ state: 'broken', occurredAt: '2026-11-26T09:00:00Z' }),
    [],
    false,
    'delivered',
  ],
  ['nor taken back', 'proposed', promise({ state: 'withdrawn' }), [], false, 'withdrawn'],
  ['nor refused', 'proposed', promise({ state: 'declined' }), [], false, 'declined'],
  ['nor given way', 'made', promise({ state: 'renegotiated' }), [next('kept')], false, 'replaced'],
  ['nor what another is to replace', 'made', promise(), [next('proposed')], false, 'replaced'],
  ['unless that was refused', 'made', promise(), [next('declined')], false, null],
  ['that it is withdrawn is told', 'withdrawn', promise({ state: 'withdrawn' }), [], false, null],
  ['and news, although it is kept', 'update', kept, [], false, null],
  ['a question as long as we wait', 'waiting', promise(), [], false, null],
  ['not once it is answered', 'reminder', promise(), [], true, 'answered'],
])('%s', (_, kind, about, others, waitEnded, why) => {
  expect(mootAs(kind, about, { promises: [about, ...others], waitEnded })).toBe(why)
})
