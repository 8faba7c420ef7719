import { findNotice, recordUndelivered } from '#modules/promises'
import type { Context } from '#platform/operation'
import { type MessageRow, updateMessage } from './queries.ts'
import { reachContact } from './reach-contact.ts'
import { noticesOfMessage } from './told-by-message.ts'

/** A mail will not arrive: what it tells is told by the next channel, or it is work for a person. */
export async function giveUpMail(
  ctx: Context,
  message: MessageRow,
  { failure, cameBack = false }: { failure: string; cameBack?: boolean },
): Promise<void> {
  await updateMessage(ctx.db, ctx.orgId, message.id, {
    ...{ state: 'failed', failure },
    ...(cameBack ? { came_back_at: ctx.now } : {}),
  })
  for (const noticeId of await noticesOfMessage(ctx, message)) {
    const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
    const itsOwn = noticeId === message.notice_id
    // What an answer told is told by another channel only where this one is known not to reach them.
    if (notice?.state === 'waiting' && (itsOwn || cameBack))
      await reachContact(ctx, notice, message.about, notice.promise_id)
    // Somebody had it sent again, and it failed again.
    else if (notice) await recordUndelivered(ctx, notice.id, failure)
  }
}
