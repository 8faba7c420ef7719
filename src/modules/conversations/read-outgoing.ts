import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { defaultMailbox, mailboxOf } from '#modules/mailboxes'
import { findNotice } from '#modules/promises'
import { Refusal } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { findConversation } from './conversation-queries.ts'
import { trackingUrl } from './link.ts'
import { putLink } from './message.ts'
import { promiseOf } from './promise-of.ts'
import { findMessage, type MessageRow } from './queries.ts'
import { replyAddress } from './reply-address.ts'

export const readOutgoing = operation({
  name: 'conversations.readOutgoing',
  effect: 'reads',
  permission: 'conversations.deliver',
  summary: 'A queued message as it goes out, with the customer’s link in it',
  input: z.strictObject({ messageId: z.uuid() }),
  output: z
    .object({
      fromName: z.string().meta({ examples: ['Northside Repairs'] }),
      from: z
        .string()
        .nullable()
        .meta({ description: 'null: the address that the mail server sends from.', examples: [null] }),
      to: z.string().meta({ examples: ['ana@example.com'] }),
      replyTo: z
        .string()
        .nullable()
        .meta({ examples: ['marta@northside.example'] }),
      subject: z.string().meta({ examples: ['Your boiler will be repaired by Thursday 26 November, 16:00'] }),
      text: z.string().meta({ examples: ['*Your boiler will be repaired by Thursday 26 November, 16:00*'] }),
      html: z.string().meta({ examples: ['<!doctype html>'] }),
      held: z.boolean().meta({ description: 'The sample business mails nobody.', examples: [false] }),
      byMember: z
        .boolean()
        .meta({ description: 'Written by a person, who may be answered by machines.', examples: [true] }),
      inReplyTo: z
        .string()
        .nullable()
        .meta({ examples: ['abc@mail.example'] }),
      references: z.array(z.string()).meta({ examples: [['abc@mail.example']] }),
      mailId: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000002@kept.example'] }),
    })
    .nullable()
    .meta({ description: 'null: there is nothing to send any more.' }),
  async run(ctx, { messageId }) {
    const message = await findMessage(ctx.db, ctx.orgId, messageId)
    if (message?.state !== 'queued') return null
    // Put off, or a clock that is ahead: its own task comes later.
    if (message.send_at && Temporal.Instant.compare(message.send_at, ctx.now) > 0) return null
    const { name, sample } = await organizationOf(ctx)
    const thread = message.conversation_id === null ? null : await threadAddress(ctx, message.conversation_id)
    const { link_id: viewId, action_link_id: actionId } = message
    const url = viewId === null ? ctx.instance.url : trackingUrl(ctx.instance, { orgId: ctx.orgId, viewId, actionId })
    return {
      fromName: name,
      from: thread?.from ?? null,
      to: message.to_address,
      replyTo: thread?.replyTo ?? (message.notice_id === null ? null : await ownerAddress(ctx, message.notice_id)),
      subject: message.subject,
      ...textsOf(message, url),
      held: sample,
      byMember: message.written,
      inReplyTo: message.in_reply_to,
      references: message.refs ?? [],
      mailId: message.mail_id,
    }
  },
})

/** What a person wrote has no place for a link; what stands below it has. */
function textsOf({ written, text, html, footer }: MessageRow, url: string): { text: string; html: string } {
  if (!written) return { text: putLink(text, url), html: putLink(html, url) }
  return footer === null ? { text, html } : { text: `${text}\n\n${putLink(footer, url)}`, html: putLink(html, url) }
}

/** From where a conversation is written, and where its answers arrive: signed, so that they find their way back. */
async function threadAddress(ctx: Context, conversationId: string) {
  const row = await findConversation(ctx.db, ctx.orgId, conversationId)
  const mailbox = row?.mailbox_id ? await mailboxOf(ctx, row.mailbox_id) : await defaultMailbox(ctx)
  if (!mailbox) return null
  const replyTo = replyAddress(ctx.instance.keys, ctx.orgId, conversationId, mailbox.address)
  return { from: mailbox.address, replyTo: replyTo ?? mailbox.address }
}

/** The member who sees to the promise: a reply reaches a person who knows it. */
async function ownerAddress(ctx: Context, noticeId: string): Promise<string | null> {
  const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice) return null
  const { ownerId } = await promiseOf(ctx, notice.promise_id)
  if (ownerId === null) return null
  const owner = await activeMember(ctx, ownerId).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  return owner?.email ?? null
}
