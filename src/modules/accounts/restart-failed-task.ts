import { z } from 'zod'
import { operation } from '#platform/operation'
import { takeFailedTask } from '#platform/queue-queries'
import { failedTaskNotFound } from './errors.ts'

/** Hands a failed task over again, with all its attempts. */
export const restartFailedTask = operation({
  name: 'tasks.restart',
  effect: 'writes',
  permission: 'tasks.restart',
  summary: 'Try a failed background task again',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The failed task.' }) }),
  output: z.object({}),
  async run(ctx, { id }) {
    const taken = await takeFailedTask(ctx.db, ctx.orgId, id)
    if (!taken) throw failedTaskNotFound()
    ctx.later({ name: taken.task, data: taken.data as Record<string, unknown> })
    ctx.record({ type: 'task.restarted', subject: `task:${id}`, data: { task: taken.task } })
    return {}
  },
})
