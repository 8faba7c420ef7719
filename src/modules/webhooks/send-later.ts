import type { Context } from '#platform/operation'

/** Asks for attempt number `attempt` (from 0) of a delivery: one that is no longer the next does nothing. */
export const sendLater = (ctx: Context, deliveryId: string, attempt: number, at: Temporal.Instant = ctx.now): void =>
  ctx.later({ name: 'webhooks.send', data: { deliveryId, attempt }, runAt: at })
