import type { Context } from '#platform/operation'
import { contactNotFound, customerNotFound } from './errors.ts'
import { contactsByIds, customersByIds, findToTell } from './queries.ts'
import type { ContactView, CustomerView } from './schemas.ts'
import { viewOfContact } from './view.ts'

/** What a higher module says of a customer beside its own record. */
export type CustomerBrief = { id: string; name: string; kind: CustomerView['kind'] }

/** Customers by id; unknown ids are left out. One statement. */
export async function findCustomersByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, CustomerBrief>> {
  const rows = await customersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name, kind }) => [id, { id, name, kind: kind as CustomerBrief['kind'] }]))
}

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

/** A contact, when there is one of that id. */
export const findContact = async (ctx: Context, id: string): Promise<ContactView | undefined> =>
  (await findContactsByIds(ctx, [id])).get(id)

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
