import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { CustomerWait } from '#platform/schema.gen'
import type { PromiseRow } from './queries.ts'

export type WaitRow = Selectable<CustomerWait>

const waits = (db: Tx, orgId: string) => db.selectFrom('customer_wait').selectAll().where('org_id', '=', orgId)

export const insertWait = (db: Tx, row: Insertable<CustomerWait>) =>
  db.insertInto('customer_wait').values(row).execute()

export const findWait = (db: Tx, orgId: string, id: string): Promise<WaitRow | undefined> =>
  waits(db, orgId).where('id', '=', id).executeTakeFirst()

export const waitsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<WaitRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : waits(db, orgId).where('id', 'in', ids).execute()

/** The open wait about a matter, locked: it ends once. */
export const lockOpenWait = (db: Tx, orgId: string, about: string): Promise<WaitRow | undefined> =>
  waits(db, orgId).where('about', '=', about).where('ended_at', 'is', null).forUpdate().executeTakeFirst()

export const openWaitsAbout = (db: Tx, orgId: string, abouts: readonly string[]): Promise<WaitRow[]> =>
  abouts.length === 0
    ? Promise.resolve([])
    : waits(db, orgId).where('about', 'in', abouts).where('ended_at', 'is', null).execute()

export const updateWait = (db: Tx, orgId: string, id: string, set: Updateable<CustomerWait>) =>
  db.updateTable('customer_wait').set(set).where('org_id', '=', orgId).where('id', '=', id).execute()

export type WaitFilter = { about?: string | undefined; open?: boolean | undefined }

/** Waits, the newest first, before the id of a cursor. */
export async function listWaitRows(
  db: Tx,
  orgId: string,
  filter: WaitFilter,
  before: string | null,
  limit: number,
): Promise<WaitRow[]> {
  let query = waits(db, orgId)
  if (filter.about !== undefined) query = query.where('about', '=', filter.about)
  if (filter.open !== undefined) query = query.where('ended_at', filter.open ? 'is' : 'is not', null)
  if (before !== null) query = query.where(sql<boolean>`id < ${before}::uuid`)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** The chains with a promise about a matter that still stands, in the order in which they are locked. */
export async function standingChains(db: Tx, orgId: string, about: string): Promise<string[]> {
  const { rows } = await sql<{ chain_id: string }>`
    select distinct chain_id from promise
    where org_id = ${orgId} and about = ${about} and state in ('proposed', 'open') order by chain_id`.execute(db)
  return rows.map((row) => row.chain_id)
}

/** The promises about some matters whose clocks stand. */
export const pausedAbout = (db: Tx, orgId: string, abouts: readonly string[]): Promise<PromiseRow[]> =>
  abouts.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('promise')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('about', 'in', abouts)
        .where('state', '=', 'open')
        .where('paused_at', 'is not', null)
        .orderBy('due_at')
        .orderBy('id')
        .execute()

/** What the customer has not been told of a wait yet: what we wait for, and reminders of it. */
export async function untoldOfWait(db: Tx, orgId: string, about: string, waitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.id from promise p join notice n on n.org_id = ${orgId} and n.promise_id = p.id
    where p.org_id = ${orgId} and p.about = ${about} and n.wait_id = ${waitId}
      and n.kind in ('waiting', 'reminder') and n.state in ('waiting', 'undelivered')
    order by n.id`.execute(db)
  return rows.map((row) => row.id)
}

/** The promises about a matter that make a next one when they are kept. */
export const repeatingAbout = (db: Tx, orgId: string, about: string) =>
  db
    .selectFrom('promise')
    .select(['id', 'chain_id'])
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where('repeats', '=', true)
    .where((e) =>
      e.or([e('state', 'in', ['proposed', 'open']), e.and([e('state', '=', 'broken'), e('occurred_at', 'is', null)])]),
    )
    .orderBy('chain_id')
    .execute()
