import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answeredWithin, type Call, type CallWait, spokenMinutes, waitsOf } from './call-waits.ts'

const at = (minutes: number) => Temporal.Instant.from('2026-11-26T09:00:00Z').add({ minutes })
const call = (kind: Call['kind'], minutes: number, conversationId = 'a'): Call => ({
  ...{ kind, conversationId, at: at(minutes) },
})
const wall = (from: Temporal.Instant, to: Temporal.Instant) => (to.epochMilliseconds - from.epochMilliseconds) / 1000

describe('how long callers wait', () => {
  test.each<[string, Call[], [number, boolean][]]>([
    ['nobody called', [], []],
    ['called back', [call('waits', 0), call('spoke', 10)], [[600, true]]],
    ['called thrice: from the first on', [call('waits', 0), call('waits', 5), call('spoke', 10)], [[600, true]]],
    ['answered at once is no wait', [call('spoke', 0), call('spoke', 5)], []],
    [
      'called again later',
      [call('waits', 0), call('spoke', 1), call('waits', 50)],
      [
        [60, true],
        [600, false],
      ],
    ],
    ['two callers', [call('waits', 0), call('spoke', 10, 'b')], [[3600, false]]],
    ['in any order', [call('spoke', 10), call('waits', 0)], [[600, true]]],
  ])('%s', (_, calls, expected) => {
    expect(waitsOf(calls, at(60), wall).map(({ seconds, answered }) => [seconds, answered])).toEqual(expected)
  })
})

const answered = (seconds: number): CallWait => ({ seconds, answered: true })
const open = (seconds: number): CallWait => ({ seconds, answered: false })

describe('within which time a share was answered', () => {
  test.each<[string, CallWait[], number | null]>([
    ['nobody', [], null],
    ['nine of ten', Array.from({ length: 10 }, (_, i) => answered((i + 1) * 60)), 540],
    ['who still waits, but not as long, says nothing yet', [...Array(9).fill(answered(60)), open(59)], 60],
    ['who waits longer was not answered', [...Array(8).fill(answered(60)), open(9000), open(9000)], null],
    ['one of ten may wait', [...Array(9).fill(answered(60)), open(9000)], 60],
  ])('%s', (_, waits, within) => expect(answeredWithin(waits, 0.9)).toBe(within))

  test('whoever else waits longer never makes it shorter', () => {
    const wait = fc.record({ seconds: fc.nat(10_000), answered: fc.boolean() })
    fc.assert(
      fc.property(fc.array(wait, { maxLength: 20 }), (waits) => {
        const before = answeredWithin(waits, 0.9)
        const after = answeredWithin([...waits, open(20_000)], 0.9)
        return after === null || (before !== null && after >= before)
      }),
    )
  })
})

test.each([
  [0, 5],
  [1, 5],
  [301, 10],
  [3600, 60],
  [3601, 75],
  [7200, 120],
  [13_000, 225],
])('%i seconds are said as %i minutes', (seconds, minutes) => expect(spokenMinutes(seconds)).toBe(minutes))
