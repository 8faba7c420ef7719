import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Call } from '#platform/schema.gen'

export type CallRow = Selectable<Call>

const calls = (db: Tx, orgId: string) => db.selectFrom('call').selectAll().where('org_id', '=', orgId)

/** Adds a call unless its notice has one, or one of its sort about the promise is to be made; tells whether it did. */
export async function insertCall(db: Tx, row: Insertable<Call>): Promise<boolean> {
  const added = await db
    .insertInto('call')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const findCall = (db: Tx, orgId: string, id: string): Promise<CallRow | undefined> =>
  calls(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockCall = (db: Tx, orgId: string, id: string): Promise<CallRow | undefined> =>
  calls(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const findCallOfNotice = (db: Tx, orgId: string, noticeId: string): Promise<CallRow | undefined> =>
  calls(db, orgId).where('notice_id', '=', noticeId).executeTakeFirst()

export const lockCallOfNotice = (db: Tx, orgId: string, noticeId: string): Promise<CallRow | undefined> =>
  calls(db, orgId).where('notice_id', '=', noticeId).forUpdate().executeTakeFirst()

/** The calls by which some notices are told. */
export const callsOfNotices = (db: Tx, orgId: string, noticeIds: readonly string[]): Promise<CallRow[]> =>
  noticeIds.length === 0 ? Promise.resolve([]) : calls(db, orgId).where('notice_id', 'in', noticeIds).execute()

export const callRowsByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<CallRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : calls(db, orgId).where('id', 'in', ids).execute()

/** The call that a customer of these asked for about a matter and that is still to be made; of several the newest. */
export const askedCallAbout = (db: Tx, orgId: string, about: string, contactId: string | null) =>
  calls(db, orgId)
    .where('about', '=', about)
    .where('contact_id', contactId === null ? 'is' : '=', contactId)
    .where('why', '=', 'asked')
    .where('state', '=', 'open')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether somebody of the firm has spoken with a contact about a matter since an instant. */
export async function spokeSince(
  db: Tx,
  orgId: string,
  { about, contactId, since }: { about: string; contactId: string; since: Temporal.Instant },
): Promise<boolean> {
  const found = await db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', orgId)
    .where('about', '=', about)
    .where('contact_id', '=', contactId)
    .where('outcome', '=', 'reached')
    .where('occurred_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Calls about some matters that are still to be made, locked in the order of ids. */
export const lockOpenCallsAbout = (db: Tx, orgId: string, abouts: readonly string[]): Promise<CallRow[]> =>
  calls(db, orgId)
    .where(sql<boolean>`about = any(${[...abouts]}::text[])`)
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute()

export const updateCall = (db: Tx, orgId: string, id: string, set: Updateable<Call>) =>
  db
    .updateTable('call')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()

/** Calls about a promise that are still to be made are somebody else's from now on. */
export async function handOverOpenCalls(
  db: Tx,
  orgId: string,
  promiseId: string,
  owner: Pick<CallRow, 'owner_id' | 'owner_team_id'>,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('call')
    .set((e) => ({ ...owner, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('promise_id', '=', promiseId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type CallFilter = {
  state?: string | undefined
  about?: string | undefined
  owners: { memberIds: readonly string[]; teamIds: readonly string[] } | null
}

/** Calls, those due soonest first, after the sort keys of a cursor. */
export async function listCallRows(
  db: Tx,
  orgId: string,
  { state, about, owners }: CallFilter,
  after: string[] | null,
  limit: number,
): Promise<CallRow[]> {
  let query = calls(db, orgId)
  if (state !== undefined) query = query.where('state', '=', state)
  if (about !== undefined) query = query.where('about', '=', about)
  if (owners)
    query = query.where(
      sql<boolean>`(owner_id = any(${[...owners.memberIds]}::uuid[]) or owner_team_id = any(${[...owners.teamIds]}::uuid[]))`,
    )
  if (after) query = query.where(sql<boolean>`(due_at, id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return query.orderBy('due_at').orderBy('id').limit(limit).execute()
}
