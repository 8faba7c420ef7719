import type { Context } from '#platform/operation'
import { contactsOf, foundIds, likeliestOf, listCustomerRows } from './queries.ts'
import { searchOf } from './search.ts'

export type FoundCustomer = {
  id: string
  name: string
  /** What tells people of one name apart: an address or a telephone number. */
  detail: string | null
}

/**
 * Customers that a person means by what they typed: by name, contact, address or telephone number; the likeliest first, or where
 * they are many the first by name.
 */
export async function searchCustomers(ctx: Context, typed: string, limit: number): Promise<FoundCustomer[]> {
  const searched = searchOf(typed)
  if (searched.words.length === 0) return []
  const found = await foundIds(ctx.db, ctx.orgId, searched)
  const rows =
    found === null
      ? await listCustomerRows(ctx.db, ctx.orgId, { ...searched, found }, null, limit)
      : await likeliestOf(ctx.db, ctx.orgId, found, searched.words, limit)
  const contacts = await contactsOf(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, name }) => {
    const first = contacts.find((contact) => contact.customer_id === id)
    return { id, name, detail: first?.email ?? first?.phone ?? null }
  })
}
