import { z } from 'zod'
import type { Context } from '#platform/operation'
import { operation } from '#platform/operation'

// PLACEHOLDER until the branch `boxes` is merged.
export const mailboxOf = async (ctx: Context, id: string): Promise<{ id: string; address: string; name: string }> =>
  ctx.db
    .selectFrom('mailbox')
    .select(['id', 'address', 'name'])
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
export const defaultMailbox = async (ctx: Context): Promise<{ id: string; address: string; name: string } | null> =>
  (await ctx.db
    .selectFrom('mailbox')
    .select(['id', 'address', 'name'])
    .where('org_id', '=', ctx.orgId)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()) ?? null
export const readMail = operation({
  name: 'receivedMail.read',
  effect: 'reads',
  permission: 'mailboxes.receive',
  summary: 'x',
  input: z.strictObject({ mailId: z.uuid() }),
  output: z
    .object({
      state: z.string(),
      file: z.string().nullable(),
      mailboxId: z.uuid(),
      receivedAt: z.string(),
      trustedServer: z.string(),
      ownAddresses: z.array(z.string()),
    })
    .nullable(),
  async run(ctx, { mailId }) {
    const row = await ctx.db
      .selectFrom('received_mail')
      .selectAll()
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', mailId)
      .executeTakeFirst()
    if (!row) return null
    const box = await ctx.db
      .selectFrom('mailbox')
      .selectAll()
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', row.mailbox_id)
      .executeTakeFirstOrThrow()
    return {
      state: row.state,
      file: row.file,
      mailboxId: row.mailbox_id,
      receivedAt: row.received_at.toString(),
      trustedServer: box.trusted_server,
      ownAddresses: [box.address],
    }
  },
})
export const recordFiled = operation({
  name: 'receivedMail.recordFiled',
  effect: 'writes',
  permission: 'mailboxes.receive',
  summary: 'x',
  input: z.strictObject({
    mailId: z.uuid(),
    state: z.enum(['filed', 'ignored', 'failed']),
    reason: z.string().nullable(),
    messageId: z.uuid().nullish(),
  }),
  output: z.object({}),
  async run(ctx, { mailId, state, reason, messageId }) {
    await ctx.db
      .updateTable('received_mail')
      .set({ state, reason, message_id: messageId ?? null, filed_at: ctx.now })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', mailId)
      .execute()
    return {}
  },
})
