import { z } from 'zod'
import { getCustomer } from '#modules/customers'
import { getPromise } from '#modules/promises'
import { getRequest } from '#modules/requests'
import { Refusal } from '#platform/errors'
import { findEvent } from '#platform/event-queries'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { bodyOf } from './body.ts'
import { hears } from './heard-events.ts'
import { hearing, insertDeliveries } from './queries.ts'
import { sendLater } from './send-later.ts'

/** Writes a delivery for each endpoint that hears an event; done again, it adds none. */
const writeDeliveries = operation({
  name: 'webhooks.announce',
  effect: 'writes',
  permission: 'webhooks.announce',
  summary: 'Write what is sent to each endpoint that hears an event',
  input: z.strictObject({ eventId: z.uuid(), record: z.unknown() }),
  output: z.object({}),
  async run(ctx, { eventId, record }) {
    const event = await findEvent(ctx.db, ctx.orgId, eventId)
    if (!event) return {}
    const listening = (await hearing(ctx.db, ctx.orgId)).filter((each) => hears(each.event_types, event.type))
    if (listening.length === 0) return {}
    const body = bodyOf(ctx.orgId, event, record ?? null)
    const rows = await insertDeliveries(
      ctx.db,
      listening.map((endpoint) => ({
        org_id: ctx.orgId,
        id: ctx.newId(),
        endpoint_id: endpoint.id,
        event_id: eventId,
        event_type: event.type,
        body,
        state: 'pending',
        next_at: ctx.now,
        created_at: ctx.now,
      })),
    )
    for (const { id } of rows) sendLater(ctx, id, 0)
    return {}
  },
})

/** Records that the API gives, by the kind of an event's subject. */
const RECORDS = { promise: getPromise, request: getRequest, customer: getCustomer } as const

export async function announceEvent(
  { orgId, gate }: TaskContext,
  { eventId, subject }: { eventId: string; subject: string },
): Promise<void> {
  const actor = systemActor(orgId, 'webhooks.announce')
  const [kind = '', id = ''] = subject.split(':')
  const read = kind in RECORDS ? RECORDS[kind as keyof typeof RECORDS] : null
  const record = read && (await gate.run<z.ZodType, z.ZodType>(read, actor, { id }).catch(absent))
  await gate.run(writeDeliveries, actor, { eventId, record })
}

function absent(error: unknown): null {
  if (error instanceof Refusal && error.kind === 'not_found') return null
  throw error
}
