import { LANGUAGES, type Language } from '#platform/fields'
import type { Wording } from './remedy.ts'

/** Whose doing it was that a date moves. */
export const CAUSES = ['supplier', 'staff', 'weather', 'customer', 'equipment', 'planning', 'other'] as const
export type Cause = (typeof CAUSES)[number]

/**
 * The sentence of a reason as a customer reads it: in their language, else in the next one given, else in any that there is.
 * @param fallbacks the language of the promise or of the firm
 */
export const reasonWhy = (why: Wording, language: Language, ...fallbacks: Language[]): string | null =>
  [language, ...fallbacks, ...LANGUAGES].map((each) => why[each]).find((text) => text !== undefined) ?? null

/**
 * Why a date was moved, as a customer reads it: the sentence of the reason and what somebody added in their own words.
 * Null where nothing was said.
 */
export function saidWhy(
  { reason, reasonWhy: why }: { reason: string | null; reasonWhy: Wording | null },
  language: Language,
  ...fallbacks: Language[]
): string | null {
  const sentence = why === null ? null : reasonWhy(why, language, ...fallbacks)
  const said = [sentence === null ? null : withStop(sentence), reason].filter((part) => part !== null)
  return said.length === 0 ? null : said.join(' ')
}

const withStop = (sentence: string): string => (/[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`)
