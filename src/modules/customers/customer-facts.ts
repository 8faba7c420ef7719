import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { customerIdsOf } from './one-customer.ts'
import { factsOfCustomer } from './queries.ts'

/** What a rule may ask of a customer, and how they are told. */
export type CustomerFacts = {
  segment: string
  calendarId: string | null
  /** Of the contact who is told; null: the customer has none. */
  language: Language | null
}

/** A customer and the contact who is told: the one named, else the primary one; null for an unknown customer. */
export async function findCustomerFacts(
  ctx: Pick<Context, 'db' | 'orgId'>,
  customerId: string,
  contactId: string | null,
): Promise<CustomerFacts | null> {
  const row = await factsOfCustomer(ctx.db, ctx.orgId, await customerIdsOf(ctx, customerId), contactId)
  if (!row) return null
  return { segment: row.segment, calendarId: row.calendar_id, language: row.language as Language | null }
}
