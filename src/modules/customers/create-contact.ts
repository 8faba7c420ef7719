import { z } from 'zod'
import { operation } from '#platform/operation'
import { addContacts } from './add-contacts.ts'
import { contactNotFound, customerNotFound, tooManyContacts } from './errors.ts'
import { clearPrimary, contactsOf, lockCustomer } from './queries.ts'
import { contactView, customerId, MAX_CONTACTS, newContact } from './schemas.ts'
import { viewOfOne } from './view.ts'

export const createContact = operation({
  name: 'contacts.create',
  effect: 'writes',
  permission: 'contacts.create',
  summary: 'Add a contact to a customer',
  input: z.strictObject({ customerId, ...newContact.shape }),
  output: contactView,
  async run(ctx, { customerId: asked, ...contact }) {
    const customer = await lockCustomer(ctx.db, ctx.orgId, asked)
    if (!customer) throw customerNotFound()
    const { id } = customer
    const present = await contactsOf(ctx.db, ctx.orgId, [id])
    if (present.length >= MAX_CONTACTS) throw tooManyContacts(MAX_CONTACTS)
    if (contact.isPrimary) await clearPrimary(ctx.db, ctx.orgId, id)
    const [row] = await addContacts(ctx, id, [contact], { first: present.length === 0 })
    if (!row) throw contactNotFound()
    ctx.record({
      type: 'contact.created',
      subject: `contact:${row.id}`,
      about: `customer:${id}`,
      data: { isPrimary: row.is_primary },
    })
    return viewOfOne(ctx, row)
  },
})
