import { z } from 'zod'
import type { Task } from '#platform/queue'
import type { Storage } from '#platform/storage'

const named = z.object({ files: z.array(z.string()) })

/** The module's background work; the storage is the composition root's. */
export const tasksWith = (storage: Storage): readonly Task[] => [
  {
    name: 'mailboxes.remove_files',
    queue: 'long',
    retries: 8,
    async run(_, data) {
      for (const file of named.parse(data).files) await storage.remove(file)
    },
  },
]
