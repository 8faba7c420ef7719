import { z } from 'zod'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import type { CallRow } from './due-call-queries.ts'
import { CALL_STATES } from './due-call-schemas.ts'
import { type LinkState, linkState } from './link.ts'
import { MOOT } from './moot.ts'
import type { LinkRow, MessageRow } from './queries.ts'

export const messageId = z.uuid().meta({ description: 'The message.' })
export const linkId = z.uuid().meta({ description: 'The link.' })

const MESSAGE_STATES = ['queued', 'sent', 'held', 'failed', 'received', 'written', 'cancelled'] as const
export const messageState = z.enum(MESSAGE_STATES).meta({
  description:
    'held: no mail server is configured. failed: not sent; see failure. received: it came in. written: said or noted, not mailed. cancelled: taken back.',
  examples: ['sent'],
})

/** What overtook a mail before it went out. */
export const cancelledWhy = z.enum([...MOOT, 'told']).meta({
  description: 'What overtook it before it went out. told: they know in another way.',
  examples: ['delivered'],
})

export const callBeside = z
  .object({
    id: z.uuid(),
    state: z.enum(CALL_STATES),
    dueAt: instantText,
  })
  .meta({ description: 'The call that tells the same, beside it or in its place.' })

export const messageView = z.object({
  id: z.uuid(),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  customerId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  noticeId: z.uuid().nullable().meta({ description: 'The notice of the ledger that it delivers.' }),
  channel: z.enum(['email', 'portal', 'phone', 'counter']),
  to: z.string().meta({ examples: ['ana@example.com'] }),
  language: z.enum(LANGUAGES),
  subject: z.string().meta({ examples: ['Your boiler will be repaired by Thursday 26 November, 16:00'] }),
  state: messageState,
  attempts: z.number().int().min(0),
  failure: z
    .string()
    .nullable()
    .meta({ description: 'What the mail server said last.', examples: ['550 No such mailbox'] }),
  createdAt: instantText,
  sendAt: instantText.nullable().meta({ description: 'When it goes out, where that is not at once.' }),
  quiet: z.boolean().meta({ description: 'It waits, or waited, for the end of the contact’s quiet hours.' }),
  sentAt: instantText.nullable(),
  cameBackAt: instantText.nullable().meta({ description: 'When its server said that it did not arrive.' }),
  cancelledWhy: cancelledWhy.nullable(),
  call: callBeside.nullable(),
})
export type MessageView = z.input<typeof messageView>

export const messageWithText = messageView.extend({
  text: z.string().meta({
    description: 'As sent, but for the customer’s link, which stands as {link}.',
    examples: ['*Your boiler will be repaired by Thursday 26 November, 16:00*'],
  }),
  html: z.string().meta({ description: 'The same as HTML.', examples: ['<!doctype html>'] }),
})

export const viewOfMessage = (row: MessageRow, call: CallRow | undefined): MessageView => ({
  id: row.id,
  about: row.about,
  customerId: row.customer_id,
  contactId: row.contact_id,
  noticeId: row.notice_id,
  channel: row.channel as MessageView['channel'],
  to: row.to_address,
  language: row.language as MessageView['language'],
  subject: row.subject,
  state: row.state as MessageView['state'],
  attempts: row.attempts,
  failure: row.failure,
  createdAt: textOf(row.created_at),
  sendAt: textOrNull(row.send_at),
  quiet: row.quiet,
  sentAt: textOrNull(row.sent_at),
  cameBackAt: textOrNull(row.came_back_at),
  cancelledWhy: row.cancelled_why as MessageView['cancelledWhy'],
  call: call ? viewOfCallBeside(call) : null,
})

export const viewOfCallBeside = (call: CallRow): NonNullable<MessageView['call']> => ({
  id: call.id,
  state: call.state as NonNullable<MessageView['call']>['state'],
  dueAt: textOf(call.due_at),
})

const LINK_STATES = ['valid', 'used', 'expired', 'revoked'] as const satisfies readonly LinkState[]
export const linkView = z.object({
  id: z.uuid(),
  kind: z
    .enum(['view', 'action'])
    .meta({ description: 'view: reads the page. action: answers once.', examples: ['view'] }),
  promiseId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  state: z.enum(LINK_STATES),
  expiresAt: instantText.nullable(),
  usedAt: instantText.nullable(),
  createdAt: instantText,
})
export type LinkView = z.input<typeof linkView>

export const viewOfLink = (row: LinkRow, now: Temporal.Instant): LinkView => ({
  id: row.id,
  kind: row.kind as LinkView['kind'],
  promiseId: row.promise_id,
  contactId: row.contact_id,
  state: linkState(row, now),
  expiresAt: textOrNull(row.expires_at),
  usedAt: textOrNull(row.used_at),
  createdAt: textOf(row.created_at),
})
