import { type Selectable, sql } from 'kysely'
import { bulkInsertSoon, tableOf } from '#platform/bulk-insert'
import { sendSoon, type Tx } from '#platform/db'
import type { RecoveryItem } from '#platform/schema.gen'
import type { ItemState } from './recovery.ts'

export type ItemRow = Selectable<RecoveryItem>

/** The state of an item `i` of the promise `p`: what waits about a promise that stands no more, or was moved otherwise, is settled. */
const stateNow = (orgId: string) => sql<string>`case
  when i.state in ('waiting', 'failed') and (p.state not in ('open', 'broken') or p.occurred_at is not null
    or exists (select from promise s where s.org_id = ${orgId} and s.chain_id = p.chain_id and s.predecessor_id = p.id
      and s.state in ('proposed', 'open'))) then 'settled' else i.state end`

/** Items as they are now, with their promises. */
const itemsNow = (db: Tx, orgId: string, recoveryId: string) =>
  db
    .selectFrom('recovery_item as i')
    .innerJoin('promise as p', (join) => join.on('p.org_id', '=', orgId).onRef('p.id', '=', 'i.promise_id'))
    .where('i.org_id', '=', orgId)
    .where('i.recovery_id', '=', recoveryId)

const items = (db: Tx, orgId: string, recoveryId: string) =>
  db.selectFrom('recovery_item').selectAll().where('org_id', '=', orgId).where('recovery_id', '=', recoveryId)

export type Planned = {
  promiseId: string
  customerId: string | null
  about: string
  dueAt: Temporal.Instant
  newDueAt: Temporal.Instant | null
  datedBy: string | null
  chance: number | null
  lastMomentAt: Temporal.Instant
}

/** Adds what was planned, with the commit; of what waits, dates that no person has set are planned anew. */
export function storePlanned(
  db: Tx,
  orgId: string,
  recoveryId: string,
  now: Temporal.Instant,
  planned: readonly Planned[],
): void {
  bulkInsertSoon(db, {
    table: 'recovery_item',
    shared: { org_id: orgId, recovery_id: recoveryId, state: 'waiting', changed_at: now },
    ...tableOf(
      planned.map((each) => ({
        promise_id: each.promiseId,
        customer_id: each.customerId,
        about: each.about,
        due_at: each.dueAt,
        new_due_at: each.newDueAt,
        dated_by: each.datedBy,
        chance: each.chance,
        last_moment_at: each.lastMomentAt,
      })),
    ),
    tail: `on conflict (org_id, recovery_id, promise_id) do update
      set new_due_at = excluded.new_due_at, dated_by = excluded.dated_by, chance = excluded.chance,
        last_moment_at = excluded.last_moment_at, changed_at = excluded.changed_at
      where recovery_item.state in ('waiting', 'failed') and recovery_item.dated_by is distinct from 'member'`,
  })
}

export type ItemFilter = { states?: readonly ItemState[] | undefined; undated?: boolean | undefined }

