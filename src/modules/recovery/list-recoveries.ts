import { z } from 'zod'
import { idList } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { listRecoveryRows } from './queries.ts'
import { recoveryId, recoveryView } from './schemas.ts'
import { recoveryById, viewsOfRecoveries } from './view.ts'

export const listRecoveries = operation({
  name: 'recoveries.list',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'Recoveries: unfinished ones by their last moment, or finished ones, the newest first',
  input: z.strictObject({
    ...pageInput,
    state: z
      .enum(['unfinished', 'finished'])
      .default('unfinished')
      .meta({ examples: ['unfinished'] }),
    about: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'A matter.', examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    ids: idList,
  }),
  output: pageOf(recoveryView),
  async run(ctx, { limit, cursor, state, about, ids }) {
    const finished = state === 'finished'
    const rows = await listRecoveryRows(ctx.db, ctx.orgId, { finished, about, ids }, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [finished ? row.created_at.toString() : (row.act_by?.toString() ?? 'infinity'), row.id],
      (row) => row,
    )
    return { items: await viewsOfRecoveries(ctx, page.items), nextCursor: page.nextCursor }
  },
})

export const getRecovery = operation({
  name: 'recoveries.get',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'A recovery, and what became of what is in it',
  input: z.strictObject({ id: recoveryId }),
  output: recoveryView,
  run: (ctx, { id }) => recoveryById(ctx, id),
})
