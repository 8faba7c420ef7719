import { z } from 'zod'
import { operation } from '#platform/operation'
import { importNotFound, nothingToImport, wrongState } from './errors.ts'
import { changeImport, lockImport } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { detectedOf, mappingOf, viewOf } from './view.ts'

export const startImport = operation({
  name: 'imports.start',
  effect: 'writes',
  permission: 'imports.start',
  summary: 'Import the valid rows of a checked file, or go on with an import that was cancelled',
  input: z.strictObject({ id: importId }),
  output: importView,
  async run(ctx, { id }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    if (row.state === 'importing' || row.state === 'done') return viewOf(row)
    const state = runStateOf(row)
    const resumed = row.state === 'cancelled' && state.position !== null
    if (row.state !== 'checked' && !resumed)
      throw wrongState(row.state, 'Check the file first: POST /v1/imports/{id}/check.')
    if (!resumed && row.rows_valid === 0) throw nothingToImport()
    const completeUntil =
      state.completeUntil ?? mappingOf(row)?.completeUntil ?? state.check?.lastInstant ?? ctx.now.toString()
    const changed = await changeImport(ctx.db, ctx.orgId, id, {
      state: 'importing',
      finished_at: null,
      failure: null,
      ...(resumed ? {} : { rows_read: 0, rows_valid: 0, rows_bad: 0, rows_imported: 0, rows_known: 0 }),
      resume: storedRunState({
        ...state,
        ...(resumed ? {} : { completed: 0, joined: 0 }),
        attempt: null,
        completeUntil,
        position: state.position ?? detectedOf(row)?.body ?? null,
      }),
    })
    ctx.later({ name: 'imports.import_file', data: { importId: id } })
    ctx.record({
      type: resumed ? 'import.resumed' : 'import.started',
      subject: `import:${id}`,
      data: { completeUntil },
    })
    return viewOf(changed)
  },
})
