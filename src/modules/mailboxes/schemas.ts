import { z } from 'zod'
import { instantText, textOf, textOrNull, words } from '#platform/fields'
import { isAddress } from '#platform/mail'
import type { MailboxRow, ReceivedRow } from './queries.ts'

export const mailboxId = z.uuid().meta({ description: 'The mailbox.' })
export const mailId = z.uuid().meta({ description: 'The received mail.' })

export const KINDS = ['imap', 'listener'] as const

const plain = (max: number, example: string) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'Must be one line')
    .meta({ examples: [example] })

export const mailboxFields = {
  name: words(200, 'Help'),
  address: z
    .string()
    .trim()
    .max(254)
    .refine(isAddress, {
      error: 'Must be an e-mail address, for example help@example.com',
      params: { code: 'input/not_an_email' },
    })
    .meta({ description: 'To which customers write, and from which you answer.', examples: ['help@example.com'] }),
  host: plain(253, 'imap.example.com').meta({ description: 'The IMAP server.', examples: ['imap.example.com'] }),
  port: z
    .number()
    .int()
    .min(1)
    .max(65535)
    .meta({ description: 'Usually 993 with tls.', examples: [993] }),
  security: z.enum(['tls', 'starttls', 'none']).meta({
    description: 'none: in the clear; only for a server on the same machine.',
    examples: ['tls'],
  }),
  username: plain(254, 'help@example.com').meta({ examples: ['help@example.com'] }),
  password: z
    .string()
    .min(1)
    .max(1000)
    .meta({ description: 'Kept sealed, and never shown again.', examples: ['correct horse battery staple'] }),
  folder: plain(255, 'INBOX').min(1),
  trustedServer: plain(253, 'mx.example.com').meta({
    description:
      'The name by which your receiving server signs its Authentication-Results; what it says of senders is believed. Empty: every sender is unverified.',
    examples: ['mx.example.com'],
  }),
  enabled: z.boolean().meta({ description: 'false: nothing is fetched or taken.' }),
}

export const mailboxView = z.object({
  id: mailboxId,
  name: z.string().meta({ examples: ['Help'] }),
  address: z.string().meta({ examples: ['help@example.com'] }),
  kind: z
    .enum(KINDS)
    .meta({ description: 'imap: Kept fetches the mail. listener: your mail server hands it to Kept.' }),
  host: z.string().meta({ examples: ['imap.example.com'] }),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().meta({ examples: ['help@example.com'] }),
  hasPassword: z.boolean(),
  folder: z.string().meta({ examples: ['INBOX'] }),
  trustedServer: z.string().meta({ examples: ['mx.example.com'] }),
  enabled: z.boolean(),
  state: z
    .enum(['new', 'watching', 'failing'])
    .meta({ description: 'watching: its mail arrives.', examples: ['watching'] }),
  failure: z
    .string()
    .nullable()
    .meta({ description: 'What went wrong last.', examples: ['login_refused'] }),
  checkedAt: instantText.nullable(),
  receivedAt: instantText.nullable().meta({ description: 'When the last mail came.' }),
  createdAt: instantText,
  version: z.number().int().min(1),
})
export type MailboxView = z.input<typeof mailboxView>

export const viewOfMailbox = (row: MailboxRow): MailboxView => ({
  id: row.id,
  name: row.name,
  address: row.address,
  kind: row.kind as MailboxView['kind'],
  host: row.host,
  port: row.port,
  security: row.security as MailboxView['security'],
  username: row.username,
  hasPassword: row.password !== null,
  folder: row.folder,
  trustedServer: row.trusted_server,
  enabled: row.enabled,
  state: row.state as MailboxView['state'],
  failure: row.failure,
  checkedAt: textOrNull(row.checked_at),
  receivedAt: textOrNull(row.received_at),
  createdAt: textOf(row.created_at),
  version: row.version,
})

const MAIL_STATES = ['waiting', 'filed', 'ignored', 'failed'] as const
export const mailState = z.enum(MAIL_STATES).meta({
  description: 'filed: it stands in a conversation. ignored: our own, or of nobody.',
  examples: ['filed'],
})

export const receivedView = z.object({
  id: mailId,
  mailboxId,
  state: mailState,
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was ignored or failed.', examples: ['loop'] }),
  messageId: z.uuid().nullable().meta({ description: 'What it became in a conversation.' }),
  bytes: z.number().int().min(0),
  hasRaw: z.boolean().meta({ description: 'The raw mail is kept for 30 days after it was filed.' }),
  receivedAt: instantText,
  filedAt: instantText.nullable(),
})
export type ReceivedView = z.input<typeof receivedView>

export const viewOfReceived = (row: ReceivedRow): ReceivedView => ({
  id: row.id,
  mailboxId: row.mailbox_id,
  state: row.state as ReceivedView['state'],
  reason: row.reason,
  messageId: row.message_id,
  bytes: Number(row.bytes),
  hasRaw: row.file !== null,
  receivedAt: textOf(row.received_at),
  filedAt: textOrNull(row.filed_at),
})
