import { z } from 'zod'
import { operation } from '#platform/operation'
import { endpointUrl } from './address.ts'
import { checkedEventTypes } from './checked-events.ts'
import { tooManyEndpoints } from './errors.ts'
import { insertEndpoint, listEndpoints } from './queries.ts'
import { description, endpointView, eventTypes, url, viewOfEndpoint } from './schemas.ts'

const MOST_ENDPOINTS = 20

/** @throws webhooks/address, webhooks/unknown_event_type, webhooks/too_many */
export const createEndpoint = operation({
  name: 'webhooks.create',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Have events sent to an address; it hears what happens from five seconds on',
  input: z.strictObject({ url, description: description.default(''), eventTypes: eventTypes.default([]) }),
  output: endpointView,
  async run(ctx, input) {
    const address = endpointUrl(input.url, ctx.instance)
    const types = checkedEventTypes(input.eventTypes)
    if ((await listEndpoints(ctx.db, ctx.orgId)).length >= MOST_ENDPOINTS) throw tooManyEndpoints(MOST_ENDPOINTS)
    const row = await insertEndpoint(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      url: address,
      description: input.description,
      event_types: types,
      state: 'on',
      created_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      created_at: ctx.now,
    })
    ctx.record({
      type: 'webhook.created',
      subject: `webhook:${row.id}`,
      data: { host: new URL(address).host, eventTypes: types },
    })
    return viewOfEndpoint(row, ctx.now)
  },
})
