import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Consent,
  defaultAnswerBy,
  nextCheckAt,
  outcomeOf,
  possibleActions,
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
  expect(chainOf(proposed('a'))).toEqual(['accept', 'decline', 'withdraw'])
  expect(chainOf(open('a'))).toEqual(['deliver', 'withdraw', 'renegotiate'])
  expect(chainOf(standing('a', { state: 'broken', consent: 'accepted' }))).toEqual(['deliver', 'renegotiate'])
  expect(chainOf(standing('a', { state: 'kept', consent: 'accepted' }))).toEqual([])
  expect(possibleActions(open('a'), [open('a'), proposed('b', 20)])).toEqual(['deliver', 'withdraw'])
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
