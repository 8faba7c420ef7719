import { fold } from '#platform/search'

/** What two customers are compared by. */
export type Compared = {
  name: string
  /** Of the people at a company, too. */
  emails: readonly string[]
  phones: readonly string[]
}

/**
 * What speaks for two records being one customer, and how much. The score is the sum; a pair is suggested from `ENOUGH` on. The
 * weights are set so that an address that only one person has is enough, and a name needs something beside it.
 */
export const WEIGHTS = {
  /** The same e-mail address. */
  email: 60,
  /** The same telephone number, with its country or without. */
  phone: 50,
  /** The same name, whatever the order of its words, capitals and marks. */
  name: 35,
  /** Names that differ by a slip or a part: at least `SIMILAR` of their letter groups are the same. */
  similar_name: 20,
  /** Other addresses in one domain, where that is not one in which anybody has an address. */
  domain: 30,
  /** The same name, and one of the two has no address that could say otherwise. */
  nothing_against: 15,
} as const
export type Evidence = keyof typeof WEIGHTS

export const ENOUGH = 50

/** Of the groups of three letters in both names together, how many are in both; as PostgreSQL's pg_trgm counts them. */
const SIMILAR = 0.5

/** Domains in which anybody may have an address: one of them in common says nothing. */
const ANYBODYS =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|proton|protonmail|mail|yandex|ya|inbox|list|bk|rambler|wp|o2|onet|op|interia|poczta|sapo|telefonica|orange|free|laposte|wanadoo|t-online|btinternet|sky|virginmedia|terra|uol|bol)\.[a-z.]+$/

/** The domain of an address where it tells whose it is; null: anybody has addresses in it. */
export function domainOf(email: string): string | null {
  const domain = email.toLowerCase().split('@').at(-1) ?? ''
  return domain === '' || ANYBODYS.test(domain) ? null : domain
}

/** The words of a name, folded, in the order of the alphabet. */
const wordsIn = (name: string): string[] => (fold(name).match(/[\p{L}\p{N}]+/gu) ?? []).toSorted()

function groupsOf(name: string): Set<string> {
  const groups = new Set<string>()
  for (const word of wordsIn(name)) {
    const letters = [...`  ${word} `]
    for (let i = 0; i + 3 <= letters.length; i++) groups.add(letters.slice(i, i + 3).join(''))
  }
  return groups
}

/** How alike two names are, 0 to 1. */
export function likenessOf(one: string, other: string): number {
  const [a, b] = [groupsOf(one), groupsOf(other)]
  const both = a.intersection(b).size
  return both === 0 ? 0 : both / (a.size + b.size - both)
}

/** So many digits at the end tell a number, whether its country is noted or not. */
const NATIONAL = 9
const FEWEST_DIGITS = 6

const digitsOf = (phone: string): string => {
  const digits = phone.replaceAll(/\D/g, '').replace(/^0+/, '')
  return digits.length < FEWEST_DIGITS ? '' : digits.slice(-NATIONAL)
}

const share = <T>(a: readonly T[], b: readonly T[]): boolean => a.some((one) => b.includes(one))

/** What speaks for these two being one, the strongest first, and the sum of it. Which of them is first does not matter. */
export function weigh(one: Compared, other: Compared): { score: number; evidence: Evidence[] } {
  const of = (pick: (compared: Compared) => readonly (string | null)[]) =>
    share(
      pick(one).filter((value) => value !== null && value !== ''),
      pick(other).filter((value) => value !== null && value !== ''),
    )
  const [mine, theirs] = [wordsIn(one.name), wordsIn(other.name)]
  const sameName = mine.length > 0 && mine.join(' ') === theirs.join(' ')
  const sameEmail = of(({ emails }) => emails.map((email) => email.toLowerCase()))
  const silent = (compared: Compared): boolean => compared.emails.length === 0 && compared.phones.length === 0
  const holds: Record<Evidence, boolean> = {
    email: sameEmail,
    phone: of(({ phones }) => phones.map(digitsOf)),
    name: sameName,
    similar_name: !sameName && likenessOf(one.name, other.name) >= SIMILAR,
    domain: !sameEmail && of(({ emails }) => emails.map(domainOf)),
    nothing_against: sameName && (silent(one) || silent(other)),
  }
  const evidence = (Object.keys(WEIGHTS) as Evidence[]).filter((each) => holds[each])
  return { score: evidence.reduce((sum, each) => sum + WEIGHTS[each], 0), evidence }
}
