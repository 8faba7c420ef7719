import type { Context } from '#platform/operation'
import { lookUp } from './find-customers.ts'
import { likeliestOf, listCustomerRows } from './queries.ts'
import { contactsRead } from './view.ts'

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
  const filter = await lookUp(ctx, typed)
  if (filter.words.length === 0) return []
  const rows =
    filter.found === null
      ? await listCustomerRows(ctx.db, ctx.orgId, filter, null, limit)
      : await likeliestOf(ctx.db, ctx.orgId, filter.found, filter.words, limit)
  const { contacts } = await contactsRead(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, name }) => {
    const [first] = contacts.get(id) ?? []
    return { id, name, detail: first?.email ?? first?.phone ?? null }
  })
}
