import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { mailboxNotFound, mailNotFound } from './errors.ts'
import { findMailbox, findMailboxes, findReceived, listMailboxRows, listReceivedRows } from './queries.ts'
import { mailboxId, mailboxView, mailId, mailState, receivedView, viewOfMailbox, viewOfReceived } from './schemas.ts'

export const listMailboxes = operation({
  name: 'mailboxes.list',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'The addresses at which customers write to you',
  input: z.strictObject({}),
  output: z.object({ items: z.array(mailboxView) }),
  run: async (ctx) => ({ items: (await listMailboxRows(ctx.db, ctx.orgId)).map(viewOfMailbox) }),
})

export const getMailbox = operation({
  name: 'mailboxes.get',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'A mailbox',
  input: z.strictObject({ id: mailboxId }),
  output: mailboxView,
  async run(ctx, { id }) {
    const row = await findMailbox(ctx.db, ctx.orgId, id)
    if (!row || row.archived_at !== null) throw mailboxNotFound()
    return viewOfMailbox(row)
  },
})

export const listReceivedMail = operation({
  name: 'receivedMail.list',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'Mail as it was received, newest first, and what became of it',
  input: z.strictObject({ ...pageInput, mailboxId: mailboxId.optional(), state: mailState.optional() }),
  output: pageOf(receivedView),
  async run(ctx, { limit, cursor, ...filter }) {
    const rows = await listReceivedRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.received_at.toString(), row.id], viewOfReceived)
  },
})

export const getReceivedMail = operation({
  name: 'receivedMail.get',
  effect: 'reads',
  permission: 'mailboxes.read',
  summary: 'A mail as it was received',
  input: z.strictObject({ id: mailId }),
  output: receivedView,
  async run(ctx, { id }) {
    const row = await findReceived(ctx.db, ctx.orgId, id)
    if (!row) throw mailNotFound()
    return viewOfReceived(row)
  },
})

/** A mailbox by id, also one that is out of use. @throws mailboxes/not_found */
export async function mailboxOf(ctx: Context, id: string): Promise<{ id: string; address: string; name: string }> {
  const row = await findMailbox(ctx.db, ctx.orgId, id)
  if (!row) throw mailboxNotFound()
  return { id, address: row.address, name: row.name }
}

/** The addresses of some mailboxes by id, in use or not. One statement. */
export async function mailboxAddresses(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await findMailboxes(ctx.db, ctx.orgId, [...new Set(ids)])
  return new Map(rows.map(({ id, address }) => [id, address]))
}

/** From which is written where no other says so: the oldest in use. */
export async function defaultMailbox(ctx: Context): Promise<{ id: string; address: string; name: string } | null> {
  const [first] = (await listMailboxRows(ctx.db, ctx.orgId)).filter((row) => row.enabled)
  return first ? { id: first.id, address: first.address, name: first.name } : null
}
