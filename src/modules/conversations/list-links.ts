import { z } from 'zod'
import { customerIdsOf } from '#modules/customers'
import { operation } from '#platform/operation'
import { promiseOf } from './promise-of.ts'
import { linksAbout } from './queries.ts'
import { linkView, viewOfLink } from './schemas.ts'

export const listLinks = operation({
  name: 'conversations.listLinks',
  effect: 'reads',
  permission: 'conversations.createLink',
  summary: 'The links to the tracking page on which a promise is shown, newest first, without their addresses',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The promise.' }) }),
  output: z.object({ items: z.array(linkView) }),
  async run(ctx, { id }) {
    const { about, customerId } = await promiseOf(ctx, id)
    const rows = await linksAbout(ctx.db, ctx.orgId, about)
    const theirs: (string | null)[] = customerId === null ? [null] : await customerIdsOf(ctx, customerId)
    const shown = rows.filter(
      (row) => theirs.includes(row.customer_id) && (row.promise_id === null || row.promise_id === id),
    )
    return { items: shown.map((row) => viewOfLink(row, ctx.now)) }
  },
})
