/** The languages of console, portal and mail, in the order in which they are offered. */
export const languages = ['en', 'pt', 'es', 'ca', 'pl', 'ru'] as const

export type Language = (typeof languages)[number]

/** Each language's own name for itself, for language switches. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  pt: 'Português',
  es: 'Español',
  ca: 'Català',
  pl: 'Polski',
  ru: 'Русский',
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/**
 * The language to answer in: the best of ours in an Accept-Language header (RFC 9110, 12.5.4), compared by primary
 * subtag, so that `pt-BR` finds `pt`; `fallback` when the header is absent, malformed or names none of ours.
 */
export function negotiateLanguage(acceptLanguage: string | null | undefined, fallback: Language = 'en'): Language {
  let best: Language | null = null
  let bestQuality = 0
  // A header longer than any browser's is not worth reading.
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = qualityOf(parameters)
    const primary = tag.trim() === '*' ? fallback : tag.trim().split('-', 1)[0]
    if (quality > bestQuality && isLanguage(primary)) {
      best = primary
      bestQuality = quality
    }
  }
  return best ?? fallback
}

function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const match = /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)
    if (match) return Math.min(1, Number(match[1]))
  }
  return 1
}

/**
 * The BCP 47 tag whose dates and numbers fit the reader: the language, with the organization's country (ISO 3166)
 * where that changes the customary form. English and Portuguese are British and European unless the country says
 * otherwise, so that dates read "Thursday 26 November, 16:00".
 */
export function formatLocale(language: Language, country?: string | null): string {
  if (language === 'en') return country === 'US' ? 'en-US' : 'en-GB'
  if (language === 'pt') return country === 'BR' ? 'pt-BR' : 'pt-PT'
  return language
}
