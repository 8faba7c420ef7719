import { z } from 'zod'
import { operation } from '#platform/operation'
import { endpointNotFound } from './errors.ts'
import { lockEndpoint, updateEndpoint } from './queries.ts'
import { endpointId } from './schemas.ts'

/** What waits to be sent there is given up; its deliveries are forgotten with their age. @throws webhooks/not_found */
export const removeEndpoint = operation({
  name: 'webhooks.remove',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Remove an endpoint',
  input: z.strictObject({ id: endpointId }),
  output: z.object({}),
  async run(ctx, { id }) {
    if (!(await lockEndpoint(ctx.db, ctx.orgId, id))) throw endpointNotFound()
    await updateEndpoint(ctx.db, ctx.orgId, id, { state: 'removed' })
    ctx.record({ type: 'webhook.removed', subject: `webhook:${id}`, data: {} })
    return {}
  },
})
