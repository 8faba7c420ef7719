/** What the words around a date say: who acts, and whether it is a promise at all. */
import type { Phrase } from './phrases.ts'
import type { Sentence } from './sentences.ts'
import type { Cue, Language } from './table.ts'
import type { Token } from './tokens.ts'

export interface Evidence {
  readonly cue: Cue
  /** Tokens `[at, end)`. */
  readonly at: number
  readonly end: number
}

export interface Clause {
  from: number
  to: number
  /** Begins with "and", "but" or the like. */
  joined: boolean
}

/** The cues of a sentence outside its dates, in order. */
export function evidenceOf(
  tokens: readonly Token[],
  sentence: Sentence,
  phrases: readonly Phrase[],
  language: Language,
): Evidence[] {
  const evidence: Evidence[] = []
  let isFirst = true
  let next = 0
  for (let at = sentence.from; at < sentence.to; ) {
    while (next < phrases.length && (phrases[next] as Phrase).to <= at) next += 1
    const phrase = phrases[next]
    const token = tokens[at] as Token
    const found = language.cueWords.find(tokens, at, sentence.to)
    const isInPhrase = phrase !== undefined && at >= phrase.from && at < phrase.to
    if (found && !(isInPhrase && at + found.length <= phrase.to)) {
      // "Ligámos" is the past, "ligamos" may be the future.
      // "Will be posted"
      const last = evidence.at(-1)
      const isPassive =
        found.value === 'past' &&
        last !== undefined &&
        at - last.end <= 1 &&
        (last.cue === 'will' || last.cue === 'get')
      const isPast = found.value === 'will' && found.length === 1 && isPastByMark(language, token)
      evidence.push({ cue: isPassive ? 'soft' : isPast ? 'past' : found.value, at, end: at + found.length })
      isFirst = (found.value === 'join' || found.value === 'soft') && !isActing(evidence)
      at += found.length
      continue
    }
    if (token.kind === 'word' && !isInPhrase) {
      const cue = language.verb(token.text, token.raw, isFirst, tokens[at - 1]?.text ?? '', isActing(evidence))
      if (cue) evidence.push({ cue, at, end: at + 1 })
    }
    if (token.kind === 'word') isFirst = false
    else if (token.kind === 'mark' && token.text !== "'") isFirst = !isActing(evidence)
    at += 1
  }
  return evidence
}

function isPastByMark(language: Language, { text, raw }: Token): boolean {
  return language.verb(text, raw, false, '', false) === 'past' && language.verb(text, text, false, '', false) !== 'past'
}

/** We are the ones who act: what follows in the list of verbs is no command. */
const isActing = (evidence: readonly Evidence[]): boolean => {
  const last = evidence.findLast(({ cue }) => cue !== 'join' && cue !== 'soft')?.cue
  return last === 'will' || last === 'get' || last === 'weak'
}

/** A sentence cut at commas and conjunctions that are not inside a date. */
export function clausesOf(
  tokens: readonly Token[],
  sentence: Sentence,
  phrases: readonly Phrase[],
  evidence: readonly Evidence[],
): Clause[] {
  const clauses: Clause[] = [{ from: sentence.from, to: sentence.to, joined: false }]
  const joins = new Set(evidence.filter(({ cue }) => cue === 'join').map(({ at }) => at))
  let next = 0
  for (let at = sentence.from; at < sentence.to; at++) {
    while (next < phrases.length && (phrases[next] as Phrase).to <= at) next += 1
    const phrase = phrases[next]
    if (phrase && at >= phrase.from && at < phrase.to) continue
    const token = tokens[at] as Token
    const isDash = token.text === '-' && token.gap && tokens[at + 1]?.gap === true
    const isCut = token.kind === 'mark' && (',;:()—'.includes(token.text) || isDash)
    if (!isCut && !joins.has(at)) continue
    const last = clauses.at(-1) as Clause
    if (at === last.from) {
      if (isCut) last.from = at + 1
      else last.joined = true
      continue
    }
    last.to = at
    clauses.push({ from: isCut ? at + 1 : at, to: sentence.to, joined: !isCut })
  }
  return clauses.filter((clause) => clause.to > clause.from)
}

