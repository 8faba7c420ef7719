// What the source can refuse with: for the reference, and for the test that every code has its texts.

import { STATUS } from '#platform/http'

export type SourceText = { path: string; text: string }
type Read = { codes: Map<string, SourceText[]>; unreadable: string[] }

const REFUSES = /(?:new Refusal|invalidField)\(\s*([^,]*),/g
/** Where a code is put together from what is given. */
const GIVEN = ['src/platform/errors.ts', 'src/platform/refusals.ts']

/** Every code that the source can refuse with, where, and the places at which it cannot be read. */
export function codesIn(files: readonly SourceText[]): Read {
  const codes: Read['codes'] = new Map()
  const unreadable: string[] = []
  const add = (code: string, file: SourceText): void => {
    codes.set(code, [...(codes.get(code) ?? []), file])
  }
  for (const file of files) {
    for (const [, first = ''] of file.text.matchAll(REFUSES)) {
      const found = [...first.matchAll(/'([a-z0-9_/]+)'/g)].map(([, code = '']) => code)
      const written = found.filter((code) => code.includes('/') || first.startsWith("'"))
      if (written.length === 0 && !GIVEN.includes(file.path)) unreadable.push(`${file.path}: ${first}`)
      for (const code of written) add(code, file)
    }
    for (const [, what = '', area = ''] of file.text.matchAll(/\b(notFound|stale)\('([a-z]+)'/g))
      add(`${area}/${what === 'stale' ? 'stale' : 'not_found'}`, file)
  }
  // Codes also stand in tables: whatever looks like one and begins as one does.
  const areas = [...new Set([...codes.keys()].filter((code) => code.includes('/')).map((code) => code.split('/')[0]))]
  const alike = new RegExp(`'((?:${areas.join('|')})/[a-z0-9_]+)'`, 'g')
  for (const file of files) for (const [, code = ''] of file.text.matchAll(alike)) add(code, file)
  return { codes, unreadable }
}

export type Problem = { code: string; status: number; says: string }

/** What is nobody's doing out there has no kind of refusal. */
const FAULTS: Readonly<Record<string, number>> = {
  internal: 500,
  'internal/outcome_unknown': 503,
  'internal/unavailable': 503,
}
const FAULT_SAYS: Readonly<Record<string, string>> = {
  internal: 'A fault of Kept, and nothing was changed. Tell your administrator the traceId.',
  'internal/outcome_unknown':
    'The database was lost while this was being written: it may have been. Repeat it with the same Idempotency-Key, or look first.',
  'internal/unavailable': 'The database does not answer, and nothing was changed. Try again in a moment.',
}
/** How far after its code a refusal's kind and sentence stand. */
const NEAR = 420

const KIND = new RegExp(`^[^;]*?'(${Object.keys(STATUS).join('|')})'`)
const SENTENCE = /(['"`])((?:[A-Z]|\$\{)(?:(?!\1)[^\\]|\\.)* (?:(?!\1)[^\\]|\\.)*)\1/
/** Where the next one begins. */
const NEXT = /\n\n|new Refusal\(|invalidField\(/
/** Where the sentence is made up of what was asked, and what a check says of one field in `issues`. */
const WORDS: Readonly<Record<string, string>> = {
  'imports/wrong_state': 'Not possible in the state of the import, which "state" names.',
  'playbooks/unknown_placeholder': 'Only {amount} and {until} may stand in braces.',
  'playbooks/unknown_variable': 'It stands for nothing that a script knows.',
  'playbooks/variable_not_here': 'It is not known for the use of this script.',
  'playbooks/broken_braces': 'Braces stand only in pairs around the name of a fact.',
  'playbooks/date_in_template': 'A script promises no date of its own.',
  'playbooks/language_missing': 'A script that goes out by itself is missing in a language that customers read.',
  'promises/not_possible': 'Not possible in the state of the promise, which "state" names.',
  'promises/not_yet_open': 'The promise waits for an answer: record that first.',
  'input/exists': 'Such a record exists already.',
  'input/missing': 'The field is required and missing, null or empty.',
  'input/not_a_country': 'No ISO 3166-1 code of a country.',
  'input/not_a_currency': 'No ISO 4217 code of a currency.',
  'input/not_a_date': 'No date that exists, as in 2026-11-26.',
  'input/not_a_phone': 'No telephone number with its country, as in +48 600 100 200.',
  'input/not_a_time': 'No time of day, as in 09:30.',
  'input/not_a_time_zone': 'No IANA time zone, as in Europe/Warsaw.',
  'input/not_an_email': 'No e-mail address.',
  'input/not_an_id': 'No UUID.',
  'input/not_an_instant': 'No RFC 3339 instant with an offset or Z, as in 2026-11-26T15:00:00Z.',
  'input/not_offered': 'Not one of the values that are offered.',
  'input/out_of_years': 'An instant before 1970 or after 2199.',
  'input/too_big': 'Larger than {max}.',
  'input/too_few': 'Fewer than {min} entries.',
  'input/too_long': 'More than {max} characters.',
  'input/too_many': 'More than {max} entries.',
  'input/too_short': 'Fewer than {min} characters.',
  'input/too_small': 'Smaller than {min}.',
  'input/unknown_field': 'There is no such field.',
  'input/wrong': 'Does not fit; the message says why.',
  'input/wrong_form': 'Not written as it should be; the message says how.',
  'input/wrong_kind': 'Another kind of value: a number for a text, for example.',
}
/** Said of whatever record it was. */
const STALE = 'This was changed since you read it. Read it again and repeat your change.'

type Texts = { readonly [area: string]: { readonly [name: string]: string } }
const keyOf = (name = ''): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The text that the console shows for a code: its own, or the one of all codes that end alike. */
export function textOf(code: string, texts: Texts): string | undefined {
  const [area, name] = code.split('/')
  return texts[keyOf(area)]?.[keyOf(name)] ?? texts.any?.[keyOf(name)]
}

/** A template as a reader sees it: constants are figures, and what else it holds is named. */
const plainly = (sentence: string, constants: ReadonlyMap<string, string>): string =>
  sentence
    .replaceAll(/\$\{([A-Z_]+)\}/g, (whole, name: string) => constants.get(name) ?? whole)
    .replaceAll(/\$\{(?:[\w.]*\.)?(\w+)\}/g, '{$1}')
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll("\\'", "'")

/** A text with plurals in one form: that of many. */
const oneForm = (text: string): string =>
  text
    .replaceAll(/\{(\w+), (?:plural|select),.*?other \{([^{}]*)\}\s*\}/g, (_, name: string, form: string) =>
      form.replaceAll('#', `{${name}}`),
    )
    .replaceAll(/\{(\w+), \w+[^}]*\}/g, '{$1}')

/** What stands in the source about a code: its status and its sentence, where they can be read. */
function readAt(
  code: string,
  files: readonly SourceText[],
  constants: ReadonlyMap<string, string>,
): { status?: number; says?: string } {
  for (const { text } of files) {
    const [area, name] = code.split('/')
    const made = new RegExp(`\\b(notFound|stale)\\('${area}', '([^']+)'`).exec(text)
    if (made && name === (made[1] === 'stale' ? 'stale' : 'not_found'))
      return name === 'stale'
        ? { status: 412, says: STALE }
        : { status: 404, says: `There is no such ${made[2]}. Check the id.` }
    // Refusals of the database stand in a table: [code, sentence].
    const [, listed] = new RegExp(`\\['${code}',\\s*'([^']+)'`).exec(text) ?? []
    if (listed) return { status: 409, says: listed }
    for (let at = text.indexOf(`'${code}'`); at >= 0; at = text.indexOf(`'${code}'`, at + 1)) {
      const before = text.slice(Math.max(0, at - 80), at)
      const after = text.slice(at + code.length + 2, at + NEAR).split(NEXT)[0] ?? ''
      const kind = KIND.exec(after)?.[1]
      const status = /invalidField\(\s*$/.test(before) ? 400 : kind && STATUS[kind as keyof typeof STATUS]
      const says = SENTENCE.exec(after)?.[2]
      if (status && /new Refusal\([^;]*$|invalidField\(\s*$/.test(before))
        return { status, ...(says === undefined ? {} : { says: plainly(says, constants) }) }
    }
  }
  return {}
}

/**
 * Every code with the status that it is answered with and the sentence that it is told in. Codes that stand in `issues`
 * alone come with 400.
 */
export function problemsOf(files: readonly SourceText[], texts: Texts): Problem[] {
  const codes = new Map(codesIn(files).codes)
  const constants = new Map(
    files.flatMap(({ text }) =>
      [...text.matchAll(/\bconst ([A-Z_]+) = ([\d_]+)\n/g)].map(([, name = '', n = '']) => [
        name,
        n.replaceAll('_', ''),
      ]),
    ) as [string, string][],
  )
  for (const code of Object.keys(FAULTS)) codes.set(code, [])
  return [...codes]
    .map(([code, where]) => {
      const found = readAt(code, where, constants)
      const says = WORDS[code] ?? found.says ?? FAULT_SAYS[code] ?? oneForm(textOf(code, texts) ?? '')
      const otherwise = /\/stale$/.test(code) ? 412 : /(_taken|_exists|\/exists|in_flight)$/.test(code) ? 409 : 400
      return { code, status: FAULTS[code] ?? found.status ?? otherwise, says: otherwise === 412 ? STALE : says }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
