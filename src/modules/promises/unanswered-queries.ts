import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { lowestIdAt } from '#platform/ids'
import { type Owners, ownedBy } from './owner-queries.ts'

/** What settles a reply when somebody of the firm does it: the customer hears of it, or the matter is over. */
const SETTLING = [
  ...['promise.proposed', 'promise.made', 'promise.moved', 'promise.noticed', 'promise.told'],
  ...['promise.kept', 'promise.delivered', 'promise.withdrawn', 'request.closed'],
]

export type UnansweredRow = {
  promise_id: string
  why: 'wish' | 'reply'
  at: Temporal.Instant
  wish_at: Temporal.Instant | null
  text: string | null
}

/**
 * Each promise whose customer said something since `since` that nobody answered: declined it with another wish and was
 * promised nothing in its place, or replied on their page and nobody has written, promised, delivered or closed since.
 * A reply is about a matter; it stands with the promise of it that runs, else with the last one made.
 */
export const unanswered = (orgId: string, since: Temporal.Instant) => sql<UnansweredRow>`
  select distinct on (said.promise_id) said.* from (
    select p.id as promise_id, 'wish' as why, a.recorded_at as at, a.wish_at, a.wish_text as text
    from answer a join promise p on p.org_id = ${orgId} and p.id = a.promise_id
    where a.org_id = ${orgId} and a.recorded_at >= ${since} and a.answer = 'declined'
      and (a.wish_at is not null or a.wish_text is not null) and p.followed
      and not exists (select from promise later where later.org_id = ${orgId} and later.about = p.about
        and later.made_at > a.recorded_at and later.beneficiary = 'customer')
      and not exists (select from event e where e.org_id = ${orgId} and e.about = p.about
        and e.type = 'request.closed' and e.at >= a.recorded_at)
    union all
    select p.id, 'reply', e.at, null, w.reply
    from event e
    join customer_wait w on w.org_id = ${orgId} and w.id = (e.data->>'waitId')::uuid
    join lateral (
      select id from promise where org_id = ${orgId} and about = e.about and beneficiary = 'customer' and followed
      order by state in ('proposed', 'open') desc, made_at desc, id desc limit 1
    ) p on true
    where e.org_id = ${orgId} and e.type = 'conversation.replied' and e.id >= ${lowestIdAt(since)}::uuid and e.at >= ${since}
      and not exists (select from event later where later.org_id = ${orgId} and later.about = e.about
        and later.id > e.id and later.type = any(${SETTLING}::text[]) and later.actor_kind in ('member', 'apiKey'))
  ) said
  order by said.promise_id, said.at desc`

const of = (orgId: string, owners: Owners) =>
  owners === null
    ? sql``
    : sql`where u.promise_id in (select id from promise where org_id = ${orgId} and ${ownedBy(owners)})`

/** The longest waiting first. */
export async function unansweredSince(
  db: Tx,
  orgId: string,
  since: Temporal.Instant,
  owners: Owners,
  limit: number,
): Promise<UnansweredRow[]> {
  const { rows } = await sql<UnansweredRow>`
    select * from (${unanswered(orgId, since)}) u ${of(orgId, owners)} order by u.at, u.promise_id limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function countUnanswered(db: Tx, orgId: string, since: Temporal.Instant, owners: Owners): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (${unanswered(orgId, since)}) u ${of(orgId, owners)}`.execute(db)
  return rows[0]?.n ?? 0
}
