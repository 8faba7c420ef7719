import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import { reasonWhy, saidWhy } from './reason.ts'
import { missingLanguages } from './remedy.ts'
import { starterReasons } from './starter-reasons.ts'

const WHY = { en: 'The part is late', pl: 'Część się spóźnia.' }

describe('a reason as a customer reads it', () => {
  test.each([
    [
      'its sentence and what was added',
      { reason: 'It left the factory.', reasonWhy: WHY },
      'The part is late. It left the factory.',
    ],
    ['its sentence alone', { reason: null, reasonWhy: { en: 'Late!' } }, 'Late!'],
    ['own words alone', { reason: 'Snow', reasonWhy: null }, 'Snow'],
    ['nothing', { reason: null, reasonWhy: null }, null],
  ])('is %s', (_, given, text) => expect(saidWhy(given, 'en')).toBe(text))

  test.each([
    ['pl', [], WHY.pl],
    ['ru', ['pl'], WHY.pl],
    ['ru', ['ca'], WHY.en],
  ] as const)('in %s, or else %o', (language, fallbacks, text) =>
    expect(reasonWhy(WHY, language, ...fallbacks)).toBe(text),
  )

  test('is never empty where a sentence is there in any language', () => {
    const languages = fc.constantFrom(...LANGUAGES)
    fc.assert(
      fc.property(languages, languages, (there, reader) => {
        expect(reasonWhy({ [there]: 'Here.' }, reader)).toBe('Here.')
      }),
    )
  })
})

describe('the reasons to start with', () => {
  test.each(LANGUAGES)('have names in %s and sentences in every language', (language) => {
    const list = starterReasons(language)
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length)
    for (const { name, why } of list) {
      expect(name.length).toBeLessThanOrEqual(200)
      expect(missingLanguages(why)).toEqual([])
      for (const sentence of Object.values(why)) expect(sentence).toMatch(/\.$/)
      expect(new Set(Object.values(why)).size).toBe(LANGUAGES.length)
    }
  })
})
