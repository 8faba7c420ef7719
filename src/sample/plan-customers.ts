import { LANGUAGES, type Language } from '#platform/fields'
import type { Random } from './random.ts'
import { wordsIn } from './words/in-language.ts'
import type { SampleWords } from './words/words.ts'

export type PlannedContact = {
  name: string
  email: string | null
  phone: string | null
  language: Language
  timeZone: string
  isPrimary: boolean
}

export type PlannedCustomer = {
  name: string
  kind: 'person' | 'company'
  note: string
  contacts: PlannedContact[]
  /** How the primary contact is reached; nobody to reach: no contact is known. */
  reach: 'email' | 'phone' | 'nobody'
  language: Language
  timeZone: string
  /** How often this customer calls, compared with others. */
  weight: number
}

const AWAY: Readonly<Record<Language, readonly string[]>> = {
  en: ['Europe/Dublin', 'America/New_York', 'Australia/Sydney'],
  pt: ['Europe/Lisbon', 'America/Sao_Paulo', 'Atlantic/Azores'],
  es: ['Europe/Madrid', 'America/Bogota', 'Atlantic/Canary'],
  ca: ['Europe/Andorra', 'Europe/Madrid'],
  pl: ['Europe/Warsaw'],
  ru: ['Asia/Almaty', 'Europe/Riga'],
}

/** Latin letters without marks, for addresses. */
function plain(text: string): string {
  const latin = [...text.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('')
  return latin.normalize('NFD').replace(/[^a-z0-9]+/g, '')
}

const CYRILLIC = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё'
const ROMAN = 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e'.split(' ')
const LATIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ...Object.fromEntries([...CYRILLIC].map((letter, i) => [letter, ROMAN[i] === '-' ? '' : (ROMAN[i] ?? '')])),
}

// 07700 900000 to 900999 are kept free for fiction by the British regulator (Ofcom).
function phoneOf(index: number, random: Random): string {
  const digits = String(900_000 + (index % 1_000))
  return random.weighted([
    [`+44 7700 ${digits}`, 6],
    [`07700 ${digits}`, 3],
    [`+44 (0)7700-${digits.slice(0, 3)}.${digits.slice(3)}`, 1],
    [`+44 7700 ${digits} ext. ${1 + (index % 9)}`, 1],
  ])
}

/** A name that nobody has yet, as far as names go round. */
function fullName(words: SampleWords, named: Set<string>, random: Random): { given: string; family: string } {
  for (let tries = 0; ; tries++) {
    const people = random.chance(0.5) ? words.women : words.men
    const name = { given: random.pick(people.given), family: random.pick(people.family) }
    const key = `${name.given} ${name.family}`
    if (named.has(key) && tries < 40) continue
    named.add(key)
    return name
  }
}

/** A company that has not been named, or another place of one. */
function companyName({ companies, areas }: SampleWords, named: Set<string>): string {
  const places = ['', ...areas.map((area) => `, ${area}`)]
  const names = places.flatMap((place) => companies.map((company) => `${company}${place}`))
  const name = names.find((one) => !named.has(one)) ?? names[0] ?? ''
  named.add(name)
  return name
}

/**
 * Customers of a firm in one country: mostly in its language and zone, some in each of the others. A few have nobody
 * to reach, some only a telephone, some households share an address.
 */
export function planCustomers(
  count: number,
  firm: { language: Language; timeZone: string },
  random: Random,
): PlannedCustomer[] {
  const others = LANGUAGES.filter((language) => language !== firm.language)
  const customers: PlannedCustomer[] = []
  const named = new Set<string>()
  for (let i = 0; i < count; i++) {
    const language =
      i % 10 < 6 ? firm.language : (others[Math.floor(i / 10 + (i % 10)) % others.length] ?? firm.language)
    const words = wordsIn(language)
    const away = random.chance(language === firm.language ? 0.04 : 0.22)
    const timeZone = away ? random.pick(AWAY[language]) : firm.timeZone
    const person = (nth: number): PlannedContact => {
      const { given, family } = fullName(words, named, random)
      const mail = `${plain(given)}.${plain(family)}.${i}${nth === 0 ? '' : `-${nth}`}@example.com`
      return {
        name: random.chance(0.05) ? `${family.toUpperCase()} ${given}` : `${given} ${family}`,
        email: mail,
        phone: random.chance(0.8) ? phoneOf(i * 4 + nth, random) : null,
        language,
        timeZone,
        isPrimary: nth === 0,
      }
    }
    const isCompany = i % 8 === 3
    const contacts = Array.from(
      { length: isCompany ? 1 + Math.floor(random.between(0, 3)) : random.chance(0.12) ? 2 : 1 },
      (_, n) => person(n),
    )
    const [first, second] = contacts
    const reach = i % 37 === 12 ? 'nobody' : i % 9 === 5 ? 'phone' : 'email'
    if (first && reach === 'phone') Object.assign(first, { email: null, phone: phoneOf(i * 4, random) })
    if (first && second && random.chance(0.3)) second.email = first.email
    const company = isCompany ? companyName(words, named) : ''
    customers.push({
      name: isCompany ? company : (first?.name ?? ''),
      kind: isCompany ? 'company' : 'person',
      note: random.chance(0.25) ? random.pick(wordsIn(firm.language).notes) : '',
      contacts: reach === 'nobody' ? [] : contacts,
      reach,
      language: reach === 'nobody' ? firm.language : language,
      timeZone: reach === 'nobody' ? firm.timeZone : timeZone,
      weight: reach === 'nobody' ? 0 : (isCompany ? 4 : 1) * random.logNormal(1, 0.7),
    })
  }
  return customers
}
