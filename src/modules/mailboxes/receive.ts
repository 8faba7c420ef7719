import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { mailNotFound, notRetryable } from './errors.ts'
import {
  findMailboxes,
  listMailboxRows,
  lockReceived,
  receivedByIds,
  updateReceived,
  updateReceivedRows,
} from './queries.ts'
import { mailboxId, mailId, receivedView, viewOfReceived } from './schemas.ts'

const asFiled = z.object({
  mailId,
  state: z.string(),
  file: z.string().nullable(),
  bytes: z.number(),
  mailboxId,
  receivedAt: instantText,
  trustedServer: z.string(),
})

export const readMails = operation({
  name: 'receivedMail.read',
  effect: 'reads',
  permission: 'mailboxes.receive',
  summary: 'Received mails as they are filed: where they lie, and whose word on senders counts',
  input: z.strictObject({ mailIds: z.array(mailId) }),
  output: z.object({
    items: z.array(asFiled).meta({ description: 'The oldest first; unknown ones are left out.' }),
    ownAddresses: z.array(z.string()),
  }),
  async run(ctx, { mailIds }) {
    const [rows, own] = await Promise.all([
      receivedByIds(ctx.db, ctx.orgId, mailIds),
      listMailboxRows(ctx.db, ctx.orgId),
    ])
    const boxes = await findMailboxes(ctx.db, ctx.orgId, [...new Set(rows.map((row) => row.mailbox_id))])
    const trusted = new Map(boxes.map(({ id, trusted_server }) => [id, trusted_server]))
    return {
      items: rows.map((row) => ({
        mailId: row.id,
        state: row.state,
        file: row.file,
        bytes: Number(row.bytes),
        mailboxId: row.mailbox_id,
        receivedAt: textOf(row.received_at),
        trustedServer: trusted.get(row.mailbox_id) ?? '',
      })),
      ownAddresses: own.map(({ address }) => address),
    }
  },
})

type Became = { state: 'filed' | 'ignored' | 'failed'; reason: string | null; messageId: string | null }

/** What became of received mails, in the transaction that files them. One statement. */
export async function setFiled(ctx: Context, became: readonly (Became & { mailId: string })[]): Promise<void> {
  await updateReceivedRows(ctx.db, ctx.orgId, became, ctx.now)
}

export const recordFiled = operation({
  name: 'receivedMail.recordFiled',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'What became of a received mail',
  input: z.strictObject({
    mailId,
    state: z.enum(['filed', 'ignored', 'failed']),
    reason: z.string().max(500).nullable(),
    messageId: z.uuid().nullable().default(null),
  }),
  output: z.object({}),
  async run(ctx, { mailId: id, ...became }) {
    await setFiled(ctx, [{ mailId: id, ...became }])
    return {}
  },
})

export const retryReceivedMail = operation({
  name: 'receivedMail.retry',
  effect: 'writes',
  permission: 'mailboxes.write',
  summary: 'Read a mail again that could not be filed',
  input: z.strictObject({ id: mailId }),
  output: receivedView,
  async run(ctx, { id }) {
    const row = await lockReceived(ctx.db, ctx.orgId, id)
    if (!row) throw mailNotFound()
    if (row.state !== 'failed' || row.file === null) throw notRetryable(row.state)
    await updateReceived(ctx.db, ctx.orgId, id, { state: 'waiting', reason: null })
    ctx.record({ type: 'mail.received', subject: `mail:${id}`, data: { mailboxId: row.mailbox_id } })
    return viewOfReceived({ ...row, state: 'waiting', reason: null })
  },
})
