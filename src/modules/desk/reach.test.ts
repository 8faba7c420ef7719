import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempt, Thread } from '#modules/conversations'
import { reachOf } from './reach.ts'

const at = (hours: number) => Temporal.Instant.from('2026-11-24T09:00:00Z').add({ hours })
const thread = (
  id: string,
  waits: number | null,
  ...attempts: [number, Attempt['channel'], Attempt['what']][]
): Thread => ({
  ...{ conversationId: id, about: `conversation:${id}`, subject: 'Boiler', replyDueAt: null },
  waitingSince: waits === null ? null : at(waits),
  attempts: attempts.map(([hours, channel, what]) => ({ at: at(hours), channel, what })),
})

describe('what the customer tried', () => {
  test('missed calls with their times, mails and portal messages of all threads that wait are one line', () => {
    const { theirs } = reachOf(
      [
        thread('a', 1, [1, 'phone', 'missed'], [24, 'phone', 'missed']),
        thread('b', 3, [0, 'email', 'heard'], [2, 'email', 'answered'], [3, 'email', 'heard']),
        thread('c', 30, [30, 'portal', 'heard'], [31, 'counter', 'heard']),
      ],
      null,
    )
    expect(theirs).toEqual({
      ...{ calls: [at(1), at(24)], mails: 1, portal: 1, spoken: 1, since: at(1), lastAt: at(31) },
      conversationIds: ['a', 'b', 'c'],
    })
  })
  test('nobody waits: nothing is said', () => {
    expect(reachOf([thread('a', null, [1, 'phone', 'missed'], [2, 'phone', 'answered'])], null).theirs).toBeNull()
    expect(reachOf([], null)).toEqual({ theirs: null, ours: null })
  })
})

describe('what we tried', () => {
  test.each<[string, Thread[], Temporal.Instant | null, object | null]>([
    [
      'calls that reached nobody, and the mail that came back',
      [
        thread('a', null, [0, 'phone', 'heard'], [1, 'phone', 'not_reached'], [2, 'phone', 'not_reached']),
        thread('b', null, [3, 'email', 'came_back'], [4, 'phone', 'left_message']),
      ],
      null,
      { calls: [at(1), at(2)], messagesLeft: 1, mailsBack: 1, lastAt: at(4), conversationIds: ['a', 'b'] },
    ],
    ['they called back', [thread('a', 2, [1, 'phone', 'not_reached'], [2, 'phone', 'missed'])], null, null],
    ['we reached them', [thread('a', null, [1, 'phone', 'not_reached'], [2, 'phone', 'answered'])], null, null],
    [
      'we wrote a mail since: whether it reached them nobody knows',
      [thread('a', null, [1, 'phone', 'not_reached'], [2, 'email', 'answered'])],
      null,
      { calls: [at(1)], lastAt: at(1) },
    ],
    [
      'a notice came back that no conversation knows of',
      [],
      at(5),
      { mailsBack: 1, lastAt: at(5), conversationIds: [] },
    ],
    ['they wrote after it came back', [thread('a', 6, [6, 'email', 'heard'])], at(5), null],
    ['the same mail is not counted twice', [thread('a', null, [5, 'email', 'came_back'])], at(5), { mailsBack: 1 }],
  ])('%s', (_, threads, back, expected) => {
    const { ours } = reachOf(threads, back)
    if (expected === null) expect(ours).toBeNull()
    else expect(ours).toMatchObject(expected)
  })
})

test('whatever was said: every attempt that is counted is one that there was, and since they last spoke', () => {
  const attempt = fc.record({
    channel: fc.constantFrom('email', 'portal', 'phone', 'counter'),
    what: fc.constantFrom('heard', 'answered', 'missed', 'not_reached', 'left_message', 'came_back'),
    at: fc.integer({ min: 0, max: 50 }).map(at),
  })
  const threads = fc.array(
    fc.record({
      ...{ conversationId: fc.uuid(), about: fc.constant('conversation:x'), subject: fc.constant('') },
      waitingSince: fc.option(fc.integer({ min: 0, max: 50 }).map(at)),
      replyDueAt: fc.constant(null),
      attempts: fc.array(attempt, { maxLength: 8 }),
    }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(threads, (given) => {
      const { theirs, ours } = reachOf(given, null)
      const all = given.flatMap(({ attempts }) => attempts)
      const last = all.filter(({ what }) => what === 'heard' || what === 'missed').map((one) => one.at)
      if (ours) {
        expect(ours.calls.length + ours.messagesLeft + ours.mailsBack).toBeGreaterThan(0)
        expect(last.every((heard) => Temporal.Instant.compare(heard, ours.lastAt) <= 0)).toBe(true)
      }
      if (theirs) {
        expect(theirs.calls.length + theirs.mails + theirs.portal + theirs.spoken).toBeLessThanOrEqual(last.length)
        expect(Temporal.Instant.compare(theirs.since, theirs.lastAt)).toBeLessThanOrEqual(0)
      }
    }),
  )
})
