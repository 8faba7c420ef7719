import { z } from 'zod'
import { type Context, directoryOperation } from '#platform/operation'
import { claimAddressRow, findAddressRow, releaseAddressRow } from './queries.ts'

/** Takes an address for a mailbox of this organization; false: it is another mailbox's, here or elsewhere. */
export const claimMailboxAddress = (ctx: Context, address: string, mailboxId: string): Promise<boolean> =>
  claimAddressRow(ctx.db, ctx.orgId, address.toLowerCase(), mailboxId)

/** Gives up the addresses of a mailbox. */
export async function releaseMailboxAddress(ctx: Context, mailboxId: string): Promise<void> {
  await releaseAddressRow(ctx.db, ctx.orgId, mailboxId)
}

export const findMailboxByAddress = directoryOperation({
  name: 'directory.findMailboxByAddress',
  scope: 'directory',
  effect: 'reads',
  summary: 'Whose mailbox an address is',
  input: z.strictObject({ address: z.string().max(320) }),
  output: z.object({ mailbox: z.object({ orgId: z.uuid(), mailboxId: z.uuid() }).nullable() }),
  async run(ctx, { address }) {
    const row = await findAddressRow(ctx.db, address.toLowerCase())
    return { mailbox: row ? { orgId: row.org_id, mailboxId: row.mailbox_id } : null }
  },
})
