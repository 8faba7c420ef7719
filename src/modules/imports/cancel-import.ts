import { z } from 'zod'
import { historyBroughtIn } from '#modules/forecast'
import { lookAgainAtAll } from '#modules/risks'
import { type Context, operation } from '#platform/operation'
import { importNotFound, wrongState } from './errors.ts'
import { changeImport, deleteParts, type ImportRow, lockImport } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { viewOf } from './view.ts'

/**
 * Stops what is going on after the batch that is being written. A check goes back to *uploaded*. An import that has begun
 * keeps what it has imported and its file, so that it can go on; cancelled once more, or before it began, it is given up
 * and the file is deleted. An undo keeps what it has taken back, and can be gone on with.
 */
export const cancelImport = operation({
  name: 'imports.cancel',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Stop a check, an import or an undo, or give up a file',
  input: z.strictObject({ id: importId }),
  output: importView,
  async run(ctx, { id }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    const state = runStateOf(row)
    if (row.state === 'checking') {
      ctx.record({ type: 'import.check_cancelled', subject: `import:${id}`, data: {} })
      return viewOf(
        await changeImport(ctx.db, ctx.orgId, id, {
          state: 'uploaded',
          resume: storedRunState({ ...state, attempt: null }),
        }),
      )
    }
    if (row.state === 'importing') {
      await historyBroughtIn(ctx)
      lookAgainAtAll(ctx)
      ctx.record({ type: 'import.cancelled', subject: `import:${id}`, data: { imported: row.rows_imported } })
      return viewOf(
        await changeImport(ctx.db, ctx.orgId, id, {
          state: 'cancelled',
          finished_at: ctx.now,
          resume: storedRunState({ ...state, attempt: null }),
        }),
      )
    }
    if (row.state === 'undoing') {
      ctx.record({ type: 'import.undo_cancelled', subject: `import:${id}`, data: {} })
      await historyBroughtIn(ctx)
      lookAgainAtAll(ctx)
      return viewOf(
        await changeImport(ctx.db, ctx.orgId, id, {
          state: 'done',
          failure: null,
          resume: storedRunState({ ...state, attempt: null }),
        }),
      )
    }
    if (row.state === 'done' || row.state === 'failed' || row.state === 'undone')
      throw wrongState(row.state, 'There is nothing to cancel: this import has ended.')
    return viewOf(await giveUp(ctx, row))
  },
})

async function giveUp(ctx: Context, row: ImportRow): Promise<ImportRow> {
  if (row.state === 'cancelled' && runStateOf(row).position === null) return row
  await deleteParts(ctx.db, ctx.orgId, [row.id])
  ctx.record({ type: 'import.discarded', subject: `import:${row.id}`, data: { imported: row.rows_imported } })
  return changeImport(ctx.db, ctx.orgId, row.id, {
    state: 'cancelled',
    finished_at: ctx.now,
    resume: storedRunState({ ...runStateOf(row), attempt: null, position: null }),
  })
}
