import { z } from 'zod'
import { operation } from '#platform/operation'
import { bodyOf } from './body.ts'
import { endpointNotFound, endpointOff } from './errors.ts'
import { TEST_EVENT } from './heard-events.ts'
import { findEndpoint, insertDeliveries } from './queries.ts'
import { deliveryHead, endpointId, headOf } from './schemas.ts'
import { sendLater } from './send-later.ts'

/** @throws webhooks/not_found, webhooks/endpoint_off */
export const sendTest = operation({
  name: 'webhooks.sendTest',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Send an event of the type webhook.test to an endpoint',
  input: z.strictObject({ id: endpointId }),
  output: deliveryHead,
  async run(ctx, { id }) {
    const endpoint = await findEndpoint(ctx.db, ctx.orgId, id)
    if (!endpoint) throw endpointNotFound()
    if (endpoint.state !== 'on') throw endpointOff()
    const row = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      endpoint_id: id,
      event_id: null,
      event_type: TEST_EVENT,
      state: 'pending',
      attempts: 0,
      next_at: ctx.now,
      created_at: ctx.now,
    }
    const event = {
      id: row.id,
      at: ctx.now,
      type: TEST_EVENT,
      subject: `webhook:${id}`,
      about: `webhook:${id}`,
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      data: {},
    }
    await insertDeliveries(ctx.db, [{ ...row, body: bodyOf(ctx.orgId, event, null) }])
    sendLater(ctx, row.id, 0)
    return headOf(row)
  },
})
