import { z } from 'zod'
import { idList } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { lookUp } from './find-customers.ts'
import { listCustomerRows } from './queries.ts'
import { customerView } from './schemas.ts'
import { viewsOf } from './view.ts'

export const listCustomers = operation({
  name: 'customers.list',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'Customers by name: search, page',
  input: z.strictObject({
    ...pageInput,
    q: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'Beginnings of words of the name, or of an e-mail address.', examples: ['ana'] }),
    ids: idList,
  }),
  output: pageOf(customerView),
  async run(ctx, { limit, cursor, q, ids }) {
    const filter = { ...(await lookUp(ctx, q)), ids }
    const rows = await listCustomerRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.sort_name, row.id],
      (row) => row,
    )
    return { items: await viewsOf(ctx, page.items), nextCursor: page.nextCursor }
  },
})

/** Ids of the customers that the list shows with this filter, by name, at most `limit`. */
export async function findCustomerIds(
  ctx: Context,
  { q, ids }: z.output<typeof listCustomers.input>,
  limit: number,
): Promise<string[]> {
  const rows = await listCustomerRows(ctx.db, ctx.orgId, { ...(await lookUp(ctx, q)), ids }, null, limit)
  return rows.map(({ id }) => id)
}
