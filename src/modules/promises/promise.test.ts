import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ACTIONS,
  CONSENTS,
  type Consent,
  defaultAnswerBy,
  nextCheckAt,
  OUTCOMES,
  outcomeOf,
  possibleActions,
  STATES,
  type Standing,
  type State,
  stepsByAcceptance,
  stepsByClock,
  stepsByDelivery,
} from './promise.ts'

const at = (hours: number): Temporal.Instant =>
  Temporal.Instant.from('2026-09-01T00:00:00Z').add({ minutes: Math.round(hours * 60) })

const standing = (id: string, over: Partial<Standing> & { state: State; consent: Consent }): Standing => ({
  id,
  madeAt: at(0),
  dueAt: at(10),
  answerBy: null,
  toldAt: at(0),
  occurredAt: null,
  pausedAt: null,
  ...over,
})
const open = (id: string, due = 10, consent: Consent = 'accepted'): Standing =>
  standing(id, { state: 'open', consent, dueAt: at(due) })
const proposed = (id: string, due = 10, answerBy = 5): Standing =>
  standing(id, { state: 'proposed', consent: 'pending', dueAt: at(due), answerBy: at(answerBy) })

describe('the clock', () => {
  const cases: [string, Standing, number, string[]][] = [
    ['proposed, before answerBy', proposed('p'), 4.9, []],
    ['proposed, at answerBy', proposed('p'), 5, ['unanswered→open']],
    ['proposed, long after both', proposed('p'), 11, ['unanswered→open', 'broken→broken']],
    ['open, before due', open('p'), 9.9, []],
    ['open, exactly at due: still in time', open('p'), 10, []],
    ['open, after due', open('p'), 10.1, ['broken→broken']],
    ['kept stays', standing('p', { state: 'kept', consent: 'accepted' }), 99, []],
    ['declined stays', standing('p', { state: 'declined', consent: 'declined' }), 99, []],
  ]
  test.each(cases)('%s', (_, promise, hours, expected) => {
    expect(stepsByClock(promise, at(hours)).map((step) => `${step.event}→${step.state}`)).toEqual(expected)
  })

  test('breaks at the due instant, whenever it looks', () => {
    expect(stepsByClock(open('p'), at(50))[0]?.at).toEqual(at(10))
  })

  test('silence is kept as such: what was told binds', () => {
    expect(stepsByClock(proposed('p'), at(6))[0]).toMatchObject({ consent: 'unanswered', at: at(5) })
  })
})

describe('delivery', () => {
  const run = (chain: Standing[], occurred: number, now: number) =>
    stepsByDelivery(chain, at(occurred), at(now)).steps.map((step) => `${step.id} ${step.event}→${step.state}`)
  const cases: [string, Standing[], number, number, string[]][] = [
    ['in time', [open('a')], 9, 9, ['a kept→kept']],
    ['exactly at due', [open('a')], 10, 10, ['a kept→kept']],
    ['in time, learnt after due but before the clock looked', [open('a')], 9, 11, ['a kept→kept']],
    ['late, before the clock looked', [open('a')], 11, 12, ['a broken→broken', 'a delivered→broken']],
    [
      'late, after the clock',
      [standing('a', { state: 'broken', consent: 'accepted' })],
      11,
      12,
      ['a delivered→broken'],
    ],
    ['a correction', [standing('a', { state: 'broken', consent: 'accepted' })], 9, 12, ['a corrected→kept']],
    [
      'both dates told, delivered by the new one',
      [standing('a', { state: 'broken', consent: 'accepted' }), open('b', 20, 'unanswered')],
      15,
      15,
      ['a delivered→broken', 'b kept→kept'],
    ],
    [
      'an open proposal of another date is withdrawn',
      [open('a'), proposed('b', 20)],
      9,
      9,
      ['a kept→kept', 'b withdrawn→withdrawn'],
    ],
    ['delivered once', [standing('a', { state: 'broken', consent: 'accepted', occurredAt: at(11) })], 12, 12, []],
  ]
  test.each(cases)('%s', (_, chain, occurred, now, expected) => {
    expect(run(chain, occurred, now)).toEqual(expected)
  })

  test('a correction needs a reason and says which due instant it corrects', () => {
    const broken = standing('a', { state: 'broken', consent: 'accepted' })
    expect(stepsByDelivery([broken], at(9), at(12))).toMatchObject({ needsReason: true, corrects: at(10) })
    expect(stepsByDelivery([broken], at(11), at(12)).needsReason).toBe(false)
  })
})

