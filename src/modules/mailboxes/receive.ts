import { z } from 'zod'
import { DatabaseAway } from '#platform/db'
import { instantText, textOf } from '#platform/fields'
import type { Gate } from '#platform/gate'
import { newId } from '#platform/ids'
import { type Context, operation, systemActor } from '#platform/operation'
import { fileKey, type Storage } from '#platform/storage'
import { mailNotFound, notRetryable } from './errors.ts'
import { fingerprintOf } from './fingerprint.ts'
import {
  findMailbox,
  findReceived,
  insertReceived,
  listMailboxRows,
  lockReceived,
  movePosition,
  updateMailboxRow,
  updateReceived,
} from './queries.ts'
import { mailboxId, mailId, receivedView, viewOfReceived } from './schemas.ts'

/** The largest mail that is taken; larger ones are refused at the door, where there is one. */
export const LARGEST_MAIL = 40 * 1024 * 1024
const LONGEST_ADDRESS = 500

/** Where fetching stands, in a mailbox as it was read: of another folder or server the numbers mean nothing. */
export const positionInput = z.strictObject({
  validity: z.number().int(),
  uid: z.number().int(),
  version: z.number().int(),
})
export type MovedPosition = z.output<typeof positionInput>

const recordReceived = operation({
  name: 'receivedMail.keep',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Keep a mail that has arrived; one that is there already is the same one',
  input: z.strictObject({
    mailId,
    mailboxId,
    fingerprint: z.string().length(64),
    file: z.string().max(500),
    bytes: z.number().int().min(0),
    mailFrom: z.string().max(500).nullable(),
    mailTo: z.string().max(500).nullable(),
    tooLarge: z.boolean().default(false),
    position: positionInput.nullable(),
  }),
  output: z.object({ isNew: z.boolean() }),
  async run(ctx, { mailId: id, mailboxId: boxId, position, mailFrom, mailTo, tooLarge, ...mail }) {
    const isNew = await insertReceived(ctx.db, {
      org_id: ctx.orgId,
      id,
      mailbox_id: boxId,
      ...mail,
      mail_from: mailFrom,
      mail_to: mailTo,
      // Of what is too large its header is kept, so that somebody can tell what it was.
      state: tooLarge ? 'ignored' : 'waiting',
      reason: tooLarge ? 'too_large' : null,
      received_at: ctx.now,
    })
    if (isNew) await updateMailboxRow(ctx.db, ctx.orgId, boxId, { received_at: ctx.now })
    if (position) await movePosition(ctx.db, ctx.orgId, boxId, position)
    if (isNew && !tooLarge) ctx.record({ type: 'mail.received', subject: `mail:${id}`, data: { mailboxId: boxId } })
    return { isNew }
  },
})

type Arrived = {
  orgId: string
  mailboxId: string
  raw: Buffer
  /** What is given is its beginning only. */
  tooLarge?: boolean
  envelope?: { from: string; to: string }
  position?: MovedPosition
}

/** Keeps a mail: first its bytes, then that it is there, in one transaction with where fetching stands. */
export async function keepMail(
  { gate, storage, now }: { gate: Pick<Gate, 'run'>; storage: Storage; now: Temporal.Instant },
  { orgId, mailboxId: boxId, raw, tooLarge = false, envelope, position }: Arrived,
): Promise<{ isNew: boolean }> {
  const id = newId(now)
  const file = fileKey(orgId, 'mail', id)
  await storage.put(file, raw)
  const record = {
    mailId: id,
    mailboxId: boxId,
    fingerprint: fingerprintOf(raw),
    file,
    bytes: raw.length,
    mailFrom: envelope?.from.slice(0, LONGEST_ADDRESS) ?? null,
    mailTo: envelope?.to.slice(0, LONGEST_ADDRESS) ?? null,
    tooLarge,
    position: position ?? null,
  }
  const actor = systemActor(orgId, 'mailboxes.receive')
  const { isNew } = await gate.run(recordReceived, actor, record).catch(async (error: unknown) => {
    // Where nobody knows whether it was written down, the file stays: better one too many than a mail without its text.
    if (!(error instanceof DatabaseAway && error.mayHaveCommitted)) await storage.remove(file).catch(() => {})
    throw error
  })
  if (!isNew) await storage.remove(file)
  return { isNew }
}

export const readMail = operation({
  name: 'receivedMail.read',
  effect: 'reads',
  permission: 'mailboxes.receive',
  summary: 'A received mail as it is filed: where it lies, and whose word on senders counts',
  input: z.strictObject({ mailId }),
  output: z
    .object({
      state: z.string(),
      file: z.string().nullable(),
      mailboxId,
      receivedAt: instantText,
      trustedServer: z.string(),
      ownAddresses: z.array(z.string()),
    })
    .nullable(),
  async run(ctx, { mailId: id }) {
    const row = await findReceived(ctx.db, ctx.orgId, id)
    if (!row) return null
    const [box, all] = await Promise.all([
      findMailbox(ctx.db, ctx.orgId, row.mailbox_id),
      listMailboxRows(ctx.db, ctx.orgId),
    ])
    return {
      state: row.state,
      file: row.file,
      mailboxId: row.mailbox_id,
      receivedAt: textOf(row.received_at),
      trustedServer: box?.trusted_server ?? '',
      ownAddresses: all.map(({ address }) => address),
    }
  },
})

/** What became of a received mail, in the transaction that files it. */
export async function setFiled(
  ctx: Context,
  id: string,
  became: { state: 'filed' | 'ignored' | 'failed'; reason: string | null; messageId: string | null },
): Promise<void> {
  const { state, reason, messageId } = became
  await updateReceived(ctx.db, ctx.orgId, id, { state, reason, message_id: messageId, filed_at: ctx.now })
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
    await setFiled(ctx, id, became)
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
