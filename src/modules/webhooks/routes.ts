import { route } from '#platform/http'
import { createEndpoint } from './create-endpoint.ts'
import { getDelivery, listDeliveries } from './read-deliveries.ts'
import { getEndpoint, listEndpoints, listEventTypes, readSecret } from './read-endpoints.ts'
import { removeEndpoint } from './remove-endpoint.ts'
import { recoverEndpoint, replayDelivery } from './replay-delivery.ts'
import { rotateSecret } from './rotate-secret.ts'
import { sendTest } from './send-test.ts'
import { updateEndpoint } from './update-endpoint.ts'

export const routes = [
  route('get', '/v1/webhooks', listEndpoints),
  route('post', '/v1/webhooks', createEndpoint, { status: 201 }),
  route('get', '/v1/webhooks/:id', getEndpoint),
  route('patch', '/v1/webhooks/:id', updateEndpoint),
  route('delete', '/v1/webhooks/:id', removeEndpoint),
  route('get', '/v1/webhooks/:id/secret', readSecret),
  route('post', '/v1/webhooks/:id/secret-rotation', rotateSecret),
  route('post', '/v1/webhooks/:id/test', sendTest, { status: 202 }),
  route('post', '/v1/webhooks/:id/recovery', recoverEndpoint, { status: 202 }),
  route('get', '/v1/webhooks/:id/deliveries', listDeliveries),
  route('get', '/v1/webhook-deliveries/:id', getDelivery),
  route('post', '/v1/webhook-deliveries/:id/replay', replayDelivery, { status: 202 }),
  route('get', '/v1/event-types', listEventTypes),
] as const
