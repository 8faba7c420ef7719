import { z } from 'zod'
import { unsay } from '#modules/promises'
import { operation } from '#platform/operation'
import { saidView } from './conversation-schemas.ts'
import { messageNotFound, sentAlready } from './errors.ts'
import { lockMessage, updateMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { saidById } from './said-views.ts'
import { messageId } from './schemas.ts'
import { lockThread } from './thread.ts'
import { dropToldBy } from './told-by-message.ts'

export const takeBackMessage = operation({
  name: 'conversations.takeBack',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Take back what has not gone out yet; what was promised with it was promised to nobody',
  input: z.strictObject({ id: messageId }),
  output: saidView,
  async run(ctx, { id }) {
    const message = await lockMessage(ctx.db, ctx.orgId, id)
    if (!message || message.conversation_id === null || !message.written) throw messageNotFound()
    // From the moment on at which it is due to go out, a task may be sending it.
    const goes = message.send_at === null || Temporal.Instant.compare(message.send_at, ctx.now) <= 0
    if (message.state !== 'queued' || goes || message.attempts > 0) throw sentAlready(message.state)
    await updateMessage(ctx.db, ctx.orgId, id, { state: 'cancelled', cancelled_at: ctx.now })
    const conversation = await lockThread(ctx, message.conversation_id)
    await dropToldBy(ctx, id)
    await unsay(ctx, id)
    if (conversation) await refresh(ctx, conversation, { state: 'open' })
    ctx.record({
      type: 'message.taken_back',
      subject: `message:${id}`,
      about: message.about,
      data: { conversationId: message.conversation_id },
    })
    return saidById(ctx, id)
  },
})
