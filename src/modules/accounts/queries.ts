import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Role } from '#platform/operation'
import type { ApiKey, Member, Session } from '#platform/schema.gen'

export type MemberRow = Selectable<Member>
export type ApiKeyRow = Selectable<ApiKey>

export type FoundSession = {
  member_id: string
  role: Role
  secret_hash: Buffer
  previous_secret_hash: Buffer | null
  rotated_at: Temporal.Instant
}

/** The hot path of every request with a cookie: one look at two primary keys. */
export async function findLiveSession(
  db: Tx,
  orgId: string,
  id: string,
  now: Temporal.Instant,
): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`
    select s.member_id, m.role, s.secret_hash, s.previous_secret_hash, s.rotated_at
    from session s join member m on m.org_id = ${orgId} and m.id = s.member_id and m.state = 'active'
    where s.org_id = ${orgId} and s.id = ${id} and s.revoked_at is null and s.expires_at > ${now}`.execute(db)
  return rows[0]
}

export type FoundApiKey = { role: Role; scopes: string[]; secret_hash: Buffer }

/** The hot path of every request with an API key. */
export async function findLiveApiKey(
  db: Tx,
  orgId: string,
  id: string,
  now: Temporal.Instant,
): Promise<FoundApiKey | undefined> {
  const { rows } = await sql<FoundApiKey>`
    select role, scopes, secret_hash from api_key
    where org_id = ${orgId} and id = ${id} and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(
    db,
  )
  return rows[0]
}

/** Gives a session its next secret; false when another request was first. */
export async function rotateSession(
  db: Tx,
  orgId: string,
  id: string,
  set: { present: Buffer; next: Buffer; now: Temporal.Instant; expiresAt: Temporal.Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({
      previous_secret_hash: set.present,
      secret_hash: set.next,
      rotated_at: set.now,
      expires_at: set.expiresAt,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('secret_hash', '=', set.present)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const insertSession = (db: Tx, row: Insertable<Session>) => db.insertInto('session').values(row).execute()

export const liveSessionsOf = (db: Tx, orgId: string, memberId: string, now: Temporal.Instant) =>
  db
    .selectFrom('session')
    .select(['id', 'created_at', 'rotated_at', 'expires_at', 'user_agent'])
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()

export const findSession = (db: Tx, orgId: string, id: string) =>
  db
    .selectFrom('session')
    .innerJoin('member', (join) => join.onRef('member.id', '=', 'session.member_id').on('member.org_id', '=', orgId))
    .select(['session.created_at', 'session.member_id', 'member.user_id'])
    .where('session.org_id', '=', orgId)
    .where('session.id', '=', id)
    .executeTakeFirst()

/** Ends sessions of a member at once: the one named, or all but `except`. The ids of those that were alive. */
export async function revokeSessions(
  db: Tx,
  orgId: string,
  memberId: string,
  now: Temporal.Instant,
  which: { id: string } | { except: string | null },
): Promise<string[]> {
  let query = db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
  if ('id' in which) query = query.where('id', '=', which.id)
  else if (which.except !== null) query = query.where('id', '<>', which.except)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}

/** Clears a member's sessions that ended before `before`: called whenever one starts. */
export const deleteOldSessions = (db: Tx, orgId: string, memberId: string, before: Temporal.Instant) =>
  db
    .deleteFrom('session')
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where((e) => e.or([e('expires_at', '<', before), e('revoked_at', '<', before)]))
    .execute()

export const findMember = (db: Tx, orgId: string, id: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export const lockMember = (db: Tx, orgId: string, id: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Locks everyone who owns the organization: who may stop being one is decided by whoever holds these rows. */
export const lockOwners = (db: Tx, orgId: string) =>
  db
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute()

export const lockMemberOfUser = (db: Tx, orgId: string, userId: string): Promise<MemberRow | undefined> =>
  db
    .selectFrom('member')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()

export const findMemberOfUser = (db: Tx, orgId: string, userId: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('org_id', '=', orgId).where('user_id', '=', userId).executeTakeFirst()

export const membersByIds = (db: Tx, orgId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('member')
        .select(['id', 'name', 'state'])
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .execute()

export async function activeLeads(db: Tx, orgId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select(['id', 'role'])
    .where('org_id', '=', orgId)
    .where('state', '=', 'active')
    .where('role', 'in', ['lead', 'owner'])
    .orderBy('role')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

export const activeMembersByIds = (db: Tx, orgId: string, ids: readonly string[]): Promise<MemberRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('member')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('id', 'in', ids)
        .where('state', '=', 'active')
        .execute()

export async function activeOwners(db: Tx, orgId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', orgId)
    .where('state', '=', 'active')
    .where('role', '=', 'owner')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

export const insertMember = (db: Tx, row: MemberRow) => db.insertInto('member').values(row).execute()

/** Adds a member unless there is one of that id: a set-up that goes on where it stopped. */
export async function insertMemberOnce(db: Tx, row: MemberRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('member')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const updateMemberRow = (db: Tx, orgId: string, id: string, set: Updateable<Member>): Promise<MemberRow> =>
  db
    .updateTable('member')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Members by name. `after`: name (in lower case) and id of the last row before. */
export function listMemberRows(
  db: Tx,
  orgId: string,
  states: readonly string[],
  after: readonly string[] | null,
  limit: number,
): Promise<(MemberRow & { sort_name: string })[]> {
  let query = db
    .selectFrom('member')
    .selectAll()
    .select(sql<string>`lower(name)`.as('sort_name'))
    .where('org_id', '=', orgId)
    .where('state', 'in', states)
  if (after) query = query.where(sql<boolean>`(lower(name), id) > (${after[0] ?? ''}, ${after[1] ?? ''}::uuid)`)
  return query.orderBy(sql`lower(name)`).orderBy('id').limit(limit).execute()
}

export const insertApiKey = (db: Tx, row: ApiKeyRow) => db.insertInto('api_key').values(row).execute()

export const listApiKeyRows = (db: Tx, orgId: string, before: string | null, limit: number): Promise<ApiKeyRow[]> =>
  db
    .selectFrom('api_key')
    .selectAll()
    .where('org_id', '=', orgId)
    .$if(before !== null, (q) => q.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const findApiKeyRow = (db: Tx, orgId: string, id: string): Promise<ApiKeyRow | undefined> =>
  db.selectFrom('api_key').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()

export const apiKeysByIds = (db: Tx, orgId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('api_key').select(['id', 'name']).where('org_id', '=', orgId).where('id', 'in', ids).execute()

/** Ends a key; nothing when it had ended before or never was. */
export const revokeApiKeyRow = (
  db: Tx,
  orgId: string,
  id: string,
  now: Temporal.Instant,
): Promise<ApiKeyRow | undefined> =>
  db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
