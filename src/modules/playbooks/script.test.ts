import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#platform/fields'
import { exampleFacts } from './example-facts.ts'
import { fill, parse, renderScript, USES, VARIABLES, variablesOf } from './script.ts'
import { findingsOf } from './script-findings.ts'
import { starterScripts } from './starter-scripts.ts'

const firm = {
  name: 'Boreal',
  country: 'ES',
  timeZone: 'Europe/Madrid',
  now: Temporal.Instant.from('2026-11-26T09:00:00Z'),
}

describe('a template', () => {
  test.each([
    ['Dear {{customer}},', ['text', 'variable', 'text']],
    ['{{ due }}', ['variable']],
    ['{due}', ['broken', 'text', 'broken']],
    ['{{due}', ['broken', 'text', 'broken']],
    ['{{{due}}}', ['broken', 'text', 'broken']],
    ['{{}}', ['variable']],
    ['{{a\nb}}', ['broken', 'text', 'broken']],
    ['', []],
  ])('%j is %j', (text, parts) => expect(parse(text).map(({ what }) => what)).toEqual(parts))

  const pieces = fc.oneof(
    fc.constantFrom(...VARIABLES.map((name) => `{{${name}}}`), '{', '}', '{{', '}}', '{{nobody}}', '\n', ' '),
    fc.string(),
  )
  const template = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''))

  test('is the sum of its parts, each where it stands', () => {
    fc.assert(
      fc.property(template, (text) => {
        const parts = parse(text)
        expect(parts.map((part) => part.text).join('')).toBe(text)
        for (const part of parts) expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text)
      }),
    )
  })

  test('without facts stays as it is, and says what is missing; filled twice it is filled once', () => {
    fc.assert(
      fc.property(template, (text) => {
        const { text: said, missing } = fill(text, {})
        const names = parse(text).flatMap(({ what, name }) => (what === 'variable' ? [name] : []))
        expect(new Set(missing)).toEqual(new Set(names))
        expect(fill(said, {})).toEqual({ text: said, missing })
      }),
    )
  })

  test('never has a blank where a fact should be', () => {
    const blank = fc.constantFrom('', ' ', '\n', null, undefined, '\u2028')
    fc.assert(
      fc.property(fc.constantFrom(...VARIABLES), blank, (name, value) => {
        expect(fill(`a {{${name}}} b`, { [name]: value ?? null })).toEqual({
          text: `a {{${name}}} b`,
          missing: [name],
        })
      }),
    )
  })
})

describe('a fact', () => {
  test.each([
    ['braces of its own', '{{due}} {{', '{{due}} {{'],
    ['a header', 'Ana\r\nBcc: all@example.com', 'Ana Bcc: all@example.com'],
    ['line separators', 'Ana\u2028\u0085Ruiz', 'Ana Ruiz'],
    ['control characters', 'A\u0000na\u001b[31m', 'A na [31m'],
    ['a replacement pattern', '$& $1 $$', '$& $1 $$'],
  ])('with %s is put in as one line, once', (_, value, said) => {
    const texts = { en: { subject: 'For {{customer}}', body: 'Dear {{customer}}, {{due}}' } }
    expect(renderScript({ texts }, 'en', { customer: value, due: 'today' })).toEqual({
      language: 'en',
      subject: `For ${said}`,
      text: `Dear ${said}, today`,
      missing: [],
    })
  })

  test('is never more than text: no value ends a line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const texts = { en: { subject: '{{customer}}', body: 'x' } }
        expect(renderScript({ texts }, 'en', { customer: value }).subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

test('is read in the language asked for, else in the next, else in any', () => {
  const texts = { en: { subject: null, body: 'Hello' }, pl: { subject: null, body: 'Dzień dobry' } }
  expect(renderScript({ texts }, 'pl', {}).text).toBe('Dzień dobry')
  expect(renderScript({ texts }, 'ru', {}, 'pl')).toMatchObject({ language: 'pl', text: 'Dzień dobry' })
  expect(renderScript({ texts }, 'ru', {}, 'ca')).toMatchObject({ language: 'en', text: 'Hello' })
})

describe.each(LANGUAGES)('in %s', (language) => {
  test('every variable has an example, and every use has variables', async () => {
    const facts = await exampleFacts(language, firm)
    for (const name of VARIABLES) {
      const texts = { [language]: { subject: null, body: `x {{${name}}} y` } }
      expect(renderScript({ texts }, language, facts)).toMatchObject({ text: `x ${facts[name]} y`, missing: [] })
      expect(USES.some((use) => variablesOf(use).includes(name))).toBe(true)
    }
    expect(facts.by).toMatch(/\d/)
  })

  test('the scripts to start with say nothing that would be refused, and nothing is missing for an example', async () => {
    const facts = await exampleFacts(language, firm)
    const all = starterScripts(language)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(new Set(all.map(({ use }) => use)).size).toBe(USES.length)
    for (const { code, use, texts } of all) {
      expect(findingsOf({ use, texts, languages: LANGUAGES, ...firm }), code).toEqual([])
      const { missing, text, language: read } = renderScript({ texts }, language, facts)
      expect([missing, read], `${code}: ${text}`).toEqual([[], language])
    }
  })
})
