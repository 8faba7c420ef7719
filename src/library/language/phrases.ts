/** Pieces of dates put together: "on Friday" and "by three" are one time, "on Monday and on Friday" are two. */
import type { Atom, Day, Hour, Part } from './atom.ts'
import type { Lexeme } from './lexemes.ts'
import type { Sense } from './table.ts'

export interface Phrase {
  /** Tokens `[from, to)`. */
  from: number
  to: number
  day?: Day
  /** More days that the same time was given by ("Friday, the 13th", "Monday or Tuesday"). */
  others: { day: Day; or: boolean }[]
  /** Days from one to another. */
  until?: Day
  first?: Hour
  hour?: Hour
  part?: Part
  wait?: number
  endOfDay?: boolean
  before: Sense
  recurring: boolean
  past: boolean
  weak: boolean
}

export function phraseOf(atom: Atom, lexemes: readonly Lexeme[]): Phrase {
  const from = (lexemes[atom.from] as Lexeme).at
  const to = (lexemes[atom.to - 1] as Lexeme).end
  const { day, first, hour, part, wait, endOfDay, before } = atom
  return {
    from,
    to,
    before,
    others: [],
    recurring: atom.recurring === true,
    past: atom.past === true,
    weak: atom.weak === true,
    ...(day ? { day } : {}),
    ...(first ? { first } : {}),
    ...(hour ? { hour } : {}),
    ...(part ? { part } : {}),
    ...(wait === undefined ? {} : { wait }),
    ...(endOfDay ? { endOfDay } : {}),
  }
}

/** Joins what stands side by side. */
export function phrasesOf(atoms: readonly Atom[], lexemes: readonly Lexeme[]): Phrase[] {
  const phrases: Phrase[] = []
  let last: Atom | undefined
  for (const atom of atoms) {
    const phrase = phraseOf(atom, lexemes)
    const known = phrases.at(-1)
    if (!known || !last || !join(known, phrase, lexemes.slice(last.to, atom.from), last, atom)) phrases.push(phrase)
    last = atom
  }
  return phrases.filter((phrase) => !phrase.weak)
}

const CONNECTIVE = [
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
  'of',
  'filler',
  'oclock',
  'or',
  'hours',
  'this',
  'next',
  'dayno',
] as const

function join(known: Phrase, phrase: Phrase, gap: readonly Lexeme[], last: Atom, atom: Atom): boolean {
  const linked = [...gap]
  let unknown = 0
  let or = false
  let comma = false
  for (const { sense, text } of linked) {
    if (sense.or) or = true
    else if (',(-–)/'.includes(text) || text === '.') comma = true
    else if (sense.and || !CONNECTIVE.some((name) => sense[name])) unknown += sense.and ? 9 : 1
  }
  const link =
    gap[0]?.sense.to ||
    gap[0]?.text === '-' ||
    (last.before.between && gap[0]?.sense.and) ||
    (atom.before.to && gap.length === 0)
  if (known.day && phrase.day && link && gap.length <= 2 && isDated(last.day) && isDated(atom.day)) {
    known.until = phrase.day
    known.recurring ||= phrase.recurring
    absorb(known, phrase)
    return true
  }
  if (unknown > (comma && !(known.day && phrase.day) ? 1 : 0)) return false
  if (known.day && phrase.day) {
    if (!or && !refines(known.day, phrase.day)) return false
    known.others.push({ day: phrase.day, or })
    absorb(known, phrase)
    return true
  }
  if (known.wait !== undefined || phrase.wait !== undefined) return false
  if (known.hour && phrase.hour) return false
  if (known.part && phrase.part && known.part !== phrase.part) return false
  absorb(known, phrase)
  return true
}

const isDated = (day: Day | undefined): boolean =>
  day?.type === 'weekday' || day?.type === 'date' || day?.type === 'number' || day?.type === 'offset'

/** "Tuesday" and "next week", "Friday" and "the 13th": one names the other more exactly. */
function refines(known: Day, added: Day): boolean {
  if (added.type === 'following') return false
  const types = new Set([known.type, added.type])
  if (
    types.has('weekday') &&
    (types.has('week') ||
      types.has('date') ||
      types.has('number') ||
      types.has('offset') ||
      types.has('weekend') ||
      types.has('following'))
  )
    return true
  return types.size === 2 && !types.has('week') && !types.has('month') && !types.has('business')
}

function absorb(known: Phrase, phrase: Phrase): void {
  known.to = phrase.to
  if (!known.day && phrase.day) known.day = phrase.day
  if (phrase.hour) {
    known.hour = phrase.hour
    if (phrase.first) known.first = phrase.first
  }
  if (phrase.part) known.part = phrase.part
  if (phrase.endOfDay) known.endOfDay = true
  known.before = { ...known.before, ...phrase.before }
  known.recurring ||= phrase.recurring
  known.past ||= phrase.past
  known.weak = known.weak && phrase.weak && !(known.hour && known.part)
}

/** Joins a day and a time of day that the clause keeps apart ("By three I'll call you tomorrow"). */
export function complement(known: Phrase, phrase: Phrase): boolean {
  if (known.wait !== undefined || phrase.wait !== undefined) return false
  const isDayThenTime = known.day !== undefined && !known.hour && phrase.hour !== undefined && !phrase.day
  const isTimeThenDay = known.hour !== undefined && !known.day && phrase.day !== undefined && !phrase.hour
  const isDayThenPart =
    known.day !== undefined &&
    !known.hour &&
    !known.part &&
    !phrase.day &&
    !phrase.hour &&
    (phrase.part !== undefined || phrase.endOfDay === true)
  if (!isDayThenTime && !isTimeThenDay && !isDayThenPart) return false
  absorb(known, phrase)
  return true
}
