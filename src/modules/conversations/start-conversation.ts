import { z } from 'zod'
import { checkContact } from '#modules/customers'
import { defaultMailbox } from '#modules/mailboxes'
import { instant, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { insertConversation } from './conversation-queries.ts'
import { type ConversationView, conversationView } from './conversation-schemas.ts'
import { conversationById } from './conversation-views.ts'
import { contactHasNoAddress } from './errors.ts'
import { type Promised, promisedInput } from './promised-in.ts'
import { writeMessage } from './write-message.ts'

export const newConversation = {
  contactId: z.uuid().meta({ description: 'To whom.' }),
  subject: words(300, 'Your boiler'),
  text: words(50_000, 'We have the part, and the colour is the right one.'),
  reason: words(1000, 'The customer asked for it on the telephone.')
    .optional()
    .meta({ description: 'Why it is sent although it contradicts what was promised. Not told to the customer.' }),
  promises: promisedInput,
  sendAt: instant.optional().meta({ description: 'Default: in ten seconds.', examples: ['2026-11-27T08:00:00Z'] }),
}

export const startConversation = operation({
  name: 'conversations.start',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Write to a contact first; it goes out after ten seconds, in which it can be taken back',
  input: z.strictObject(newConversation),
  output: conversationView,
  run: (ctx, input) => startAbout(ctx, input, null),
})

type NewConversation = {
  contactId: string
  subject: string
  text: string
  reason?: string | undefined
  promises: Promised[]
  sendAt?: Temporal.Instant | undefined
}

/**
 * Writes to a contact in a conversation of its own, about a request or about nothing yet.
 * @throws customers/contact_not_found, conversations/contact_without_address
 */
export async function startAbout(
  ctx: Context,
  { contactId, subject, text, reason, promises, sendAt }: NewConversation,
  about: string | null,
): Promise<ConversationView> {
  const contact = await checkContact(ctx, contactId)
  if (contact.email === null) throw contactHasNoAddress()
  const id = ctx.newId()
  await insertConversation(ctx.db, {
    org_id: ctx.orgId,
    id,
    channel: 'email',
    subject,
    customer_id: contact.customerId,
    contact_id: contact.id,
    address: contact.email,
    address_name: contact.name,
    // We write to the address that the record has: whoever answers from it is who we wrote to.
    verified: true,
    mailbox_id: (await defaultMailbox(ctx))?.id ?? null,
    about: about ?? `conversation:${id}`,
    owner_id: ctx.actor.memberId,
    language: contact.language,
    last_at: ctx.now,
    last_by: 'member',
    created_at: ctx.now,
  })
  await writeMessage.run(ctx, { id, text, close: false, sendAt, lastSeenId: undefined, reason, promises })
  return conversationById(ctx, id)
}
