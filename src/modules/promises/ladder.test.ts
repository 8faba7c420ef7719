import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOfLadder } from './step-verdict.ts'

const now = Temporal.Instant.from('2026-11-26T12:00:00Z')
const rung = (n: number, at: string, state: string, because: string | null = null, kind = 'escalation') => ({
  ...{ n, kind, state, skipped_because: because },
  at: Temporal.Instant.from(`2026-11-26T${at}:00Z`),
})
const says = (steps: Parameters<typeof nextOfLadder>[0]) =>
  nextOfLadder(steps, now).map(({ n, at }) => `${n} ${at.toString().slice(11, 16)}`)

describe('a ladder that is given back goes on', () => {
  test.each([
    [
      'with the next step now, and the time between the others',
      [rung(1, '10:00', 'acknowledged'), rung(2, '11:00', 'skipped', 'taken'), rung(3, '14:00', 'waiting')],
      ['2 12:00', '3 15:00'],
    ],
    ['though its time has not come', [rung(1, '10:00', 'acknowledged'), rung(2, '18:00', 'waiting')], ['2 12:00']],
    [
      'without what was skipped for another reason',
      [rung(1, '10:00', 'acknowledged'), rung(2, '11:00', 'skipped', 'superseded')],
      [],
    ],
    ['without warnings', [rung(1, '09:00', 'waiting', null, 'warning'), rung(2, '11:00', 'waiting')], ['2 12:00']],
    ['not at all at its end', [rung(1, '10:00', 'acknowledged')], []],
  ] as const)('%s', (_, steps, expected) => {
    expect(says([...steps])).toEqual(expected)
  })

  test('nobody is asked earlier than before, seen from whoever is asked first', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(minutes, (offsets) => {
        const steps = offsets.map((offset, i) => ({
          ...rung(i + 1, '08:00', 'waiting'),
          at: now.add({ minutes: offset }),
        }))
        const next = nextOfLadder(steps, now)
        expect(next).toHaveLength(offsets.length)
        expect(next[0]?.at.toString()).toBe(now.toString())
        const gaps = (all: readonly { at: Temporal.Instant }[]) =>
          all.slice(1).map(({ at }, i) => at.since(all[i]?.at ?? at).total('minutes'))
        expect(gaps(next)).toEqual(gaps(steps.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))))
      }),
    )
  })
})