describe('acceptance', () => {
  const run = (chain: Standing[], id: string, now: number) =>
    stepsByAcceptance(chain, id, at(now)).map((step) => `${step.id} ${step.event}→${step.state}`)
  test('a first promise opens', () => {
    expect(run([proposed('a')], 'a', 1)).toEqual(['a accepted→open'])
  })
  test('a successor replaces what stands', () => {
    expect(run([open('a'), proposed('b', 20, 15)], 'b', 5)).toEqual(['b accepted→open', 'a renegotiated→renegotiated'])
  })
  test('after the old due instant the old one stays broken, even before the clock looked', () => {
    expect(run([open('a'), proposed('b', 20, 15)], 'b', 11)).toEqual(['b accepted→open'])
  })
  test('every earlier promise that still stands is replaced', () => {
    expect(run([open('a', 30), open('b', 35, 'unanswered'), proposed('c', 40, 20)], 'c', 5)).toEqual([
      'c accepted→open',
      'a renegotiated→renegotiated',
      'b renegotiated→renegotiated',
    ])
  })
})

describe('the outcome of a chain', () => {
  const p = (state: State, consent: Consent = 'accepted', over: Partial<Standing> = {}) =>
    standing(crypto.randomUUID(), { state, consent, ...over })
  const cases: [string, Standing[], string][] = [
    ['kept', [p('kept')], 'kept'],
    ['kept as moved', [p('renegotiated'), p('kept')], 'kept_as_moved'],
    ['moved twice', [p('renegotiated'), p('renegotiated'), p('kept')], 'kept_as_moved'],
    ['a declined move in between', [p('renegotiated'), p('declined', 'declined'), p('kept')], 'kept_as_moved'],
    ['kept as told', [p('broken'), p('kept', 'unanswered', { toldAt: at(9) })], 'kept_as_told'],
    ['told too late', [p('broken'), p('kept', 'unanswered', { toldAt: at(11) })], 'broken'],
    ['never told', [p('broken'), p('kept', 'unanswered', { toldAt: null })], 'broken'],
    ['accepted after the old one broke', [p('broken'), p('kept', 'accepted', { toldAt: at(9) })], 'broken'],
    ['moved, then broken', [p('renegotiated'), p('broken')], 'broken'],
    ['moved, then withdrawn', [p('renegotiated'), p('withdrawn')], 'withdrawn'],
    ['kept although another date had been proposed', [p('kept'), p('withdrawn', 'pending')], 'kept'],
    ['declined', [p('declined', 'declined')], 'declined'],
    ['withdrawn', [p('withdrawn')], 'withdrawn'],
    ['open', [p('open')], 'pending'],
    ['broken, the new date still to come', [p('broken'), p('open', 'unanswered', { toldAt: at(9) })], 'broken'],
    ['nothing', [], 'pending'],
  ]
  test.each(cases)('%s', (_, chain, expected) => {
    expect(outcomeOf(chain)).toBe(expected)
  })
})

test('actions follow the state', () => {
  const chainOf = (promise: Standing) => possibleActions(promise, [promise])
  expect(chainOf(proposed('a'))).toEqual(['accept', 'decline', 'withdraw', 'handOver'])
  expect(chainOf(open('a'))).toEqual(['deliver', 'withdraw', 'renegotiate', 'handOver'])
  expect(chainOf(standing('a', { state: 'broken', consent: 'accepted' }))).toEqual([
    'deliver',
    'renegotiate',
    'handOver',
  ])
  expect(chainOf(standing('a', { state: 'kept', consent: 'accepted' }))).toEqual([])
  expect(possibleActions(open('a'), [open('a'), proposed('b', 20)])).toEqual(['deliver', 'withdraw', 'handOver'])
})

