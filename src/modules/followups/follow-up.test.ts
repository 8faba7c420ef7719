import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { days, USUAL_RULES, whyNotAsked } from './follow-up.ts'

const now = Temporal.Instant.from('2026-11-26T09:00:00Z')
const turn = { now, askedLastAt: null, refused: false, stands: true }
const ago = (n: number) => now.subtract(days(n))

describe('who is asked how it went', () => {
  test.each([
    ['nobody has asked them before', turn, null],
    ['asked 14 days ago', { ...turn, askedLastAt: ago(14) }, null],
    ['asked a second less than 14 days ago', { ...turn, askedLastAt: ago(14).add({ seconds: 1 }) }, 'asked_recently'],
    ['asked this minute', { ...turn, askedLastAt: now }, 'asked_recently'],
    ['do not want to be asked', { ...turn, refused: true }, 'refused'],
    ['refused, and asked lately', { ...turn, refused: true, askedLastAt: now }, 'refused'],
    ['the promise to ask is gone', { ...turn, stands: false, refused: true }, 'withdrawn'],
  ])('%s', (_, given, why) => {
    expect(whyNotAsked(given, USUAL_RULES)).toBe(why)
  })

  test('without a rest everybody is asked each time', () => {
    expect(whyNotAsked({ ...turn, askedLastAt: now }, { ...USUAL_RULES, restDays: 0 })).toBeNull()
  })

  test('nobody is asked twice within the rest, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 }), fc.integer({ min: 0, max: 400 * 24 }), (restDays, hoursAgo) => {
        const asked = { ...turn, askedLastAt: now.subtract({ hours: hoursAgo }) }
        expect(whyNotAsked(asked, { restDays, silenceDays: 7 })).toBe(
          hoursAgo < restDays * 24 ? 'asked_recently' : null,
        )
      }),
    )
  })
})
