import { z } from 'zod'
import { keepReplies } from '#modules/promises'
import { operation } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { answerLost } from './answer-lost.ts'
import { lockCallOfNotice } from './due-call-queries.ts'
import { giveUpMail } from './give-up-mail.ts'
import { nextAttemptAt } from './message.ts'
import { cancelCall } from './overtaken.ts'
import { lockMessage, updateMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { lockThread } from './thread.ts'
import { promisedBy, recordToldBy } from './told-by-message.ts'

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
    // Message, call, conversation, promises: the order in which whoever needs several locks them.
    const call = message.notice_id === null ? undefined : await lockCallOfNotice(ctx.db, ctx.orgId, message.notice_id)
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
    // A mail of a rule that stands in a conversation tells of an answer on the customer's page.
    const isAnswers = message.conversation_id !== null && message.notice_id === null
    // First the conversation, then its promises: as whoever files what comes in.
    const conversation = isAnswers && !again ? await lockThread(ctx, message.conversation_id ?? '') : undefined
    if (message.conversation_id !== null && message.written && !again) {
      // A person has answered: what was promised to be said is said, about all that is read there.
      const abouts = conversation ? await aboutsOf(ctx, conversation) : [message.about]
      if (state === 'sent') {
        const made = await promisedBy(ctx, messageId)
        for (const about of abouts) await keepReplies(ctx, about, ctx.now, 'written', made)
      }
      if (conversation) await refresh(ctx, conversation, state === 'sent' ? {} : { state: 'open' })
    }
    if (state === 'sent') {
      await recordToldBy(ctx, message)
      if (call?.state === 'open' && call.why !== 'urgent') await cancelCall(ctx, call, 'told')
    }
    if (state === 'failed') await giveUpMail(ctx, { ...message, attempts }, { failure: failure ?? 'failed' })
    if (state === 'failed' && conversation) await answerLost(ctx, message, conversation)
    return { state }
  },
})
