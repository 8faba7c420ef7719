import { z } from 'zod'
import { operation } from '#platform/operation'
import { contactNotFound } from './errors.ts'
import { findContact } from './queries.ts'
import { contactId, contactView } from './schemas.ts'
import { viewOfOne } from './view.ts'

export const getContact = operation({
  name: 'contacts.get',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'A contact of a customer',
  input: z.strictObject({ id: contactId }),
  output: contactView,
  async run(ctx, { id }) {
    const row = await findContact(ctx.db, ctx.orgId, id)
    if (!row) throw contactNotFound()
    return viewOfOne(ctx, row)
  },
})
