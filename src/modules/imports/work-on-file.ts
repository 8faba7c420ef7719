import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { loadMessages } from '#messages/imports'
import type { TaskContext } from '#platform/queue'
import { beginWork } from './begin-work.ts'
import { checkCustomers, checkRequests, type Found } from './check-rows.ts'
import { encodingCandidates } from './detect-encoding.ts'
import { failImport } from './fail-import.ts'
import { actorOf, partsOf, rowsABatch, turnMilliseconds } from './file-parts.ts'
import { type Batch, type BatchSettings, importBatch } from './import-batch.ts'
import { importCustomerRows } from './import-customer-rows.ts'
import { createRowReader, type LogRow } from './read-row.ts'
import { readRows } from './read-table.ts'
import { recordCheck } from './record-check.ts'
import type { BadRow, RowError } from './row-errors.ts'
import { Tally } from './tally.ts'

const rowsAPiece = 2_000

/** The dry run: reads a whole file, keeps every bad row and the totals, changes nothing else. */
export async function checkFile(task: TaskContext, id: string): Promise<void> {
  const actor = actorOf(task)
  const { work } = await task.gate.run(beginWork, actor, { id, kind: 'checking' })
  if (work === null) return
  const { attempt, mapping } = work
  const hash = createHash('sha256')
  const tally = new Tally()
  let encodings: ReturnType<typeof encodingCandidates> = []
  const take = work.kind === 'customers' ? checkCustomers(work, tally) : checkRequests(work, tally)
  const source = partsOf(task, id, work.bytes, (bytes) => {
    hash.update(bytes)
    if (encodings.length === 0 && mapping.encoding === 'utf-8' && !isUtf8(bytes)) encodings = encodingCandidates(bytes)
  })
  let notUtf8 = false
  for await (const { rows, end } of readRows(source, work.dialect, work.from, rowsAPiece)) {
    task.signal.throwIfAborted()
    const errors: RowError[] = []
    const badRows: BadRow[] = []
    const found: Found = { externalIds: [], customers: [] }
    for (const cells of rows) {
      tally.rows++
      notUtf8 ||= cells.flaw === 'not_utf8'
      const mistakes = take.row(cells, found)
      if (mistakes === null) continue
      tally.bad++
      errors.push(...mistakes)
      badRows.push(cells)
    }
    if (end && work.sha256 !== null && hash.digest('hex') !== work.sha256) {
      await task.gate.run(failImport, actor, { id, failure: 'differs', final: true })
      return
    }
    const { rows: readSoFar, valid, bad, known, made } = tally
    const summary = end ? tally.summary(work.now, !take.seen.full, notUtf8 ? encodings : []) : null
    const counts = { read: readSoFar, valid, bad, known, made }
    const kept = await task.gate.run(recordCheck, actor, {
      id,
      attempt,
      source: mapping.source,
      ...found,
      errors,
      badRows: badRows.map(({ line, cells }) => ({ line, cells })),
      counts,
      summary,
    })
    if (!kept.going) return
    tally.known += kept.known
    tally.made += kept.made
  }
}

/** Imports a checked file from where it stands, a batch and a transaction at a time, for one turn. */
export async function importFile(task: TaskContext, id: string): Promise<void> {
  const actor = actorOf(task)
  const { work } = await task.gate.run(beginWork, actor, { id, kind: 'importing' })
  if (work === null || work.completeUntil === null) return
  if (work.kind === 'customers') return importCustomerRows(task, id, work)
  const { attempt, mapping, headers } = work
  const words = await loadMessages(work.language)
  const settings: BatchSettings = {
    source: mapping.source,
    requestKind: mapping.requestKind,
    idHeader: mapping.columns.externalId ?? '',
    completeUntil: work.completeUntil,
    language: work.language,
    targetWording: words.targetWording(),
    someKnown: work.known > 0,
  }
  const guarded = work.dialect.json === null
  const read = createRowReader(mapping, headers, work.now, () => {}, { guarded })
  const source = partsOf(task, id, work.bytes, () => {})
  const turnEnds = performance.now() + turnMilliseconds
  for await (const { rows: lines, next, end } of readRows(source, work.dialect, work.from, rowsABatch)) {
    task.signal.throwIfAborted()
    const batch: Batch = { rows: [], errors: [], lines, read: lines.length, bad: 0, next, end }
    for (const line of lines) {
      const { row, errors } = read(line)
      if (row !== null) batch.rows.push(row satisfies LogRow)
      else if (errors !== null) {
        batch.bad++
        batch.errors.push(...errors)
      }
    }
    const handOver = !end && performance.now() > turnEnds
    const { going } = await task.gate.run(importBatch, actor, { id, attempt, settings, batch, handOver })
    if (!going) return
  }
}

/** Runs `work`; a fault is told to whoever looks at the import, and thrown on so that the task is tried again. */
export async function withFailureShown(
  task: TaskContext,
  id: string,
  work: (task: TaskContext, id: string) => Promise<void>,
): Promise<void> {
  try {
    await work(task, id)
  } catch (error) {
    if (!task.signal.aborted)
      await task.gate.run(failImport, actorOf(task), { id, failure: 'interrupted', final: false }).catch(() => {})
    throw error
  }
}
