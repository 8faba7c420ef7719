import { z } from 'zod'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { deliveryNotFound, endpointNotFound, endpointOff } from './errors.ts'
import { failedSince, findEndpoint, lockDelivery, startAgain, updateDelivery } from './queries.ts'
import { deliveryHead, deliveryId, endpointId, headOf } from './schemas.ts'
import { sendLater } from './send-later.ts'

/** @throws webhooks/delivery_not_found, webhooks/endpoint_off */
export const replayDelivery = operation({
  name: 'webhooks.replay',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Send a delivery again, now, under the same webhook-id',
  input: z.strictObject({ id: deliveryId }),
  output: deliveryHead,
  async run(ctx, { id }) {
    const row = await lockDelivery(ctx.db, ctx.orgId, id)
    const endpoint = row && (await findEndpoint(ctx.db, ctx.orgId, row.endpoint_id))
    if (!row || !endpoint) throw deliveryNotFound()
    if (endpoint.state !== 'on') throw endpointOff()
    // One that is still being tried goes on counting: the attempt that waits is no longer the next.
    const attempts = row.state === 'pending' ? row.attempts : 0
    const updated = await updateDelivery(ctx.db, ctx.orgId, id, { state: 'pending', attempts, next_at: ctx.now })
    sendLater(ctx, id, attempts)
    ctx.record({ type: 'webhook.replayed', subject: `webhook:${row.endpoint_id}`, data: { deliveryId: id } })
    return headOf(updated)
  },
})

const AT_ONCE = 500

/** @throws webhooks/not_found, webhooks/endpoint_off */
export const recoverEndpoint = operation({
  name: 'webhooks.recover',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: `Send again what was given up since an instant, oldest first, ${AT_ONCE} at once`,
  input: z.strictObject({
    id: endpointId,
    since: instant.meta({ description: 'By when the event happened.', examples: ['2026-11-26T09:00:00Z'] }),
  }),
  output: z.object({
    sent: z
      .number()
      .int()
      .meta({ description: 'How many go out again.', examples: [12] }),
    more: z.boolean().meta({ description: 'There are more: call again.', examples: [false] }),
  }),
  async run(ctx, { id, since }) {
    const endpoint = await findEndpoint(ctx.db, ctx.orgId, id)
    if (!endpoint) throw endpointNotFound()
    if (endpoint.state !== 'on') throw endpointOff()
    const rows = await failedSince(ctx.db, ctx.orgId, id, since, AT_ONCE + 1)
    const ids = rows.slice(0, AT_ONCE).map((row) => row.id)
    if (ids.length > 0) {
      await startAgain(ctx.db, ctx.orgId, ids, ctx.now)
      for (const each of ids) sendLater(ctx, each, 0)
      ctx.record({ type: 'webhook.recovered', subject: `webhook:${id}`, data: { deliveries: ids.length } })
    }
    return { sent: ids.length, more: rows.length > AT_ONCE }
  },
})
