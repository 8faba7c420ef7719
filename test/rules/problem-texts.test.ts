import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { languages } from '#platform/i18n'
import { codesIn, problemsOf, textOf } from '../../bin/problem-codes.ts'
import { filesBelow } from './source.ts'

/** Codes that nobody meets on the console's screens, and who does. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'a program that calls the API': [
    'access/foreign_site',
    'accounts/one_way_in',
    'http/no_such_route',
    'idempotency/key_invalid',
    'idempotency/key_reused',
    'input/if_match',
    'input/in_address',
    'input/not_a_form',
    'input/not_json',
    'input/not_object',
    'input/not_utf8',
    'input/too_deep',
    'internal',
    'promises/due',
  ],
  'a customer, to whom the portal says it in its own words (src/portal/show-problem.ts)': [
    'conversations/link_expired',
    'conversations/link_only_shows',
    'conversations/link_revoked',
    'conversations/link_used',
    'conversations/nothing_asked',
    'conversations/nothing_to_answer',
    'conversations/wish_in_past',
  ],
  'who works at the command line': ['accounts/unknown_address'],
}
const elsewhere = new Set(Object.values(ELSEWHERE).flat())

type Texts = Parameters<typeof textOf>[1]
type Read = ReturnType<typeof codesIn>

const withoutText = (codes: Read['codes'], texts: Texts): string[] =>
  [...codes.keys()].filter((code) => !elsewhere.has(code) && textOf(code, texts) === undefined)

/** Texts that nothing says, and texts that name a figure which no file that refuses with their code speaks of. */
function unused(codes: Read['codes'], texts: Texts): string[] {
  const used = new Set([...codes.keys()].map((code) => textOf(code, texts)))
  return Object.entries(texts).flatMap(([area, group]) =>
    Object.entries(group).flatMap(([name, text]) => (used.has(text) ? [] : [`${area}.${name}`])),
  )
}

function lacking(codes: Read['codes'], texts: Texts): string[] {
  return [...codes].flatMap(([code, files]) =>
    [...(textOf(code, texts) ?? '').matchAll(/\{(\w+)(?:\}|, (?:plural|select|number))/g)]
      .filter(([, name]) => !files.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)))
      .map(([, name]) => `${code}: ${name}`),
  )
}

const source = filesBelow(['src'], /(?<!\.test)\.ts$/)
const { codes, unreadable } = codesIn(source)
const read = (language: string): Texts =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../messages', language, 'problems.json'), 'utf8'))

describe('what the console says when something is refused', () => {
  test('every code in the source can be read there', () => {
    expect(unreadable).toEqual([])
    expect(codes.size).toBeGreaterThan(100)
  })

  test.each(languages)('has a text for every code in %s', (language) => {
    expect(withoutText(codes, read(language))).toEqual([])
  })

  test('names only what the refusal gives', () => {
    expect(lacking(codes, read('en'))).toEqual([])
  })

  test('has no text and no exception that nothing needs', () => {
    expect(unused(codes, read('en'))).toEqual([])
    expect([...elsewhere].filter((code) => !codes.has(code) || textOf(code, read('en')))).toEqual([])
  })
})

describe('what the reference says of every code', () => {
  const said = new Map(problemsOf(source, read('en')).map((each) => [each.code, each]))

  test('is a sentence, and names no page of the console', () => {
    expect([...codes.keys()].filter((code) => !/^(?:[A-Z]|\{).*\.$/.test(said.get(code)?.says ?? ''))).toEqual([])
    expect([...said.values()].filter(({ says }) => /reload|\$\{|plural|"\}/i.test(says))).toEqual([])
  })

  test.each([
    ['access/not_signed_in', 401],
    ['access/forbidden', 403],
    ['promises/not_found', 404],
    ['promises/past_due', 400],
    ['promises/not_yet_open', 409],
    ['customers/stale', 412],
    ['webhooks/stale', 412],
    ['services/name_taken', 409],
    ['input/too_large', 413],
    ['access/too_many', 429],
    ['internal/unavailable', 503],
  ])('comes with its status: %s', (code, status) => {
    expect(said.get(code)?.status).toBe(status)
  })
})

describe('a refusal that nobody put into words', () => {
  const planted = (text: string): Read => codesIn([...source, { path: 'src/planted.ts', text }])

  test.each([
    ["new Refusal('promises/planted', 'conflict', 'No.')", 'promises/planted'],
    ["invalidField(\n  'planted/field',\n  'name',\n  'No.',\n)", 'planted/field'],
    ["new Refusal(late ? 'promises/late' : 'promises/stale', 'conflict', 'No.')", 'promises/late'],
    ["const CODES = { b_key: ['services/taken', 'No.'] }", 'services/taken'],
    ["z.string().refine(isColour, { params: { code: 'input/no_colour' } })", 'input/no_colour'],
  ])('is found: %s', (text, code) => {
    for (const language of languages) expect(withoutText(planted(text).codes, read(language))).toContain(code)
  })

  test.each(['chosen', '`promises/planted`'])('is found by its place when its code is put together: %s', (first) => {
    expect(planted(`new Refusal(${first}, 'conflict', 'No.')`).unreadable).toEqual([`src/planted.ts: ${first}`])
  })

  test('is found when its text names what it does not give', () => {
    const texts = { ...read('en'), planted: { full: 'At most {most, plural, one {#} other {#}}.' } }
    expect(lacking(planted("new Refusal('planted/full', 'limit', 'No.')").codes, texts)).toEqual(['planted/full: most'])
    expect(unused(codes, texts)).toEqual(['planted.full'])
  })
})
