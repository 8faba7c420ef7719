import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { customerIdsIn } from './one-customer.ts'
import { listContactRows } from './queries.ts'
import { contactView, customerId } from './schemas.ts'
import { viewsOfContacts } from './view.ts'

export const listContacts = operation({
  name: 'contacts.list',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'Contacts in the order of adding: of a customer, or by e-mail address',
  input: z.strictObject({
    ...pageInput,
    customerId: customerId.optional(),
    email: z
      .string()
      .trim()
      .max(254)
      .optional()
      .meta({ description: 'The whole address; capitals do not matter.', examples: ['ana@example.com'] }),
  }),
  output: pageOf(contactView),
  async run(ctx, { limit, cursor, customerId: asked, email }) {
    const filter = { customerIds: await customerIdsIn(ctx, asked), email }
    const rows = await listContactRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 1), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    )
    return { items: await viewsOfContacts(ctx, page.items), nextCursor: page.nextCursor }
  },
})
