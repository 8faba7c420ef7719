import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { languages } from '#platform/i18n'
import { compileMessages, MessagesError } from '#platform/i18n-compile'

const root = mkdtempSync(join(tmpdir(), 'kept-messages-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0

const days = {
  en: '{n, plural, =0 {today} one {# day} other {# days}}',
  pt: '{n, plural, =0 {hoje} one {# dia} many {# de dias} other {# dias}}',
  es: '{n, plural, =0 {hoy} one {# día} many {# de días} other {# días}}',
  ca: '{n, plural, =0 {avui} one {# dia} many {# de dies} other {# dies}}',
  pl: '{n, plural, =0 {dziś} one {# dzień} few {# dni} many {# dni} other {# dnia}}',
  ru: '{n, plural, =0 {сегодня} one {# день} few {# дня} many {# дней} other {# дня}}',
}

/** A folder of correct messages in all languages, with `change` applied to one of them. */
function planted(change: { language: string; messages: unknown } | null, area = 'mail') {
  const from = join(root, `messages-${made}`, 'messages')
  const to = join(root, `gen-${made++}`)
  for (const language of languages) {
    const messages = { hello: 'Hello {name}', list: { wait: days[language] } }
    mkdirSync(join(from, language), { recursive: true })
    const used = change?.language === language ? change.messages : messages
    if (used !== null)
      writeFileSync(join(from, language, `${area}.json`), typeof used === 'string' ? used : JSON.stringify(used))
  }
  return { from, to }
}

function problemsOf(change: { language: string; messages: unknown }): readonly string[] {
  const { from, to } = planted(change)
  try {
    compileMessages({ from, to })
  } catch (error) {
    if (error instanceof MessagesError) {
      expect(() => readdirSync(to)).toThrow()
      return error.problems
    }
    throw error
  }
  return []
}

describe('compiling messages', () => {
  test('makes functions that speak each language', async () => {
    const { from, to } = planted(null)
    expect(compileMessages({ from, to }).written).toBe(7)
    const speak = async (language: string) =>
      (await import(pathToFileURL(join(to, `mail/${language}.ts`)).href)).messages
    const [en, pt, pl, ru] = await Promise.all(['en', 'pt', 'pl', 'ru'].map(speak))
    expect(en.hello({ name: '<b>{x}' })).toBe('Hello <b>{x}')
    expect([0, 1, 2, 1200].map((n) => en.list.wait({ n }))).toEqual(['today', '1 day', '2 days', '1,200 days'])
    expect([1, 2, 5, 1.5].map((n) => pl.list.wait({ n }))).toEqual(['1 dzień', '2 dni', '5 dni', '1,5 dnia'])
    expect([1, 3, 11, 21].map((n) => ru.list.wait({ n }))).toEqual(['1 день', '3 дня', '11 дней', '21 день'])
    expect(pt.list.wait({ n: 1_000_000 })).toContain('de dias')
    expect([0.5, 1, 1.5].map((n) => pt.list.wait({ n }))).toEqual(['0,5 dias', '1 dia', '1,5 dias'])
  })

  test('writes nothing when nothing changed, and removes what no longer exists', () => {
    const { from, to } = planted(null)
    compileMessages({ from, to })
    const before = statSync(join(to, 'mail/en.ts')).mtimeMs
    writeFileSync(join(to, 'old.ts'), '')
    expect(compileMessages({ from, to }).written).toBe(0)
    expect(statSync(join(to, 'mail/en.ts')).mtimeMs).toBe(before)
    expect(readdirSync(to).sort()).toEqual(['mail', 'mail.ts'])
  })

  test('types every parameter', () => {
    const { from, to } = planted(null)
    compileMessages({ from, to })
    const types = readFileSync(join(to, 'mail.ts'), 'utf8')
    expect(types).toContain('hello(a: { readonly name: string }): string')
    expect(types).toContain('wait(a: { readonly n: number }): string')
  })
})

describe('the build fails, naming file, key and language, when', () => {
  const cases: [string, string, unknown, string][] = [
    ['a message is missing', 'pl', { list: { wait: days.pl } }, 'messages/pl/mail.json: hello: the message is missing'],
    ['a whole file is missing', 'ru', null, 'messages/ru/mail.json: the file is missing'],
    [
      'a message exists only in a translation',
      'ca',
      { hello: 'Hola {name}', list: { wait: days.ca }, extra: 'x' },
      'messages/ca/mail.json: extra: the message does not exist in English',
    ],
    ...(['pt', 'es', 'ca'] as const).map((language): [string, string, unknown, string] => [
      `the plural form "many" is missing in ${language}`,
      language,
      { hello: 'x {name}', list: { wait: days[language].replace(/many \{[^}]*\} /, '') } },
      `messages/${language}/mail.json: list.wait: the plural "n" lacks the form "many"`,
    ]),
    [
      'a plural form is missing in a nested plural',
      'ru',
      { hello: '{name, select, a {{n, plural, one {#} other {#}}} other {}}', list: { wait: days.ru } },
      'messages/ru/mail.json: hello: the plural "n" lacks the form "few", "many"',
    ],
    [
      'a plural form is unknown in the language',
      'en',
      { hello: 'Hello {name}', list: { wait: '{n, plural, one {#} few {#} other {#}}' } },
      'messages/en/mail.json: list.wait: the plural "n" has the form "few", unknown here',
    ],
    [
      'a parameter has another name',
      'es',
      { hello: 'Hola {nombre}', list: { wait: days.es } },
      'messages/es/mail.json: hello: its parameters (readonly nombre: string) differ from the English ones (readonly name: string)',
    ],
    [
      'a parameter is not used',
      'es',
      { hello: 'Hola', list: { wait: days.es } },
      'messages/es/mail.json: hello: its parameters (none) differ from the English ones (readonly name: string)',
    ],
    [
      'a parameter has another type',
      'pl',
      { hello: 'Cześć {name, number}', list: { wait: days.pl } },
      'messages/pl/mail.json: hello: its parameters (readonly name: number) differ from the English ones (readonly name: string)',
    ],
    [
      'a text is empty',
      'pl',
      { hello: ' ', list: { wait: days.pl } },
      'messages/pl/mail.json: hello: the text is empty',
    ],
    [
      'a text is no ICU message',
      'pl',
      { hello: '{name', list: { wait: days.pl } },
      'messages/pl/mail.json: hello: not an ICU message',
    ],
    [
      'a value is no text',
      'pl',
      { hello: 7, list: { wait: days.pl } },
      'messages/pl/mail.json: hello: expected a text',
    ],
    [
      'a key is no name',
      'pl',
      { hello: 'x {name}', 'a-b': 'x', list: { wait: days.pl } },
      'messages/pl/mail.json: a-b: a key is letters',
    ],
    [
      'a date would be formatted without a zone',
      'en',
      { hello: '{name, date, full}', list: { wait: days.en } },
      'messages/en/mail.json: hello: only text, names, numbers',
    ],
    ['a file is no JSON', 'en', '{', 'messages/en/mail.json: not JSON'],
  ]
  test.each(cases)('%s', (_, language, messages, expected) => {
    expect(problemsOf({ language, messages }).join('\n')).toContain(expected)
  })

  test('several mistakes are all listed at once', () => {
    const problems = problemsOf({ language: 'pl', messages: { list: { wait: days.en } } })
    expect(problems).toHaveLength(2)
  })
})
