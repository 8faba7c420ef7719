import { z } from 'zod'
import { flag } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { remedyArchived, remedyNotFound } from './errors.ts'
import { findRemedyRow, listRemedyRows, remediesByIds } from './queries.ts'
import { type RemedyView, remedyId, remedyView } from './schemas.ts'
import { viewOf } from './view.ts'

export const getRemedy = operation({
  name: 'remedies.get',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'One line of the library',
  input: z.strictObject({ id: remedyId }),
  output: remedyView,
  async run(ctx, { id }) {
    const row = await findRemedyRow(ctx.db, ctx.orgId, id)
    if (!row) throw remedyNotFound()
    return viewOf(row)
  },
})

export const listRemedies = operation({
  name: 'remedies.list',
  effect: 'reads',
  permission: 'remedies.read',
  summary: 'Alternatives and remedies by name',
  input: z.strictObject({
    ...pageInput,
    archived: flag.default(false).meta({ description: 'true: those no longer offered.', examples: ['false'] }),
  }),
  output: pageOf(remedyView),
  async run(ctx, { limit, cursor, archived }) {
    const rows = await listRemedyRows(ctx.db, ctx.orgId, { archived }, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.name, row.id], viewOf)
  },
})

/** What is offered. @throws playbooks/not_found, playbooks/archived */
export async function offeredRemedy(ctx: Context, id: string): Promise<RemedyView> {
  const row = await findRemedyRow(ctx.db, ctx.orgId, id)
  if (!row) throw remedyNotFound()
  if (row.archived_at !== null) throw remedyArchived()
  return viewOf(row)
}

/** Lines by id, archived ones too. One statement. */
export const remediesOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, RemedyView>> =>
  new Map((await remediesByIds(ctx.db, ctx.orgId, [...new Set(ids)])).map((row) => [row.id, viewOf(row)]))

const OFFERED_AT_ONCE = 200

/** All that is offered, by name, at most 200. */
export const offeredRemedies = async (ctx: Context): Promise<RemedyView[]> =>
  (await listRemedyRows(ctx.db, ctx.orgId, { archived: false }, null, OFFERED_AT_ONCE)).map(viewOf)
