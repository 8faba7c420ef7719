import type { Calendar } from '../calendar.ts'
import { atomsOf } from './atoms.ts'
import { type Clause, clausesOf, type Evidence, evidenceOf, judge } from './clauses.ts'
import { Cursor, lexemesOf } from './lexemes.ts'
import { complement, type Phrase, phrasesOf } from './phrases.ts'
import { type Clock, type Placed, place } from './place.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import type { Kind, Language } from './table.ts'
import { type Token, tokenize } from './tokens.ts'

export interface Found {
  /** Tokens of the clause and of the date or cue. */
  from: number
  to: number
  readonly phrase: { readonly from: number; readonly to: number }
  kind: Kind
  placed: Placed | undefined
  certainty: number
  readonly sentence: number
  /** Only a time of day: its date was said before. */
  readonly inherited: boolean
}

export interface Scene {
  readonly text: string
  readonly language: Language
  readonly now: Temporal.ZonedDateTime
  readonly calendar: Calendar | undefined
}

const ENOUGH = 0.5
/** How many promises back a message is looked through for the same one: time stays linear. */
const NEAR = 24

/** All that looks like a promise, in order, each with its certainty. */
export function find(scene: Scene): { tokens: Token[]; found: Found[] } {
  const { text, language } = scene
  const tokens = tokenize(text)
  const found: Found[] = []
  sentencesOf(tokens, language, text).forEach((sentence, number) => {
    inSentence(scene, tokens, sentence, number, found)
  })
  return { tokens, found: dropWeak(dropRepeats(found)) }
}

function inSentence(scene: Scene, tokens: Token[], sentence: Sentence, number: number, found: Found[]): void {
  const { text, language, now, calendar } = scene
  const lexemes = lexemesOf(tokens, sentence.from, sentence.to, language, text)
  const phrases = phrasesOf(
    atomsOf(new Cursor(lexemes, language, now.timeZoneId.startsWith('America/') && language.monthFirst)),
    lexemes,
  )
  const evidence = evidenceOf(tokens, sentence, phrases, language)
  const clauses = clausesOf(tokens, sentence, phrases, evidence)
  const merged = mergeWithin(phrases, clauses)
  const isQuestion = sentence.question && !isNod(tokens, clauses, language)
  const kinds = kindsOf(tokens, sentence, language)
  const clock: Clock = { now, language, calendar }
  let base: Temporal.PlainDate | undefined
  let end = sentence.from
  const dated: Found[] = []
  const earlier = found.slice(-NEAR).findLast((promise) => promise.placed && promise.certainty >= ENOUGH)
  for (const phrase of merged) {
    const placed = place(phrase, clock, phrase.day?.type === 'following' ? (base ?? earlier?.placed?.date) : base)
    const index = clauseAt(clauses, phrase.from)
    if (!placed || index < 0) continue
    if (phrase.day && phrase.wait === undefined) base = placed.date
    const clause = clauses[index] as Clause
    const verdict = judge({ from: phrase.from, to: phrase.to, future: placed.future }, index, clauses, evidence)
    let { certainty } = verdict
    if (isQuestion || sentence.foreign) certainty = Math.min(certainty, 0.1)
    if (phrase.recurring || isRecurring(phrase, evidence)) certainty = Math.min(certainty, 0.15)
    if (phrase.past || phrase.before.since || Temporal.Instant.compare(placed.due, now.toInstant()) <= 0)
      certainty = Math.min(certainty, 0.05)
    const from = Math.max(end, Math.min(clause.from, phrase.from))
    const entry: Found = {
      from,
      to: Math.max(phrase.to, from + 1),
      phrase,
      kind: kindOf(kinds, clause, phrase),
      placed,
      certainty,
      sentence: number,
      inherited: phrase.day === undefined && base !== undefined,
    }
    end = phrase.to
    dated.push(entry)
  }
  found.push(...dated, ...undated(sentence, number, { clauses, evidence, isQuestion, dated, phrases: merged, kinds }))
}

/** A day and a time of day in one clause, or side by side without "and", are one. */
function mergeWithin(phrases: readonly Phrase[], clauses: readonly Clause[]): Phrase[] {
  const merged: Phrase[] = []
  for (const phrase of phrases) {
    const known = merged.at(-1)
    const isJoined = clauses.some(
      (clause) => clause.joined && known && clause.from >= known.to && clause.from <= phrase.from,
    )
    const isNear =
      known && (clauseAt(clauses, known.from) === clauseAt(clauses, phrase.from) || phrase.from - known.to <= 6)
    if (known && isNear && !isJoined && complement(known, phrase)) continue
    merged.push({ ...phrase })
  }
  return merged
}

const clauseAt = (clauses: readonly Clause[], at: number): number =>
  clauses.findLastIndex((clause) => clause.from <= at)

/** "…, ok?" */
function isNod(tokens: readonly Token[], clauses: readonly Clause[], language: Language): boolean {
  const last = clauses.at(-1)
  if (!last || clauses.length < 2) return false
  const words = tokens.slice(last.from, last.to).filter(({ kind }) => kind === 'word')
  return words.length > 0 && words.length <= 4 && language.tagWords.has(words.map(({ text }) => text).join(' '))
}

