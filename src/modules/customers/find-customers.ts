import type { Context } from '#platform/operation'
import { contactNotFound, customerNotFound } from './errors.ts'
import { contactsByIds, customersByIds, findToTell, foundIds, listCustomerRows } from './queries.ts'
import type { ContactView } from './schemas.ts'
import { searchOf } from './search.ts'
import { viewOfContact } from './view.ts'

/** Names of customers by id. One statement. */
export async function customerNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await customersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Contacts by id; unknown ids are left out. One statement. */
export async function findContactsByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, ContactView>> {
  const rows = await contactsByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map((row) => [row.id, viewOfContact(row)]))
}

/**
 * The contact of a customer who is told: the one named, else the primary one; null when the customer has none.
 * @throws customers/not_found, customers/contact_not_found
 */
export async function findContactForTelling(
  ctx: Context,
  customerId: string,
  contactId: string | null,
): Promise<string | null> {
  const found = await findToTell(ctx.db, ctx.orgId, customerId, contactId)
  if (!found) throw customerNotFound()
  if (contactId !== null && found.contact_id === null) throw contactNotFound()
  return found.contact_id
}

const MOST_NAMED = 200

/** Ids of customers that a search for `typed` finds, at most 200: for lists of what belongs to customers. */
export async function findCustomerIdsNamed(ctx: Context, typed: string): Promise<string[]> {
  const searched = searchOf(typed)
  const found = await foundIds(ctx.db, ctx.orgId, searched)
  if (found !== null && found.length <= MOST_NAMED) return found
  const rows = await listCustomerRows(ctx.db, ctx.orgId, { ...searched, found }, null, MOST_NAMED)
  return rows.map((row) => row.id)
}
