import type { CustomerFilter } from './queries.ts'

/**
 * What a person typed, as a search: every word begins a word of the name, or the whole begins an e-mail address.
 * Nothing searchable typed: everybody.
 */
export function searchOf(typed: string | undefined): CustomerFilter {
  const text = (typed ?? '').trim().toLowerCase()
  if (text === '') return { terms: null, email: null }
  // Quoted, so that PostgreSQL splits a word ("o'brien", "acme.com") as it did when it read the name.
  const terms = text
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 12)
    .map((word) => `'${word.replaceAll(/['\\]/g, ' ')}':*`)
  return { terms: terms.join(' & '), email: `${text.replaceAll(/[\\%_]/g, '\\$&')}%` }
}
