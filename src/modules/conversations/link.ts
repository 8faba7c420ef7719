import { type Keys, openToken, sealToken } from '#platform/tokens'

/** What a customer's link names: the page, and, while an answer is asked, the right to answer once. */
export type LinkIds = { orgId: string; viewId: string; actionId: string | null }

const USE = 'tracking'

/** The token of a link. Nothing of it is stored: it can be made again from the ids. */
export const linkToken = (keys: Keys, { orgId, viewId, actionId }: LinkIds): string =>
  sealToken(keys, USE, actionId === null ? [orgId, viewId] : [orgId, viewId, actionId])

/** The ids in a token, or null when it is not one of ours: decided without the database. */
export function readLinkToken(keys: Keys, token: string): LinkIds | null {
  const [orgId, viewId, actionId = null, ...more] = openToken(keys, USE, token) ?? []
  return orgId === undefined || viewId === undefined || more.length > 0 ? null : { orgId, viewId, actionId }
}

/** The address of the tracking page, built from the instance's own address alone. */
export const trackingUrl = (instance: { keys: Keys; url: string }, ids: LinkIds): string =>
  `${instance.url}/t/${linkToken(instance.keys, ids)}`

export type LinkState = 'valid' | 'used' | 'expired' | 'revoked'

type Stored = {
  revoked_at: Temporal.Instant | null
  used_at: Temporal.Instant | null
  expires_at: Temporal.Instant | null
}

/** Whether a link still does what it is for. */
export function linkState(link: Stored, now: Temporal.Instant): LinkState {
  if (link.revoked_at !== null) return 'revoked'
  if (link.used_at !== null) return 'used'
  return link.expires_at !== null && Temporal.Instant.compare(link.expires_at, now) <= 0 ? 'expired' : 'valid'
}
