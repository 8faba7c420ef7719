import { LANGUAGES, type Language } from '#platform/fields'

/** Languages that are alike: between them a short text must lean clearly. */
const ALIKE = new Set(['ca', 'es', 'pt', 'it', 'fr', 'ro'])

const LETTERS = 12
const LEAD = 0.06

/** Letters that Russian has and its neighbours lack, and letters that only these have. */
const RUSSIAN = /[ыэё]/i
const OTHER_CYRILLIC = /[іїєґўђѓѕјљњќћџѐѝ]/i

let detector: Promise<typeof import('eld/small').eld> | null = null

/** The detector with its 1.6 MB of n-grams, read when it is first wanted. */
const load = () => {
  detector ??= import('eld/small').then(({ eld }) => {
    const own = eld.newInstance()
    own.enableTextCleanup(true)
    return own
  })
  return detector
}

/**
 * The language of a text, of the six that Kept speaks; null where that cannot be told. All languages that the
 * detector knows are compared, so that Italian is null and not Spanish. Between alike languages the second must lie
 * clearly behind, and Russian is told from its neighbours by its letters: a wrong language is worse than none.
 */
export async function languageOf(text: string): Promise<Language | null> {
  const start = text.slice(0, 2_000)
  const letters = count(start, /\p{L}/gu)
  if (letters < LETTERS) return null
  if (count(start, /\p{Script=Cyrillic}/gu) * 2 > letters) {
    if (OTHER_CYRILLIC.test(start)) return null
    if (RUSSIAN.test(start)) return 'ru'
  }
  const result = (await load()).detect(text)
  const language = LANGUAGES.find((known) => known === result.language)
  if (!language || !result.isReliable()) return null
  const scores = Object.entries(result.getScores()).sort((a, b) => b[1] - a[1])
  const [first, second] = scores.filter(([name]) => ALIKE.has(name))
  if (ALIKE.has(language) && first && second && first[1] - second[1] < LEAD) return null
  return language
}

const count = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length
