import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { WATCH_FAILURES } from './imap-connection.ts'
import { positionInput } from './keep-mail.ts'
import { openPassword } from './password.ts'
import {
  leasedRows,
  leaseRows,
  lockMailbox,
  type MailboxRow,
  movePosition,
  renewRows,
  updateMailboxRow,
} from './queries.ts'
import { mailboxId } from './schemas.ts'

/** Whoever watches says so three times in this time; then another takes over. */
export const LEASE = { seconds: 60 } as const

const holder = z.string().min(1).max(100).meta({ description: 'The process that watches.' })

const watched = z.object({
  id: mailboxId,
  version: z.number().int(),
  host: z.string(),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string(),
  /** Null: it was sealed under another secret. It never leaves the process. */
  password: z.string().nullable(),
  folder: z.string(),
  position: z.object({ validity: z.number(), uid: z.number() }).nullable(),
  since: z.string(),
})
export type Watched = z.output<typeof watched>

const watchedOf = (ctx: Context, row: MailboxRow): Watched => ({
  id: row.id,
  version: row.version,
  host: row.host,
  port: row.port,
  security: row.security as Watched['security'],
  username: row.username,
  password: openPassword(ctx, row),
  folder: row.folder,
  position: row.uid_validity === null ? null : { validity: Number(row.uid_validity), uid: Number(row.last_uid) },
  since: row.created_at.toString(),
})

export const leaseMailboxes = operation({
  name: 'mailboxes.lease',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Take the mailboxes of an organization that nobody watches',
  input: z.strictObject({ holder }),
  output: z.object({ items: z.array(watched) }),
  async run(ctx, { holder: by }) {
    const rows = await leaseRows(ctx.db, ctx.orgId, by, ctx.now, ctx.now.add(LEASE))
    return { items: rows.map((row) => watchedOf(ctx, row)) }
  },
})

export const renewLeases = operation({
  name: 'mailboxes.renew',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Say that some mailboxes are still watched; which of them still are ours, and how they are now',
  input: z.strictObject({ holder, ids: z.array(mailboxId).max(500) }),
  output: z.object({ items: z.array(watched) }),
  async run(ctx, { holder: by, ids }) {
    await renewRows(ctx.db, ctx.orgId, by, ids, ctx.now.add(LEASE))
    return { items: (await leasedRows(ctx.db, ctx.orgId, by)).map((row) => watchedOf(ctx, row)) }
  },
})

export const releaseLeases = operation({
  name: 'mailboxes.release',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Leave mailboxes to whoever comes next',
  input: z.strictObject({ holder, ids: z.array(mailboxId).max(500) }),
  output: z.object({}),
  async run(ctx, { holder: by, ids }) {
    await renewRows(ctx.db, ctx.orgId, by, ids, ctx.now)
    return {}
  },
})

export const recordWatch = operation({
  name: 'mailboxes.recordWatch',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'Whether the mail of a mailbox arrives',
  input: z.strictObject({
    id: mailboxId,
    failure: z.enum(WATCH_FAILURES).nullable(),
    position: positionInput.optional(),
  }),
  output: z.object({}),
  async run(ctx, { id, failure, position }) {
    const row = await lockMailbox(ctx.db, ctx.orgId, id)
    if (!row) return {}
    const state = failure === null ? 'watching' : 'failing'
    await updateMailboxRow(ctx.db, ctx.orgId, id, {
      state,
      failure,
      checked_at: ctx.now,
    })
    if (position) await movePosition(ctx.db, ctx.orgId, id, position)
    // Seen on screens as it changes, not at each look.
    if (row.state !== state || row.failure !== failure)
      ctx.record({
        type: failure === null ? 'mailbox.watching' : 'mailbox.failing',
        subject: `mailbox:${id}`,
        data: { failure },
      })
    return {}
  },
})
