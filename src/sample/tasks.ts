import type { Database } from '#platform/db'
import type { Task } from '#platform/queue'
import type { Storage } from '#platform/storage'
import { loadSample } from './load-sample.ts'
import { LOAD_TASK } from './progress.ts'

/** Loading in the background; a stop or a kill leaves what is loaded, and the next attempt goes on. */
export const tasks = (database: Database, storage: Storage): readonly Task[] => [
  {
    name: LOAD_TASK,
    queue: 'long',
    retries: 5,
    run: ({ orgId, gate, clock, log, signal }) =>
      loadSample({ gate, database, clock, log, storage }, orgId, { signal }),
  },
]
