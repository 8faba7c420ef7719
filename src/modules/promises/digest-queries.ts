import { sql } from 'kysely'
import type { Tx } from '#platform/db'

/** Marks a morning as written to, unless it was: who gets true is the one who writes. */
export async function claimMorning(
  db: Tx,
  orgId: string,
  day: string,
  row: { tzRevision: string; now: Temporal.Instant },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into clock_state as c (org_id, tz_revision, checked_at, digested_on)
    values (${orgId}, ${row.tzRevision}, ${row.now}, ${day}::date)
    on conflict (org_id) do update set digested_on = excluded.digested_on
    where c.digested_on is distinct from excluded.digested_on`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Raised steps whose promises have ended need nobody any more; up to `limit` at a time. */
export async function settleRaised(db: Tx, orgId: string, limit: number): Promise<void> {
  await sql`
    update promise_step s set state = 'skipped', skipped_because = 'ended'
    from (
      select r.promise_id, r.n from promise_step r join promise p on p.org_id = ${orgId} and p.id = r.promise_id
      where r.org_id = ${orgId} and r.state = 'raised'
        and (p.state in ('kept', 'withdrawn', 'declined', 'renegotiated') or p.occurred_at is not null)
      order by r.raised_at limit ${limit} for update of r skip locked
    ) ended
    where s.org_id = ${orgId} and s.promise_id = ended.promise_id and s.n = ended.n`.execute(db)
}

/** Whose promises are overdue or due before `end`, and who has steps that wait to be acknowledged. */
export async function concerned(
  db: Tx,
  orgId: string,
  end: Temporal.Instant,
): Promise<{ member_id: string | null; team_id: string | null }[]> {
  const { rows } = await sql<{ member_id: string | null; team_id: string | null }>`
    select owner_id as member_id, owner_team_id as team_id from promise
    where org_id = ${orgId} and followed and state = 'broken' and occurred_at is null
    union
    select owner_id, owner_team_id from promise
    where org_id = ${orgId} and followed and state = 'open' and paused_at is null and due_at < ${end}
    union
    select member_id, null::uuid from promise_step where org_id = ${orgId} and state = 'raised'`.execute(db)
  return rows
}

export type DigestRow = {
  id: string
  wording: string
  about: string
  due_at: Temporal.Instant
  state: string
  customer_id: string | null
  alerted: boolean
  all: number
}

/** What needs a member or one of their teams: overdue, due before `end`, or raised to them; soonest due first. */
export async function digestRows(
  db: Tx,
  orgId: string,
  memberId: string,
  teamIds: readonly string[],
  end: Temporal.Instant,
  limit: number,
): Promise<DigestRow[]> {
  const { rows } = await sql<DigestRow>`
    with alerts as (
      select distinct promise_id from promise_step
      where org_id = ${orgId} and state = 'raised' and member_id = ${memberId}
    ), mine as (
      select p.id, p.wording, p.about, p.due_at, p.state, p.customer_id, false as alerted from promise p
      where p.org_id = ${orgId} and p.followed and p.state = 'broken' and p.occurred_at is null
        and (p.owner_id = ${memberId} or p.owner_team_id = any(${[...teamIds]}::uuid[]))
      union all
      select p.id, p.wording, p.about, p.due_at, p.state, p.customer_id, false from promise p
      where p.org_id = ${orgId} and p.followed and p.state = 'open' and p.paused_at is null and p.due_at < ${end}
        and (p.owner_id = ${memberId} or p.owner_team_id = any(${[...teamIds]}::uuid[]))
      union all
      select p.id, p.wording, p.about, p.due_at, p.state, p.customer_id, true from alerts a
      join promise p on p.org_id = ${orgId} and p.id = a.promise_id
      where p.state in ('open', 'proposed') or (p.state = 'broken' and p.occurred_at is null)
    )
    select id, wording, about, due_at, state, customer_id, bool_or(alerted) as alerted, count(*) over ()::int as all
    from mine group by id, wording, about, due_at, state, customer_id
    order by due_at, id limit ${limit}`.execute(db)
  return rows
}
