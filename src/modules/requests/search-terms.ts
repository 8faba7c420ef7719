/**
 * What a person typed, as a text-search query: every word must occur, the last one as a beginning. Null when nothing
 * searchable was typed.
 */
export function searchTerms(typed: string | undefined): string | null {
  const parts = (typed ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (parts.length === 0) return null
  return parts
    .slice(0, 12)
    .map((part, i, all) => (i === all.length - 1 ? `'${part}':*` : `'${part}'`))
    .join(' & ')
}
