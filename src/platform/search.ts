import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'

/** Letters that people leave the mark off, or that keyboards do not have: what is not a letter with a mark by Unicode. */
const UNLIKE: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 's',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  þ: 't',
  ð: 'd',
  ħ: 'h',
}
/** A letter of its own in Russian, though Unicode makes it of two. */
const KEPT = new Set(['й'])
/** What parts words, so that the parts of an address or a double name are found by themselves. */
const PARTING = '.,;:-_/\\@+&()[]{}"\'’‘“”«»#*·…–—!?=<>|~`^%$€'

const folded = (letter: string): string => {
  const small = letter.toLowerCase()
  if (KEPT.has(small)) return small
  return UNLIKE[small] ?? small.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

/** Letters that stay as they are, the commonest first: `translate` looks each up from the front of its list. */
const COMMON = ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф'

/**
 * What folding does to each letter, as PostgreSQL's `translate` takes it: the database folds what is stored by the same two
 * lists (in migration 0034), so that both come to the same.
 */
export const FOLDING: { from: string; to: string } = (() => {
  const codes = [
    ...Array.from({ length: 0x250 - 0xc0 }, (_, i) => 0xc0 + i),
    ...Array.from({ length: 0x460 - 0x400 }, (_, i) => 0x400 + i),
  ]
  const pairs = codes
    .map((code) => String.fromCodePoint(code))
    .map((letter) => [letter, folded(letter)] as const)
    .filter(([letter, to]) => to.length === 1 && to !== letter)
  return {
    from: COMMON + pairs.map(([letter]) => letter).join('') + PARTING,
    to: COMMON + pairs.map(([, to]) => to).join('') + ' '.repeat(PARTING.length),
  }
})()

const letters = new Map([...FOLDING.from].map((letter, i) => [letter, [...FOLDING.to][i] as string]))

/** Text as it is compared when people search: small letters without marks, words parted by spaces. */
export const fold = (text: string): string =>
  [...text.normalize('NFC').toLowerCase()].map((letter) => letters.get(letter) ?? letter).join('')

const MOST_WORDS = 12
/** Shorter words have too few letters to tell a slip from another word. */
const SLIPS_FROM = 5

/** The words of what was typed, folded. */
export const wordsOf = (typed: string | undefined): string[] =>
  (fold(typed ?? '').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS)

/** PostgreSQL's stemmers of the product's languages; it has none for Polish, whose words are found by how they begin. */
const STEMMERS = ['english', 'portuguese', 'spanish', 'catalan', 'russian'] as const

/** A word as a text-search query: as it begins, and by its stem in each language. */
const termOf = (word: string): RawBuilder<unknown> =>
  sql`(to_tsquery('simple', ${`'${word}':*`}) || ${sql.join(
    STEMMERS.map((stemmer) => sql`to_tsquery(${sql.lit(stemmer)}, ${`'${word}'`})`),
    sql` || `,
  )})`

/** What a text-search column is asked for: every word, as it begins, or another form of it. */
export const queryOf = (words: readonly string[]): RawBuilder<unknown> =>
  queryOfAny(words.map((typed) => ({ typed, like: [] })))

/** A word that was typed, and words that were written and may be meant by it; all folded. */
export type SearchedWord = { typed: string; like: readonly string[] }

/** As `queryOf`, where each word may be another one that is like it. */
export const queryOfAny = (words: readonly SearchedWord[]): RawBuilder<unknown> =>
  sql`(${sql.join(
    words.map(({ typed, like }) => {
      const others = like.map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`).join(' | ')
      return others === '' ? termOf(typed) : sql`(${termOf(typed)} || ${others}::tsquery)`
    }),
    sql` && `,
  )})`

/** Every word occurs in a text-search column. Reads row after row: what is rare is found by the functions of migration 0029. */
export const saysAll = (search: Expression<unknown>, words: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${search} @@ ${queryOf(words)}`

/** Words in the order in which an index finds what looks like them: the longest are the rarest. */
export const rarestFirst = (words: readonly string[]): string[] => words.toSorted((a, b) => b.length - a.length)

/** Every word is like one of a folded text: letters left out, doubled, swapped or mistaken. */
export const looksLike = (foldedText: Expression<unknown>, words: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(
    words.map((word) =>
      word.length < SLIPS_FROM ? sql`${foldedText} like ${`%${word}%`}` : sql`${word} <% ${foldedText}`,
    ),
    sql` and `,
  )})`

/** How like what was typed a folded text is, 0 to 1. */
export const likeness = (foldedText: Expression<unknown>, words: readonly string[]): RawBuilder<number> =>
  sql<number>`word_similarity(${words.join(' ')}, ${foldedText})`
