import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import { type Owners, ownedBy } from './owner-queries.ts'
import { hasMoved, needsTelling, type PromiseRow } from './queries.ts'

const daily = (db: Tx, orgId: string, owners: Owners = null) =>
  db
    .selectFrom('promise')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('followed', '=', true)
    .$if(owners !== null, (query) => query.where(ownedBy(owners)))

/** Broken by the clock and not delivered, longest overdue first. */
export const overduePromises = (db: Tx, orgId: string, owners: Owners, limit: number): Promise<PromiseRow[]> =>
  daily(db, orgId, owners)
    .where('state', '=', 'broken')
    .where('occurred_at', 'is', null)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Open promises due from `from` until before `to`, soonest first; what waits for the customer is not due. */
export const openPromisesDue = (
  db: Tx,
  orgId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
  owners: Owners,
  limit: number,
): Promise<PromiseRow[]> =>
  daily(db, orgId, owners)
    .where('state', '=', 'open')
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .where('paused_at', 'is', null)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Those of these promises that run, in the same order. */
export async function runningInOrder(db: Tx, orgId: string, ids: readonly string[]): Promise<PromiseRow[]> {
  if (ids.length === 0) return []
  const rows = await daily(db, orgId).where('id', 'in', ids).where('state', 'in', ['proposed', 'open']).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Running, and later by the hours as they are now than was told; nothing else has been proposed yet. Soonest first. */
export async function endangeredPromises(db: Tx, orgId: string, owners: Owners, limit: number): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select p.* from promise p
    where p.org_id = ${orgId} and p.derived_due_at is not null and p.derived_due_at > p.due_at
      and p.state in ('proposed', 'open') and p.paused_at is null and p.followed and ${ownedBy(owners, 'p')}
      and not exists (select from promise s where s.org_id = ${orgId} and s.chain_id = p.chain_id and s.chain_id <> s.id
        and s.predecessor_id = p.id and s.state in ('proposed', 'open'))
    order by p.due_at, p.id limit ${limit}`.execute(db)
  return rows
}

/** Promises by id, as they are. */
export const promisesOf = (db: Tx, orgId: string, ids: readonly string[]): Promise<PromiseRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : daily(db, orgId).where('id', 'in', ids).execute()

/** How many, each from an index. */
export async function countDaily(
  db: Tx,
  orgId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
  patience: Temporal.Instant,
  owners: Owners,
) {
  const { rows } = await sql<{ overdue: number; due: number; untold: number; pending: number }>`
    select
      (select count(*) from promise where org_id = ${orgId} and state = 'broken' and occurred_at is null and followed
        and ${ownedBy(owners)})::int as overdue,
      (select count(*) from promise where org_id = ${orgId} and followed and due_at >= ${from} and due_at < ${to}
        and state in ('open', 'proposed') and paused_at is null and ${ownedBy(owners)})::int as due,
      (select count(*) from notice where org_id = ${orgId} and ${needsTelling(patience)}
        ${owners === null ? sql`` : sql`and exists (select from promise p where p.org_id = ${orgId} and p.id = promise_id and ${ownedBy(owners, 'p')})`})::int as untold,
      (select count(*) from promise where org_id = ${orgId} and followed and state = 'proposed' and next_check_at is not null
        and ${ownedBy(owners)})::int as pending`.execute(db)
  return rows[0] ?? { overdue: 0, due: 0, untold: 0, pending: 0 }
}

/** The roots of followed promises to customers due in a period, with whether their chain has more than one. */
export async function rootsDue(db: Tx, orgId: string, from: Temporal.Instant, to: Temporal.Instant, owners: Owners) {
  const { rows } = await sql<{ id: string; state: string; moved: boolean }>`
    select id, state, ${hasMoved(orgId)} as moved
    from promise where org_id = ${orgId} and followed and chain_id = id and due_at >= ${from} and due_at < ${to}
      and ${ownedBy(owners)}`.execute(db)
  return rows
}

/** The roots of followed chains of more than one promise, first due in a period. */
export async function movedRootsDue(db: Tx, orgId: string, from: Temporal.Instant, to: Temporal.Instant) {
  const rows = await daily(db, orgId)
    .clearSelect()
    .select('id')
    .whereRef('chain_id', '=', 'id')
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .where(hasMoved(orgId))
    .execute()
  return rows.map(({ id }) => id)
}

/** Due instants and states within a day, for its line. */
export const dayLine = (db: Tx, orgId: string, from: Temporal.Instant, to: Temporal.Instant, owners: Owners) =>
  db
    .selectFrom('promise')
    .select(['id', 'due_at', 'state', 'occurred_at'])
    .where('org_id', '=', orgId)
    .where('followed', '=', true)
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .where('state', 'in', ['open', 'proposed', 'kept', 'broken'])
    .$if(owners !== null, (query) => query.where(ownedBy(owners)))
    .orderBy('due_at')
    .orderBy('id')
    .limit(500)
    .execute()
