import { z } from 'zod'
import type { Task } from '#platform/queue'
import { undoInPieces } from './undo-batch.ts'
import { checkFile, importFile, withFailureShown } from './work-on-file.ts'

const about = z.object({ importId: z.uuid() })

/** What is done in the background with a file. Both may be run again at any time. */
export const tasks: readonly Task[] = [
  {
    name: 'imports.check_file',
    queue: 'long',
    retries: 8,
    run: (task, data) => withFailureShown(task, about.parse(data).importId, checkFile),
  },
  {
    name: 'imports.import_file',
    queue: 'long',
    retries: 8,
    run: (task, data) => withFailureShown(task, about.parse(data).importId, importFile),
  },
  {
    name: 'imports.undo_import',
    queue: 'long',
    retries: 8,
    run: (task, data) => withFailureShown(task, about.parse(data).importId, undoInPieces),
  },
]