export interface Verdict {
  readonly cue: Cue | undefined
  readonly certainty: number
}

const CERTAINTY: Record<Cue | 'none', number> = {
  will: 0.9,
  get: 0.85,
  none: 0.65,
  soft: 0.65,
  join: 0.65,
  undated: 0.65,
  weak: 0.85,
  now: 0.65,
  thanks: 0.3,
  past: 0.3,
  if: 0.3,
  you: 0.25,
  ask: 0.15,
  not: 0.15,
  off: 0.15,
  when: 0.65,
  about: 0.25,
  topic: 0.25,
  open: 0.15,
}

/** These hold for the clauses that follow in the sentence and say nothing of their own. */
const CARRIED = new Set<Cue>(['ask', 'you', 'open', 'about', 'topic', 'will', 'get', 'weak'])
const VERDICTS = new Set<Cue>(['will', 'get', 'ask', 'you', 'not', 'past', 'open', 'about', 'topic', 'thanks', 'weak'])

/** Judges tokens `[from, to)` in clause `index`. `future`: the words alone rule the past out. */
export function judge(
  place: { from: number; to: number; future: boolean },
  index: number,
  clauses: readonly Clause[],
  evidence: readonly Evidence[],
): Verdict {
  const clause = clauses[index] as Clause
  const { from, to, future } = place
  if (evidence.some(({ cue, at }) => cue === 'if' && at < from)) return { cue: 'if', certainty: CERTAINTY.if }
  const usable = evidence.filter(({ cue }) => VERDICTS.has(cue) && !(cue === 'past' && future))
  const within = usable.filter(({ at }) => at >= clause.from && at < clause.to)
  const before = within.filter(({ at }) => at < from)
  const after = within.filter(({ at }) => at >= to)
  const not =
    before.find(({ cue }) => cue === 'not') ?? (before.length === 0 && after[0]?.cue === 'not' ? after[0] : undefined)
  if (not) return { cue: 'not', certainty: CERTAINTY.not }
  const isActed = within.some(({ cue }) => cue === 'will' || cue === 'get')
  const isTold = (item: Evidence): boolean => !(item.cue === 'topic' && isActed)
  if (evidence.some(({ cue, at }) => cue === 'off' && at >= clause.from && at < clause.to))
    return { cue: 'off', certainty: CERTAINTY.off }
  const own = before.findLast(isTold) ?? pick(after.filter(isTold))
  if (own) return verdict(own.cue, false)
  // "…and again at one": what has no words of its own goes on as before.
  const isShort = clause.to - clause.from - (Math.min(to, clause.to) - Math.max(from, clause.from)) <= 3
  const carried = usable.findLast(
    ({ cue, at }) => at < clause.from && (isCarried(cue, clause) || (isShort && cue !== 'thanks' && cue !== 'not')),
  )
  if (carried) return verdict(carried.cue, true)
  // "On Monday, the 15th, we are closed."
  const next = isShort ? clauses[index + 1] : undefined
  const following = next && pick(usable.filter(({ at }) => at >= next.from && at < next.to))
  return following ? verdict(following.cue, true) : { cue: undefined, certainty: CERTAINTY.none }
}

/** "Usually it takes two days, so I'll call on Monday": habits end with "so". */
const isCarried = (cue: Cue, clause: Clause): boolean => CARRIED.has(cue) && !(cue === 'open' && clause.joined)

/** After a date the verb comes first, and what is said of it. */
function pick(after: readonly Evidence[]): Evidence | undefined {
  const [first, second] = after
  if (
    first &&
    (first.cue === 'will' || first.cue === 'weak') &&
    second &&
    (second.cue === 'open' || second.cue === 'not')
  )
    return second
  return first
}

function verdict(cue: Cue, isCarried: boolean): Verdict {
  const certainty = CERTAINTY[cue]
  return { cue, certainty: isCarried && certainty > 0.7 ? 0.75 : certainty }
}
