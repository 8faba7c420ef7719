import { LANGUAGES, type Language } from '#platform/fields'

/** Another way to the same end. */
export const ALTERNATIVES = ['substitute', 'partial_delivery', 'loan_device', 'priority_slot'] as const
/** What makes good. */
export const COMPENSATIONS = ['discount', 'refund', 'credit', 'upgrade', 'perk', 'apology'] as const
export const REMEDY_KINDS = [...ALTERNATIVES, ...COMPENSATIONS] as const
export type RemedyKind = (typeof REMEDY_KINDS)[number]

export const isAlternative = (kind: RemedyKind): boolean => (ALTERNATIVES as readonly string[]).includes(kind)

/** Granted, it is done at once: with the message that says so, or on the next bill. Of all others a promise says until when. */
const DONE_AT_ONCE: ReadonlySet<RemedyKind> = new Set(['discount', 'perk', 'apology'])
export const hasToBeDone = (kind: RemedyKind): boolean => !DONE_AT_ONCE.has(kind)

export type Wording = Partial<Record<Language, string>>

const PLACEHOLDERS = ['amount', 'until'] as const
const placeholder = /\{\s*([^{}]*?)\s*\}/g

/** What is written in braces and stands for nothing. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(placeholder)]
    .map(([, name = '']) => name)
    .filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name))

/** Languages in which the customer would read it in another. */
export const missingLanguages = (wording: Wording): Language[] => LANGUAGES.filter((each) => !wording[each])

/**
 * What a customer reads, in their language or else in the firm's.
 * @param values what stands for `{amount}` and `{until}`; a part that is null is left out
 * @returns the text, and in which language it is
 */
export function worded(
  wording: Wording,
  language: Language,
  fallback: Language,
  values: { amount: string | null; until: string | null },
): { text: string; language: Language } {
  const found = [language, fallback, ...LANGUAGES].find((each) => wording[each]) ?? fallback
  const text = (wording[found] ?? '').replace(placeholder, (whole, name: string) =>
    name === 'amount' || name === 'until' ? (values[name] ?? '') : whole,
  )
  return { text: text.replace(/ {2,}/g, ' ').trim(), language: found }
}

/** An amount of minor units as people of a language write it. @source ISO 4217 digits, by Intl */
export function amountText(amount: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits)
}
