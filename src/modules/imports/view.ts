import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type DetectedTable, proposeDateFormat } from './detect-table.ts'
import { importNotFound } from './errors.ts'
import { failureOf, failures } from './failures.ts'
import { fieldsOf } from './fields.ts'
import { type Mapping, neededOf, type Question, questionsOf, unsaid } from './mapping.ts'
import { findImport, type ImportRow, partsOf } from './queries.ts'
import { runStateOf } from './run-state.ts'
import { type ImportState, type ImportView, PART_BYTES } from './schemas.ts'

export const partCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / PART_BYTES))

/** The length that part `n` of a file must have. */
export const partLength = (bytes: number, n: number): number =>
  n < partCount(bytes) ? PART_BYTES : bytes - (n - 1) * PART_BYTES

const notJson: Pick<DetectedTable, 'json' | 'export' | 'kind'> = { json: null, export: null, kind: 'requests' }

/** What was found out of a file; of one that was uploaded before JSON was read, too. */
export const detectedOf = (row: ImportRow): DetectedTable | null =>
  row.detected === null ? null : { ...notJson, ...(row.detected as DetectedTable) }

/** A mapping that is kept, with what later versions have added to mappings. */
export function mappingOf(row: ImportRow): Mapping | null {
  if (row.mapping === null) return null
  const kept = row.mapping as Mapping
  return { ...unsaid, ...kept, columns: { ...unsaid.columns, ...kept.columns } }
}
export const headersOf = (detected: DetectedTable): string[] => detected.columns.map((column) => column.header)

/** What a person must still answer before the file can be checked. */
export function openQuestions(detected: DetectedTable | null, mapping: Mapping | null): Question[] {
  if (detected === null || mapping === null) return []
  const { ambiguous } = proposeDateFormat(detected.columns, mapping.columns)
  return questionsOf(detected.kind, mapping, headersOf(detected), ambiguous)
}

function allowedIn(state: ImportState, resumable: boolean, undoable: boolean): ImportView['allowed'] {
  switch (state) {
    case 'uploading':
      return ['upload', 'cancel']
    case 'uploaded':
      return ['change', 'check', 'cancel']
    case 'checking':
    case 'importing':
    case 'undoing':
      return ['cancel']
    case 'checked':
      return ['change', 'check', 'start', 'cancel']
    case 'cancelled':
      return [...(resumable ? (['start', 'cancel'] as const) : []), ...(undoable ? (['undo'] as const) : [])]
    case 'done':
      return undoable ? ['undo'] : []
    default:
      return []
  }
}

/** Share of the work that is done, as far as it can be known. */
function shareOf(
  row: ImportRow,
  { uploaded, total, undone }: { uploaded: number; total: number | null; undone: number },
) {
  const of = (n: number, all: number | null): number => (all ? Math.min(1, n / all) : 0)
  switch (row.state as ImportState) {
    case 'uploading':
      return uploaded
    case 'importing':
    case 'cancelled':
      return of(row.rows_read, total)
    case 'undoing':
      return of(undone, row.rows_imported)
    case 'checked':
    case 'done':
    case 'undone':
      return 1
    default:
      return 0
  }
}

/** An import as the API shows it. @param present numbers of the parts that are there, while it is uploading */
export function viewOf(row: ImportRow, present: readonly number[] = []): ImportView {
  const state = row.state as ImportState
  const { check, position, completed, joined, undo } = runStateOf(row)
  const parts = partCount(row.bytes)
  const total = check?.rows ?? null
  const there = new Set(present)
  const failure = failureOf(row.failure)
  const detected = detectedOf(row)
  const undone = undo === null ? 0 : undo.requests + undo.customers
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as ImportView['kind'],
    state,
    bytes: row.bytes,
    partBytes: PART_BYTES,
    parts,
    missingParts:
      state === 'uploading' ? Array.from({ length: parts }, (_, i) => i + 1).filter((n) => !there.has(n)) : [],
    detected,
    mapping: mappingOf(row),
    fields: detected
      ? fieldsOf[detected.kind].map((field) => ({
          field,
          needed: neededOf[detected.kind].some((group) => group[0] === field),
        }))
      : [],
    questions: state === 'uploaded' || state === 'checked' ? openQuestions(detected, mappingOf(row)) : [],
    check,
    progress: {
      read: row.rows_read,
      valid: row.rows_valid,
      bad: row.rows_bad,
      imported: row.rows_imported,
      completed,
      joined,
      known: row.rows_known,
      total,
      share: shareOf(row, { uploaded: there.size / parts, total, undone }),
    },
    undo: undo && {
      requests: undo.requests,
      customers: undo.customers,
      contacts: undo.contacts,
      completed: undo.completed,
      kept: undo.kept,
    },
    // Before there were codes, the sentence itself was kept.
    failure: failure === null ? row.failure : failures[failure],
    failureCode: failure,
    createdAt: textOf(row.created_at),
    finishedAt: textOrNull(row.finished_at),
    allowed: allowedIn(state, position !== null, undo !== null || row.rows_imported > 0 || completed > 0),
    badRows: row.rows_bad > 0 && row.bad_rows_kept,
    version: row.version,
  }
}

export async function viewOfStored(ctx: Context, row: ImportRow): Promise<ImportView> {
  if (row.state !== 'uploading') return viewOf(row)
  const parts = await partsOf(ctx.db, ctx.orgId, row.id)
  return viewOf(
    row,
    parts.map((part) => part.n),
  )
}

export async function viewById(ctx: Context, id: string): Promise<ImportView> {
  const row = await findImport(ctx.db, ctx.orgId, id)
  if (!row) throw importNotFound()
  return viewOfStored(ctx, row)
}
