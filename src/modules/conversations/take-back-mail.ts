import { recordBounce } from '#modules/customers'
import type { Context } from '#platform/operation'
import { answerLost } from './answer-lost.ts'
import { messageOfMail } from './conversation-queries.ts'
import { giveUpMail } from './give-up-mail.ts'
import type { Received } from './received-mail.ts'
import { lockThread } from './thread.ts'
import { recordCameBackBy } from './told-by-message.ts'

/** A mail of ours came back for good: it was not told, and the address is marked until somebody writes from it. */
export async function takeBackMail(
  ctx: Context,
  { recipient, action, reason, mailId }: NonNullable<Received['bounce']>,
): Promise<void> {
  const message = mailId === null ? undefined : await messageOfMail(ctx.db, ctx.orgId, mailId)
  // Anybody can write a bounce: only for a mail that we sent to that address it says something.
  if (action !== 'failed' || !message) return
  if (recipient !== null && recipient.toLowerCase() !== message.to_address.toLowerCase()) return
  if (message.state === 'failed') return
  const isAnswers = message.conversation_id !== null && message.notice_id === null
  // First the conversation, then its promises: as whoever records what became of a mail.
  const conversation = isAnswers ? await lockThread(ctx, message.conversation_id ?? '') : undefined
  if (message.contact_id !== null) await recordBounce(ctx, message.contact_id, message.to_address, reason)
  await recordCameBackBy(ctx, message, reason)
  await giveUpMail(ctx, message, { failure: reason, cameBack: true })
  if (conversation) await answerLost(ctx, message, conversation)
  ctx.record({
    type: 'message.bounced',
    subject: `message:${message.id}`,
    about: message.about,
    data: { contactId: message.contact_id },
  })
}