/** In the order of last moments, after the sort keys of a cursor. */
export async function listItemRows(
  db: Tx,
  orgId: string,
  recoveryId: string,
  { states, undated }: ItemFilter,
  after: string[] | null,
  limit: number,
): Promise<ItemRow[]> {
  const state = stateNow(orgId)
  let query = itemsNow(db, orgId, recoveryId).selectAll('i').select(state.as('state_now'))
  if (states) query = query.where(state, 'in', [...states])
  if (undated !== undefined) query = query.where('i.new_due_at', undated ? 'is' : 'is not', null)
  if (after)
    query = query.where(sql<boolean>`(i.last_moment_at, i.promise_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const rows = await query.orderBy('i.last_moment_at').orderBy('i.promise_id').limit(limit).execute()
  return rows.map(({ state_now, ...row }) => ({ ...row, state: state_now }))
}

export const findItem = (db: Tx, orgId: string, recoveryId: string, promiseId: string): Promise<ItemRow | undefined> =>
  items(db, orgId, recoveryId).where('promise_id', '=', promiseId).executeTakeFirst()

/** The next that are to be sent. The caller holds the recovery. */
export const chosenItems = (db: Tx, orgId: string, recoveryId: string, limit: number): Promise<ItemRow[]> =>
  items(db, orgId, recoveryId).where('state', '=', 'chosen').orderBy('promise_id').limit(limit).execute()

/** Those that wait, whose last moment has come, and who were not told yet that it is in danger. */
export async function itemsToHold(
  db: Tx,
  orgId: string,
  recoveryId: string,
  by: Temporal.Instant | null,
  limit: number,
): Promise<Pick<ItemRow, 'promise_id' | 'reason'>[]> {
  let query = itemsNow(db, orgId, recoveryId)
    .select(['i.promise_id', 'i.reason'])
    .where(stateNow(orgId), 'in', ['waiting', 'failed'])
    .where('i.held_at', 'is', null)
  if (by) query = query.where('i.last_moment_at', '<=', by)
  return query.orderBy('i.promise_id').limit(limit).execute()
}

/** Some items change their state together, or all that are in it. @returns how many */
export async function turnItems(
  db: Tx,
  orgId: string,
  recoveryId: string,
  {
    from,
    to,
    ids,
    dated,
  }: { from: readonly ItemState[]; to: ItemState; ids?: readonly string[] | null; dated?: boolean },
  now: Temporal.Instant,
): Promise<number> {
  let query = db
    .updateTable('recovery_item')
    .set({ state: to, changed_at: now, failure: null })
    .where('org_id', '=', orgId)
    .where('recovery_id', '=', recoveryId)
    .where('state', 'in', [...from])
  if (ids) query = query.where('promise_id', 'in', [...ids])
  if (dated) query = query.where('new_due_at', 'is not', null)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows)
}

export type ItemChange = {
  newDueAt?: Temporal.Instant | null | undefined
  chance?: number | null | undefined
  reason?: string | null | undefined
  remedyId?: string | null | undefined
  remedyAmount?: number | null | undefined
  remedyDueAt?: Temporal.Instant | null | undefined
}

/** Changes what is proposed of some that wait; a date so set is a person's. */
export async function changeItems(
  db: Tx,
  orgId: string,
  recoveryId: string,
  ids: readonly string[] | null,
  change: ItemChange,
  now: Temporal.Instant,
): Promise<string[]> {
  let query = db
    .updateTable('recovery_item')
    .set({
      changed_at: now,
      state: 'waiting',
      failure: null,
      ...(change.newDueAt === undefined ? {} : { new_due_at: change.newDueAt, dated_by: 'member' }),
      ...(change.chance === undefined ? {} : { chance: change.chance }),
      ...(change.reason === undefined ? {} : { reason: change.reason }),
      ...(change.remedyId === undefined
        ? {}
        : {
            remedy_id: change.remedyId,
            remedy_amount: change.remedyAmount ?? null,
            remedy_due_at: change.remedyDueAt ?? null,
          }),
    })
    .where('org_id', '=', orgId)
    .where('recovery_id', '=', recoveryId)
    .where('state', 'in', ['waiting', 'failed', 'left'])
  if (ids) query = query.where('promise_id', 'in', [...ids])
  if (change.newDueAt) query = query.where('due_at', '<', change.newDueAt)
  return (await query.returning('promise_id').execute()).map((row) => row.promise_id)
}

export type Became = {
  promiseId: string
  state: ItemState
  successorId: string | null
  grantId: string | null
  failure: string | null
}

/** What became of some, in one statement that leaves with the commit. */
export function storeBecame(
  db: Tx,
  orgId: string,
  recoveryId: string,
  became: readonly Became[],
  now: Temporal.Instant,
): void {
  if (became.length === 0) return
  sendSoon(
    db,
    `update recovery_item i set state = v.state, successor_id = v.successor_id, grant_id = v.grant_id,
       failure = v.failure, changed_at = $3
     from unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[]) as v (id, state, successor_id, grant_id, failure)
     where i.org_id = $1 and i.recovery_id = $2 and i.promise_id = v.id`,
    [
      ...[orgId, recoveryId, now, became.map((each) => each.promiseId), became.map((each) => each.state)],
      ...[became.map((each) => each.successorId), became.map((each) => each.grantId)],
      became.map((each) => each.failure),
    ],
  )
}

export const markHeld = (
  db: Tx,
  orgId: string,
  recoveryId: string,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<unknown> =>
  ids.length === 0
    ? Promise.resolve()
    : db
        .updateTable('recovery_item')
        .set({ held_at: now, changed_at: now })
        .where('org_id', '=', orgId)
        .where('recovery_id', '=', recoveryId)
        .where('promise_id', 'in', [...ids])
        .execute()

/** The first last moment among what waits; null: nothing does. */
export async function firstLastMoment(
  db: Tx,
  orgId: string,
  recoveryId: string,
  after: Temporal.Instant | null,
): Promise<Temporal.Instant | null> {
  let query = itemsNow(db, orgId, recoveryId)
    .select('i.last_moment_at as at')
    .where(stateNow(orgId), 'in', ['waiting', 'failed'])
  if (after) query = query.where('i.last_moment_at', '>', after)
  return (await query.orderBy('i.last_moment_at').limit(1).executeTakeFirst())?.at ?? null
}

/** Of unfinished recoveries in which something waits about a promise. */
export const waitingWith = (db: Tx, orgId: string, promiseId: string): Promise<{ recovery_id: string }[]> =>
  db
    .selectFrom('recovery_item')
    .select('recovery_id')
    .where('org_id', '=', orgId)
    .where('promise_id', '=', promiseId)
    .where('state', 'in', ['waiting', 'failed', 'chosen'])
    .execute()

export type Counted = { recovery_id: string; state: string; outcome: string | null; undated: number; n: number }

/** How many items of some recoveries are in which state, and what became of what was sent. */
export async function countItems(db: Tx, orgId: string, ids: readonly string[]): Promise<Counted[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Counted>`
    select i.recovery_id, ${stateNow(orgId)} as state,
      case when i.state <> 'sent' then null
        when s.consent = 'accepted' then 'accepted' when s.consent = 'declined' then 'declined'
        when s.consent = 'unanswered' then 'silent' when s.told_at is null and s.state = 'proposed' then 'untold' else 'told' end as outcome,
      count(*) filter (where i.new_due_at is null)::int as undated, count(*)::int as n
    from recovery_item i
    join promise p on p.org_id = ${orgId} and p.id = i.promise_id
    left join promise s on s.org_id = ${orgId} and s.id = i.successor_id
    where i.org_id = ${orgId} and i.recovery_id = any(${[...ids]}::uuid[])
    group by 1, 2, 3`.execute(db)
  return rows
}
