import type { RequestRow } from './queries.ts'

/** What policies may ask of a request when something happens in it. */
export const factsOf = (
  row: Pick<RequestRow, 'kind' | 'channel' | 'priority' | 'service_id' | 'customer_id' | 'contact_id' | 'owner_id'>,
  at: Temporal.Instant,
) => ({
  at,
  kind: row.kind,
  channel: row.channel,
  priority: row.priority,
  serviceId: row.service_id,
  customerId: row.customer_id,
  contactId: row.contact_id,
  ownerId: row.owner_id,
})
