import { z } from 'zod'
import { operation } from '#platform/operation'
import { endpointNotFound } from './errors.ts'
import { lockEndpoint, updateEndpoint } from './queries.ts'
import { endpointId, endpointView, viewOfEndpoint } from './schemas.ts'

const BOTH_SIGN = { hours: 24 }

/** The secret before signs as well for a day, so that the receiver can change over. @throws webhooks/not_found */
export const rotateSecret = operation({
  name: 'webhooks.rotateSecret',
  effect: 'writes',
  permission: 'webhooks.write',
  summary: 'Change the secret of an endpoint; the one before signs as well for 24 hours',
  input: z.strictObject({ id: endpointId }),
  output: endpointView,
  async run(ctx, { id }) {
    const row = await lockEndpoint(ctx.db, ctx.orgId, id)
    if (!row) throw endpointNotFound()
    const updated = await updateEndpoint(ctx.db, ctx.orgId, id, {
      secret_version: row.secret_version + 1,
      previous_secret_until: ctx.now.add(BOTH_SIGN),
      version: row.version + 1,
    })
    ctx.record({
      type: 'webhook.secret_rotated',
      subject: `webhook:${id}`,
      data: { version: updated.secret_version },
    })
    return viewOfEndpoint(updated, ctx.now)
  },
})
