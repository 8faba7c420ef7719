import type { ImportedCustomer } from '#modules/customers'
import type { CustomerRow } from './read-customer-row.ts'

/** The id of a customer that has none in the source: their e-mail address, else the digits of their telephone; '': neither. */
export function addressKey(email: string, phone: string): string {
  if (email !== '') return `mail:${email}`
  const digits = phone.replaceAll(/\D/g, '')
  return digits === '' ? '' : `phone:${digits}`
}

/**
 * By what rows are of one customer: the id there; without one, the name where a row is of a person at the customer, else
 * the person's address, else the name.
 */
const keyOf = ({ externalId, name, contactName, email, phone }: CustomerRow): string =>
  externalId || (contactName === '' && addressKey(email, phone)) || `name:${name}`

/** A row as a customer to import. */
export const customerOf = (row: CustomerRow): ImportedCustomer => ({
  externalId: keyOf(row),
  name: row.name,
  kind: row.kind,
  note: row.note,
  segment: row.segment,
  contactName: row.contactName,
  email: row.email || null,
  phone: row.phone || null,
  language: row.language,
  timeZone: row.timeZone,
})