/** Monday to Friday, or days with hours beside "open". */
function isRecurring(phrase: Phrase, evidence: readonly Evidence[]): boolean {
  if (phrase.day?.type !== 'weekday' || phrase.until?.type !== 'weekday') return false
  const isWorkWeek = phrase.day.weekday === 1 && phrase.until.weekday >= 4
  return isWorkWeek || phrase.first !== undefined || evidence.some(({ cue }) => cue === 'open')
}

interface Around {
  readonly clauses: readonly Clause[]
  readonly evidence: readonly Evidence[]
  readonly isQuestion: boolean
  readonly dated: readonly Found[]
  readonly phrases: readonly Phrase[]
  readonly kinds: readonly KindAt[]
}

const UNDATED = ['undated', 'weak', 'now'] as const
/** A sentence that names more is no message. */
const MOST_CUES = 8

/** At most one promise without a date in a sentence: where no date of the clause is one already. */
function undated(sentence: Sentence, number: number, around: Around): Found[] {
  const { clauses, evidence, isQuestion, dated } = around
  const cues = UNDATED.flatMap((name) => evidence.filter(({ cue }) => cue === name)).slice(0, MOST_CUES)
  for (const cue of cues) {
    const index = clauseAt(clauses, cue.at)
    const clause = clauses[index] as Clause | undefined
    if (!clause) continue
    // "When it comes we will call you."
    const isStrong =
      cue.cue === 'undated' || (cue.cue === 'weak' && evidence.some(({ cue: other }) => other === 'when'))
    if (
      cue.cue === 'now' &&
      !evidence.some(({ cue, at }) => (cue === 'will' || cue === 'weak') && at >= clause.from && at < clause.to)
    )
      continue
    const isDated = dated.some(
      (promise) => promise.certainty >= ENOUGH && (!isStrong || clauseAt(clauses, promise.phrase.from) === index),
    )
    const isBesideDate = around.phrases.some((phrase) => phrase.from < clause.to && phrase.to > clause.from)
    if (isDated || (isBesideDate && !isStrong)) continue
    const others = evidence.filter((item) => item !== cue)
    const verdict = judge({ from: cue.at, to: cue.end, future: false }, index, clauses, others)
    const isVeto = verdict.certainty < ENOUGH
    let certainty = isVeto ? verdict.certainty : isStrong ? 0.8 : 0.6
    if (isQuestion || sentence.foreign) certainty = 0.1
    return [
      {
        from: clause.from,
        to: Math.max(cue.end, clause.from + 1),
        phrase: { from: cue.at, to: cue.end },
        kind: kindOf(around.kinds, clause, { from: cue.at, to: cue.end }),
        placed: undefined,
        certainty,
        sentence: number,
        inherited: false,
      },
    ]
  }
  return []
}

type KindAt = { readonly kind: Kind; readonly at: number }

function kindsOf(tokens: readonly Token[], sentence: Sentence, language: Language): KindAt[] {
  const kinds: KindAt[] = []
  for (let at = sentence.from; at < sentence.to; at++) {
    const found = language.kindWords.find(tokens, at, sentence.to)
    if (found) kinds.push({ kind: found.value, at })
  }
  return kinds
}

/** The word of a kind that is nearest to the date in its clause; else the last one before it in the sentence. */
function kindOf(kinds: readonly KindAt[], clause: Clause, phrase: { from: number; to: number }): Kind {
  let best: KindAt | undefined
  const distance = ({ at }: KindAt): number => (at < phrase.from ? phrase.from - at : at - phrase.to + 1)
  for (const item of kinds) {
    const isInClause = item.at >= Math.min(clause.from, phrase.from) && item.at < Math.max(clause.to, phrase.to)
    if (isInClause && (!best || distance(item) < distance(best))) best = item
  }
  return (best ?? kinds.findLast(({ at }) => at < phrase.from))?.kind ?? 'other'
}

/** The same promise said again: the same time, or its day and then its hour, of one kind. */
function dropRepeats(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const promise of found) {
    const known =
      promise.certainty >= ENOUGH && promise.placed
        ? kept.slice(-NEAR).find((other) => isSame(other, promise))
        : undefined
    if (!known) {
      kept.push(promise)
      continue
    }
    if (!known.placed?.exact && promise.placed?.exact) known.placed = promise.placed
    known.certainty = Math.max(known.certainty, promise.certainty)
    if (known.kind === 'other') known.kind = promise.kind
  }
  return kept
}

function isSame(known: Found, promise: Found): boolean {
  if (known.certainty < ENOUGH || !known.placed || !promise.placed) return false
  if (known.kind !== promise.kind && known.kind !== 'other' && promise.kind !== 'other') return false
  if (!known.placed.date.equals(promise.placed.date)) return false
  if (Temporal.Instant.compare(known.placed.due, promise.placed.due) === 0)
    return known.sentence !== promise.sentence || known.kind === promise.kind
  if (promise.inherited && known.sentence === promise.sentence) return !known.placed.exact && promise.placed.exact
  return known.sentence !== promise.sentence && known.placed.exact !== promise.placed.exact
}

/** "We'll let you know" beside a dated promise is that promise; said twice it is one. */
function dropWeak(found: readonly Found[]): Found[] {
  const isDated = found.some((promise) => promise.placed && promise.certainty >= ENOUGH)
  let seen = false
  return found.filter((promise) => {
    if (promise.placed || promise.certainty < ENOUGH) return true
    if (promise.certainty < 0.7 && (isDated || seen)) return false
    seen = true
    return true
  })
}
