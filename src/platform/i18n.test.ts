import { describe, expect, test } from 'vitest'
import { formatLocale, isLanguage, negotiateLanguage } from '#platform/i18n'

describe('negotiating a language', () => {
  test.each([
    ['ru', 'ru'],
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt'],
    ['de-DE,de;q=0.9,ca;q=0.5,en;q=0.4', 'ca'],
    ['en;q=0.2, PL ; q=0.7', 'pl'],
    ['es;q=0,ru;q=0.1', 'ru'],
    ['*', 'es'],
    ['de', 'es'],
    ['', 'es'],
    [null, 'es'],
    ['q=;;;,,,en;q=banana', 'en'],
    [`${'x,'.repeat(10_000)}ru`, 'es'],
  ])('%s → %s', (header, expected) => {
    expect(negotiateLanguage(header, 'es')).toBe(expected)
  })

  test('knows its six languages and nothing else', () => {
    expect(['en', 'pt', 'es', 'ca', 'pl', 'ru'].every(isLanguage)).toBe(true)
    expect(['de', 'EN', '', null, undefined, 3, 'toString'].some(isLanguage)).toBe(false)
  })

  test('dates take the form of the country', () => {
    expect(formatLocale('en')).toBe('en-GB')
    expect(formatLocale('en', 'US')).toBe('en-US')
    expect(formatLocale('pt', 'BR')).toBe('pt-BR')
    expect(formatLocale('ru', 'ES')).toBe('ru')
  })
})
