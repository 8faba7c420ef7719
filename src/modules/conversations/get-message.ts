import { z } from 'zod'
import { operation } from '#platform/operation'
import { messageNotFound } from './errors.ts'
import { findMessage } from './queries.ts'
import { messageId, messageWithText, viewOfMessage } from './schemas.ts'

export const getMessage = operation({
  name: 'conversations.getMessage',
  effect: 'reads',
  permission: 'conversations.readMessages',
  summary: 'One message as it went out, without the customer’s link',
  input: z.strictObject({ id: messageId }),
  output: messageWithText,
  async run(ctx, { id }) {
    const row = await findMessage(ctx.db, ctx.orgId, id)
    if (!row) throw messageNotFound()
    return {
      ...viewOfMessage(row),
      text: row.footer === null ? row.text : `${row.text}\n\n${row.footer}`,
      html: row.html,
    }
  },
})
