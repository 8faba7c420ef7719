import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Keys } from '#platform/tokens'

export type SecretOf = { orgId: string; id: string; version: number }

/** An endpoint's secret: derived from the instance's, so that none is stored. In the form of Standard Webhooks. */
export const secretOf = (keys: Keys, { orgId, id, version }: SecretOf): string =>
  `whsec_${createHmac('sha256', keys.derive('webhook')).update(`${orgId}/${id}/${version}`).digest('base64')}`

/** The headers of one attempt. While a secret is changed both sign. */
export function signedHeaders(
  secrets: readonly string[],
  message: { id: string; at: Temporal.Instant; body: string },
): Record<string, string> {
  const date = new Date(message.at.epochMilliseconds)
  const signatures = secrets.map((secret) => new Webhook(secret).sign(message.id, date, message.body))
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(message.at.epochMilliseconds / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
