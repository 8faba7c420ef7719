import type { Context } from '#platform/operation'
import { contactNotFound, customerNotFound } from './errors.ts'
import { familyRows } from './merge-queries.ts'
import { customerIdsOf, survivorsOf } from './one-customer.ts'
import { type CustomerFilter, contactsByIds, findToTell, foundIds, foundMerged, listCustomerRows } from './queries.ts'
import type { ContactView } from './schemas.ts'
import { searchOf } from './search.ts'
import { viewsOfContacts } from './view.ts'

/** Names of customers by id; of one that is merged the other one's. One statement. */
export async function customerNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map([...(await survivorsOf(ctx, ids))].map(([id, { name }]) => [id, name]))
}

/** Contacts by id; unknown ids are left out. Statements do not grow with them. */
export async function findContactsByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, ContactView>> {
  const views = await viewsOfContacts(ctx, await contactsByIds(ctx.db, ctx.orgId, ids))
  return new Map(views.map((view) => [view.id, view]))
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
  const found = await findToTell(ctx.db, ctx.orgId, await customerIdsOf(ctx, customerId), contactId)
  if (!found) throw customerNotFound()
  if (contactId !== null && found.contact_id === null) throw contactNotFound()
  return found.contact_id
}

/**
 * What a search for customers finds, none of them merged into another: those whose own name or contact it means, and those
 * that something was merged into whose it is.
 */
export async function lookUp(ctx: Context, typed: string | undefined): Promise<CustomerFilter> {
  const searched = searchOf(typed)
  if (searched.words.length === 0) return { ...searched, found: null, joined: [] }
  const found = await foundIds(ctx.db, ctx.orgId, searched)
  const looked = found ?? (await foundMerged(ctx.db, ctx.orgId, searched))
  const read = await survivorsOf(ctx, looked)
  const ids = [...new Set([...read.values()].map(({ id }) => id))]
  return found === null ? { ...searched, found, joined: ids } : { ...searched, found: ids, joined: [] }
}

const MOST_NAMED = 200

/**
 * Ids under which what belongs to customers lies whom a search for `typed` finds, of at most 200 of them: for lists of what
 * belongs to customers.
 */
export async function findCustomerIdsNamed(ctx: Context, typed: string): Promise<string[]> {
  const filter = await lookUp(ctx, typed)
  const few = filter.found !== null && filter.found.length <= MOST_NAMED ? filter.found : null
  const rows = few ?? (await listCustomerRows(ctx.db, ctx.orgId, filter, null, MOST_NAMED)).map((row) => row.id)
  return (await familyRows(ctx.db, ctx.orgId, rows)).map(({ id }) => id)
}
