import { type RawBuilder, sql } from 'kysely'
import type { PromiseRow } from '#modules/promises'
import { REPLY_KINDS } from '#modules/promises'
import { planByValues, type Tx } from '#platform/db'
import type { Affected } from './schemas.ts'

/**
 * Promises to customers that still stand and that no other date has been proposed for, of those that something touches.
 * Planned by their values: a filter may fit none or all, and what is planned for few looks at every request for each promise.
 */
const touched = (orgId: string, by: Affected, customerIds: readonly string[] | null): RawBuilder<unknown> => {
  const conditions: RawBuilder<unknown>[] = [
    sql`p.org_id = ${orgId} and p.beneficiary = 'customer' and p.followed and p.state in ('open', 'broken')
      and (p.state = 'open' or p.occurred_at is null)
      and not exists (select from promise s where s.org_id = ${orgId} and s.chain_id = p.chain_id and s.predecessor_id = p.id
        and s.state in ('proposed', 'open'))`,
    by.kinds ? sql`p.kind = any(${by.kinds})` : sql`p.kind <> all(${[...REPLY_KINDS]})`,
  ]
  if (by.promiseIds) conditions.push(sql`p.id = any(${by.promiseIds}::uuid[])`)
  else conditions.push(sql`p.state = 'open'`)
  if (by.requestId) conditions.push(sql`p.about = ${`request:${by.requestId}`}`)
  if (customerIds) conditions.push(sql`p.customer_id = any(${[...customerIds]}::uuid[])`)
  if (by.ownerId) conditions.push(sql`p.owner_id = ${by.ownerId}`)
  if (by.ownerTeamId) conditions.push(sql`p.owner_team_id = ${by.ownerTeamId}`)
  if (by.dueFrom) conditions.push(sql`p.due_at >= ${by.dueFrom.toString()}::timestamptz`)
  if (by.dueBefore) conditions.push(sql`p.due_at < ${by.dueBefore.toString()}::timestamptz`)
  if (by.atRisk)
    conditions.push(
      sql`exists (select from promise_risk r where r.org_id = ${orgId} and r.promise_id = p.id and r.at_risk and r.paused_at is null)`,
    )
  const ofRequest = [
    ...(by.serviceId ? [sql`q.service_id = ${by.serviceId}`] : []),
    ...(by.category ? [sql`lower(q.category) = lower(${by.category})`] : []),
    ...(by.area ? [sql`lower(q.area) = lower(${by.area})`] : []),
  ]
  if (ofRequest.length > 0)
    conditions.push(
      sql`p.about in (select 'request:' || q.id from request q where q.org_id = ${orgId} and ${sql.join(ofRequest, sql` and `)})`,
    )
  return sql.join(conditions, sql` and `)
}

/** The next of them in the order of ids. */
export async function affectedRows(
  db: Tx,
  orgId: string,
  by: Affected,
  customerIds: readonly string[] | null,
  afterId: string | null,
  limit: number,
): Promise<PromiseRow[]> {
  await planByValues(db)
  const { rows } = await sql<PromiseRow>`
    select p.* from promise p where ${touched(orgId, by, customerIds)} ${afterId === null ? sql`` : sql`and p.id > ${afterId}::uuid`}
    order by p.id limit ${limit}`.execute(db)
  return rows
}

/** How many they are, of how many customers. */
export async function countAffected(
  db: Tx,
  orgId: string,
  by: Affected,
  customerIds: readonly string[] | null,
): Promise<{ promises: number; customers: number }> {
  await planByValues(db)
  const { rows } = await sql<{ promises: number; customers: number }>`
    select count(*)::int as promises, count(distinct p.customer_id)::int as customers
    from promise p where ${touched(orgId, by, customerIds)}`.execute(db)
  return rows[0] ?? { promises: 0, customers: 0 }
}

/** The first of them by due instant. */
export async function firstAffected(
  db: Tx,
  orgId: string,
  by: Affected,
  customerIds: readonly string[] | null,
  limit: number,
): Promise<PromiseRow[]> {
  await planByValues(db)
  const { rows } = await sql<PromiseRow>`
    select p.* from promise p where ${touched(orgId, by, customerIds)} order by p.due_at, p.id limit ${limit}`.execute(
    db,
  )
  return rows
}
