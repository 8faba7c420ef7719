import type { Context } from '#platform/operation'
import { type CallRow, updateCall } from './due-call-queries.ts'
import { type MessageRow, updateMessage } from './queries.ts'

/** Drops a mail that has not gone out: what it says was overtaken, or the customer knows it by now. */
export async function dropMessage(ctx: Context, { id, about }: MessageRow, why: string): Promise<void> {
  await updateMessage(ctx.db, ctx.orgId, id, { state: 'cancelled', cancelled_at: ctx.now, cancelled_why: why })
  ctx.record({ type: 'message.overtaken', subject: `message:${id}`, about, data: { why } })
}

/** Drops a call that nobody need make any more. */
export async function cancelCall(ctx: Context, { id, about }: CallRow, why: string): Promise<void> {
  await updateCall(ctx.db, ctx.orgId, id, { state: 'cancelled', ended_at: ctx.now, cancelled_why: why })
  ctx.record({ type: 'call.cancelled', subject: `call:${id}`, about, data: { why } })
}
