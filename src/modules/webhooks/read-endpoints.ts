import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { endpointNotFound } from './errors.ts'
import { PUBLIC_EVENTS } from './heard-events.ts'
import { findEndpoint, listEndpoints as listRows } from './queries.ts'
import { endpointId, endpointView, viewOfEndpoint } from './schemas.ts'
import { secretOf } from './secret.ts'

export const listEndpoints = operation({
  name: 'webhooks.list',
  effect: 'reads',
  permission: 'webhooks.read',
  summary: 'Endpoints that events are sent to, oldest first',
  input: z.strictObject(pageInput),
  output: pageOf(endpointView),
  async run(ctx, { limit, cursor }) {
    const after = cursorKeys(cursor, 1)?.[0] ?? ''
    const rows = (await listRows(ctx.db, ctx.orgId)).filter((row) => row.id > after).slice(0, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => viewOfEndpoint(row, ctx.now),
    )
  },
})

export const getEndpoint = operation({
  name: 'webhooks.get',
  effect: 'reads',
  permission: 'webhooks.read',
  summary: 'One endpoint',
  input: z.strictObject({ id: endpointId }),
  output: endpointView,
  async run(ctx, { id }) {
    const row = await findEndpoint(ctx.db, ctx.orgId, id)
    if (!row) throw endpointNotFound()
    return viewOfEndpoint(row, ctx.now)
  },
})

/** Whoever may manage endpoints may read it: it is made from the instance's secret, not kept. */
export const readSecret = operation({
  name: 'webhooks.readSecret',
  effect: 'reads',
  permission: 'webhooks.write',
  summary: 'The secret that an endpoint checks signatures with',
  input: z.strictObject({ id: endpointId }),
  output: z.object({
    secret: z.string().meta({
      description: 'As Standard Webhooks libraries take it.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  }),
  async run(ctx, { id }) {
    const row = await findEndpoint(ctx.db, ctx.orgId, id)
    if (!row) throw endpointNotFound()
    return { secret: secretOf(ctx.instance.keys, { orgId: ctx.orgId, id, version: row.secret_version }) }
  },
})

export const listEventTypes = operation({
  name: 'webhooks.listEventTypes',
  effect: 'reads',
  permission: 'webhooks.read',
  summary: 'Types of events that can be heard',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        type: z.string().meta({ examples: ['promise.kept'] }),
        summary: z.string().meta({ examples: ['A promise was kept'] }),
      }),
    ),
  }),
  run: async () => ({ items: Object.entries(PUBLIC_EVENTS).map(([type, summary]) => ({ type, summary })) }),
})
