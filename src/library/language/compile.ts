import { Lexicon, spellings } from './lexicon.ts'
import type { Cue, Kind, Language, LanguageTable, Sense } from './table.ts'
import { fold } from './tokens.ts'

/** A language's table with its phrases indexed. Costs a few milliseconds: once a language. */
export function compileLanguage(table: LanguageTable): Language {
  const dateWords = new Lexicon<Sense>((known, added) => ({ ...known, ...added }))
  for (const [tags, phrases] of Object.entries(table.dates)) dateWords.add(phrases, readTags(tags))
  // "We'll call you" acts as much as "we will", and promises without a date besides.
  const cueWords = new Lexicon<Cue>((known, added) => (added === 'weak' && known === 'will' ? added : known))
  for (const [cue, phrases] of Object.entries(table.cues)) cueWords.add(phrases, cue as Cue)
  const kindWords = new Lexicon<Kind>((known) => known)
  for (const [kind, phrases] of Object.entries(table.kinds)) kindWords.add(phrases, kind as Kind)
  const closingWords = new Lexicon<true>((known) => known)
  closingWords.add(table.closings, true)
  const wroteWords = new Lexicon<true>((known) => known)
  wroteWords.add(table.wrote, true)
  const tagWords = new Set(spellings(table.tags).map(fold))
  return { ...table, dateWords, cueWords, kindWords, closingWords, wroteWords, tagWords, slips: slipsOf(table) }
}

function readTags(tags: string): Sense {
  const sense: Record<string, number> = {}
  for (const tag of tags.split(' ')) {
    const [, name, number] = /^([a-z]+)([+-]?\d+)?$/.exec(tag) ?? []
    if (name) sense[name] = Number(number ?? 1)
  }
  return sense
}

const LEAST = 6

/** Words with one letter left out, so that a word with one letter wrong meets them (the method of SymSpell). */
function slipsOf(table: LanguageTable): Map<string, Sense> {
  const senses = new Map<string, Sense>()
  for (const [tags, phrases] of Object.entries(table.dates))
    for (const phrase of spellings(phrases).map(fold)) if (!senses.has(phrase)) senses.set(phrase, readTags(tags))
  const correct = new Set([...senses.keys(), ...spellings(table.notMisspelt).map(fold)])
  const slips = new Map<string, Sense>()
  for (const word of spellings(table.misspelt).map(fold)) {
    const sense = senses.get(word)
    if (!sense || word.length < LEAST) continue
    for (const key of [word, ...shortened(word)]) if (!slips.has(key)) slips.set(key, sense)
  }
  return new Map([...slips, ...[...correct].map((word): [string, Sense] => [`=${word}`, {}])])
}

/** The word with each letter but the first left out. */
function shortened(word: string): string[] {
  return Array.from({ length: word.length - 1 }, (_, i) => word.slice(0, i + 1) + word.slice(i + 2))
}

/** The date word that `word` is with one letter missing, added, changed or changed places with its neighbour. */
export function findSlip(language: Language, word: string): Sense | undefined {
  if (word.length < LEAST - 1 || word.length > 20 || language.slips.has(`=${word}`)) return undefined
  const found = language.slips.get(word)
  if (found) return found
  for (const key of shortened(word)) {
    const sense = language.slips.get(key)
    if (sense) return sense
  }
  return undefined
}
