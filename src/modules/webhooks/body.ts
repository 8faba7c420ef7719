import { textOf } from '#platform/fields'

export type SentEvent = {
  id: string
  at: Temporal.Instant
  type: string
  subject: string
  about: string
  actor_kind: string
  actor_id: string
  data: Record<string, unknown>
}

/**
 * What is posted, as JSON: `type`, `timestamp` and `data`, as Standard Webhooks recommends.
 * @param record what it happened to, as the API gives it; null where the API has no such record, or no more
 */
export const bodyOf = (orgId: string, event: SentEvent, record: unknown): string =>
  JSON.stringify({
    type: event.type,
    timestamp: textOf(event.at),
    data: {
      eventId: event.id,
      organizationId: orgId,
      subject: event.subject,
      about: event.about,
      actor: { kind: event.actor_kind, id: event.actor_id },
      details: event.data,
      record,
    },
  })
