import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { customerNotFound } from './errors.ts'
import { familyRows } from './merge-queries.ts'
import { survivorsOf } from './one-customer.ts'
import { preferencesOf, standOf } from './preferences.ts'
import { type ContactRow, type CustomerRow, contactsOf, findCustomer } from './queries.ts'
import type { ContactView, CustomerView } from './schemas.ts'

/** A contact as it is read: of whom, and whether they are told first. */
type Read = ContactRow & { root: string }

const viewOfContact = (row: Read): ContactView => ({
  id: row.id,
  customerId: row.root,
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

/**
 * The contacts of customers with those of the customers merged into them, by whom they are read as. The first is the primary
 * one: the customer's own, or where it has none that of the first merged into it.
 */
export async function contactsRead(ctx: Pick<Context, 'db' | 'orgId'>, roots: readonly string[]) {
  const family = await familyRows(ctx.db, ctx.orgId, roots)
  const rootOf = new Map(family.map(({ id, root }) => [id, root]))
  const rows = await contactsOf(ctx.db, ctx.orgId, [...rootOf.keys()])
  const order = new Map([...rootOf.keys()].map((id, i) => [id, i]))
  const byFamily = rows.toSorted((a, b) => (order.get(a.customer_id) ?? 0) - (order.get(b.customer_id) ?? 0))
  const contacts = Map.groupBy(
    byFamily.map((row): Read => ({ ...row, root: rootOf.get(row.customer_id) ?? row.customer_id })),
    ({ root }) => root,
  )
  for (const [root, all] of contacts)
    contacts.set(
      root,
      all.map((row, i) => ({ ...row, is_primary: row.customer_id === root ? row.is_primary : i === 0 })),
    )
  return { family, contacts }
}

/** Contacts as the API shows them, in the given order: those of a merged customer as the other one's. */
export async function viewsOfContacts(ctx: Context, rows: readonly ContactRow[]): Promise<ContactView[]> {
  const survivors = await survivorsOf(
    ctx,
    rows.map((row) => row.customer_id),
  )
  const rootOf = (row: ContactRow): string => survivors.get(row.customer_id)?.id ?? row.customer_id
  const joined = rows.filter((row) => rootOf(row) !== row.customer_id)
  const firsts = new Set<string>()
  if (joined.length > 0) {
    const { contacts } = await contactsRead(ctx, [...new Set(joined.map(rootOf))])
    for (const [first] of contacts.values()) if (first) firsts.add(first.id)
  }
  return rows.map((row) => {
    const root = rootOf(row)
    return viewOfContact({ ...row, root, is_primary: root === row.customer_id ? row.is_primary : firsts.has(row.id) })
  })
}

/** One contact as the API shows it. */
export async function viewOfOne(ctx: Context, row: ContactRow): Promise<ContactView> {
  const [view] = await viewsOfContacts(ctx, [row])
  return view ?? viewOfContact({ ...row, root: row.customer_id })
}

/** Customers as the API shows them, in the given order, with all their contacts. */
export async function viewsOf(ctx: Context, rows: readonly CustomerRow[]): Promise<CustomerView[]> {
  const { family, contacts } = await contactsRead(
    ctx,
    rows.map((row) => row.id),
  )
  const merged = Map.groupBy(
    family.filter(({ id, root }) => id !== root),
    ({ root }) => root,
  )
  const allowed: CustomerView['allowed'] = []
  if (ctx.actor.may('customers.update')) allowed.push('update')
  if (ctx.actor.may('contacts.create')) allowed.push('addContact')
  if (ctx.actor.may('customers.merge')) allowed.push('merge')
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as CustomerView['kind'],
    note: row.note,
    segment: row.segment,
    calendarId: row.calendar_id,
    source: row.source,
    externalId: row.external_id,
    contacts: (contacts.get(row.id) ?? []).map(viewOfContact),
    merged: (merged.get(row.id) ?? []).flatMap(({ id, name, merged_into: into, merged_at: at }) =>
      into === null || at === null ? [] : [{ id, name, into, mergedAt: textOf(at) }],
    ),
    askedFor: null,
    allowed,
    createdAt: textOf(row.created_at),
    version: row.version,
  }))
}

/** One customer as the API shows it, or whom it was merged into. @throws customers/not_found */
export async function viewById(ctx: Context, asked: string): Promise<CustomerView> {
  const id = (await survivorsOf(ctx, [asked])).get(asked.toLowerCase())?.id
  const row = id === undefined ? undefined : await findCustomer(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOf(ctx, [row]) : []
  if (!view) throw customerNotFound()
  const from = view.merged.find((one) => one.id === asked.toLowerCase())
  return { ...view, askedFor: from ? { id: from.id, name: from.name } : null }
}
