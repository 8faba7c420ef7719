import { z } from 'zod'
import type { Task } from '#platform/queue'
import { announceEvent } from './announce-event.ts'
import { sendDelivery } from './send-delivery.ts'

const announced = z.object({ eventId: z.uuid(), subject: z.string() })
const sent = z.object({ deliveryId: z.uuid(), attempt: z.number().int() })

/** The module's background work. @param allowPrivateAddresses whether endpoints may lie in the own network */
export const tasksWith = ({ allowPrivateAddresses }: { allowPrivateAddresses: boolean }): readonly Task[] => [
  {
    name: 'webhooks.announce',
    queue: 'quick',
    retries: 8,
    run: (ctx, data) => announceEvent(ctx, announced.parse(data)),
  },
  {
    name: 'webhooks.send',
    queue: 'outside',
    retries: 8,
    run: (ctx, data) => sendDelivery(ctx, sent.parse(data), allowPrivateAddresses ? { allows: () => true } : {}),
  },
]
