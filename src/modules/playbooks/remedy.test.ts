import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import {
  amountText,
  hasToBeDone,
  isAlternative,
  missingLanguages,
  REMEDY_KINDS,
  unknownPlaceholders,
  worded,
} from './remedy.ts'

const WORDING = { en: 'We pay {amount} back by {until}.', pl: 'Zwrócimy {amount} do {until}.' }

describe('a wording', () => {
  test.each([
    ['pl', { amount: '10 zł', until: 'piątku' }, 'Zwrócimy 10 zł do piątku.', 'pl'],
    ['ru', { amount: '10 €', until: 'Friday' }, 'We pay 10 € back by Friday.', 'en'],
    ['en', { amount: null, until: 'Friday' }, 'We pay back by Friday.', 'en'],
  ] as const)('in %s with %o', (language, values, text, said) => {
    expect(worded(WORDING, language, 'en', values)).toEqual({ text, language: said })
  })

  test.each([
    ['We pay { amount } back.', []],
    ['{amout} and {name}', ['amout', 'name']],
    ['no braces', []],
    ['{}', ['']],
  ])('%s has the unknown %o', (text, unknown) => expect(unknownPlaceholders(text)).toEqual(unknown))

  test('that is there in any language is read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...LANGUAGES),
        (a, b, c) => {
          const read = worded({ [a]: 'Here.' }, b, c, { amount: null, until: null })
          expect(read).toEqual({ text: 'Here.', language: a })
          expect(missingLanguages({ [a]: 'Here.' })).toEqual(LANGUAGES.filter((each) => each !== a))
        },
      ),
    )
  })
})

test.each([
  [1050, 'EUR', 'en', '€10.50'],
  [1050, 'JPY', 'en', '¥1,050'],
  [1050, 'PLN', 'pl', '10,50 zł'],
] as const)('%i of %s in %s is %s', (amount, currency, language, text) => {
  expect(amountText(amount, currency, language).replace(/\s/g, ' ')).toBe(text)
})

test('every kind is one or the other, and what takes time is a promise', () => {
  expect(REMEDY_KINDS.filter(isAlternative)).toHaveLength(4)
  expect(REMEDY_KINDS.filter((kind) => !hasToBeDone(kind))).toEqual(['discount', 'perk', 'apology'])
})
