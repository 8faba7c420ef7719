import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { twoPrimaries } from './errors.ts'
import { columnsOf, NO_PREFERENCES } from './preferences.ts'
import { type ContactRow, insertContacts } from './queries.ts'
import type { NewContact } from './schemas.ts'

/**
 * Adds contacts to a customer. Language and zone default to the organization's. With `first` one of them becomes the
 * primary contact whether marked or not.
 * @throws customers/two_primaries
 */
export async function addContacts(
  ctx: Context,
  customerId: string,
  contacts: readonly NewContact[],
  options: { first: boolean },
): Promise<ContactRow[]> {
  if (contacts.length === 0) return []
  if (contacts.filter((contact) => contact.isPrimary).length > 1) throw twoPrimaries()
  const organization = await organizationOf(ctx)
  const marked = contacts.findIndex((contact) => contact.isPrimary)
  const primary = marked >= 0 || !options.first ? marked : 0
  const rows = contacts.map(
    (contact, i): ContactRow => ({
      org_id: ctx.orgId,
      id: ctx.newId(),
      customer_id: customerId,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      language: contact.language ?? organization.language,
      time_zone: contact.timeZone ?? organization.timeZone,
      ...NO_PREFERENCES,
      ...columnsOf(contact),
      is_primary: i === primary,
      version: 1,
      created_at: ctx.now,
      bounced_at: null,
      bounce_reason: null,
    }),
  )
  await insertContacts(ctx.db, rows)
  return rows
}
