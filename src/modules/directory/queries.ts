import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { Credential, Organization } from '#platform/schema.gen'

// As kept_system: what no single organization may see.

export const insertOrganization = (db: Tx, row: Insertable<Organization>) =>
  db.insertInto('organization').values(row).execute()

export const insertCredential = (db: Tx, row: Insertable<Credential>) =>
  db.insertInto('credential').values(row).execute()

/** Clears credentials that ended before `before`, a few at a time: called whenever one is made. */
export const deleteOldCredentials = (db: Tx, before: Temporal.Instant) =>
  sql`delete from credential where id in (
    select id from credential where expires_at < ${before.toString()}::timestamptz limit 100)`.execute(db)

export const findCredential = (db: Tx, id: string) =>
  db
    .selectFrom('credential')
    .leftJoin('app_user', 'app_user.id', 'credential.user_id')
    .leftJoin('organization', 'organization.id', 'credential.org_id')
    .selectAll('credential')
    .select(['app_user.email', 'app_user.proven_at', 'organization.name as organization_name'])
    .where('credential.id', '=', id)
    .executeTakeFirst()

export const lockCredential = (db: Tx, id: string) =>
  db.selectFrom('credential').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const updateCredential = (db: Tx, id: string, set: Updateable<Credential>) =>
  db.updateTable('credential').set(set).where('id', '=', id).execute()

/** The one moment a credential is used: whoever comes second finds nothing. */
export const markUsed = (db: Tx, id: string, now: Temporal.Instant) =>
  db
    .updateTable('credential')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['purpose', 'user_id', 'org_id', 'member_id'])
    .executeTakeFirst()

/** The first proof of an address. A password from before it was set by someone who may be anyone. */
export const markProven = (db: Tx, userId: string, now: Temporal.Instant) =>
  db
    .updateTable('app_user')
    .set({ proven_at: now, password_hash: null })
    .where('id', '=', userId)
    .where('proven_at', 'is', null)
    .execute()

export const findUserByEmail = (db: Tx, email: string) =>
  db.selectFrom('app_user').selectAll().where('email', '=', email).executeTakeFirst()

export const findUserById = (db: Tx, id: string) =>
  db.selectFrom('app_user').selectAll().where('id', '=', id).executeTakeFirst()

export const updatePassword = (db: Tx, id: string, passwordHash: string) =>
  db.updateTable('app_user').set({ password_hash: passwordHash }).where('id', '=', id).execute()

export const organizationsOf = (db: Tx, userId: string) =>
  db
    .selectFrom('user_organization')
    .innerJoin('organization', 'organization.id', 'user_organization.org_id')
    .select(['organization.id', 'organization.name', 'user_organization.member_id'])
    .where('user_organization.user_id', '=', userId)
    .orderBy(sql`lower(organization.name)`)
    .orderBy('organization.id')
    .execute()

/** Who has been here longest: ids of members ascend with time. */
export const findFirstUserRow = (db: Tx) =>
  db
    .selectFrom('user_organization')
    .innerJoin('app_user', 'app_user.id', 'user_organization.user_id')
    .select(['app_user.id', 'app_user.email'])
    .orderBy('user_organization.member_id')
    .executeTakeFirst()

export const organizationIdsAfter = (db: Tx, after: string | null, limit: number) =>
  db
    .selectFrom('organization')
    .select('id')
    .$if(after !== null, (q) => q.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()

export const findAddressRow = (db: Tx, address: string) =>
  db.selectFrom('mailbox_address').select(['org_id', 'mailbox_id']).where('address', '=', address).executeTakeFirst()

// Within one organization, as kept_app.

export async function claimAddressRow(db: Tx, orgId: string, address: string, mailboxId: string): Promise<boolean> {
  const claimed = await db
    .insertInto('mailbox_address')
    .values({ address, org_id: orgId, mailbox_id: mailboxId })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .executeTakeFirst()
  return (claimed.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const releaseAddressRow = (db: Tx, orgId: string, mailboxId: string) =>
  db.deleteFrom('mailbox_address').where('org_id', '=', orgId).where('mailbox_id', '=', mailboxId).execute()

export const findOrganization = (db: Tx, orgId: string) =>
  db.selectFrom('organization').selectAll().where('id', '=', orgId).executeTakeFirst()

export const updateOrganizationRow = (db: Tx, orgId: string, set: Updateable<Organization>) =>
  db
    .updateTable('organization')
    .set((e) => ({ ...set, version: e('version', '+', 1) }))
    .where('id', '=', orgId)
    .returningAll()
    .executeTakeFirstOrThrow()

export const lockOrganization = (db: Tx, orgId: string) =>
  db.selectFrom('organization').selectAll().where('id', '=', orgId).forUpdate().executeTakeFirst()

/** The person with this address, added when unknown. The application's role may read no more of a person. */
export async function ensureUserRow(db: Tx, id: string, email: string, now: Temporal.Instant): Promise<string> {
  await db
    .insertInto('app_user')
    .values({ id, email, created_at: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  const { id: known } = await db
    .selectFrom('app_user')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return known
}

export const insertUserOrganization = (db: Tx, orgId: string, userId: string, memberId: string) =>
  db
    .insertInto('user_organization')
    .values({ org_id: orgId, user_id: userId, member_id: memberId })
    .onConflict((conflict) => conflict.columns(['user_id', 'org_id']).doNothing())
    .execute()

export const deleteUserOrganization = (db: Tx, orgId: string, userId: string) =>
  db.deleteFrom('user_organization').where('org_id', '=', orgId).where('user_id', '=', userId).execute()

export const findLatestInvitation = (db: Tx, orgId: string, memberId: string) =>
  db
    .selectFrom('credential')
    .select(['id', 'expires_at', 'used_at'])
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('purpose', '=', 'invitation')
    .orderBy('id', 'desc')
    .executeTakeFirst()
