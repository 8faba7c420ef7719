import { z } from 'zod'
import { matchCustomers } from '#modules/customers'
import { importsOfExternalIds } from '#modules/requests'
import { operation } from '#platform/operation'
import type { FoundCustomer } from './check-rows.ts'
import { keepBadRows } from './keep-bad-rows.ts'
import { advanceImport, changeImport, lockImport } from './queries.ts'
import type { BadRow, RowError } from './row-errors.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import { checkSchema, importId } from './schemas.ts'

const counts = z.strictObject({
  read: z.number(),
  valid: z.number(),
  bad: z.number(),
  known: z.number(),
  made: z.number(),
})

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
    /** External ids of the valid rows of this piece, or by what their customers are known. */
    externalIds: z.array(z.string()),
    customers: z.array(z.custom<FoundCustomer>()),
    errors: z.array(z.custom<RowError>()),
    badRows: z.array(z.custom<BadRow>()),
    /** Totals so far; the known ones of this piece are added. */
    counts,
    summary: checkSchema.nullable(),
  }),
  output: z.object({ going: z.boolean(), known: z.number().int(), made: z.number().int() }),
  async run(ctx, { id, attempt, source, externalIds, customers, errors, badRows, counts: so, summary }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (row?.state !== 'checking' || runStateOf(row).attempt !== attempt) return { going: false, known: 0, made: 0 }
    const requests = (await importsOfExternalIds(ctx.db, ctx.orgId, source, externalIds)).size
    const matched = await matchCustomers(ctx, source, customers)
    const known = requests + matched.filter((one) => one !== null).length
    const made = customers.filter(({ first }, i) => first && matched[i] === null).length
    await keepBadRows(ctx, id, errors, badRows)
    const set = { rows_read: so.read, rows_valid: so.valid, rows_bad: so.bad, rows_known: so.known + known }
    if (summary === null) {
      await advanceImport(ctx.db, ctx.orgId, id, set)
      return { going: true, known, made }
    }
    const check = { ...summary, known: so.known + known, newCustomers: so.made + made }
    await changeImport(ctx.db, ctx.orgId, id, {
      ...set,
      state: 'checked',
      resume: storedRunState({ ...runStateOf(row), attempt: null, check }),
    })
    const { rows, valid, bad } = check
    ctx.record({ type: 'import.checked', subject: `import:${id}`, data: { rows, valid, bad, known: check.known } })
    return { going: false, known, made }
  },
})