describe('properties', () => {
  const hours = fc.integer({ min: 0, max: 100 })
  const promise = fc
    .record({ due: fc.integer({ min: 2, max: 50 }), answer: fc.integer({ min: 1, max: 50 }) })
    .map(({ due, answer }) => proposed('p', due, Math.min(answer, due)))

  test('looking in between changes nothing: the clock decides by the instants alone', () => {
    fc.assert(
      fc.property(promise, hours, hours, (p, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const first = stepsByClock(p, at(early))
        const last = first.at(-1)
        const then = last ? { ...p, state: last.state, consent: last.consent } : p
        expect([...first, ...stepsByClock(then, at(late))]).toEqual(stepsByClock(p, at(late)))
      }),
    )
  })

  test('every promise is kept or broken once delivered, and kept exactly when in time', () => {
    fc.assert(
      fc.property(hours, hours, (occurred, later) => {
        const { steps } = stepsByDelivery([open('a')], at(occurred), at(occurred + later))
        expect(steps.at(-1)?.state).toBe(occurred <= 10 ? 'kept' : 'broken')
      }),
    )
  })

  test('answerBy lies between making and due', () => {
    fc.assert(
      fc.property(hours, hours, (made, length) => {
        const by = defaultAnswerBy(at(made), at(made + length))
        expect(Temporal.Instant.compare(by, at(made))).toBeGreaterThanOrEqual(0)
        expect(Temporal.Instant.compare(by, at(made + length))).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('the clock looks again exactly while a promise may change by itself', () => {
    fc.assert(
      fc.property(promise, hours, (p, now) => {
        const last = stepsByClock(p, at(now)).at(-1)
        const then = last ? { ...p, state: last.state } : p
        const next = nextCheckAt(then)
        expect(next === null).toBe(then.state === 'broken')
        if (next) expect(Temporal.Instant.compare(next, at(now))).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

test('the words that the database and the API know', () => {
  expect(STATES.join(' ')).toBe('proposed open kept broken withdrawn declined renegotiated')
  expect(CONSENTS.join(' ')).toBe('not_asked pending accepted unanswered declined')
  expect(OUTCOMES.join(' ')).toBe('pending kept kept_as_moved kept_as_told broken withdrawn declined')
  expect(ACTIONS.join(' ')).toBe('accept decline deliver update withdraw renegotiate handOver tell')
})

test('an answer is asked for until half the time, in whole milliseconds, and at once for a date in the past', () => {
  const ms = (epochMs: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(epochMs)
  expect(defaultAnswerBy(ms(1000), ms(1011)).epochMilliseconds).toBe(1005)
  expect(defaultAnswerBy(ms(1000), ms(1010)).epochMilliseconds).toBe(1005)
  expect(defaultAnswerBy(ms(1000), ms(900)).epochMilliseconds).toBe(1000)
})

describe('what a step changes, whole', () => {
  const broken = (id: string, due: number, over: Partial<Standing> = {}): Standing =>
    standing(id, { state: 'broken', consent: 'accepted', dueAt: at(due), ...over })

  test('the acceptance and what it replaces', () => {
    expect(stepsByAcceptance([open('a', 30, 'unanswered'), proposed('b', 20, 15)], 'b', at(5))).toEqual([
      { id: 'b', event: 'accepted', state: 'open', consent: 'accepted', at: at(5) },
      { id: 'a', event: 'renegotiated', state: 'renegotiated', consent: 'unanswered', at: at(5) },
    ])
  })
  test('an acceptance leaves alone what is done, and what came after', () => {
    const kept = standing('a', { state: 'kept', consent: 'accepted', dueAt: at(30) })
    const ids = (chain: Standing[], id: string) => stepsByAcceptance(chain, id, at(5)).map((step) => step.id)
    expect(ids([kept, proposed('b', 20, 15)], 'b')).toEqual(['b'])
    expect(ids([proposed('a', 20, 15), proposed('b', 20, 15)], 'b')).toEqual(['b'])
    expect(ids([proposed('a', 20, 15), open('b', 30)], 'a')).toEqual(['a'])
    expect(ids([open('b', 30)], 'unknown')).toEqual(['unknown'])
  })
  test('an earlier promise whose answer is overdue has opened, not been broken', () => {
    expect(stepsByAcceptance([proposed('a', 20, 3), proposed('b', 25, 15)], 'b', at(5)).map(({ id }) => id)).toEqual([
      'b',
    ])
  })
  test('a proposal without a time to answer waits', () => {
    const waiting = standing('p', { state: 'proposed', consent: 'pending' })
    expect(stepsByClock(waiting, at(99))).toEqual([])
    expect(nextCheckAt(waiting)).toBe(null)
  })
  test('a delivery changes nothing about promises that are over', () => {
    const over: State[] = ['kept', 'withdrawn', 'declined', 'renegotiated']
    for (const state of over)
      expect(stepsByDelivery([standing('a', { state, consent: 'accepted' })], at(9), at(9)).steps).toEqual([])
    expect(stepsByDelivery([broken('a', 10, { occurredAt: at(9) })], at(9), at(12)).steps).toEqual([])
    expect(stepsByDelivery([], at(9), at(9))).toEqual({ steps: [], needsReason: false, corrects: null })
  })
  test('of several corrected promises the earliest due instant is named, wherever it stands', () => {
    const corrects = (chain: Standing[]) => stepsByDelivery(chain, at(5), at(40)).corrects
    expect(corrects([broken('a', 10), broken('b', 20)])).toEqual(at(10))
    expect(corrects([broken('a', 20), broken('b', 10)])).toEqual(at(10))
    expect(corrects([broken('a', 20), broken('b', 10), broken('c', 30)])).toEqual(at(10))
  })
})

describe('what never was in force does not decide', () => {
  const p = (state: State, consent: Consent, over: Partial<Standing> = {}) =>
    standing(crypto.randomUUID(), { state, consent, ...over })
  const told = { toldAt: at(9) }
  const cases: [string, Standing[], string][] = [
    [
      'a proposal still waits',
      [p('renegotiated', 'accepted'), p('proposed', 'pending'), p('kept', 'accepted')],
      'kept_as_moved',
    ],
    [
      'a date withdrawn before the answer',
      [p('broken', 'accepted'), p('withdrawn', 'pending', told), p('kept', 'unanswered', told)],
      'kept_as_told',
    ],
    ['a declined date', [p('broken', 'accepted'), p('declined', 'declined', told)], 'broken'],
    ['renegotiated without a successor', [p('renegotiated', 'accepted')], 'pending'],
    ['renegotiated, the new date proposed', [p('renegotiated', 'accepted'), p('proposed', 'pending')], 'pending'],
    ['proposed', [p('proposed', 'pending')], 'pending'],
    [
      'told exactly at the old due instant',
      [p('broken', 'accepted'), p('kept', 'unanswered', { toldAt: at(10) })],
      'kept_as_told',
    ],
    [
      'moved, then kept as told',
      [p('renegotiated', 'accepted'), p('broken', 'accepted'), p('kept', 'unanswered', told)],
      'kept_as_told',
    ],
    [
      'told, then moved',
      [p('broken', 'accepted'), p('renegotiated', 'unanswered', told), p('kept', 'accepted')],
      'broken',
    ],
  ]
  test.each(cases)('%s', (_, chain, expected) => {
    expect(outcomeOf(chain)).toBe(expected)
  })
})

test('only the last promise that counts may be moved', () => {
  const withState = (id: string, state: State, over: Partial<Standing> = {}) =>
    standing(id, { state, consent: 'accepted', ...over })
  const actions = (promise: Standing, ...later: Standing[]) => possibleActions(promise, [promise, ...later])
  const over: State[] = ['kept', 'withdrawn', 'declined', 'renegotiated']
  for (const state of over) {
    expect(actions(open('a'), withState('b', state))).toEqual(['deliver', 'withdraw', 'renegotiate', 'handOver'])
    expect(actions(withState('a', state))).toEqual([])
  }
  const live: State[] = ['open', 'proposed', 'broken']
  for (const state of live)
    expect(actions(open('a'), withState('b', state))).toEqual(['deliver', 'withdraw', 'handOver'])
  expect(actions(withState('a', 'broken', { occurredAt: at(12) }))).toEqual([])
})
