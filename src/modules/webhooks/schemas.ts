import { z } from 'zod'
import { FETCH_FAILURES } from '#platform/fetch-public'
import { ifVersion, instantText, textOf, textOrNull } from '#platform/fields'
import type { AttemptRow, DeliveryHead, DeliveryRow, EndpointRow } from './queries.ts'

export const endpointId = z.uuid().meta({ description: 'The endpoint.' })
export const deliveryId = z.uuid().meta({ description: 'The delivery.' })

const ENDPOINT_STATES = ['on', 'off', 'failing', 'gone'] as const
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const

export const url = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .meta({ description: 'Where events are posted.', examples: ['https://hooks.example.com/kept'] })

export const description = z
  .string()
  .trim()
  .max(200)
  .meta({ description: 'What it is for.', examples: ['Our booking site'] })

export const eventTypes = z
  .array(z.string().max(100))
  .max(100)
  .meta({
    description: 'Types of events, or all of a kind (promise.*). Empty: all of them.',
    examples: [['promise.*', 'request.opened']],
  })

export const endpointChanges = {
  url: url.optional(),
  description: description.optional(),
  eventTypes: eventTypes.optional(),
  on: z
    .boolean()
    .optional()
    .meta({ description: 'Whether it hears events. What happens while it is off is not sent later.' }),
  ifVersion,
}

export const endpointView = z.object({
  id: z.uuid(),
  url,
  description,
  eventTypes,
  state: z.enum(ENDPOINT_STATES).meta({
    description:
      'on. off: turned off by a person. failing: turned off after five days without one success. gone: it answered 410.',
  }),
  failingSince: instantText.nullable().meta({ description: 'Since when nothing has arrived there.' }),
  previousSecretUntil: instantText.nullable().meta({ description: 'Until when the secret before signs as well.' }),
  createdAt: instantText,
  version: z.number().int().min(1),
})

export const viewOfEndpoint = (row: EndpointRow, now: Temporal.Instant): z.input<typeof endpointView> => ({
  id: row.id,
  url: row.url,
  description: row.description,
  eventTypes: row.event_types,
  state: row.state as (typeof ENDPOINT_STATES)[number],
  failingSince: textOrNull(row.failing_since),
  previousSecretUntil:
    row.previous_secret_until && Temporal.Instant.compare(row.previous_secret_until, now) > 0
      ? textOf(row.previous_secret_until)
      : null,
  createdAt: textOf(row.created_at),
  version: row.version,
})

const head = {
  id: z.uuid().meta({ description: 'Also webhook-id of every attempt.' }),
  endpointId: z.uuid(),
  eventId: z.uuid().nullable().meta({ description: 'null: a test.' }),
  eventType: z.string().meta({ examples: ['promise.kept'] }),
  state: z.enum(DELIVERY_STATES),
  attempts: z
    .number()
    .int()
    .min(0)
    .meta({ description: 'Since it was first sent, or sent again.', examples: [1] }),
  nextAt: instantText.nullable().meta({ description: 'When it is tried next.' }),
  createdAt: instantText,
}

export const deliveryHead = z.object(head)

export const deliveryView = z.object({
  ...head,
  body: z.string().meta({ description: 'JSON, as it is sent.', examples: ['{"type":"promise.kept"}'] }),
  log: z
    .array(
      z.object({
        at: instantText,
        status: z
          .number()
          .int()
          .nullable()
          .meta({ examples: [200] }),
        failure: z.enum(FETCH_FAILURES).nullable().meta({ description: 'Why nobody answered.' }),
        milliseconds: z
          .number()
          .int()
          .meta({ examples: [120] }),
        answer: z.string().meta({ description: 'The beginning of what was answered.', examples: ['ok'] }),
      }),
    )
    .meta({ description: 'Attempts, newest first, at most 50.' }),
})

export const headOf = (row: DeliveryHead): z.input<typeof deliveryHead> => ({
  id: row.id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  eventType: row.event_type,
  state: row.state as (typeof DELIVERY_STATES)[number],
  attempts: row.attempts,
  nextAt: textOrNull(row.next_at),
  createdAt: textOf(row.created_at),
})

export const viewOfDelivery = (row: DeliveryRow, log: readonly AttemptRow[]): z.input<typeof deliveryView> => ({
  ...headOf(row),
  body: row.body,
  log: log.map(({ at, status, failure, milliseconds, answer }) => ({
    at: textOf(at),
    status,
    failure: failure as (typeof FETCH_FAILURES)[number] | null,
    milliseconds,
    answer,
  })),
})
