import { z } from 'zod'
import { operation } from '#platform/operation'
import { failureCodes } from './failures.ts'
import { changeImport, lockImport } from './queries.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { importId } from './schemas.ts'

/** A worker says why it stops. `final`: the file is at fault; otherwise it will be tried again. */
export const failImport = operation({
  name: 'imports.fail',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'Say why a check or an import stopped',
  input: z.strictObject({ id: importId, failure: z.enum(failureCodes), final: z.boolean() }),
  output: z.object({}),
  async run(ctx, { id, failure, final }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row || !['checking', 'importing', 'undoing'].includes(row.state)) return {}
    await changeImport(ctx.db, ctx.orgId, id, {
      failure,
      ...(final
        ? { state: 'failed', finished_at: ctx.now, resume: storedRunState({ ...runStateOf(row), attempt: null }) }
        : {}),
    })
    if (final) ctx.record({ type: 'import.failed', subject: `import:${id}`, data: {} })
    return {}
  },
})
