import { z } from 'zod'
import { findMailboxByAddress } from '#modules/directory'
import type { Gate } from '#platform/gate'
import { operation, systemActor } from '#platform/operation'
import { takersOf } from './address.ts'
import { findMailbox } from './queries.ts'
import { mailboxId } from './schemas.ts'

export type Receiver = { orgId: string; mailboxId: string }

const takesMail = operation({
  name: 'mailboxes.takesMail',
  effect: 'reads',
  permission: 'mailboxes.receive',
  summary: 'Whether mail is brought to a mailbox, and taken',
  input: z.strictObject({ id: mailboxId }),
  output: z.object({ takes: z.boolean() }),
  async run(ctx, { id }) {
    const row = await findMailbox(ctx.db, ctx.orgId, id)
    return { takes: row?.kind === 'listener' && row.enabled && row.archived_at === null }
  },
})

/** The mailbox that takes mail to an address: one to which mail is brought, and that is on. */
export async function findReceiver(gate: Gate, address: string): Promise<Receiver | null> {
  for (const taker of takersOf(address)) {
    const { mailbox } = await gate.runNarrow(findMailboxByAddress, { address: taker })
    if (!mailbox) continue
    const actor = systemActor(mailbox.orgId, 'mailboxes.receive')
    const { takes } = await gate.run(takesMail, actor, { id: mailbox.mailboxId })
    if (takes) return mailbox
  }
  return null
}
