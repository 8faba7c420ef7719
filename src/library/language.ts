/**
 * Promises in what staff write: "I'll call you back tomorrow by three", with the instant that it falls due.
 *
 * Pure: no database, no clock of its own, nothing but the runtime's `Temporal`. Six languages: English, Portuguese,
 * Spanish, Catalan, Polish, Russian. docs/language.md has the rules for what "Friday" or "by the weekend" comes to.
 *
 * @example
 * ```ts
 * findPromises('Oddzwonię jutro do 15.', {
 *   language: 'pl',
 *   now: Temporal.Instant.from('2026-03-11T09:20:00Z'),
 *   timeZone: 'Europe/Warsaw',
 * }) // one 'call', due 2026-03-12T14:00:00Z
 * ```
 */
import type { Calendar } from './calendar.ts'
import { catalan } from './language/catalan.ts'
import { compileLanguage } from './language/compile.ts'
import { english } from './language/english.ts'
import { find } from './language/find.ts'
import { polish } from './language/polish.ts'
import { portuguese } from './language/portuguese.ts'
import { russian } from './language/russian.ts'
import { spanish } from './language/spanish.ts'
import type { Kind, Language, LanguageTable } from './language/table.ts'

const tables = { en: english, pt: portuguese, es: spanish, ca: catalan, pl: polish, ru: russian } satisfies Record<
  string,
  LanguageTable
>

export type PromiseLanguage = keyof typeof tables
/** What is promised: a call, a visit, a delivery, something sent, an answer, money back, a repair, or something else. */
export type PromiseKind = Kind

export interface FindPromisesOptions {
  /** The language of the text: its first two letters count ("pt-BR"). */
  readonly language: PromiseLanguage | (string & {})
  readonly now: Temporal.Instant
  /** IANA name of the zone that the business lives in. */
  readonly timeZone: string
  /** The hours of the business: a day ends with its last opening, and business days are its open days. */
  readonly calendar?: Calendar | undefined
  /** Also what a veto or a low certainty leaves out. */
  readonly all?: boolean | undefined
}

export interface FoundPromise {
  /** The commitment, from the beginning of its clause to the end of its date: UTF-16 offsets, `text.slice(start, end)`. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** The date alone, or the words that promise without one ("as soon as possible"). */
  readonly when: { readonly start: number; readonly end: number; readonly text: string }
  readonly kind: PromiseKind
  /** The last instant at which it is kept; `null` for a promise without a date. */
  readonly due: Temporal.Instant | null
  /** `minute` when the text names the time of day, `day` when it names a day or more, `none` without a date. */
  readonly granularity: 'minute' | 'day' | 'none'
  /** From when to when, where the text names both: "between 9 and 11", "next week". */
  readonly window: { readonly start: Temporal.Instant; readonly end: Temporal.Instant } | null
  /** 0 to 1. */
  readonly certainty: number
}

const languages = new Map<string, Language>()

/** What the tables say of a language, read once. */
function languageOf(code: string): Language {
  const short = code.slice(0, 2).toLowerCase()
  const known = languages.get(short)
  if (known) return known
  if (!Object.hasOwn(tables, short))
    throw new RangeError(`language: ${JSON.stringify(code)} is not one of ${Object.keys(tables).join(', ')}.`)
  const language = compileLanguage(tables[short as PromiseLanguage])
  languages.set(short, language)
  return language
}

/**
 * The promises in an outgoing message, in order, one entry a promise; those with a certainty below 0.5 are left out unless
 * `all` is set. Every date of the future counts as a promise unless its clause says otherwise: a question, a request, a
 * negation, a condition, the past, opening hours, thanks. Time grows linearly with the text.
 *
 * @throws {RangeError} for a language or time zone that it does not know; never for a text.
 */
export function findPromises(text: string, options: FindPromisesOptions): FoundPromise[] {
  const language = languageOf(options.language)
  const now = options.now.toZonedDateTimeISO(options.timeZone)
  const { tokens, found } = find({ text, language, now, calendar: options.calendar })
  const promises: FoundPromise[] = []
  for (const { from, to, phrase, kind, placed, certainty } of found) {
    if (certainty < 0.5 && !options.all) continue
    const cut = (first: number, end: number): FoundPromise['when'] => {
      const [start, stop] = [tokens[first]?.start ?? 0, tokens[end - 1]?.end ?? 0]
      return { start, end: stop, text: text.slice(start, stop) }
    }
    const { due = null, window = null } = placed ?? {}
    const granularity = placed ? (placed.exact ? 'minute' : 'day') : 'none'
    promises.push({ ...cut(from, to), when: cut(phrase.from, phrase.to), kind, due, granularity, window, certainty })
  }
  return promises.sort((a, b) => a.start - b.start || a.end - b.end)
}
