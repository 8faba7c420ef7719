import { invalidField, notFound, Refusal, stale } from '#platform/errors'

export const endpointNotFound = (): Refusal => notFound('webhooks', 'endpoint')

export const deliveryNotFound = (): Refusal =>
  new Refusal('webhooks/delivery_not_found', 'not_found', 'There is no such delivery. Check the id.')

export const staleEndpoint = (version: number): Refusal => stale('webhooks', 'endpoint', version)

export const endpointAddress = (): Refusal =>
  invalidField(
    'webhooks/address',
    'url',
    'Must be a public https address without a name or password in it, for example https://hooks.example.com/kept.',
  )

export const unknownEventType = (type: string, index: number): Refusal =>
  invalidField(
    'webhooks/unknown_event_type',
    `eventTypes.${index}`,
    `${type} is no type of event. Choose from /v1/event-types.`,
    { type },
  )

export const tooManyEndpoints = (max: number): Refusal =>
  new Refusal('webhooks/too_many', 'conflict', `There can be ${max} endpoints. Remove one first.`, { max })

export const endpointOff = (): Refusal =>
  new Refusal('webhooks/endpoint_off', 'conflict', 'This endpoint is turned off. Turn it on first.')
