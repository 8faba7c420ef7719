import { sql } from 'kysely'
import type { Tx } from '#platform/db'

export type RecordedEvent = {
  id: string
  at: Temporal.Instant
  type: string
  subject: string
  about: string
  actor_kind: 'member' | 'apiKey' | 'customer' | 'system'
  actor_id: string
  data: Record<string, unknown>
  text: Record<string, unknown> | null
}

/** What was recorded about one matter, oldest first, after an event's id; with the personal text that is still there. */
export async function eventsAbout(
  db: Tx,
  orgId: string,
  about: string,
  after: string | null,
  limit: number,
): Promise<RecordedEvent[]> {
  const { rows } = await sql<RecordedEvent>`
    select e.id, e.at, e.type, e.subject, e.about, e.actor_kind, e.actor_id, e.data, t.text
    from event e left join event_text t on t.org_id = ${orgId} and t.event_id = e.id
    where e.org_id = ${orgId} and e.about = ${about} and (${after}::uuid is null or e.id > ${after}::uuid)
    order by e.id limit ${limit}`.execute(db)
  return rows
}

export type EventFilter = { type?: string | undefined; subject?: string | undefined; about?: string | undefined }

/** An organization's events, newest first, before an event's id, without the personal text. */
export function newestEvents(
  db: Tx,
  orgId: string,
  filter: EventFilter,
  before: string | null,
  limit: number,
): Promise<Omit<RecordedEvent, 'text'>[]> {
  let query = db
    .selectFrom('event')
    .select(['id', 'at', 'type', 'subject', 'about', 'actor_kind', 'actor_id', 'data'])
    .where('org_id', '=', orgId)
  if (filter.about !== undefined) query = query.where('about', '=', filter.about)
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject)
  if (filter.type !== undefined) query = query.where('type', '=', filter.type)
  if (before !== null) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).$castTo<Omit<RecordedEvent, 'text'>>().execute()
}
