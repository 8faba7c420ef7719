import { z } from 'zod'
import { operation } from '#platform/operation'
import { deleteConsentsOf } from './consent-queries.ts'
import { contactInUse, contactNotFound } from './errors.ts'
import { contactsOf, deleteContactRow, lockContact, updateContactRow } from './queries.ts'
import { contactId } from './schemas.ts'

/** Deletes a contact that no request or promise names. The next one becomes the primary contact where it was that. */
export const deleteContact = operation({
  name: 'contacts.delete',
  effect: 'writes',
  permission: 'contacts.delete',
  summary: 'Delete a contact that nothing refers to',
  input: z.strictObject({ id: contactId }),
  output: z.object({}),
  async run(ctx, { id }) {
    const present = await lockContact(ctx.db, ctx.orgId, id)
    if (!present) throw contactNotFound()
    const contacts = await contactsOf(ctx.db, ctx.orgId, [present.customer_id])
    await deleteConsentsOf(ctx.db, ctx.orgId, [id])
    if (!(await deleteContactRow(ctx.db, ctx.orgId, id))) throw contactInUse()
    const next = contacts.find((contact) => contact.id !== id)
    if (present.is_primary && next) await updateContactRow(ctx.db, ctx.orgId, next.id, { is_primary: true })
    ctx.record({
      type: 'contact.deleted',
      subject: `contact:${id}`,
      about: `customer:${present.customer_id}`,
      data: {},
    })
    return {}
  },
})
