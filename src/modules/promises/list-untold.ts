import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { untoldNotices } from './queries.ts'

/** Notices that wait longer than this are shown as work: a mail normally leaves within seconds. */
const PATIENCE = { minutes: 2 }

export const listUntold = operation({
  name: 'promises.listUntold',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'Notices that have not reached the customer: work for a person',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    items: z.array(
      z.object({
        noticeId: z.uuid(),
        promiseId: z.uuid(),
        kind: z.enum(['proposed', 'made', 'moved', 'withdrawn']),
        state: z.enum(['waiting', 'undelivered']),
        failure: z
          .string()
          .nullable()
          .meta({ examples: ['no_address'] }),
        createdAt: instantText,
      }),
    ),
  }),
  async run(ctx, { limit }) {
    const rows = await untoldNotices(ctx.db, ctx.orgId, ctx.now.subtract(PATIENCE), null, limit)
    return {
      items: rows.map((row) => ({
        noticeId: row.id,
        promiseId: row.promise_id,
        kind: row.kind as 'proposed' | 'made' | 'moved' | 'withdrawn',
        state: row.state as 'waiting' | 'undelivered',
        failure: row.failure,
        createdAt: textOf(row.created_at),
      })),
    }
  },
})
