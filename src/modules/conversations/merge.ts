import type { ConversationRow } from './conversation-queries.ts'

/** What of a conversation decides whether it can be read with another, and what the two are together. */
export type Mergeable = Pick<
  ConversationRow,
  | 'channel'
  | 'sort'
  | 'state'
  | 'customer_id'
  | 'contact_id'
  | 'language'
  | 'address'
  | 'owner_id'
  | 'owner_team_id'
  | 'last_at'
  | 'last_by'
  | 'snoozed_until'
  | 'snoozed_for'
  | 'waiting_since'
>

export const OBSTACLES = ['machine', 'other_customer', 'not_identified', 'channel'] as const
export type Obstacle = (typeof OBSTACLES)[number]

/**
 * Why a conversation is not read as part of another; null: it can be. Two are of the same customer, or, as long as nobody
 * knows whose they are, of the same address. What is answered by mail stays in a conversation that is.
 */
export function obstacleTo(into: Mergeable, other: Mergeable): Obstacle | null {
  if (into.sort !== 'person' || other.sort !== 'person') return 'machine'
  const sameAddress = into.address !== '' && into.address.toLowerCase() === other.address.toLowerCase()
  if (into.customer_id !== other.customer_id)
    return into.customer_id === null || other.customer_id === null ? 'not_identified' : 'other_customer'
  if (into.customer_id === null && !sameAddress) return 'not_identified'
  return other.channel === 'email' && into.channel !== 'email' ? 'channel' : null
}

/** What the one that stays becomes: open where either is, resting only where nobody waits in the other. */
export function together(into: Mergeable, other: Mergeable) {
  const newer = Temporal.Instant.compare(other.last_at, into.last_at) > 0 ? other : into
  const rests = other.waiting_since === null || other.snoozed_until !== null
  return {
    state: into.state === 'open' || other.state === 'open' ? 'open' : 'closed',
    ...(into.owner_id === null && into.owner_team_id === null
      ? { owner_id: other.owner_id, owner_team_id: other.owner_team_id }
      : {}),
    contact_id: into.contact_id ?? other.contact_id,
    language: into.language ?? other.language,
    last_at: newer.last_at,
    last_by: newer.last_by,
    ...(rests ? {} : { snoozed_until: null, snoozed_for: null }),
  }
}
