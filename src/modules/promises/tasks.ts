import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import type { Task } from '#platform/queue'
import { rederiveTask } from './rederive-task.ts'
import { sendAlert } from './send-alert.ts'
import { digestOf, sendDigest } from './send-digest.ts'
import { waitTasks } from './wait-tasks.ts'

const raised = z.object({ promiseId: z.uuid(), n: z.number().int() })

/** Mail to members about what they promised, and dates derived anew; the mailer is the composition root's. */
export const tasksWith = (mailer: Mailer): readonly Task[] => [
  ...waitTasks,
  rederiveTask,
  {
    name: 'promises.send_alert',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => sendAlert(ctx, mailer, raised.parse(data)),
  },
  {
    name: 'promises.send_digest',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => sendDigest(ctx, mailer, digestOf.parse(data)),
  },
]
