import { z } from 'zod'
import { operation } from '#platform/operation'
import { contactInUse, contactNotFound, customerNotFound } from './errors.ts'
import { contactsOf, deleteContactRow, lockCustomer, updateContactRow } from './queries.ts'
import { customerId } from './schemas.ts'

/** Deletes a contact that no request or promise names. The next one becomes the primary contact where it was that. */
export const deleteContact = operation({
  name: 'contacts.delete',
  effect: 'writes',
  permission: 'contacts.delete',
  summary: 'Delete a contact that nothing refers to',
  input: z.strictObject({ customerId, id: z.uuid().meta({ description: 'The contact.' }) }),
  output: z.object({}),
  async run(ctx, { customerId: ofCustomer, id }) {
    if (!(await lockCustomer(ctx.db, ctx.orgId, ofCustomer))) throw customerNotFound()
    const contacts = await contactsOf(ctx.db, ctx.orgId, [ofCustomer])
    const present = contacts.find((contact) => contact.id === id)
    if (!present) throw contactNotFound()
    if (!(await deleteContactRow(ctx.db, ctx.orgId, id))) throw contactInUse()
    const next = contacts.find((contact) => contact.id !== id)
    if (present.is_primary && next) await updateContactRow(ctx.db, ctx.orgId, next.id, { is_primary: true })
    ctx.record({ type: 'contact.deleted', subject: `contact:${id}`, about: `customer:${ofCustomer}`, data: {} })
    return {}
  },
})
