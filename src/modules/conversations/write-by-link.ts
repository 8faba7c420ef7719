import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { type ConversationRow, insertConversation } from './conversation-queries.ts'
import { linkNotFound } from './errors.ts'
import { openLink } from './open-link.ts'
import { lockPageConversation, storedByForm } from './page-queries.ts'
import { insertMessage, type LinkRow, lockLink } from './queries.ts'
import { refresh } from './refresh.ts'

export const writeByLink = operation({
  name: 'conversations.writeByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'What a customer writes on the page of their link, at any time: they wait for an answer',
  input: z.strictObject({
    viewId: z.uuid().meta({ description: 'The link to the page.' }),
    form: z.uuid().meta({ description: 'The form that was filled in: sent twice, it is one message.' }),
    text: words(5000, 'May I bring it on Saturday?'),
  }),
  output: z.object({ conversationId: z.uuid().nullable() }),
  async run(ctx, { viewId, form, text }) {
    await openLink(ctx, { viewId, actionId: null })
    // Held until the commit: who presses twice, or writes from two telephones, writes in one conversation.
    const view = await lockLink(ctx.db, ctx.orgId, viewId)
    if (!view) throw linkNotFound()
    const mailId = `${form}@page`
    if (await storedByForm(ctx.db, ctx.orgId, mailId, text)) return { conversationId: null }
    const known = await lockPageConversation(ctx.db, ctx.orgId, { about: view.about, contactId: view.contact_id })
    const row = known ?? (await begin(ctx, view, text))
    const messageId = await add(ctx, row, view, { text, mailId })
    await refresh(ctx, row, {
      ...{ last_at: ctx.now, last_by: 'customer', state: 'open', snoozed_until: null, snoozed_for: null },
    })
    ctx.record({
      type: known ? 'conversation.received' : 'conversation.started',
      subject: `conversation:${row.id}`,
      about: row.about,
      data: { messageId, channel: 'portal', at: ctx.now.toString() },
    })
    return { conversationId: row.id }
  },
})

/** A new conversation about the matter of the page. Who holds the link is whom it was sent to. */
async function begin(ctx: Context, view: LinkRow, text: string): Promise<ConversationRow> {
  const contact = await contactOf(ctx, view.contact_id)
  const id = ctx.newId()
  return insertConversation(ctx.db, {
    org_id: ctx.orgId,
    id,
    channel: 'portal',
    subject: text.split('\n', 1)[0]?.slice(0, 120) ?? '',
    customer_id: view.customer_id,
    contact_id: view.contact_id,
    address: '',
    address_name: contact?.name ?? '',
    verified: true,
    about: view.about,
    language: contact?.language ?? null,
    last_at: ctx.now,
    last_by: 'customer',
    created_at: ctx.now,
  })
}

async function add(ctx: Context, row: ConversationRow, view: LinkRow, said: { text: string; mailId: string }) {
  const [id, organization] = [ctx.newId(), await organizationOf(ctx)]
  await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    conversation_id: row.id,
    direction: 'in',
    about: row.about,
    customer_id: view.customer_id,
    contact_id: view.contact_id,
    channel: 'portal',
    from_name: row.address_name,
    to_address: '',
    language: row.language ?? organization.language,
    subject: row.subject,
    text: said.text,
    html: '',
    state: 'received',
    mail_id: said.mailId,
    link_id: view.id,
    created_at: ctx.now,
    occurred_at: ctx.now,
  })
  return id
}
