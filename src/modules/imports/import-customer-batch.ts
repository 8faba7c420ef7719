import { z } from 'zod'
import { importCustomers } from '#modules/customers'
import { operation } from '#platform/operation'
import { customerOf } from './customer-key.ts'
import { keepBadRows } from './keep-bad-rows.ts'
import { advanceImport, changeImport, deleteParts, lockImport } from './queries.ts'
import type { CustomerRow } from './read-customer-row.ts'
import { type BadRow, type RowError, rowError } from './row-errors.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import type { Position } from './scan-csv.ts'
import { importId } from './schemas.ts'

/** Some rows of the file in their order, read and checked, and where the file goes on after them. */
export type CustomerBatch = {
  rows: CustomerRow[]
  errors: RowError[]
  lines: readonly BadRow[]
  read: number
  bad: number
  next: Position
  end: boolean
}

/**
 * Makes customers of a batch, completes those that are there, and moves on the place where the file goes on, in one
 * transaction. `going` is false when the worker has to stop.
 */
export const importCustomerBatch = operation({
  name: 'imports.importCustomerBatch',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'Import a batch of customers',
  input: z.strictObject({
    id: importId,
    attempt: z.uuid(),
    source: z.string(),
    /** Customers that are there are completed where they are empty. */
    complete: z.boolean(),
    batch: z.custom<CustomerBatch>(),
    handOver: z.boolean(),
  }),
  output: z.object({ going: z.boolean() }),
  async run(ctx, { id, attempt, source, complete, batch, handOver }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    const state = row ? runStateOf(row) : null
    if (row?.state !== 'importing' || state?.attempt !== attempt) return { going: false }
    const outcomes = await importCustomers(ctx, { source, importId: id, complete }, batch.rows.map(customerOf))
    const count = (...wanted: string[]): number => outcomes.filter(({ what }) => wanted.includes(what)).length
    const full = batch.rows.filter((_, i) => outcomes[i]?.what === 'full')
    await keepBadRows(ctx, id, [...batch.errors, ...full.map(tooMany)], batch.lines)
    const set = {
      rows_read: row.rows_read + batch.read,
      rows_valid: row.rows_valid + batch.rows.length - full.length,
      rows_bad: row.rows_bad + batch.bad + full.length,
      rows_imported: row.rows_imported + count('made'),
      rows_known: row.rows_known + count('completed', 'unchanged'),
      resume: storedRunState({
        ...state,
        position: batch.next,
        completed: state.completed + count('completed'),
        joined: state.joined + count('joined'),
      }),
    }
    if (!batch.end) {
      await advanceImport(ctx.db, ctx.orgId, id, set)
      if (handOver) ctx.later({ name: 'imports.import_file', data: { importId: id } })
      return { going: !handOver }
    }
    await changeImport(ctx.db, ctx.orgId, id, { ...set, state: 'done', finished_at: ctx.now, failure: null })
    await deleteParts(ctx.db, ctx.orgId, [id])
    ctx.record({
      type: 'import.finished',
      subject: `import:${id}`,
      data: { read: set.rows_read, imported: set.rows_imported, known: set.rows_known, bad: set.rows_bad },
    })
    return { going: false }
  },
})

const tooMany = ({ line, name }: CustomerRow): RowError =>
  rowError(line, '', 'too_many_contacts', name, 'This customer has as many contacts as one can have.')
