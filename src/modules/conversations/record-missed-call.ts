import { z } from 'zod'
import { loadMessages, type Messages } from '#messages/calls'
import { type ContactView, callerDigits, customerIdsOf, findContactByPhone } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { invalidField } from '#platform/errors'
import { instant, type Language, words } from '#platform/fields'
import { mailIdOf } from '#platform/mail'
import { type Context, operation } from '#platform/operation'
import { countMissed, holdCaller, messageOfCall, waitingCaller } from './call-queries.ts'
import { type ConversationRow, insertConversation } from './conversation-queries.ts'
import { insertMessage } from './queries.ts'
import { refresh } from './refresh.ts'

const call = z.strictObject({
  externalId: words(200, 'CA8f1c20').meta({
    description: 'What the telephone system calls this call: told twice, it is one.',
    examples: ['CA8f1c20'],
  }),
  number: z
    .string()
    .trim()
    .max(50)
    .meta({ description: 'Who called; empty or without digits: the number was withheld.', examples: ['+34600000000'] }),
  at: instant.optional().meta({ description: 'When. Default: now.', examples: ['2026-11-26T09:00:00Z'] }),
  called: z
    .string()
    .trim()
    .max(50)
    .default('')
    .meta({ description: 'Which of your numbers.', examples: ['+442079460018'] }),
  name: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ description: 'As the telephone network says; proves nothing.', examples: ['Ana Ruiz'] }),
  note: z
    .string()
    .trim()
    .max(2000)
    .default('')
    .meta({ description: 'What the telephone system knows besides.', examples: ['Chose “repairs” in the menu.'] }),
})
type Call = z.output<typeof call>

export const recordMissedCall = operation({
  name: 'conversations.recordMissedCall',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Somebody called and nobody answered: the caller waits in the inbox, and the policies promise to call back',
  input: call,
  output: z.object({
    conversationId: z.uuid(),
    messageId: z.uuid(),
    outcome: z.enum(['started', 'continued', 'recorded_before']).meta({
      description: 'continued: the caller waited already, and it is one matter.',
      examples: ['started'],
    }),
    calls: z.number().int().min(1).meta({ description: 'Missed in this matter since the caller waits.' }),
  }),
  async run(ctx, input) {
    const at = input.at ?? ctx.now
    if (Temporal.Instant.compare(at, ctx.now) > 0)
      throw invalidField('conversations/in_future', 'at', 'It has not happened yet. Choose a time that is over.')
    await holdCaller(ctx.db, ctx.orgId, input.externalId, callerDigits(input.number))
    const before = await messageOfCall(ctx.db, ctx.orgId, input.externalId)
    if (before?.conversation_id) return recordedBefore(ctx, before.id, before.conversation_id, at)
    const contact = await findContactByPhone(ctx, input.number)
    const { language } = await organizationOf(ctx)
    const says = (await loadMessages(language)).missed
    const known = await waitsAlready(ctx, input.number, contact)
    const row = known ?? (await begin(ctx, input, contact, says))
    const calls = 1 + (known ? await countMissed(ctx.db, ctx.orgId, row.id, known.waiting_since ?? at) : 0)
    const messageId = await add(ctx, row, { ...input, at }, { says, calls, language })
    await refresh(ctx, row, {
      ...{ last_at: ctx.now, last_by: 'customer', state: 'open', snoozed_until: null, snoozed_for: null },
    })
    ctx.record({
      type: known ? 'conversation.received' : 'conversation.started',
      subject: `conversation:${row.id}`,
      about: row.about,
      data: { messageId, channel: 'phone', at: at.toString(), missed: true },
    })
    return { conversationId: row.id, messageId, outcome: known ? ('continued' as const) : ('started' as const), calls }
  },
})

async function recordedBefore(ctx: Context, messageId: string, conversationId: string, at: Temporal.Instant) {
  const calls = await countMissed(ctx.db, ctx.orgId, conversationId, at)
  return { conversationId, messageId, outcome: 'recorded_before' as const, calls: Math.max(1, calls) }
}

/** A number as it is kept: with its country where that is known. */
function addressOf(number: string): string {
  const digits = callerDigits(number)
  return digits === null ? '' : /^(\+|00)/.test(number) ? `+${digits}` : digits
}

async function waitsAlready(ctx: Context, number: string, contact: ContactView | null) {
  const address = addressOf(number)
  if (address === '' && contact === null) return undefined
  const customerIds = contact === null ? [] : await customerIdsOf(ctx, contact.customerId)
  return waitingCaller(ctx.db, ctx.orgId, { address, contactId: contact?.id ?? null, customerIds })
}

/** A new conversation. The number is what the network says: whoever has it is the customer as far as it goes. */
function begin(ctx: Context, input: Call, contact: ContactView | null, says: Messages['missed']) {
  const id = ctx.newId()
  const who = contact?.name || input.name || input.number
  return insertConversation(ctx.db, {
    org_id: ctx.orgId,
    id,
    channel: 'phone',
    subject: who === '' ? says.withheld() : says.from({ who }),
    customer_id: contact?.customerId ?? null,
    contact_id: contact?.id ?? null,
    address: addressOf(input.number),
    address_name: contact?.name ?? input.name,
    about: `conversation:${id}`,
    language: contact?.language ?? null,
    last_at: ctx.now,
    last_by: 'customer',
    created_at: ctx.now,
  })
}

async function add(
  ctx: Context,
  row: ConversationRow,
  { externalId, number, called, name, note, at }: Call & { at: Temporal.Instant },
  { says, calls, language }: { says: Messages['missed']; calls: number; language: Language },
): Promise<string> {
  const id = ctx.newId()
  await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    conversation_id: row.id,
    direction: 'in',
    about: row.about,
    customer_id: row.customer_id,
    contact_id: row.contact_id,
    channel: 'phone',
    from_address: number,
    from_name: row.address_name || name || number,
    to_address: called,
    language,
    subject: row.subject,
    text: [says.text({ n: calls }), note].filter(Boolean).join('\n'),
    html: '',
    state: 'received',
    outcome: 'missed',
    call_id: externalId,
    mail_id: mailIdOf(id, ctx.instance.url),
    created_at: ctx.now,
    occurred_at: at,
  })
  return id
}
