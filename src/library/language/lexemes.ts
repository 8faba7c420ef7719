/** A sentence as words of dates, and what the readers of dates ask of them. */
import { findSlip } from './compile.ts'
import type { Language, Sense } from './table.ts'
import type { Figures, Token } from './tokens.ts'

/** A word or phrase of a sentence with what it can mean in a date. */
export interface Lexeme {
  readonly at: number
  readonly end: number
  readonly sense: Sense
  readonly figures: Figures | undefined
  readonly text: string
  /** Begins with a capital letter, or is in capitals. */
  readonly capital: boolean
}

export const NOTHING: Sense = {}

export function lexemesOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
  text: string,
): Lexeme[] {
  const lexemes: Lexeme[] = []
  for (let at = from; at < to; ) {
    const token = tokens[at] as Token
    const match = language.dateWords.find(tokens, at, to)
    const sense = match?.value ?? (token.kind === 'word' ? findSlip(language, token.text) : undefined) ?? NOTHING
    const end = at + (match?.length ?? 1)
    const letter = text.charAt(token.start)
    const capital = token.kind === 'word' && letter !== letter.toLowerCase()
    lexemes.push({ at, end, sense, figures: match ? undefined : token.figures, text: token.text, capital })
    at = end
  }
  return lexemes
}

const PREPOSITIONS = [
  'by',
  'before',
  'within',
  'in',
  'from',
  'to',
  'between',
  'at',
  'on',
  'for',
  'after',
  'since',
  'hours',
] as const

export class Cursor {
  readonly lexemes: readonly Lexeme[]
  readonly language: Language
  readonly monthFirst: boolean

  constructor(lexemes: readonly Lexeme[], language: Language, monthFirst: boolean) {
    this.lexemes = lexemes
    this.language = language
    this.monthFirst = monthFirst
  }

  sense(at: number): Sense {
    return this.lexemes[at]?.sense ?? NOTHING
  }

  /** The next lexeme that is not an article or the like. */
  skip(at: number, most = 2): number {
    let here = at
    for (; here < at + most; here++) {
      const { filler, of, n, day, week, month } = this.sense(here)
      if (!(filler || of) || n || day || week || month) break
    }
    return here
  }

  number(at: number): number | undefined {
    const { figures, sense } = this.lexemes[at] ?? {}
    return figures ? figures.number : sense?.n
  }

  isMark(at: number, marks: string): boolean {
    const text = this.lexemes[at]?.text
    return text !== undefined && text.length === 1 && marks.includes(text)
  }

  /** Prepositions and articles that stand before `at`, back to `floor`. */
  before(at: number, floor: number): { from: number; before: Sense } {
    let from = at
    const before: Record<string, number> = {}
    for (let here = at - 1; here >= floor && here >= at - 5; here--) {
      const sense = this.sense(here)
      const found = PREPOSITIONS.filter((name) => sense[name])
      if (found.length === 0 && !sense.filler && !sense.oclock) break
      if (found.length > 0 || from === here + 1) from = here
      for (const name of found) before[name] ??= 1
      if (sense.oclock) before.hours = 1
    }
    return { from, before }
  }

  isHour(before: Sense): boolean {
    if (before.hours) return true
    return !this.language.hourArticle && Boolean(before.at || before.by || before.before || before.after)
  }
}
