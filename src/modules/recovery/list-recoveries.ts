import { z } from 'zod'
import { sheet } from '#platform/csv-sheet'
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

/** The recoveries as a table. */
export const recoverySheet = sheet({
  name: 'recoveries.exportAll',
  file: 'recoveries',
  list: listRecoveries,
  columns: {
    id: (row) => row.id,
    cause: (row) => row.cause,
    title: (row) => row.title,
    state: (row) => row.state,
    about: (row) => row.about,
    reason: (row) => row.reason,
    ownerName: (row) => row.ownerName,
    actBy: (row) => row.actBy,
    calledAt: (row) => row.calledAt,
    heldAt: (row) => row.heldAt,
    total: (row) => row.counts.total,
    waiting: (row) => row.counts.waiting,
    undated: (row) => row.counts.undated,
    sent: (row) => row.counts.sent,
    accepted: (row) => row.counts.accepted,
    silent: (row) => row.counts.silent,
    declined: (row) => row.counts.declined,
    untold: (row) => row.counts.untold,
    failed: (row) => row.counts.failed,
    left: (row) => row.counts.left,
    settled: (row) => row.counts.settled,
    createdAt: (row) => row.createdAt,
    finishedAt: (row) => row.finishedAt,
    closedWhy: (row) => row.closedWhy,
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
