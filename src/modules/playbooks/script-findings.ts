import type { Calendar } from '#library/calendar'
import { findPromises } from '#library/language'
import { LANGUAGES, type Language } from '#platform/fields'
import { overPromises } from './over-promise.ts'
import { goesByItself, isVariable, parse, type ScriptTexts, type Use, variablesOf } from './script.ts'

/** `error`: it is not saved so; `confirm`: it takes a reason; `warning`: it is only said. */
export const LEVELS = ['error', 'confirm', 'warning'] as const
export const FINDINGS = [
  'unknown_variable',
  'variable_not_here',
  'broken_braces',
  'date_in_template',
  'over_promise',
  'language_missing',
] as const

export type Finding = {
  code: (typeof FINDINGS)[number]
  level: (typeof LEVELS)[number]
  language: Language
  part: 'subject' | 'body'
  /** What it is about, and from where on it stands; empty: the whole text. */
  text: string
  start: number
}

export type Checked = {
  use: Use
  texts: ScriptTexts
  /** The organization's own language and those that its customers read. */
  languages: readonly Language[]
  now: Temporal.Instant
  timeZone: string
  calendar?: Calendar | undefined
}

/** From this certainty on, what reads like a date of its own is one. Below, whoever writes it knows better. */
const SURE = 0.8

/** What is wrong with a script, or says more than can be kept. A pure function. */
export const findingsOf = (checked: Checked): Finding[] =>
  LANGUAGES.flatMap((language) => {
    const text = checked.texts[language]
    if (text === undefined) return missing(checked, language)
    return [
      ...(text.subject === null ? [] : inText(checked, language, 'subject', text.subject)),
      ...inText(checked, language, 'body', text.body),
    ]
  })

function missing({ use, languages }: Checked, language: Language): Finding[] {
  if (!languages.includes(language)) return []
  const level = goesByItself(use) ? 'error' : 'warning'
  return [{ code: 'language_missing', level, language, part: 'body', text: '', start: 0 }]
}

function inText(
  { use, now, timeZone, calendar }: Checked,
  language: Language,
  part: Finding['part'],
  text: string,
): Finding[] {
  const at = { language, part }
  const here = variablesOf(use)
  const parts = parse(text)
  // Facts are not read as words, and what follows them stays where it is.
  const plain = parts.map((each) => (each.what === 'text' ? each.text : ' '.repeat(each.text.length))).join('')
  const promised = findPromises(plain, { language, now, timeZone, ...(calendar ? { calendar } : {}) })
  return [
    ...parts.flatMap(({ what, text: said, start, name = '' }): Finding[] => {
      if (what === 'text') return []
      if (what === 'broken') return [{ ...at, code: 'broken_braces', level: 'error', text: said, start }]
      if (!isVariable(name)) return [{ ...at, code: 'unknown_variable', level: 'error', text: said, start }]
      return here.includes(name) ? [] : [{ ...at, code: 'variable_not_here', level: 'error', text: said, start }]
    }),
    ...promised.flatMap(({ due, when, certainty }): Finding[] => {
      if (due === null) return []
      const level = certainty >= SURE ? 'error' : 'confirm'
      return [{ ...at, code: 'date_in_template', level, text: when.text, start: when.start }]
    }),
    ...overPromises(plain, language).map(
      (found): Finding => ({ ...at, code: 'over_promise', level: 'confirm', ...found }),
    ),
  ].toSorted((a, b) => a.start - b.start)
}
