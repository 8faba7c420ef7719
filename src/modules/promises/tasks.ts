import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import type { Task } from '#platform/queue'
import { rederiveTask } from './rederive-task.ts'
import { type StaffNews, sendAlert } from './send-alert.ts'
import { digestOf, sendDigest } from './send-digest.ts'
import { waitTasks } from './wait-tasks.ts'

const raised = z.object({ promiseId: z.uuid(), n: z.number().int() })

/** Mail to members about what they promised, and dates derived anew; mailer and news are the composition root's. */
export const tasksWith = (mailer: Mailer, news: StaffNews): readonly Task[] => [
  ...waitTasks,
  rederiveTask,
  {
    name: 'promises.send_alert',
    queue: 'outside',
    retries: 8,
    run: (ctx, data) => sendAlert(ctx, mailer, news, raised.parse(data)),
  },
  {
    name: 'promises.send_digest',
    queue: 'outside',
    retries: 8,
    run: (ctx, data) => sendDigest(ctx, mailer, news, digestOf.parse(data)),
  },
]
