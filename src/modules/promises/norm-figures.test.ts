import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#library/calendar'
import type { Clock } from './clock.ts'
import { type CountedChain, figuresOf } from './norm-figures.ts'
import type { Standing } from './promise.ts'

const calendar = compileCalendar({
  timeZone: 'UTC',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
})
const at = (text: string) => Temporal.Instant.from(`${text}Z`)
const NOW = at('2026-11-26T09:00')
const DAY = { unit: 'business_days', n: 1, at: 'close' } as const

const standing = (over: Partial<Standing>): Standing => ({
  id: 'a',
  state: 'open',
  consent: 'not_asked',
  madeAt: at('2026-11-23T09:00'),
  dueAt: at('2026-11-25T17:00'),
  answerBy: null,
  toldAt: null,
  occurredAt: null,
  pausedAt: null,
  ...over,
})
const counted = (startAt: string, over: Partial<Extract<Clock, { type: 'counted' }>> = {}): Clock => ({
  type: 'counted',
  calendarId: 'c',
  calendarVersion: 1,
  tzRevision: 'x',
  startAt: `${startAt}Z`,
  duration: { unit: 'business_days', n: 2, at: 'close' },
  pauses: [],
  ...over,
})
const chain = (standings: Partial<Standing>[], clock = counted('2026-11-23T09:00')): CountedChain => ({
  standings: standings.map((over, i) => standing({ id: String(i), ...over })),
  clock,
  calendar,
})
const kept = (occurredAt: string, clock?: Clock) => chain([{ state: 'kept', occurredAt: at(occurredAt) }], clock)
const last28 = (chains: CountedChain[]) => figuresOf(chains, DAY, NOW)[0]

describe('figures', () => {
  test('nothing yet', () =>
    expect(figuresOf([], DAY, NOW)).toEqual(
      [28, 90].map((days) => ({
        ...{ days, promises: 0, kept: 0, keptShare: null, withinTarget: null, medianSeconds: null, p90Seconds: null },
        ...{ open: 0, overdue: 0 },
      })),
    ))

  test('kept within the target and after it, in business seconds', () => {
    expect(last28([kept('2026-11-23T11:00'), kept('2026-11-25T10:00'), kept('2026-11-24T17:00')])).toMatchObject({
      ...{ promises: 3, kept: 3, keptShare: 1, withinTarget: 2 / 3, medianSeconds: 16 * 3600, p90Seconds: 17 * 3600 },
    })
  })

  test('broken: undelivered it is overdue, and counts when its date passed; late it counts when it was delivered', () => {
    const dueAt = at('2026-10-20T17:00')
    const old = { dueAt, madeAt: at('2026-10-18T09:00') }
    expect(figuresOf([chain([{ state: 'broken', ...old }])], DAY, NOW)).toMatchObject([
      { promises: 0, overdue: 1 },
      { promises: 1, kept: 0, keptShare: 0, withinTarget: null, medianSeconds: null, overdue: 1 },
    ])
    const late = chain([{ state: 'broken', ...old, occurredAt: at('2026-11-25T12:00') }])
    expect(last28([late])).toMatchObject({ promises: 1, kept: 0, withinTarget: 0, overdue: 0 })
  })

  test('open is open, withdrawn and declined are nothing', () => {
    expect(last28([chain([{}]), chain([{ state: 'withdrawn' }]), chain([{ state: 'declined' }])])).toMatchObject({
      ...{ promises: 0, open: 1, overdue: 0 },
    })
  })

  test('a chain counts once, by its root: moved and accepted it is kept, moved in silence it is broken', () => {
    const moved = chain([
      { state: 'renegotiated' },
      { state: 'kept', consent: 'accepted', occurredAt: at('2026-11-25T18:00'), dueAt: at('2026-11-26T17:00') },
    ])
    const told = chain([
      { state: 'broken', dueAt: at('2026-11-24T17:00') },
      {
        ...{ state: 'kept', consent: 'unanswered', toldAt: at('2026-11-24T09:00') },
        ...{ occurredAt: at('2026-11-25T09:00'), dueAt: at('2026-11-26T17:00') },
      },
    ])
    expect(last28([moved])).toMatchObject({ promises: 1, kept: 1 })
    expect(last28([told])).toMatchObject({ promises: 1, kept: 0, overdue: 0 })
  })

  test('waiting for the customer is not counted', () => {
    const pauses = [{ from: '2026-11-23T10:00:00Z', to: '2026-11-24T10:00:00Z' }]
    const waited = kept('2026-11-24T12:00', counted('2026-11-23T09:00', { pauses }))
    expect(last28([waited])).toMatchObject({ medianSeconds: 3 * 3600, withinTarget: 1 })
  })

  test('the wall calendar counts real seconds', () => {
    const week = counted('2026-11-20T09:00', { duration: { unit: 'weeks', n: 1, at: 'same_time' } })
    expect(last28([kept('2026-11-23T09:00', week)])).toMatchObject({ medianSeconds: 3 * 86_400 })
    expect(last28([kept('2026-11-23T12:00', { type: 'fixed' })])).toMatchObject({ medianSeconds: 3 * 3600 })
  })

  test('what is planned meets its target so long before it begins', () => {
    const planned: Clock = { type: 'fixed', plannedAt: '2026-11-26T09:00:00Z' }
    expect(last28([kept('2026-11-25T12:00', planned), kept('2026-11-25T18:00', planned)])?.withinTarget).toBe(0.5)
  })
})
