/** Fewer digits than this are an extension or a service number, and tell nobody. */
const FEWEST = 6
/** Of two numbers, one with its country and one without, so many digits at the end must be the same. */
const FEWEST_NATIONAL = 8

/**
 * A telephone number by its digits, without what is dialled before them: `+34 600 00 00 00`, `0034600000000` and
 * `34600000000` are one. Null: too few to tell anybody.
 */
export function callerDigits(number: string): string | null {
  const digits = number.replace(/\D/g, '').replace(/^00/, '')
  return digits.length < FEWEST ? null : digits
}

/** The digits of a number as other people may have noted it: without its country, with a zero before. */
export function notedAs(digits: string): { same: string[]; end: string } {
  const ends: string[] = []
  for (let from = 1; from <= 4 && digits.length - from >= FEWEST_NATIONAL; from++) ends.push(digits.slice(from))
  const national = digits.replace(/^0/, '')
  const end = national.length >= FEWEST_NATIONAL ? national : digits
  return { same: [digits, `00${digits}`, ...ends, ...ends.map((each) => `0${each}`)], end }
}

type Noted = { customer_id: string; digits: string }

/**
 * Whose number it is among those who may have it: who has just these digits before who has it with or without a
 * country. Undefined: nobody, or people of several customers.
 */
export function callerOf<C extends Noted>(digits: string, noted: readonly C[]): C | undefined {
  const exact = noted.filter((each) => callerDigits(each.digits) === digits)
  const likely = exact.length > 0 ? exact : noted
  return new Set(likely.map(({ customer_id }) => customer_id)).size === 1 ? likely[0] : undefined
}
