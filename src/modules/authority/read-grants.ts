import { z } from 'zod'
import { customerIdsIn } from '#modules/customers'
import { about } from '#modules/promises'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { grantNotFound } from './errors.ts'
import { findGrant, listGrantRows } from './queries.ts'
import { type GrantView, grantView } from './schemas.ts'
import { viewOfGrant, viewsOfGrants } from './view.ts'

export const getGrant = operation({
  name: 'remedies.getGrant',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'One grant',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The grant.' }) }),
  output: grantView,
  async run(ctx, { id }) {
    const row = await findGrant(ctx.db, ctx.orgId, id)
    if (!row) throw grantNotFound()
    return viewOfGrant(ctx, row)
  },
})

export const listGrants = operation({
  name: 'remedies.listGrants',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'What was granted, the newest first',
  input: z.strictObject({
    ...pageInput,
    about: about.optional(),
    customerId: z.uuid().optional().meta({ description: 'Only to this customer.' }),
  }),
  output: pageOf(grantView),
  async run(ctx, { limit, cursor, about: matter, customerId }) {
    const narrowed = { about: matter, customerIds: await customerIdsIn(ctx, customerId) }
    const rows = await listGrantRows(ctx.db, ctx.orgId, narrowed, cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfGrants(ctx, items), nextCursor }
  },
})

const NEWEST = 10

/** What was granted last about a matter and has not been taken back. */
export async function newestGrant(ctx: Context, matter: string): Promise<GrantView | null> {
  const rows = await listGrantRows(ctx.db, ctx.orgId, { about: matter, customerIds: undefined }, null, NEWEST)
  const row = rows.find(({ state }) => state === 'granted')
  return row ? viewOfGrant(ctx, row) : null
}
