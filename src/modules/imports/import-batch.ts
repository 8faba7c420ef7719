import { z } from 'zod'
import { importCustomers } from '#modules/customers'
import { historyBroughtIn } from '#modules/forecast'
import { importRequests, importsOfExternalIds } from '#modules/requests'
import { lookAgainAtAll } from '#modules/risks'
import { type Context, operation } from '#platform/operation'
import { addressKey } from './customer-key.ts'
import { keepBadRows } from './keep-bad-rows.ts'
import { advanceImport, changeImport, deleteParts, lockImport } from './queries.ts'
import type { LogRow } from './read-row.ts'
import { type BadRow, type RowError, rowError } from './row-errors.ts'
import { runStateOf, storedRunState } from './run-state.ts'
import type { Position } from './scan-csv.ts'
import { importId } from './schemas.ts'

/** Some rows of the file in their order, read and checked, and where the file goes on after them. */
export type Batch = {
  rows: LogRow[]
  errors: RowError[]
  lines: readonly BadRow[]
  read: number
  bad: number
  next: Position
  end: boolean
}

/** The same for every batch of a run. */
export type BatchSettings = {
  source: string
  requestKind: string
  idHeader: string
  completeUntil: string
  language: string
  targetWording: string
  /** The dry run found known ids: look them up first, so that no numbers are taken for them. */
  someKnown: boolean
}

/**
 * Makes requests of a batch and moves on the place where the file goes on, in one transaction: whatever stops the work,
 * each row is imported once. `going` is false when the worker has to stop.
 */
export const importBatch = operation({
  name: 'imports.importBatch',
  effect: 'writes',
  permission: 'imports.work',
  summary: 'Import a batch of rows',
  input: z.strictObject({
    id: importId,
    attempt: z.uuid(),
    settings: z.custom<BatchSettings>(),
    batch: z.custom<Batch>(),
    /** Another task goes on after this batch, so that long imports take turns. */
    handOver: z.boolean(),
  }),
  output: z.object({ going: z.boolean() }),
  async run(ctx, { id, attempt, settings, batch, handOver }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    const state = row ? runStateOf(row) : null
    if (row?.state !== 'importing' || state?.attempt !== attempt) return { going: false }
    const { fresh, repeated, known } = await sort(ctx, id, settings, batch.rows)
    const customers = await customersOf(ctx, id, settings, fresh)
    const written = await importRequests(
      ctx,
      {
        importId: id,
        source: settings.source,
        completeUntil: Temporal.Instant.from(settings.completeUntil),
        language: settings.language,
        targetWording: settings.targetWording,
      },
      fresh.map((one) => ({
        id: ctx.newId(),
        externalId: one.externalId,
        kind: settings.requestKind,
        subject: one.subject,
        description: one.description,
        customerId: customers.get(one) ?? null,
        category: one.category,
        subcategory: one.subcategory,
        channel: one.channel,
        priority: one.priority,
        team: one.team,
        area: one.area,
        outcome: one.outcome,
        openedAt: one.openedAt,
        closedAt: one.closedAt,
        targetAt: one.targetAt,
      })),
    )
    const late = await earlierInFile(ctx, id, settings.source, written.known)
    repeated.push(...fresh.filter((one) => late.has(one.externalId)))
    const errors = [...batch.errors, ...repeated.map((one) => repeatedId(one, settings.idHeader))]
    await keepBadRows(ctx, id, errors, batch.lines)
    const set = {
      rows_read: row.rows_read + batch.read,
      rows_valid: row.rows_valid + batch.rows.length - repeated.length,
      rows_bad: row.rows_bad + batch.bad + repeated.length,
      rows_imported: row.rows_imported + written.imported,
      rows_known: row.rows_known + known + written.known.length - late.size,
      resume: storedRunState({ ...state, position: batch.next }),
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
    await historyBroughtIn(ctx)
    lookAgainAtAll(ctx)
    return { going: false }
  },
})

/** New rows, rows whose id came earlier in this file, and how many were imported before from the same source. */
async function sort(ctx: Context, importId: string, { source, someKnown }: BatchSettings, rows: readonly LogRow[]) {
  const ids = someKnown ? rows.map((row) => row.externalId) : []
  const before = await importsOfExternalIds(ctx.db, ctx.orgId, source, ids)
  const seen = new Set<string>()
  const fresh: LogRow[] = []
  const repeated: LogRow[] = []
  let known = 0
  for (const row of rows) {
    const importedBy = before.get(row.externalId)
    if (seen.has(row.externalId) || importedBy === importId) repeated.push(row)
    else if (importedBy !== undefined) known++
    else fresh.push(row)
    seen.add(row.externalId)
  }
  return { fresh, repeated, known }
}

/** Of ids that turned out to be there already, those that this very import brought. */
async function earlierInFile(
  ctx: Context,
  importId: string,
  source: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const imports = await importsOfExternalIds(ctx.db, ctx.orgId, source, ids)
  return new Set([...imports].filter(([, importedBy]) => importedBy === importId).map(([id]) => id))
}

/** The error of a row whose id stands earlier in the file. */
export const repeatedId = (row: LogRow, idHeader: string): RowError =>
  rowError(
    row.line,
    idHeader,
    'repeated_id',
    row.externalId,
    'This id stands earlier in the file: only its first row counts.',
  )

/** What a row's customer is known by: their id there, else their address, else their number, else their name. */
const customerKey = ({ customerExternalId, customerEmail, customerPhone, customerName }: LogRow): string =>
  customerExternalId || addressKey(customerEmail, customerPhone) || (customerName !== '' ? `name:${customerName}` : '')

/** The customers of rows, made where nobody is known by these signs; those that are there stay as they are. */
async function customersOf(
  ctx: Context,
  importId: string,
  { source }: BatchSettings,
  rows: readonly LogRow[],
): Promise<Map<LogRow, string>> {
  const named = rows.filter(
    (row) => customerKey(row) !== '' && (row.customerName || row.customerEmail || row.customerPhone) !== '',
  )
  const outcomes = await importCustomers(
    ctx,
    { source, importId, complete: false },
    named.map((row) => ({
      externalId: customerKey(row),
      name: row.customerName || row.customerEmail || row.customerPhone,
      kind: 'person',
      note: '',
      segment: '',
      contactName: '',
      email: row.customerEmail || null,
      phone: row.customerPhone || null,
      language: null,
      timeZone: null,
    })),
  )
  return new Map(named.flatMap((row, i): [LogRow, string][] => [[row, outcomes[i]?.customerId ?? '']]))
}
