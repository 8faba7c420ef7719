import { z } from 'zod'
import { operation } from '#platform/operation'
import { messageNotFound, notSendable } from './errors.ts'
import { findMessage, lockMessage, updateMessage } from './queries.ts'
import { messageId, messageView, viewOfMessage } from './schemas.ts'

export const resendMessage = operation({
  name: 'conversations.resendMessage',
  effect: 'writes',
  permission: 'conversations.resendMessage',
  summary: 'Send a held or failed message now',
  input: z.strictObject({ id: messageId }),
  output: messageView,
  async run(ctx, { id }) {
    const row = await lockMessage(ctx.db, ctx.orgId, id)
    if (!row) throw messageNotFound()
    if (row.state !== 'held' && row.state !== 'failed') throw notSendable(row.state)
    await updateMessage(ctx.db, ctx.orgId, id, { state: 'queued', attempts: 0, failure: null })
    ctx.record({ type: 'message.queued', subject: `message:${id}`, about: row.about, data: { again: true } })
    ctx.later({ name: 'conversations.send_message', data: { messageId: id } })
    const now = await findMessage(ctx.db, ctx.orgId, id)
    return viewOfMessage(now ?? row)
  },
})
