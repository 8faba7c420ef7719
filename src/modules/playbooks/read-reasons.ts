import { z } from 'zod'
import { flag } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { reasonArchived, reasonNotFound } from './errors.ts'
import { findReasonRow, listReasonRows } from './reason-queries.ts'
import { type ReasonView, reasonId, reasonView } from './reason-schemas.ts'
import { viewOfReason } from './reason-view.ts'

export const getReason = operation({
  name: 'reasons.get',
  effect: 'reads',
  permission: 'reasons.read',
  summary: 'One reason for moving a date',
  input: z.strictObject({ id: reasonId }),
  output: reasonView,
  async run(ctx, { id }) {
    const row = await findReasonRow(ctx.db, ctx.orgId, id)
    if (!row) throw reasonNotFound()
    return viewOfReason(row)
  },
})

export const listReasons = operation({
  name: 'reasons.list',
  effect: 'reads',
  permission: 'reasons.read',
  summary: 'Reasons for moving a date, by name',
  input: z.strictObject({
    ...pageInput,
    archived: flag.default(false).meta({ description: 'true: those no longer given.', examples: ['false'] }),
  }),
  output: pageOf(reasonView),
  async run(ctx, { limit, cursor, archived }) {
    const rows = await listReasonRows(ctx.db, ctx.orgId, { archived }, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.name, row.id], viewOfReason)
  },
})

/** A reason that is given still. @throws playbooks/not_found, playbooks/archived */
export async function findReason(ctx: Context, id: string): Promise<ReasonView> {
  const row = await findReasonRow(ctx.db, ctx.orgId, id)
  if (!row) throw reasonNotFound()
  if (row.archived_at !== null) throw reasonArchived()
  return viewOfReason(row)
}

/** What customers read of a reason, given still or not, by language; null: there is no such reason. */
export async function reasonWording(ctx: Context, id: string): Promise<ReasonView['why'] | null> {
  const row = await findReasonRow(ctx.db, ctx.orgId, id)
  return row ? viewOfReason(row).why : null
}
