import { z } from 'zod'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { about } from './schemas.ts'
import { listWaitRows } from './wait-queries.ts'
import { waitView } from './wait-schemas.ts'
import { viewsOfWaits } from './wait-views.ts'

export const listWaits = operation({
  name: 'promises.listWaits',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'What we wait for from customers, the newest first',
  input: z.strictObject({
    about: about.optional(),
    open: flag.optional().meta({ description: 'true: not answered yet. false: ended.' }),
    ...pageInput,
  }),
  output: pageOf(waitView),
  async run(ctx, { about: matter, open, limit, cursor }) {
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await listWaitRows(ctx.db, ctx.orgId, { about: matter, open }, before, limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    )
    return { items: await viewsOfWaits(ctx, items), nextCursor }
  },
})
