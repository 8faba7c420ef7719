import { z } from 'zod'
import { FETCH_FAILURES, FetchError, type FetchOptions, postPublic } from '#platform/fetch-public'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import {
  findDelivery,
  findEndpoint,
  insertAttempt,
  lockDelivery,
  lockEndpoint,
  updateDelivery,
  updateEndpoint,
} from './queries.ts'
import { healthAfter, nextAttemptAt, retryAfter, succeeded } from './retry.ts'
import { secretOf, signedHeaders } from './secret.ts'
import { sendLater } from './send-later.ts'

const ANSWER_BYTES = 2_000
const PATIENCE_MS = 10_000
/** Those that waited for a resting endpoint do not come back all at once. */
const SPREAD_MS = 10_000

const sending = z.strictObject({ deliveryId: z.uuid(), attempt: z.number().int().min(0) })
export type Sending = z.infer<typeof sending>

/** What to send and where; null when this attempt is no longer the next, or was put off. */
const beginAttempt = operation({
  name: 'webhooks.beginAttempt',
  effect: 'writes',
  permission: 'webhooks.send',
  summary: 'What an attempt sends, unless it has to wait or is no longer wanted',
  input: sending,
  output: z.object({ url: z.string(), body: z.string(), headers: z.record(z.string(), z.string()) }).nullable(),
  async run(ctx, { deliveryId, attempt }) {
    const delivery = await lockDelivery(ctx.db, ctx.orgId, deliveryId)
    if (delivery?.state !== 'pending' || delivery.attempts !== attempt) return null
    const endpoint = await findEndpoint(ctx.db, ctx.orgId, delivery.endpoint_id)
    if (endpoint?.state !== 'on') {
      await updateDelivery(ctx.db, ctx.orgId, deliveryId, { state: 'failed', next_at: null })
      return null
    }
    if (endpoint.rests_until && Temporal.Instant.compare(endpoint.rests_until, ctx.now) > 0) {
      const at = endpoint.rests_until.add({ milliseconds: Math.round(Math.random() * SPREAD_MS) })
      await updateDelivery(ctx.db, ctx.orgId, deliveryId, { next_at: at })
      sendLater(ctx, deliveryId, attempt, at)
      return null
    }
    const both = endpoint.previous_secret_until && Temporal.Instant.compare(endpoint.previous_secret_until, ctx.now) > 0
    const versions = both ? [endpoint.secret_version, endpoint.secret_version - 1] : [endpoint.secret_version]
    const secrets = versions.map((version) =>
      secretOf(ctx.instance.keys, { orgId: ctx.orgId, id: endpoint.id, version }),
    )
    const { url } = endpoint
    const { body } = delivery
    return { url, body, headers: signedHeaders(secrets, { id: deliveryId, at: ctx.now, body }) }
  },
})

const recordAttempt = operation({
  name: 'webhooks.recordAttempt',
  effect: 'writes',
  permission: 'webhooks.send',
  summary: 'Write what became of an attempt, and when the next is made',
  input: sending.extend({
    status: z.number().int().nullable(),
    failure: z.enum(FETCH_FAILURES).nullable(),
    retryAfter: z.string().nullable(),
    milliseconds: z.number().int(),
    answer: z.string(),
  }),
  output: z.object({}),
  async run(ctx, { deliveryId, attempt, retryAfter: header, ...outcome }) {
    const found = await findDelivery(ctx.db, ctx.orgId, deliveryId)
    const seen = found && (await findEndpoint(ctx.db, ctx.orgId, found.endpoint_id))
    // While all is well nobody waits for the endpoint's row. Locked in one order: an endpoint, then its deliveries.
    const well = seen?.failures === 0 && succeeded(outcome.status)
    const endpoint = well ? seen : seen && (await lockEndpoint(ctx.db, ctx.orgId, seen.id))
    const delivery = await lockDelivery(ctx.db, ctx.orgId, deliveryId)
    if (!delivery) return {}
    await insertAttempt(ctx.db, {
      org_id: ctx.orgId,
      id: ctx.newId(),
      delivery_id: deliveryId,
      at: ctx.now,
      ...outcome,
    })
    const health =
      endpoint &&
      healthAfter({ failures: endpoint.failures, failingSince: endpoint.failing_since }, outcome.status, ctx.now)
    if (endpoint && health && (health.failures > 0 || endpoint.failures > 0)) {
      await updateEndpoint(ctx.db, ctx.orgId, endpoint.id, {
        failures: health.failures,
        failing_since: health.failingSince,
        rests_until: health.restsUntil,
        ...(health.state === 'on' || endpoint.state !== 'on' ? {} : { state: health.state }),
      })
      if (endpoint.state === 'on' && health.state !== 'on')
        ctx.record({
          type: 'webhook.turned_off',
          subject: `webhook:${endpoint.id}`,
          data: { why: health.state, host: new URL(endpoint.url).host },
        })
    }
    // Sent twice at the same time, the first that was written decides.
    if (delivery.state !== 'pending' || delivery.attempts !== attempt) return {}
    const made = attempt + 1
    const arrived = succeeded(outcome.status)
    const goesOn = !arrived && endpoint?.state === 'on' && health?.state === 'on'
    const next = goesOn ? nextAttemptAt(made, ctx.now, retryAfter(header ?? undefined, ctx.now), Math.random()) : null
    await updateDelivery(ctx.db, ctx.orgId, deliveryId, {
      attempts: made,
      next_at: next,
      state: arrived ? 'delivered' : next ? 'pending' : 'failed',
    })
    if (next) sendLater(ctx, deliveryId, made, next)
    return {}
  },
})

/** One attempt. What the other side does is written, never thrown: the next attempt has its time. */
export async function sendDelivery(
  { orgId, gate, signal, traceparent }: TaskContext,
  what: Sending,
  options: Pick<FetchOptions, 'allows'> = {},
): Promise<void> {
  const actor = systemActor(orgId, 'webhooks.send')
  const post = await gate.run(beginAttempt, actor, what)
  if (post === null) return
  const began = performance.now()
  const headers = { ...post.headers, ...(traceparent === undefined ? {} : { traceparent }) }
  const outcome = await attemptAt({ ...post, headers }, { ...options, signal })
  const milliseconds = Math.round(performance.now() - began)
  await gate.run(recordAttempt, actor, { ...what, ...outcome, milliseconds })
}

async function attemptAt(post: { url: string; body: string; headers: Record<string, string> }, options: FetchOptions) {
  try {
    const { status, body, headers } = await postPublic(post.url, post, {
      ...options,
      maxBytes: ANSWER_BYTES,
      milliseconds: PATIENCE_MS,
    })
    // What no text column can hold is shown as what it is: not text.
    const answer = new TextDecoder().decode(body).replaceAll('\0', '\uFFFD')
    return { status, failure: null, retryAfter: headers['retry-after'] ?? null, answer }
  } catch (error) {
    if (options.signal?.aborted || !(error instanceof FetchError)) throw error
    return { status: null, failure: error.code, retryAfter: null, answer: '' }
  }
}
