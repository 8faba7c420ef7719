import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { deliveryNotFound, endpointNotFound } from './errors.ts'
import { attemptsOf, findDelivery, findEndpoint, newestDeliveries } from './queries.ts'
import {
  DELIVERY_STATES,
  deliveryHead,
  deliveryId,
  deliveryView,
  endpointId,
  headOf,
  viewOfDelivery,
} from './schemas.ts'

const SHOWN_ATTEMPTS = 50

export const listDeliveries = operation({
  name: 'webhooks.listDeliveries',
  effect: 'reads',
  permission: 'webhooks.read',
  summary: 'What was sent to an endpoint in the last 30 days, newest first',
  input: z.strictObject({ id: endpointId, ...pageInput, state: z.enum(DELIVERY_STATES).optional() }),
  output: pageOf(deliveryHead),
  async run(ctx, { id, limit, cursor, state }) {
    if (!(await findEndpoint(ctx.db, ctx.orgId, id))) throw endpointNotFound()
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await newestDeliveries(ctx.db, ctx.orgId, { endpointId: id, state }, before, limit + 1)
    return pageFrom(rows, limit, (row) => [row.id], headOf)
  },
})

export const getDelivery = operation({
  name: 'webhooks.getDelivery',
  effect: 'reads',
  permission: 'webhooks.read',
  summary: 'One delivery: its body, and what became of each attempt',
  input: z.strictObject({ id: deliveryId }),
  output: deliveryView,
  async run(ctx, { id }) {
    const row = await findDelivery(ctx.db, ctx.orgId, id)
    if (!row) throw deliveryNotFound()
    return viewOfDelivery(row, await attemptsOf(ctx.db, ctx.orgId, id, SHOWN_ATTEMPTS))
  },
})
