import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answererOf } from './approver.ts'

const PEOPLE = ['ana', 'bo', 'cy', 'di', 'ed']
const ask = (over: Partial<Parameters<typeof answererOf>[0]> & { away?: [string, string][] }) =>
  answererOf({
    approverId: 'bo',
    askerId: 'ana',
    present: new Set(PEOPLE),
    others: [],
    ...over,
    deputies: new Map(over.away ?? []),
  })

describe('who answers', () => {
  test.each<[string, Parameters<typeof ask>[0], string | null]>([
    ['who was named', {}, 'bo'],
    ['their deputy', { away: [['bo', 'cy']] }, 'cy'],
    [
      "the deputy's deputy",
      {
        away: [
          ['bo', 'cy'],
          ['cy', 'di'],
        ],
      },
      'di',
    ],
    ['never who asks, but another', { away: [['bo', 'ana']], others: ['ana', 'ed'] }, 'ed'],
    ['not who asks, even when named', { approverId: 'ana', others: ['ed'] }, 'ed'],
    [
      'a circle of deputies leads to another',
      {
        away: [
          ['bo', 'cy'],
          ['cy', 'bo'],
        ],
        others: ['di'],
      },
      'di',
    ],
    [
      'a circle, and nobody else: who was named',
      {
        away: [
          ['bo', 'cy'],
          ['cy', 'bo'],
        ],
      },
      'bo',
    ],
    [
      'a deputy who left leads to another',
      { away: [['bo', 'cy']], present: new Set(['ana', 'bo', 'di']), others: ['di'] },
      'di',
    ],
    ['who left is answered for by another', { present: new Set(['ana', 'di']), others: ['di'] }, 'di'],
    ['nobody', { present: new Set(['ana']) }, null],
    ['nobody asked it but a program', { askerId: null }, 'bo'],
  ])('%s', (_, given, who) => expect(ask(given)).toBe(who))

  test('it is never the one who asks, always a member, and always ends', () => {
    const person = fc.constantFrom(...PEOPLE)
    fc.assert(
      fc.property(
        person,
        person,
        fc.array(fc.tuple(person, person)),
        fc.uniqueArray(person),
        fc.array(person),
        (approverId, askerId, away, present, others) => {
          const who = answererOf({
            approverId,
            askerId,
            deputies: new Map(away.filter(([a, b]) => a !== b)),
            present: new Set(present),
            others,
          })
          if (who === null) {
            expect([approverId, ...others].filter((id) => id !== askerId && present.includes(id))).toEqual([])
            return
          }
          expect(who).not.toBe(askerId)
          expect(present).toContain(who)
        },
      ),
      { numRuns: 500 },
    )
  })
})
