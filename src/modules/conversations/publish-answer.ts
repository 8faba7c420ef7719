import { z } from 'zod'
import { loadMessages } from '#messages/mail'
import { organizationOf } from '#modules/directory'
import { keepReplies } from '#modules/promises'
import { mailIdOf } from '#platform/mail'
import { renderMail } from '#platform/mail-layout'
import { type Context, operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { lockConversation } from './conversation-queries.ts'
import { LINK_MARKER, withoutMarker } from './message.ts'
import { findViewLink, insertMessage, lockMessage, type MessageRow, updateMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { promisedBy, recordToldBy } from './told-by-message.ts'

export const publishAnswer = operation({
  name: 'conversations.publishAnswer',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'An answer appears on the customer’s page; who has an address is mailed it, with the link',
  input: z.strictObject({ messageId: z.uuid() }),
  output: z.object({ published: z.boolean(), copyId: z.uuid().nullable() }),
  async run(ctx, { messageId }) {
    const message = await lockMessage(ctx.db, ctx.orgId, messageId)
    const isDue = message?.send_at == null || Temporal.Instant.compare(message.send_at, ctx.now) <= 0
    if (message?.state !== 'queued' || message.channel !== 'portal' || !isDue) return { published: false, copyId: null }
    await updateMessage(ctx.db, ctx.orgId, messageId, { state: 'sent', attempts: 1, sent_at: ctx.now })
    const conversation = message.conversation_id && (await lockConversation(ctx.db, ctx.orgId, message.conversation_id))
    await keepReplies(ctx, message.about, ctx.now, 'written', await promisedBy(ctx, messageId))
    await recordToldBy(ctx, message)
    if (conversation) await refresh(ctx, conversation)
    ctx.record({
      type: 'message.sent',
      subject: `message:${messageId}`,
      about: message.about,
      data: { attempts: 1 },
    })
    return { published: true, copyId: await mailCopy(ctx, message) }
  },
})

/** Whoever does not look at the page learns of the answer by mail; what became of that is its own. */
async function mailCopy(ctx: Context, message: MessageRow): Promise<string | null> {
  const contact = await contactOf(ctx, message.contact_id)
  if (!contact?.email) return null
  const [link, organization, words] = await Promise.all([
    findViewLink(ctx.db, ctx.orgId, message.about, contact.id),
    organizationOf(ctx),
    loadMessages(contact.language),
  ])
  const name = { organization: withoutMarker(organization.name) }
  const mail = renderMail({
    language: contact.language,
    subject: words.onPage.subject(name),
    headline: words.onPage.lead(name),
    paragraphs: withoutMarker(message.text)
      .split('\n')
      .filter((line) => line.trim() !== ''),
    actions: link ? [{ label: words.onPage.open(), href: `${LINK_MARKER}#messages`, primary: true }] : [],
    footer: [words.sentBy(name)],
  })
  const id = ctx.newId()
  await insertMessage(ctx.db, {
    ...{ org_id: ctx.orgId, id, conversation_id: message.conversation_id, direction: 'out', written: false },
    ...{ about: message.about, customer_id: message.customer_id, contact_id: contact.id, channel: 'email' },
    ...{ to_address: contact.email, language: contact.language, ...mail, state: 'queued' },
    ...{ mail_id: mailIdOf(id, ctx.instance.url), link_id: link?.id ?? null, created_at: ctx.now },
  })
  ctx.record({
    type: 'message.queued',
    subject: `message:${id}`,
    about: message.about,
    data: { copyOf: message.id },
  })
  ctx.later({ name: 'conversations.send_message', data: { messageId: id } })
  return id
}
