import { z } from 'zod'
import { sheet } from '#platform/csv-sheet'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { recoveryNotFound } from './errors.ts'
import { listItemRows } from './item-queries.ts'
import { viewsOfItems } from './item-views.ts'
import { findRecovery } from './queries.ts'
import { ITEM_STATES } from './recovery.ts'
import { itemView, recoveryId } from './schemas.ts'

export const listItems = operation({
  name: 'recoveries.listItems',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'What is in a recovery, in the order of the last moments',
  input: z.strictObject({
    ...pageInput,
    id: recoveryId,
    state: z
      .enum(ITEM_STATES)
      .optional()
      .meta({ examples: ['waiting'] }),
    undated: flag.optional().meta({ description: 'true: without a new date.', examples: ['true'] }),
  }),
  output: pageOf(itemView),
  async run(ctx, { id, limit, cursor, state, undated }) {
    if (!(await findRecovery(ctx.db, ctx.orgId, id))) throw recoveryNotFound()
    const filter = { states: state && [state], undated }
    const rows = await listItemRows(ctx.db, ctx.orgId, id, filter, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.last_moment_at.toString(), row.promise_id],
      (row) => row,
    )
    return { items: await viewsOfItems(ctx, page.items), nextCursor: page.nextCursor }
  },
})

/** A recovery as a table. */
export const itemSheet = sheet({
  name: 'recoveries.export',
  file: 'recovery',
  list: listItems,
  columns: {
    requestNumber: (row) => row.requestNumber,
    requestSubject: (row) => row.requestSubject,
    customerName: (row) => row.customerName,
    wording: (row) => row.wording,
    promiseState: (row) => row.promiseState,
    state: (row) => row.state,
    dueAt: (row) => row.dueAt,
    newDueAt: (row) => row.newDueAt,
    datedBy: (row) => row.datedBy,
    chance: (row) => row.chance,
    lastMomentAt: (row) => row.lastMomentAt,
    outcome: (row) => row.outcome,
    failure: (row) => row.failure,
    language: (row) => row.language,
    channel: (row) => row.channel,
    promiseId: (row) => row.promiseId,
    successorId: (row) => row.successorId,
    about: (row) => row.about,
  },
})
