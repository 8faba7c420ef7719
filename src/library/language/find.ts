import type { Calendar } from '../calendar.ts'
import { AtomReader, lexemesOf } from './atoms.ts'
import { type Clause, clausesOf, type Evidence, evidenceOf, judge } from './clauses.ts'
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
}

export interface Scene {
  readonly text: string
  readonly language: Language
  readonly now: Temporal.ZonedDateTime
  readonly calendar: Calendar | undefined
}

const ENOUGH = 0.5

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
  const phrases = phrasesOf(new AtomReader(lexemes, language, now.timeZoneId.startsWith('America/') && language.monthFirst).all(), lexemes)
  const evidence = evidenceOf(tokens, sentence, phrases, language)
  const clauses = clausesOf(tokens, sentence, phrases, evidence)
  const merged = mergeWithin(phrases, clauses)
  const isQuestion = sentence.question && !isNod(tokens, clauses, language)
  const clock: Clock = { now, language, calendar }
  let base: Temporal.PlainDate | undefined
  let end = sentence.from
  const dated: Found[] = []
  const earlier = found.findLast((promise) => promise.placed && promise.certainty >= ENOUGH)
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
    if (phrase.past || phrase.before.since || Temporal.Instant.compare(placed.due, now.toInstant()) <= 0) certainty = Math.min(certainty, 0.05)
    const from = Math.max(end, Math.min(clause.from, phrase.from))
    const entry: Found = { from, to: Math.max(phrase.to, from + 1), phrase, kind: kindOf(tokens, clause, phrase, sentence, language), placed, certainty, sentence: number }
    end = phrase.to
    dated.push(entry)
  }
  found.push(...dated, ...undated(scene, tokens, sentence, number, { clauses, evidence, isQuestion, dated, phrases: merged }))
}

/** A day and a time of day in one clause, or side by side without "and", are one. */
function mergeWithin(phrases: readonly Phrase[], clauses: readonly Clause[]): Phrase[] {
  const merged: Phrase[] = []
  for (const phrase of phrases) {
    const known = merged.at(-1)
    const isJoined = clauses.some((clause) => clause.joined && known && clause.from >= known.to && clause.from <= phrase.from)
    const isNear = known && (clauseAt(clauses, known.from) === clauseAt(clauses, phrase.from) || phrase.from - known.to <= 6)
    if (known && isNear && !isJoined && complement(known, phrase)) continue
    merged.push({ ...phrase })
  }
  return merged
}

const clauseAt = (clauses: readonly Clause[], at: number): number => clauses.findLastIndex((clause) => clause.from <= at)

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
}

/** At most one promise without a date in a sentence: where no date of the clause is one already. */
function undated(scene: Scene, tokens: Token[], sentence: Sentence, number: number, around: Around): Found[] {
  const { clauses, evidence, isQuestion, dated } = around
  for (const cue of [...evidence.filter((item) => item.cue === 'undated'), ...evidence.filter((item) => item.cue === 'weak')]) {
    const index = clauseAt(clauses, cue.at)
    const clause = clauses[index] as Clause | undefined
    if (!clause) continue
    const isStrong = cue.cue === 'undated'
    const isDated = dated.some((promise) => promise.certainty >= ENOUGH && (!isStrong || clauseAt(clauses, promise.phrase.from) === index))
    const isBesideDate = around.phrases.some((phrase) => phrase.from < clause.to && phrase.to > clause.from)
    if (isDated || (isBesideDate && !isStrong)) continue
    const others = evidence.filter((item) => item !== cue)
    const verdict = judge({ from: cue.at, to: cue.end, future: false }, index, clauses, others)
    const isVeto = verdict.certainty < ENOUGH
    let certainty = isVeto ? verdict.certainty : isStrong ? 0.8 : 0.6
    if (isQuestion || sentence.foreign) certainty = 0.1
    return [{ from: clause.from, to: Math.max(cue.end, clause.from + 1), phrase: { from: cue.at, to: cue.end }, kind: kindOf(tokens, clause, { from: cue.at, to: cue.end }, sentence, scene.language), placed: undefined, certainty, sentence: number }]
  }
  return []
}

/** The word of a kind that is nearest to the date: in its clause, else in its sentence before it. */
function kindOf(tokens: readonly Token[], clause: Clause, phrase: { from: number; to: number }, sentence: Sentence, language: Language): Kind {
  let best: Kind = 'other'
  let least = Number.POSITIVE_INFINITY
  const from = Math.max(sentence.from, Math.min(clause.from, phrase.from - 40))
  const to = Math.min(Math.max(clause.to, phrase.to), phrase.to + 40)
  for (let at = from; at < to; at++) {
    const found = language.kindWords.find(tokens, at, to)
    if (!found) continue
    const distance = at < phrase.from ? phrase.from - at : at - phrase.to + 1
    if (distance < least) [best, least] = [found.value, distance]
  }
  return best
}

/** The same promise said again: the same time, or its day and then its hour, of one kind. */
function dropRepeats(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const promise of found) {
    const known = promise.certainty >= ENOUGH && promise.placed ? kept.find((other) => isSame(other, promise)) : undefined
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
  if (Temporal.Instant.compare(known.placed.due, promise.placed.due) === 0) return known.sentence !== promise.sentence || known.kind === promise.kind
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
