import type { Context } from '#platform/operation'
import { contactNotFound } from './errors.ts'
import { survivorsOf } from './one-customer.ts'
import { contactsWithEmails, customersByEmails, findContact, markBounced, unmarkBounced } from './queries.ts'
import type { ContactView } from './schemas.ts'
import { viewOfOne, viewsOfContacts } from './view.ts'

/** The contacts with some addresses, by address in small letters; none where contacts of several customers have it. */
export async function findContactsByEmails(ctx: Context, emails: readonly string[]): Promise<Map<string, ContactView>> {
  const views = await viewsOfContacts(ctx, await contactsWithEmails(ctx.db, ctx.orgId, emails))
  const found = new Map<string, ContactView>()
  for (const [email, all] of Map.groupBy(views, (view) => view.email?.toLowerCase() ?? '')) {
    const [first, ...others] = all
    if (first && others.every(({ customerId }) => customerId === first.customerId)) found.set(email, first)
  }
  return found
}

/** The first customer whose contact has each of some addresses, by address in small letters. One statement. */
export async function customersWithEmails(
  ctx: Context,
  emails: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  if (emails.length === 0) return new Map()
  const small = [...new Set(emails.map((email) => email.toLowerCase()))]
  const rows = await customersByEmails(ctx.db, ctx.orgId, small)
  const survivors = await survivorsOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return new Map(rows.toReversed().map(({ email, id, name }) => [email ?? '', survivors.get(id) ?? { id, name }]))
}

/** @throws customers/contact_not_found */
export async function checkContact(ctx: Context, id: string): Promise<ContactView> {
  const row = await findContact(ctx.db, ctx.orgId, id)
  if (!row) throw contactNotFound()
  return viewOfOne(ctx, row)
}

/** Mail to a contact's address came back; where the contact has another address by now, nothing is marked. */
export async function recordBounce(ctx: Context, contactId: string, email: string, reason: string): Promise<void> {
  await markBounced(ctx.db, ctx.orgId, contactId, email, ctx.now, reason)
}

/** A person says that mail to a contact's address is to be tried again. */
export async function clearBounce(ctx: Context, contactId: string): Promise<void> {
  await unmarkBounced(ctx.db, ctx.orgId, contactId)
}
