import type { Task } from '#platform/queue'
import { runBulkChange } from './run-bulk-change.ts'

export const tasks: readonly Task[] = [{ name: 'lists.run_bulk_change', queue: 'long', retries: 3, run: runBulkChange }]
