/** How many letters a slip may be in a word: one, in a long word two. */
const slipsIn = (word: string): number => (word.length < 8 ? 1 : 2)

/**
 * How many letters were left out, doubled, mistaken or swapped with the next between two words (Damerau–Levenshtein,
 * each pair of letters swapped at most once).
 */
export function slipsBetween(one: string, other: string): number {
  const [a, b] = [[...one], [...other]]
  let [beforeLast, last] = [[] as number[], b.map((_, j) => j)]
  last.push(b.length)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
    }
    ;[beforeLast, last] = [last, row]
  }
  return last[b.length] ?? 0
}

/** Shorter words have too few letters to tell a slip from another word, or a part from chance. */
const SLIPS_FROM = 5
const PART_FROM = 4

/** Whether a word has the typed one in it, or the typed one is a slip of it or of its beginning. Both are folded. */
export function isLike(word: string, typed: string): boolean {
  if (typed.length >= PART_FROM && word.includes(typed)) return true
  if (typed.length < SLIPS_FROM) return false
  const most = slipsIn(typed)
  return slipsBetween(word, typed) <= most || slipsBetween(word.slice(0, typed.length), typed) <= most
}
