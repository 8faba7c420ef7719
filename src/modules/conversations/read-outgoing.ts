import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { findNotice } from '#modules/promises'
import { Refusal } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { trackingUrl } from './link.ts'
import { putLink } from './message.ts'
import { promiseOf } from './promise-of.ts'
import { findMessage } from './queries.ts'

export const readOutgoing = operation({
  name: 'conversations.readOutgoing',
  effect: 'reads',
  permission: 'conversations.deliver',
  summary: 'A queued message as it goes out, with the customer’s link in it',
  input: z.strictObject({ messageId: z.uuid() }),
  output: z
    .object({
      fromName: z.string().meta({ examples: ['Northside Repairs'] }),
      to: z.string().meta({ examples: ['ana@example.com'] }),
      replyTo: z
        .string()
        .nullable()
        .meta({ examples: ['marta@northside.example'] }),
      subject: z.string().meta({ examples: ['Your boiler will be repaired by Thursday 26 November, 16:00'] }),
      text: z.string().meta({ examples: ['*Your boiler will be repaired by Thursday 26 November, 16:00*'] }),
      html: z.string().meta({ examples: ['<!doctype html>'] }),
      held: z.boolean().meta({ description: 'The sample business mails nobody.', examples: [false] }),
      mailId: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000002@kept.example'] }),
    })
    .nullable()
    .meta({ description: 'null: there is nothing to send any more.' }),
  async run(ctx, { messageId }) {
    const message = await findMessage(ctx.db, ctx.orgId, messageId)
    if (message?.state !== 'queued') return null
    const { name, sample } = await organizationOf(ctx)
    const { link_id: viewId, action_link_id: actionId } = message
    const url = viewId === null ? ctx.instance.url : trackingUrl(ctx.instance, { orgId: ctx.orgId, viewId, actionId })
    return {
      fromName: name,
      to: message.to_address,
      replyTo: message.notice_id === null ? null : await replyAddress(ctx, message.notice_id),
      subject: message.subject,
      text: putLink(message.text, url),
      html: putLink(message.html, url),
      held: sample,
      mailId: message.mail_id,
    }
  },
})

/** The member who sees to the promise: a reply reaches a person who knows it. */
async function replyAddress(ctx: Context, noticeId: string): Promise<string | null> {
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
