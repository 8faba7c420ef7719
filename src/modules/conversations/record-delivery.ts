import { z } from 'zod'
import { keepReplies } from '#modules/promises'
import { operation } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { nextAttemptAt } from './message.ts'
import { lockMessage, updateMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { lockThread } from './thread.ts'
import { promisedBy, recordNotToldBy, recordToldBy } from './told-by-message.ts'

export const recordDelivery = operation({
  name: 'conversations.recordDelivery',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Record what became of an attempt to send a message',
  input: z.strictObject({
    messageId: z.uuid(),
    outcome: z.enum(['sent', 'held', 'deferred', 'refused']),
    failure: z
      .string()
      .max(500)
      .nullable()
      .meta({ examples: ['451 4.7.1 Try again later'] }),
  }),
  output: z.object({ state: z.enum(['queued', 'sent', 'held', 'failed']) }),
  async run(ctx, { messageId, outcome, failure }) {
    const message = await lockMessage(ctx.db, ctx.orgId, messageId)
    // Another attempt was quicker: what it recorded stands.
    if (message?.state !== 'queued') return { state: (message?.state ?? 'failed') as 'sent' | 'held' | 'failed' }
    const attempts = message.attempts + 1
    const again = outcome === 'deferred' ? nextAttemptAt(attempts, ctx.now) : null
    const state: 'queued' | 'sent' | 'held' | 'failed' = again
      ? 'queued'
      : outcome === 'sent' || outcome === 'held'
        ? outcome
        : 'failed'
    await updateMessage(ctx.db, ctx.orgId, messageId, {
      state,
      attempts,
      failure,
      ...(state === 'sent' ? { sent_at: ctx.now } : {}),
    })
    if (again) ctx.later({ name: 'conversations.send_message', data: { messageId }, runAt: again })
    else
      ctx.record({
        type: `message.${state}`,
        subject: `message:${messageId}`,
        about: message.about,
        data: { attempts },
      })
    if (message.conversation_id !== null && message.written && !again) {
      // First the conversation, then its promises: as whoever files what comes in.
      const conversation = await lockThread(ctx, message.conversation_id)
      // A person has answered: what was promised to be said is said, about all that is read there.
      const abouts = conversation ? await aboutsOf(ctx, conversation) : [message.about]
      if (state === 'sent') {
        const made = await promisedBy(ctx, messageId)
        for (const about of abouts) await keepReplies(ctx, about, ctx.now, 'written', made)
      }
      if (conversation) await refresh(ctx, conversation, state === 'sent' ? {} : { state: 'open' })
    }
    if (state === 'sent') await recordToldBy(ctx, message)
    if (state === 'failed') await recordNotToldBy(ctx, message, failure ?? 'failed')
    return { state }
  },
})
