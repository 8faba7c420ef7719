/** Phrases by their tokens: the longest one that begins somewhere is found in time linear in its length. */
import { type Token, tokenize } from './tokens.ts'

interface Node<T> {
  readonly next: Map<string, Node<T>>
  /** By the beginning of the last word: "refund*". */
  readonly stems: Map<string, T>
  /** Lengths of the stems that there are. */
  lengths: number[]
  value: T | undefined
}

export interface Match<T> {
  readonly value: T
  /** Tokens covered. */
  readonly length: number
}

export class Lexicon<T> {
  private readonly root: Node<T> = node()
  private readonly merge: (known: T, added: T) => T

  constructor(merge: (known: T, added: T) => T) {
    this.merge = merge
  }

  /** `phrases` are separated by `|`; `a(b|c)d` stands for both spellings; a final `*` for any ending. */
  add(phrases: string, value: T): void {
    for (const phrase of spellings(phrases)) {
      const stem = phrase.endsWith('*')
      const words = tokenize(stem ? phrase.slice(0, -1) : phrase).map((token) => token.text)
      const last = stem ? words.pop() : undefined
      let here = this.root
      for (const word of words) {
        let next = here.next.get(word)
        if (!next) {
          next = node()
          here.next.set(word, next)
        }
        here = next
      }
      if (last !== undefined) {
        const known = here.stems.get(last)
        if (!here.lengths.includes(last.length)) here.lengths = [...here.lengths, last.length].sort((a, b) => b - a)
        here.stems.set(last, known === undefined ? value : this.merge(known, value))
      } else if (words.length > 0) here.value = here.value === undefined ? value : this.merge(here.value, value)
    }
  }

  /** The longest phrase that begins at token `at` and ends before token `end`. */
  find(tokens: readonly Token[], at: number, end: number): Match<T> | undefined {
    let found: Match<T> | undefined
    let here: Node<T> | undefined = this.root
    for (let i = at; i < end; i++) {
      const text: string = (tokens[i] as Token).text
      const stem = here.stems.size > 0 ? longestStem(here, text) : undefined
      if (stem !== undefined) found = { value: stem, length: i + 1 - at }
      here = here.next.get(text)
      if (!here) break
      if (here.value !== undefined) found = { value: here.value, length: i + 1 - at }
    }
    return found
  }
}

function node<T>(): Node<T> {
  return { next: new Map(), stems: new Map(), lengths: [], value: undefined }
}

function longestStem<T>({ stems, lengths }: Node<T>, word: string): T | undefined {
  for (const length of lengths) {
    const value = length <= word.length ? stems.get(word.slice(0, length)) : undefined
    if (value !== undefined) return value
  }
  return undefined
}

/** All spellings of "mon(day|)|next (week|month)". */
export function spellings(pattern: string): string[] {
  const results: string[] = []
  for (const branch of split(pattern)) {
    const open = branch.indexOf('(')
    if (open < 0) {
      if (branch.trim() !== '') results.push(branch.trim())
      continue
    }
    let depth = 0
    let close = open
    for (; close < branch.length; close++) {
      if (branch[close] === '(') depth += 1
      if (branch[close] === ')' && --depth === 0) break
    }
    const choices = split(branch.slice(open + 1, close))
    for (const choice of choices) results.push(...spellings(branch.slice(0, open) + choice + branch.slice(close + 1)))
  }
  return results
}

function split(pattern: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '(') depth += 1
    if (pattern[i] === ')') depth -= 1
    if (pattern[i] === '|' && depth === 0) {
      parts.push(pattern.slice(from, i))
      from = i + 1
    }
  }
  return [...parts, pattern.slice(from)]
}
