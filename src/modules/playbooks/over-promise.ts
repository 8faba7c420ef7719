import type { Language } from '#platform/fields'

/** Beginnings that count whatever ends the word are marked with `*`. */
const WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'guarantee*',
    'definitely',
    'certainly',
    'absolutely',
    'at the latest',
    'without fail',
    'no matter what',
    'for sure',
    'immediately',
    'instantly',
    'always',
    'never',
  ],
  pt: [
    'garanti*',
    'garanto',
    'com certeza',
    'de certeza',
    'definitivamente',
    'absolutamente',
    'o mais tardar',
    'sem falta',
    'imediatamente',
    'instantaneamente',
    'sempre',
    'nunca',
    'jamais',
  ],
  es: [
    'garanti*',
    'sin duda',
    'seguro que',
    'definitivamente',
    'absolutamente',
    'a más tardar',
    'como muy tarde',
    'sin falta',
    'inmediatamente',
    'de inmediato',
    'al instante',
    'siempre',
    'nunca',
    'jamás',
  ],
  ca: [
    'garanti*',
    'sens dubte',
    'segur que',
    'definitivament',
    'absolutament',
    'com a molt tard',
    'sens falta',
    'immediatament',
    'a l’instant',
    "a l'instant",
    'sempre',
    'mai',
  ],
  pl: [
    'gwarant*',
    'na pewno',
    'z pewnością',
    'bez wątpienia',
    'bezwzględnie',
    'najpóźniej',
    'natychmiast*',
    'zawsze',
    'nigdy',
  ],
  ru: [
    'гарант*',
    'обязательно',
    'непременно',
    'наверняка',
    'точно',
    'без сомнения',
    'не позднее',
    'самое позднее',
    'немедленно',
    'моментально',
    'всегда',
    'никогда',
  ],
}

const pattern = (words: readonly string[]): RegExp => {
  const any = words.map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\p{L}*` : word).replaceAll(' ', '\\s+'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any.join('|')}|100\\s*%)(?![\\p{L}\\p{N}])`, 'giu')
}
const patterns = Object.fromEntries(
  Object.entries(WORDS).map(([language, words]) => [language, pattern(words)]),
) as Record<Language, RegExp>

/** Words that say more than anybody can keep, with where they stand. */
export const overPromises = (text: string, language: Language): { text: string; start: number }[] =>
  [...text.matchAll(patterns[language])].map((match) => ({ text: match[0], start: match.index }))
