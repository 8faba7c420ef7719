import { activeMember } from '#modules/accounts'
import { findContactsByIds, survivorIdOf } from '#modules/customers'
import type { Context } from '#platform/operation'
import { contactOfAnother } from './errors.ts'

type People = { customerId: string | null; contactId: string | null; ownerId: string | null }

/**
 * The people a request newly names belong here: the contact to its customer, the owner to those who can be given work.
 * @throws requests/contact_of_another, accounts/not_found
 */
export async function checkPeople(ctx: Context, { customerId, contactId, ownerId }: People): Promise<void> {
  if (contactId !== null) {
    const [contact] = (await findContactsByIds(ctx, [contactId])).values()
    if (customerId === null || contact?.customerId !== (await survivorIdOf(ctx, customerId)).toLowerCase())
      throw contactOfAnother()
  }
  if (ownerId !== null && ownerId !== ctx.actor.memberId) await activeMember(ctx, ownerId)
}
