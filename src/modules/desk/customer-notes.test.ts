import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Facts, type Mood, moodOf, type Note, type NoteCode, notesOf, type Weight } from './customer-notes.ts'

const NOW = Temporal.Instant.from('2026-11-26T09:00:00Z')
const ago = (hours: number) => NOW.subtract({ hours })
const ground = (says: string) => ({ promiseId: null, requestId: null, conversationId: null, says })
type Outcome = Facts['judged'][number]['outcome']
const judged = (...outcomes: Outcome[]) => outcomes.map((outcome, n) => ({ outcome, ground: ground(`promise ${n}`) }))
const waits = (since: number, replyDue: number | null, asked = 1) => ({
  ...{ since: ago(since), replyDueAt: replyDue === null ? null : ago(replyDue), asked },
  ground: ground('conversation'),
})
const last = (kind: string, status: string, hours: number) => ({
  ...{ kind, status, at: ago(hours), ground: ground('request') },
})
const nothing: Facts = { now: NOW, judged: [], overdue: [], declined: null, waiting: [], latestRequest: null }
const at = (hours: number) => ({ at: ago(hours), ground: ground('promise') })

test.each<[string, Partial<Facts>, Partial<Note>[], Mood]>([
  ['nothing is known', {}, [], 'neutral'],
  [
    'two of the last three broken',
    { judged: judged('broken', 'kept', 'broken', 'kept') },
    [{ code: 'broken_promises', weight: 'grave', n: 2, of: 3, grounds: [ground('promise 0'), ground('promise 2')] }],
    'strained',
  ],
  [
    'one of the last three',
    { judged: judged('kept', 'broken', 'kept_as_moved') },
    [{ code: 'broken_promises', weight: 'bad', n: 1, of: 3 }],
    'neutral',
  ],
  ['the only one', { judged: judged('broken') }, [{ code: 'broken_promises', weight: 'bad', n: 1, of: 1 }], 'neutral'],
  ['broken longer ago is over', { judged: judged('kept', 'kept', 'kept', 'broken') }, [], 'neutral'],
  [
    'the last ten kept, also as moved',
    { judged: [...judged('kept', 'kept_as_moved'), ...judged(...Array<Outcome>(8).fill('kept')), ...judged('broken')] },
    [{ code: 'all_kept', weight: 'good', n: 10 }],
    'content',
  ],
  ['all of three', { judged: judged('kept', 'kept', 'kept') }, [{ code: 'all_kept', n: 3 }], 'content'],
  ['two are too few to praise', { judged: judged('kept', 'kept') }, [], 'neutral'],
  ['kept as told is neither praised nor blamed', { judged: judged('kept_as_told', 'kept', 'kept') }, [], 'neutral'],
  ['waits for an hour', { waiting: [waits(1, null)] }, [], 'neutral'],
  ['waits for a day', { waiting: [waits(24, null)] }, [{ code: 'waiting', weight: 'bad', at: ago(24) }], 'neutral'],
  [
    'waits past the promised reply',
    { waiting: [waits(30, null), waits(3, 1)] },
    [{ code: 'waiting', weight: 'grave', at: ago(3) }],
    'strained',
  ],
  ['the promised reply is not due yet', { waiting: [waits(3, -1)] }, [], 'neutral'],
  ['asked three times', { waiting: [waits(2, null, 3)] }, [{ code: 'asked_again', n: 3, at: ago(2) }], 'neutral'],
  ['asked twice', { waiting: [waits(2, null, 2)] }, [], 'neutral'],
  ['declined', { declined: at(5) }, [{ code: 'declined', weight: 'bad', at: ago(5) }], 'neutral'],
  ['declined long ago', { declined: at(91 * 24) }, [], 'neutral'],
  [
    'an open complaint',
    { latestRequest: last('complaint', 'open', 9) },
    [{ code: 'complaint', weight: 'grave' }],
    'strained',
  ],
  [
    'a closed complaint',
    { latestRequest: last('complaint', 'closed', 9) },
    [{ code: 'complaint', weight: 'bad' }],
    'neutral',
  ],
  ['a complaint of last year', { latestRequest: last('complaint', 'open', 91 * 24) }, [], 'neutral'],
  ['another request since', { latestRequest: last('job', 'open', 1) }, [], 'neutral'],
  [
    'overdue, and the only one broken',
    { judged: judged('broken'), overdue: [at(7), at(2)] },
    [
      { code: 'broken_promises', weight: 'bad' },
      { code: 'overdue', weight: 'bad', n: 2, at: ago(7) },
    ],
    'strained',
  ],
  [
    'broken twice and waiting past the reply',
    { judged: judged('broken', 'broken'), waiting: [waits(30, 4)] },
    [{ code: 'broken_promises' }, { code: 'waiting' }],
    'at_risk_of_leaving',
  ],
  [
    'a complaint, asked three times and declined',
    { latestRequest: last('complaint', 'open', 9), waiting: [waits(2, null, 4)], declined: at(3) },
    [{ code: 'complaint' }, { code: 'asked_again', n: 4 }, { code: 'declined' }],
    'at_risk_of_leaving',
  ],
  [
    'kept always, but waiting for two days',
    { judged: judged('kept', 'kept', 'kept'), waiting: [waits(48, null)] },
    [{ code: 'waiting' }, { code: 'all_kept' }],
    'neutral',
  ],
])('%s', (_, facts, expected, mood) => {
  const notes = notesOf({ ...nothing, ...facts })
  expect(notes).toMatchObject(expected)
  expect(notes).toHaveLength(expected.length)
  expect(moodOf(notes).word).toBe(mood)
})

