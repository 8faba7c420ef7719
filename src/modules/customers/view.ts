import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { customerNotFound } from './errors.ts'
import { preferencesOf, standOf } from './preferences.ts'
import { type ContactRow, type CustomerRow, contactsOf, findCustomer } from './queries.ts'
import type { ContactView, CustomerView } from './schemas.ts'

export const viewOfContact = (row: ContactRow): ContactView => ({
  id: row.id,
  customerId: row.customer_id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  language: row.language as ContactView['language'],
  timeZone: row.time_zone,
  ...preferencesOf(row),
  consents: { news: standOf(row.news_consent), feedback: standOf(row.feedback_consent) },
  isPrimary: row.is_primary,
  bouncedAt: textOrNull(row.bounced_at),
  bounceReason: row.bounce_reason,
  createdAt: textOf(row.created_at),
  version: row.version,
})

/** Customers as the API shows them, in the given order, with all their contacts. */
export async function viewsOf(ctx: Context, rows: readonly CustomerRow[]): Promise<CustomerView[]> {
  const contacts = await contactsOf(
    ctx.db,
    ctx.orgId,
    rows.map((row) => row.id),
  )
  const byCustomer = Map.groupBy(contacts, (contact) => contact.customer_id)
  const allowed: CustomerView['allowed'] = []
  if (ctx.actor.may('customers.update')) allowed.push('update')
  if (ctx.actor.may('contacts.create')) allowed.push('addContact')
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as CustomerView['kind'],
    note: row.note,
    segment: row.segment,
    calendarId: row.calendar_id,
    source: row.source,
    externalId: row.external_id,
    contacts: (byCustomer.get(row.id) ?? []).map(viewOfContact),
    allowed,
    createdAt: textOf(row.created_at),
    version: row.version,
  }))
}

/** One customer as the API shows it. @throws customers/not_found */
export async function viewById(ctx: Context, id: string): Promise<CustomerView> {
  const row = await findCustomer(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOf(ctx, [row]) : []
  if (!view) throw customerNotFound()
  return view
}
