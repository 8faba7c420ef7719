/** What a language's table holds, and its compiled form. */
import type { Lexicon } from './lexicon.ts'

/**
 * What a word or phrase can mean in a date: numeric tags carry their number ("w1" is Monday, "pre-15" a quarter to what
 * follows), the others stand for themselves. One word may mean several things.
 */
export type Sense = Readonly<Partial<Record<Tag, number>>>

type Tag =
  // w weekday 1–7, m month 1–12, d days from today, n number, h hour word, t minutes of the day, dur minutes from now,
  // wk weeks from this one, mo months from this one, pre/suf minutes added to the hour that follows or stands before.
  | ('w' | 'm' | 'd' | 'n' | 'h' | 't' | 'dur' | 'wk' | 'mo' | 'pre' | 'suf')
  | ('morning' | 'midday' | 'afternoon' | 'evening' | 'night' | 'eod')
  | ('minute' | 'hour' | 'day' | 'week' | 'month' | 'year' | 'biz')
  | ('weekend' | 'end' | 'start' | 'mid' | 'next' | 'this' | 'last' | 'every' | 'weekon' | 'dayafter' | 'weekafter')
  | ('by' | 'before' | 'within' | 'in' | 'from' | 'to' | 'between' | 'and' | 'at' | 'on' | 'for' | 'after' | 'since')
  | (
      | 'or'
      | 'of'
      | 'filler'
      | 'hours'
      | 'dayno'
      | 'am'
      | 'pm'
      | 'oclock'
      | 'weak'
      | 'ago'
      | 'hourly'
      | 'fewdays'
      | 'not'
      | 'thing'
      | 'clocked'
    )

/** What a word or phrase says about the clause that it stands in. */
export type Cue =
  // What we do, what the customer will get.
  | 'will'
  | 'get'
  // Reasons to leave a date alone.
  | ('ask' | 'you' | 'not' | 'past' | 'if' | 'open' | 'about' | 'thanks')
  // A noun that is no promise unless somebody acts: "offer".
  | 'topic'
  // Promises without a date: by themselves, or where nothing else is dated.
  | ('undated' | 'weak' | 'now')
  // What was agreed will not be: vetoes its whole clause.
  | 'off'
  // "When it comes": what follows is promised though it has no date.
  | 'when'
  // Nothing: a phrase that would otherwise be read as one of the above.
  | 'soft'
  // The next clause begins.
  | 'join'

export type Kind = 'call' | 'visit' | 'delivery' | 'send' | 'reply' | 'refund' | 'repair' | 'other'

export interface LanguageTable {
  /** By tags, separated by spaces, the phrases (`|`, `a(b|c)`): words of dates. */
  readonly dates: Readonly<Record<string, string>>
  readonly cues: Readonly<Partial<Record<Cue, string>>>
  readonly kinds: Readonly<Partial<Record<Kind, string>>>
  /** What a word's form says: an ending of the future, the past, a command. `raw` has its diacritics; `first`: it opens
   * its clause; `before` is the word before it; `acting`: the words so far say that we act. */
  readonly verb: (word: string, raw: string, first: boolean, before: string, acting: boolean) => Cue | undefined
  /** Words of at least six letters that are read with one letter wrong. */
  readonly misspelt: string
  /** Correct words that look like one of those misspelt. */
  readonly notMisspelt: string
  /** Words after the last comma of a question that only asks for a nod. */
  readonly tags: string
  /** Closings after which a signature follows. */
  readonly closings: string
  /** How the line above a quoted message ends. */
  readonly wrote: string
  /** "next Friday" is Friday of next week, not the coming one. */
  readonly nextIsNextWeek: boolean
  /** Hours are only hours with their article ("a las 9"). */
  readonly hourArticle: boolean
  /** In America, "3/14" is the 14th of March. */
  readonly monthFirst: boolean
}

export interface Language extends LanguageTable {
  readonly dateWords: Lexicon<Sense>
  readonly cueWords: Lexicon<Cue>
  readonly kindWords: Lexicon<Kind>
  readonly slips: ReadonlyMap<string, Sense>
  readonly tagWords: ReadonlySet<string>
  readonly closingWords: Lexicon<true>
  readonly wroteWords: Lexicon<true>
}
