/** Letters that are no others with a mark, as people without them on the keyboard type them. */
const UNLIKE: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 's', æ: 'a', œ: 'o' }

/** Small, without marks; as long as the text itself, so that places in one are places in the other. */
export const fold = (text: string): string =>
  [...text]
    .map((letter) => {
      const small = letter.toLowerCase()
      const plain = UNLIKE[small] ?? (small === 'й' ? small : small.normalize('NFD').replace(/\p{M}+/gu, ''))
      return plain.length === letter.length ? plain : letter
    })
    .join('')

export const wordsOf = (typed: string): string[] => fold(typed).match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * How well what was typed fits a text: every word must begin a word of it. 0: not at all; more where words come first in
 * it and where they are whole.
 */
export function fits(typed: readonly string[], text: string): number {
  const words = wordsOf(text)
  let score = 0
  for (const wanted of typed) {
    const at = words.findIndex((word) => word.startsWith(wanted))
    if (at < 0) return 0
    score += 1 + (words[at] === wanted ? 1 : 0) + 1 / (1 + at)
  }
  return score
}

export interface Part {
  readonly text: string
  readonly marked: boolean
}

/** A text in parts, those marked that are what was typed. */
export function marksIn(typed: readonly string[], text: string): Part[] {
  const folded = fold(text)
  const marked = new Array<boolean>(text.length).fill(false)
  for (const word of typed)
    for (const { index } of folded.matchAll(/[\p{L}\p{N}]+/gu))
      if (folded.startsWith(word, index)) marked.fill(true, index, index + word.length)
  const parts: Part[] = []
  for (let from = 0; from < text.length; ) {
    let to = from + 1
    while (to < text.length && marked[to] === marked[from]) to++
    parts.push({ text: text.slice(from, to), marked: marked[from] === true })
    from = to
  }
  return parts
}
