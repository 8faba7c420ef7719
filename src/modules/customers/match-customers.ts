import type { Context } from '#platform/operation'
import { contactsByDigits, contactsByEmails, customerIdsByExternalIds } from './import-queries.ts'
import { survivorsOf } from './one-customer.ts'

/** By what a customer from elsewhere is known. */
export type Signs = {
  /** Its id in the source. */
  externalId: string
  /** An e-mail address in small letters. */
  email: string | null
  phone: string | null
  /** Whether the addresses tell the customer; not so where they are those of a person at a company. */
  byAddress: boolean
}

/** Fewer digits than this are an extension, and tell nobody. */
const FEWEST_DIGITS = 6

/** The digits of a telephone number by which somebody is known; null: too few. */
export function digitsOf(phone: string | null): string | null {
  const digits = (phone ?? '').replaceAll(/\D/g, '')
  return digits.length < FEWEST_DIGITS ? null : digits
}

/**
 * By what two rows of one file are known to be of the same customer: a row is of one before it that left what it looks for.
 * A telephone number tells a customer only where no e-mail says otherwise.
 */
export function keysOf({ externalId, email, phone, byAddress }: Signs): { leaves: string[]; looksFor: string[] } {
  const digits = byAddress ? digitsOf(phone) : null
  const own = [`id ${externalId}`, ...(byAddress && email !== null ? [`mail ${email}`] : [])]
  if (digits === null) return { leaves: own, looksFor: own }
  const [any, alone] = [`phone ${digits}`, `phone alone ${digits}`]
  return email === null
    ? { leaves: [...own, any, alone], looksFor: [...own, any] }
    : { leaves: [...own, any], looksFor: [...own, alone] }
}

/**
 * Who each of these is, among those that are there: by the id in the source, else by e-mail, else by telephone where no
 * e-mail says otherwise; null: nobody. Of several with one address the one whose contact came first. Who is merged into
 * another is that one.
 */
export async function matchCustomers(
  ctx: Context,
  source: string,
  signs: readonly Signs[],
): Promise<(string | null)[]> {
  const { db, orgId } = ctx
  const told = signs.filter(({ byAddress }) => byAddress)
  const [known, mailed, called] = await Promise.all([
    customerIdsByExternalIds(db, orgId, source, [...new Set(signs.map(({ externalId }) => externalId))]),
    contactsByEmails(db, orgId, [...new Set(told.flatMap(({ email }) => email ?? []))]),
    contactsByDigits(db, orgId, [...new Set(told.flatMap(({ phone }) => digitsOf(phone) ?? []))]),
  ])
  const byId = new Map(known.map((one) => [one.external_id, one.id]))
  const byEmail = new Map(mailed.toReversed().map((one) => [one.email?.toLowerCase() ?? '', one.customer_id]))
  const byDigits = Map.groupBy(called, (one) => one.digits)
  const matched = signs.map(({ externalId, email, phone, byAddress }) => {
    const same = byId.get(externalId)
    if (same !== undefined || !byAddress) return same ?? null
    const mail = email === null ? undefined : byEmail.get(email)
    if (mail !== undefined) return mail
    const phones = byDigits.get(digitsOf(phone) ?? '') ?? []
    return phones.find((one) => email === null || one.email === null)?.customer_id ?? null
  })
  const read = await survivorsOf(
    ctx,
    matched.filter((id) => id !== null),
  )
  return matched.map((id) => (id === null ? null : (read.get(id)?.id ?? id)))
}