describe('properties', () => {
  const note = fc.record({
    code: fc.constantFrom<NoteCode>('broken_promises', 'waiting', 'complaint', 'overdue', 'asked_again', 'declined'),
    weight: fc.constantFrom<Weight>('grave', 'bad', 'good'),
    ...{ n: fc.constant(null), of: fc.constant(null), at: fc.constant(null), grounds: fc.constant([]) },
  })
  const order: readonly Mood[] = ['content', 'neutral', 'strained', 'at_risk_of_leaving']
  test('a mood names notes that are there, and one more note against us never makes it better', () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 6 }), fc.constantFrom<Weight>('grave', 'bad'), (notes, weight) => {
        const { word, because } = moodOf(notes)
        expect(notes.map(({ code }) => code)).toEqual(expect.arrayContaining(because))
        if (word !== 'neutral') expect(because.length).toBeGreaterThan(0)
        const worse = moodOf([...notes, { code: 'waiting', weight, n: null, of: null, at: null, grounds: [] }]).word
        expect(order.indexOf(worse)).toBeGreaterThanOrEqual(order.indexOf(word))
      }),
    )
  })
  test('at most five notes, the gravest first, and every one with what it rests on', () => {
    const outcome = fc.constantFrom<Outcome>('kept', 'kept_as_moved', 'kept_as_told', 'broken')
    const hours = fc.integer({ min: 0, max: 100 * 24 })
    fc.assert(
      fc.property(
        fc.array(outcome),
        fc.array(hours),
        fc.option(hours),
        fc.array(fc.tuple(hours, fc.option(hours), fc.nat(5))),
        (outcomes, late, no, threads) => {
          const notes = notesOf({
            ...nothing,
            judged: judged(...outcomes),
            overdue: late.map(at),
            declined: no === null ? null : at(no),
            waiting: threads.map(([since, due, asked]) => waits(since, due, asked)),
            latestRequest: last('complaint', 'open', 1),
          })
          expect(notes.length).toBeLessThanOrEqual(5)
          expect(notes.every(({ grounds }) => grounds.length > 0)).toBe(true)
          const weights = notes.map(({ weight }) => ['grave', 'bad', 'good'].indexOf(weight))
          expect(weights).toEqual(weights.toSorted())
        },
      ),
    )
  })
})
