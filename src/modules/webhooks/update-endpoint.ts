import { z } from 'zod'
import { operation } from '#platform/operation'
import { endpointUrl } from './address.ts'
import { checkedEventTypes } from './checked-events.ts'
import { endpointNotFound, staleEndpoint } from './errors.ts'
import { lockEndpoint, updateEndpoint as updateRow } from './queries.ts'
import { endpointChanges, endpointId, endpointView, viewOfEndpoint } from './schemas.ts'

/** Turned on again, an endpoint is healthy until it shows otherwise. @throws webhooks/not_found, webhooks/stale */
export const updateEndpoint = operation({
  name: 'webhooks.update',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Change an endpoint: its address, what it hears, whether it is on',
  input: z.strictObject({ id: endpointId, ...endpointChanges }),
  output: endpointView,
  async run(ctx, { id, ifVersion, ...change }) {
    const row = await lockEndpoint(ctx.db, ctx.orgId, id)
    if (!row) throw endpointNotFound()
    if (ifVersion !== undefined && ifVersion !== row.version) throw staleEndpoint(row.version)
    const url = change.url === undefined ? row.url : endpointUrl(change.url, ctx.instance)
    const types = change.eventTypes === undefined ? row.event_types : checkedEventTypes(change.eventTypes)
    const on = change.on ?? row.state === 'on'
    const fresh = on && (row.state !== 'on' || url !== row.url)
    const updated = await updateRow(ctx.db, ctx.orgId, id, {
      url,
      description: change.description ?? row.description,
      event_types: types,
      state: on ? 'on' : change.on === false ? 'off' : row.state,
      ...(fresh ? { failures: 0, failing_since: null, rests_until: null } : {}),
      version: row.version + 1,
    })
    ctx.record({
      type: 'webhook.changed',
      subject: `webhook:${id}`,
      data: { changed: Object.keys(change), host: new URL(url).host, eventTypes: types, state: updated.state },
    })
    return viewOfEndpoint(updated, ctx.now)
  },
})
