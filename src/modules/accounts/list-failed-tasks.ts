import { z } from 'zod'
import { textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { newestFailedTasks } from '#platform/queue-queries'

export const listFailedTasks = operation({
  name: 'tasks.listFailed',
  effect: 'reads',
  permission: 'tasks.listFailed',
  summary: 'Background tasks that keep failing, newest first',
  input: z.strictObject(pageInput),
  output: pageOf(
    z.object({
      id: z.uuid(),
      task: z.string().meta({ examples: ['conversations.send_message'] }),
      failure: z
        .string()
        .meta({ description: 'Why the last attempt failed.', examples: ['The mail server did not answer.'] }),
      attempts: z.number().int().min(1),
      failedAt: z.iso.datetime(),
    }),
  ),
  async run(ctx, { limit, cursor }) {
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await newestFailedTasks(ctx.db, ctx.orgId, before, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [row.id],
      ({ id, task, failure, attempts, failed_at }) => ({ id, task, failure, attempts, failedAt: textOf(failed_at) }),
    )
  },
})
