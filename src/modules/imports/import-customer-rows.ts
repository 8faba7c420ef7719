import type { TaskContext } from '#platform/queue'
import type { Work } from './begin-work.ts'
import { actorOf, partsOf, rowsABatch, turnMilliseconds } from './file-parts.ts'
import { type CustomerBatch, importCustomerBatch } from './import-customer-batch.ts'
import { createCustomerReader } from './read-customer-row.ts'
import { readRows } from './read-table.ts'

/** Imports customers from where the file stands, a batch and a transaction at a time, for one turn. */
export async function importCustomerRows(task: TaskContext, id: string, work: Work): Promise<void> {
  const { attempt, mapping, headers, dialect } = work
  const { source } = mapping
  const complete = mapping.existing === 'complete'
  const read = createCustomerReader(mapping, headers, () => {}, { guarded: dialect.json === null })
  const parts = partsOf(task, id, work.bytes, () => {})
  const turnEnds = performance.now() + turnMilliseconds
  for await (const { rows: lines, next, end } of readRows(parts, dialect, work.from, rowsABatch)) {
    task.signal.throwIfAborted()
    const batch: CustomerBatch = { rows: [], errors: [], lines, read: lines.length, bad: 0, next, end }
    for (const line of lines) {
      const { row, errors } = read(line)
      if (row !== null) batch.rows.push(row)
      else if (errors !== null) {
        batch.bad++
        batch.errors.push(...errors)
      }
    }
    const handOver = !end && performance.now() > turnEnds
    const input = { id, attempt, source, complete, batch, handOver }
    const { going } = await task.gate.run(importCustomerBatch, actorOf(task), input)
    if (!going) return
  }
}
