import { z } from 'zod'
import { customerIdsIn } from '#modules/customers'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { callsBeside } from './message-heads.ts'
import { listMessageRows } from './queries.ts'
import { messageState, messageView, viewOfMessage } from './schemas.ts'

export const listMessages = operation({
  name: 'conversations.listMessages',
  effect: 'reads',
  permission: 'conversations.readMessages',
  summary: 'Messages to customers, newest first',
  input: z.strictObject({
    ...pageInput,
    about: z
      .string()
      .max(100)
      .optional()
      .meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    customerId: z.uuid().optional(),
    state: messageState.optional(),
  }),
  output: pageOf(messageView),
  async run(ctx, { limit, cursor, customerId, ...asked }) {
    const filter = { ...asked, customerIds: await customerIdsIn(ctx, customerId) }
    const rows = await listMessageRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    const calls = await callsBeside(ctx, rows)
    return pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => viewOfMessage(row, calls.get(row.notice_id ?? '')),
    )
  },
})
