import { findNotice, recordUndelivered } from '#modules/promises'
import type { Context } from '#platform/operation'
import { type MessageRow, updateMessage } from './queries.ts'
import { reachContact } from './reach-contact.ts'

/** A mail that tells of a notice will not arrive: the contact is told by the next channel, or it is work for a person. */
export async function giveUpMail(
  ctx: Context,
  message: MessageRow,
  { failure, cameBack = false }: { failure: string; cameBack?: boolean },
): Promise<void> {
  await updateMessage(ctx.db, ctx.orgId, message.id, {
    ...{ state: 'failed', failure },
    ...(cameBack ? { came_back_at: ctx.now } : {}),
  })
  const notice = message.notice_id === null ? undefined : await findNotice(ctx.db, ctx.orgId, message.notice_id)
  if (notice?.state === 'waiting') await reachContact(ctx, notice, message.about, notice.promise_id)
  // Somebody had it sent again, and it failed again.
  else if (notice) await recordUndelivered(ctx, notice.id, failure)
}
