import { fold } from '#platform/search'
import { isLike } from './spelling.ts'

/** A piece of a text, and where in it the words stand: UTF-16 offsets, in order, none over another. */
export type Snippet = { text: string; ranges: { start: number; end: number }[] }

type Word = { folded: string; start: number; end: number; hits: string | null }

const BEFORE = 60
const LENGTH = 240
const LONGEST = 50_000

/** Two forms of a word share their beginning; this many letters at the end may differ. */
const ENDING = 3
const STEM_FROM = 4

/** Whether a word of the text is what was typed: it begins so, is another form of it, or is like it. */
function hits(word: string, typed: string): boolean {
  if (word.startsWith(typed)) return true
  let shared = 0
  while (shared < word.length && word[shared] === typed[shared]) shared++
  if (shared >= STEM_FROM && Math.max(word.length, typed.length) - shared <= ENDING) return true
  return isLike(word, typed)
}

/** The words of a text with their places, and which of the typed ones each is. Letter by letter, since folding may lengthen. */
function wordsIn(text: string, typed: readonly string[]): Word[] {
  const words: Word[] = []
  let [folded, start, at] = ['', 0, 0]
  const close = (): void => {
    if (folded !== '') words.push({ folded, start, end: at, hits: typed.find((each) => hits(folded, each)) ?? null })
    folded = ''
  }
  for (const letter of text) {
    const small = fold(letter)
    if (/^[\p{L}\p{N}\p{M}]+$/u.test(small)) {
      if (folded === '') start = at
      folded += small
    } else close()
    at += letter.length
  }
  close()
  return words
}

/**
 * The piece of a text in which most of the typed words stand, the first of such; null where none does.
 * @param typed folded words
 */
export function snippetOf(text: string, typed: readonly string[]): Snippet | null {
  const whole = text.slice(0, LONGEST).normalize('NFC')
  const found = wordsIn(whole, typed).filter((word) => word.hits !== null)
  const within = (from: Word) => found.filter(({ start, end }) => start >= from.start && end <= from.start + LENGTH)
  const distinct = (from: Word) => new Set(within(from).map((word) => word.hits)).size
  const best = found.slice(0, 200).reduce<{ word: Word; n: number } | null>((before, word) => {
    const n = distinct(word)
    return before === null || n > before.n ? { word, n } : before
  }, null)
  if (best === null) return null
  const from = wordStart(whole, Math.max(0, best.word.start - BEFORE), best.word.start)
  const to = wordEnd(whole, Math.min(whole.length, from + BEFORE + LENGTH), best.word.end)
  const [head, tail] = [from > 0 ? '… ' : '', to < whole.length ? ' …' : '']
  const shift = head.length - from
  return {
    text: head + whole.slice(from, to).replaceAll(/\s/g, ' ') + tail,
    ranges: found
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}

/** Where the first whole word after a cut begins, no later than `latest`. */
function wordStart(text: string, cut: number, latest: number): number {
  if (cut === 0) return 0
  const space = text.slice(cut, latest).search(/\s/)
  return space < 0 ? latest : cut + space + 1
}

/** Where the last whole word before a cut ends, no earlier than `earliest`. */
function wordEnd(text: string, cut: number, earliest: number): number {
  if (cut === text.length) return cut
  for (let at = cut; at > earliest; at--) if (/\s/.test(text[at] ?? '')) return at
  return earliest
}
