import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { readPart } from './read-part.ts'
import type { PartSource } from './read-table.ts'
import { PART_BYTES } from './schemas.ts'
import { partCount } from './view.ts'

/** Rows that are one transaction. */
export const rowsABatch = 1_000
/** After so long another import may take its turn. */
export const turnMilliseconds = 20_000

export const actorOf = (task: TaskContext) => systemActor(task.orgId, 'imports')

/** Parts of a stored file, one at a time, and what is done with each as it is read. */
export function partsOf(task: TaskContext, id: string, bytes: number, onRead: (bytes: Buffer) => void): PartSource {
  return {
    parts: partCount(bytes),
    partBytes: PART_BYTES,
    async read(n) {
      // Stopping is no failure: the task is given back and another worker goes on.
      task.signal.throwIfAborted()
      const part = await task.gate.run(readPart, actorOf(task), { id, n })
      onRead(part.bytes)
      return part.bytes
    },
  }
}
