import type { Context } from '#platform/operation'
import { insertBadRows, insertRowErrors } from './queries.ts'
import type { BadRow, RowError } from './row-errors.ts'

/**
 * Keeps what is wrong with rows of a batch, and their cells, so that they can be mended.
 * @param lines all rows of the batch
 */
export async function keepBadRows(
  ctx: Context,
  importId: string,
  errors: readonly RowError[],
  lines: readonly BadRow[],
): Promise<void> {
  const bad = new Set(errors.map(({ line }) => line))
  await insertRowErrors(ctx.db, ctx.orgId, importId, errors)
  await insertBadRows(
    ctx.db,
    ctx.orgId,
    importId,
    lines.filter(({ line }) => bad.has(line)),
  )
}
