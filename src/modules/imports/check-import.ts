import { z } from 'zod'
import { operation } from '#platform/operation'
import { importNotFound, questionsOpen, wrongState } from './errors.ts'
import { changeImport, lockImport } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { detectedOf, mappingOf, openQuestions, viewOf } from './view.ts'

export const checkImport = operation({
  name: 'imports.check',
  effect: 'writes',
  permission: 'imports.create',
  summary: 'Dry run: read the whole file, list every bad row, change nothing',
  input: z.strictObject({ id: importId }),
  output: importView,
  async run(ctx, { id }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    if (row.state === 'checking') return viewOf(row)
    if (row.state !== 'uploaded' && row.state !== 'checked')
      throw wrongState(row.state, 'A file is checked between its upload and its import.')
    const questions = openQuestions(detectedOf(row), mappingOf(row))
    if (questions.length > 0) throw questionsOpen(questions)
    const changed = await changeImport(ctx.db, ctx.orgId, id, {
      state: 'checking',
      rows_read: 0,
      rows_valid: 0,
      rows_bad: 0,
      rows_known: 0,
      rows_imported: 0,
      failure: null,
      resume: storedRunState({ ...runStateOf(row), attempt: null, check: null }),
    })
    ctx.later({ name: 'imports.check_file', data: { importId: id } })
    ctx.record({ type: 'import.check_asked', subject: `import:${id}`, data: {} })
    return viewOf(changed)
  },
})
