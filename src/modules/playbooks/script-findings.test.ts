import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import { overPromises } from './over-promise.ts'
import type { Use } from './script.ts'
import { findingsOf } from './script-findings.ts'

const at = { now: Temporal.Instant.from('2026-11-26T09:00:00Z'), timeZone: 'Europe/Madrid' }
const found = (body: string, use: Use = 'answer', over: object = {}) =>
  findingsOf({ use, texts: { en: { subject: null, body } }, languages: ['en'], ...at, ...over }).map(
    ({ code, level, text, start }) => [code, level, text, start],
  )

test.each([
  ['Dear {{custmer}},', [['unknown_variable', 'error', '{{custmer}}', 5]]],
  ['From {{old_date}}', [['variable_not_here', 'error', '{{old_date}}', 5]]],
  [
    'Dear {customer}',
    [
      ['broken_braces', 'error', '{', 5],
      ['broken_braces', 'error', '}', 14],
    ],
  ],
  ['We will come on Friday.', [['date_in_template', 'error', 'come on Friday', 8]]],
  ['{{promise}}. I will call you back tomorrow by three.', [['date_in_template', 'error', 'tomorrow by three', 34]]],
  [
    'It is 100 % guaranteed.',
    [
      ['over_promise', 'confirm', '100 %', 6],
      ['over_promise', 'confirm', 'guaranteed', 12],
    ],
  ],
  ['We answer within two hours.', [['date_in_template', 'confirm', 'within two hours', 10]]],
  ['We will come {{by}}. {{promise}} {{due}}', []],
  ['Evergreen, nevertheless.', []],
])('%j: %j', (body, findings) => expect(found(body)).toEqual(findings))

test('a name that is a word of the list is a fact, not a promise', () => {
  expect(found('{{service}} always', 'answer')).toEqual([['over_promise', 'confirm', 'always', 12]])
})

describe('a language that customers read', () => {
  test.each([
    ['answer', 'warning'],
    ['notice_holding', 'error'],
    ['follow_up', 'error'],
  ] as const)('is missed in %s as %s', (use, level) => {
    expect(found('Hello', use, { languages: ['en', 'pl'] })).toEqual([['language_missing', level, '', 0]])
  })
})

describe('words that say more than anybody can keep', () => {
  test.each([
    ['en', 'We guarantee it, without  fail.', ['guarantee', 'without  fail']],
    ['pt', 'Garantimos, o mais tardar amanhã, sempre.', ['Garantimos', 'o mais tardar', 'sempre']],
    ['es', 'Lo garantizamos: siempre, a más tardar.', ['garantizamos', 'siempre', 'a más tardar']],
    ['ca', 'Us ho garantim sempre, com a molt tard.', ['garantim', 'sempre', 'com a molt tard']],
    ['pl', 'Gwarantujemy, na pewno i natychmiast.', ['Gwarantujemy', 'na pewno', 'natychmiast']],
    ['ru', 'Гарантируем: обязательно, не позднее, 100%.', ['Гарантируем', 'обязательно', 'не позднее', '100%']],
  ] as const)('are found in %s', (language, text, said) => {
    expect(overPromises(text, language).map((each) => each.text)).toEqual(said)
    for (const { text: word, start } of overPromises(text, language))
      expect(text.slice(start, start + word.length)).toBe(word)
  })

  test.each([
    ['pl', 'Nowy zawsząd.'],
    ['ru', 'Уточним неточности.'],
    ['ca', 'Maig i demà.'],
    ['es', 'Con seguridad y 1000 %.'],
  ] as const)('are whole words in %s', (language, text) => expect(overPromises(text, language)).toEqual([]))

  test('are looked for in every language', () =>
    expect(LANGUAGES.every((language) => overPromises('100 %', language).length === 1)).toBe(true))
})
