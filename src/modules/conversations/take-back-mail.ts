import { recordBounce } from '#modules/customers'
import type { Context } from '#platform/operation'
import { messageOfMail } from './conversation-queries.ts'
import { giveUpMail } from './give-up-mail.ts'
import type { Received } from './received-mail.ts'
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
  if (message.contact_id !== null) await recordBounce(ctx, message.contact_id, message.to_address, reason)
  await recordCameBackBy(ctx, message, reason)
  await giveUpMail(ctx, message, { failure: reason, cameBack: true })
  ctx.record({
    type: 'message.bounced',
    subject: `message:${message.id}`,
    about: message.about,
    data: { contactId: message.contact_id },
  })
}
