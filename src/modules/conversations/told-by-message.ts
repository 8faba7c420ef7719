import { loadMessages } from '#messages/answer'
import { organizationOf } from '#modules/directory'
import { dropUntold, recordTold, recordUndelivered } from '#modules/promises'
import type { Context } from '#platform/operation'
import { noticesToldBy } from './telling-queries.ts'

type Message = { id: string; notice_id: string | null; channel: string }

/** The notices that a message delivers: its own, and those of the promises that were made with it. */
async function noticesOfMessage(ctx: Context, { id, notice_id }: Message): Promise<string[]> {
  const told = await noticesToldBy(ctx.db, ctx.orgId, [id])
  return [...(notice_id === null ? [] : [notice_id]), ...told.map((row) => row.notice_id)]
}

/** What was promised with a message. */
export async function promisedBy(ctx: Context, messageId: string): Promise<string[]> {
  const told = await noticesToldBy(ctx.db, ctx.orgId, [messageId])
  return told.map((row) => row.promise_id)
}

/** A message has gone out: the customer is told of what it tells. */
export async function recordToldBy(ctx: Context, message: Message): Promise<void> {
  for (const noticeId of await noticesOfMessage(ctx, message))
    await recordTold(ctx, noticeId, { at: ctx.now, channel: message.channel, by: message.id })
}

/** A message could not be sent: what it was to tell is work for a person. */
export async function recordNotToldBy(ctx: Context, message: Message, failure: string): Promise<void> {
  for (const noticeId of await noticesOfMessage(ctx, message)) await recordUndelivered(ctx, noticeId, failure)
}

/** An answer was taken back before it went out: what was promised with it was promised to nobody. */
export async function dropToldBy(ctx: Context, messageId: string): Promise<void> {
  const told = await noticesToldBy(ctx.db, ctx.orgId, [messageId])
  if (told.length === 0) return
  const words = await loadMessages((await organizationOf(ctx)).language)
  for (const { notice_id } of told) await dropUntold(ctx, notice_id, words.takenBack())
}
