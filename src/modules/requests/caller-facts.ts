import { findContactsByIds } from '#modules/customers'
import type { Context } from '#platform/operation'

/** Can a caller be told otherwise than by the call that they wait for? */
export async function isReachedByMail(ctx: Context, contactId: string | null): Promise<boolean> {
  const contact = contactId === null ? undefined : (await findContactsByIds(ctx, [contactId])).get(contactId)
  return contact !== undefined && contact.email !== null
}
