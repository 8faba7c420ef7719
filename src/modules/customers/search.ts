import { wordsOf } from '#platform/search'

/** What was typed into a search for customers. */
export type Searched = {
  /** Folded; none: everybody. */
  words: readonly string[]
  /** Of a telephone number; null: it is none. */
  digits: string | null
}

/** Fewer say nothing: they are in too many numbers. */
const FEWEST_DIGITS = 4

export function searchOf(typed: string | undefined): Searched {
  const text = typed ?? ''
  // Whoever writes +34 or 0034 means the same number as whoever leaves it away: its end decides.
  const digits = text.replaceAll(/\D/g, '').replace(/^0+/, '')
  const isNumber = /^[\d\s().+/-]+$/.test(text) && digits.length >= FEWEST_DIGITS
  return { words: wordsOf(text), digits: isNumber ? digits : null }
}
