import type { Context } from '#platform/operation'
import { contactsOf, likeliestCustomers } from './queries.ts'
import { searchOf } from './search.ts'

export type FoundCustomer = {
  id: string
  name: string
  /** What tells people of one name apart: an address or a telephone number. */
  detail: string | null
}

/** Customers that a person means by what they typed: by name, contact, address or telephone number. */
export async function searchCustomers(ctx: Context, typed: string, limit: number): Promise<FoundCustomer[]> {
  const searched = searchOf(typed)
  if (searched.words.length === 0) return []
  const rows = await likeliestCustomers(ctx.db, ctx.orgId, searched, limit)
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
