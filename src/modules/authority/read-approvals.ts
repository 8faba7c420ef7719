import { z } from 'zod'
import { about } from '#modules/promises'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { viewOfApproval, viewsOfApprovals } from './approval-view.ts'
import { approvalNotFound } from './errors.ts'
import { findApproval, listApprovalRows } from './queries.ts'
import { approvalView } from './schemas.ts'

export const getApproval = operation({
  name: 'approvals.get',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'One approval',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The approval.' }) }),
  output: approvalView,
  async run(ctx, { id }) {
    const row = await findApproval(ctx.db, ctx.orgId, id)
    if (!row) throw approvalNotFound()
    return viewOfApproval(ctx, row)
  },
})

export const listApprovals = operation({
  name: 'approvals.list',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'What colleagues were asked, the newest first',
  input: z.strictObject({
    ...pageInput,
    about: about.optional(),
    state: z
      .enum(['asked', 'approved', 'declined', 'withdrawn'])
      .optional()
      .meta({ examples: ['asked'] }),
    mine: flag.default(false).meta({ description: 'true: only what you may answer now.', examples: ['false'] }),
  }),
  output: pageOf(approvalView),
  async run(ctx, { limit, cursor, mine, ...narrowed }) {
    const asked = mine ? { ...narrowed, state: 'asked' } : narrowed
    const rows = await listApprovalRows(ctx.db, ctx.orgId, asked, cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    const views = await viewsOfApprovals(ctx, items)
    return { items: mine ? views.filter(({ allowed }) => allowed.includes('answer')) : views, nextCursor }
  },
})
