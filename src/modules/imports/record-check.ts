import { z } from 'zod'
import { importsOfExternalIds } from '#modules/requests'
import { operation } from '#platform/operation'
import { advanceImport, changeImport, insertRowErrors, lockImport } from './queries.ts'
import type { RowError } from './row-errors.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { checkSchema, importId } from './schemas.ts'

const counts = z.strictObject({ read: z.number(), valid: z.number(), bad: z.number(), known: z.number() })

/** A worker keeps what a piece of the dry run found. `going` is false when it has to stop: cancelled, or taken up anew. */
export const recordCheck = operation({
  name: 'imports.recordCheck',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'Keep what a piece of a dry run found',
  input: z.strictObject({
    id: importId,
    attempt: z.uuid(),
    source: z.string(),
    /** External ids of the valid rows of this piece. */
    externalIds: z.array(z.string()),
    errors: z.array(z.custom<RowError>()),
    /** Totals so far; the known ones of this piece are added. */
    counts,
    summary: checkSchema.nullable(),
  }),
  output: z.object({ going: z.boolean(), known: z.number().int() }),
  async run(ctx, { id, attempt, source, externalIds, errors, counts: so, summary }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (row?.state !== 'checking' || runStateOf(row).attempt !== attempt) return { going: false, known: 0 }
    const known = (await importsOfExternalIds(ctx.db, ctx.orgId, source, externalIds)).size
    await insertRowErrors(ctx.db, ctx.orgId, id, errors)
    const set = { rows_read: so.read, rows_valid: so.valid, rows_bad: so.bad, rows_known: so.known + known }
    if (summary === null) {
      await advanceImport(ctx.db, ctx.orgId, id, set)
      return { going: true, known }
    }
    const check = { ...summary, known: so.known + known }
    await changeImport(ctx.db, ctx.orgId, id, {
      ...set,
      state: 'checked',
      resume: storedRunState({ ...runStateOf(row), attempt: null, check }),
    })
    const { rows, valid, bad } = check
    ctx.record({ type: 'import.checked', subject: `import:${id}`, data: { rows, valid, bad, known: check.known } })
    return { going: false, known }
  },
})
