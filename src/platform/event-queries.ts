import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { lowestIdAt } from '#platform/ids'

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

/** No id comes after it. */
export const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What was recorded about one matter, newest first, before an event's id; with the personal text that is still there. */
export async function newestAbout(
  db: Tx,
  orgId: string,
  about: string,
  before: string | null,
  limit: number,
): Promise<RecordedEvent[]> {
  const { rows } = await sql<RecordedEvent>`
    select e.id, e.at, e.type, e.subject, e.about, e.actor_kind, e.actor_id, e.data,
      (select t.text from event_text t where t.org_id = ${orgId} and t.event_id = e.id) as text
    from event e
    where e.org_id = ${orgId} and e.about = ${about} and e.id < ${before ?? AFTER_ALL}::uuid
    order by e.id desc limit ${limit}`.execute(db)
  return rows
}

/** The first that was recorded about a matter. */
export const firstAbout = (db: Tx, orgId: string, about: string): Promise<NewestEvent | undefined> =>
  events(db, orgId).where('about', '=', about).orderBy('id').limit(1).executeTakeFirst()

export const findEvent = (db: Tx, orgId: string, id: string): Promise<NewestEvent | undefined> =>
  events(db, orgId).where('id', '=', id).executeTakeFirst()

const events = (db: Tx, orgId: string) =>
  db
    .selectFrom('event')
    .select(['id', 'at', 'type', 'subject', 'about', 'actor_kind', 'actor_id', 'data'])
    .where('org_id', '=', orgId)
    .$castTo<NewestEvent>()

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type EventFilter = {
  /** Of any of these types; none: of every type. */
  types?: readonly string[] | undefined
  subject?: string | undefined
  about?: string | undefined
  actorId?: string | undefined
  from?: Temporal.Instant | undefined
  before?: Temporal.Instant | undefined
}

/** The types of an organization's events that begin so (`member`), each found with one step down the index. */
export async function eventTypes(db: Tx, orgId: string, kind: string): Promise<string[]> {
  const types: string[] = []
  for (let after = `${kind}.`; ; ) {
    const found = await db
      .selectFrom('event')
      .select('type')
      .where('org_id', '=', orgId)
      .where('type', '>', after)
      .where('type', 'like', `${kind}.%`)
      .orderBy('type')
      .limit(1)
      .executeTakeFirst()
    if (!found) return types
    types.push(found.type)
    after = found.type
  }
}

type NewestEvent = Omit<RecordedEvent, 'text'>

/** An organization's events, newest first, before an event's id, without the personal text. */
export function newestEvents(
  db: Tx,
  orgId: string,
  filter: EventFilter,
  before: string | null,
  limit: number,
): Promise<NewestEvent[]> {
  if (filter.types !== undefined) return newestOfTypes(db, orgId, filter, filter.types, before, limit)
  return newest(db, orgId, filter, before, limit).execute()
}

/** The newest of each type by the index of types, then the newest of these: what is rare is not searched for. */
async function newestOfTypes(
  db: Tx,
  orgId: string,
  filter: EventFilter,
  types: readonly string[],
  before: string | null,
  limit: number,
): Promise<NewestEvent[]> {
  const found = await Promise.all(
    types.map((type) => newest(db, orgId, filter, before, limit).where('type', '=', type).execute()),
  )
  return found
    .flat()
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
}

function newest(db: Tx, orgId: string, filter: EventFilter, before: string | null, limit: number) {
  let query = db
    .selectFrom('event')
    .select(['id', 'at', 'type', 'subject', 'about', 'actor_kind', 'actor_id', 'data'])
    .where('org_id', '=', orgId)
  if (filter.about !== undefined) query = query.where('about', '=', filter.about)
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject)
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId)
  // The index of who did something leaves out what the system did, whose ids are names.
  if (filter.actorId !== undefined && UUID.test(filter.actorId)) query = query.where('actor_kind', '<>', 'system')
  // Ids are in the order of time: by them the log is begun and ended without reading on.
  if (filter.from) query = query.where('at', '>=', filter.from).where('id', '>=', lowestIdAt(filter.from))
  if (filter.before)
    query = query.where('at', '<', filter.before).where('id', '<', lowestIdAt(filter.before.add({ milliseconds: 1 })))
  if (before !== null) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).$castTo<NewestEvent>()
}
