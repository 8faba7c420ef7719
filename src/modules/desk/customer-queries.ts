import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { AFTER_ALL, type RecordedEvent } from '#platform/event-queries'

/** What of a customer somebody may see. */
export type Matters = { readonly requests: boolean; readonly conversations: boolean; readonly promises: boolean }

/**
 * What was recorded about customers and all their matters, newest first, before an event's id: of each matter the
 * newest by its index, of these the newest. It costs one step down the index a matter, however many events there are.
 */
export async function newestOfCustomers(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  sees: Matters,
  before: string | null,
  limit: number,
): Promise<RecordedEvent[]> {
  const { rows } = await sql<RecordedEvent>`
    with matter as (
      select 'customer:' || id as about from unnest(${[...customerIds]}::uuid[]) id
      union
      select 'request:' || r.id from request r
      where r.org_id = ${orgId} and r.customer_id = any(${[...customerIds]}::uuid[]) and ${sees.requests}::boolean
      union
      select of.about from conversation c cross join lateral unnest(array[c.about, 'conversation:' || c.id]) of (about)
      where c.org_id = ${orgId} and c.customer_id = any(${[...customerIds]}::uuid[]) and ${sees.conversations}::boolean
        and (${sees.requests}::boolean or of.about like 'conversation:%')
      union
      select p.about from promise p
      where p.org_id = ${orgId} and p.customer_id = any(${[...customerIds]}::uuid[]) and ${sees.promises}::boolean
        and p.about not like 'request:%'
    ), newest as materialized (
      select found.id from matter cross join lateral (
        select e.id from event e
        where e.org_id = ${orgId} and e.about = matter.about and e.id < ${before ?? AFTER_ALL}::uuid
        order by e.id desc limit ${limit}
      ) found
      order by found.id desc limit ${limit}
    )
    select e.id, e.at, e.type, e.subject, e.about, e.actor_kind, e.actor_id, e.data,
      (select t.text from event_text t where t.org_id = ${orgId} and t.event_id = e.id) as text
    from newest join event e on e.org_id = ${orgId} and e.id = newest.id
    order by e.id desc`.execute(db)
  return rows
}

/** Which of some conversations are about themselves: no request has been opened for them. */
export async function alone(db: Tx, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', 'in', ids)
    .where('about', 'like', 'conversation:%')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export type RequestFacts = {
  first_at: Temporal.Instant | null
  last_year: number
  open: number
  latest: { id: string; number: number; subject: string; kind: string; status: string; opened_at: string } | null
}

/** How many matters there are with customers, since when, and which is the latest. */
export async function requestFacts(
  db: Tx,
  orgId: string,
  customerIds: readonly string[],
  yearAgo: Temporal.Instant,
): Promise<RequestFacts> {
  const { rows } = await sql<RequestFacts>`
    select min(r.opened_at) as first_at,
      count(*) filter (where r.opened_at >= ${yearAgo})::int as last_year,
      count(*) filter (where r.status = 'open' and r.followed)::int as open,
      (select jsonb_build_object('id', l.id, 'number', l.number, 'subject', l.subject, 'kind', l.kind, 'status', l.status,
          'opened_at', l.opened_at) from request l
        where l.org_id = ${orgId} and l.customer_id = any(${[...customerIds]}::uuid[])
        order by l.opened_at desc, l.id desc limit 1) as latest
    from request r where r.org_id = ${orgId} and r.customer_id = any(${[...customerIds]}::uuid[])`.execute(db)
  return rows[0] ?? { first_at: null, last_year: 0, open: 0, latest: null }
}
