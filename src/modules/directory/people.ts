import type { Context } from '#platform/operation'
import { LIFETIME_MINUTES } from './credential.ts'
import {
  deleteUserOrganization,
  ensureUserRow,
  findLatestInvitation,
  insertCredential,
  insertUserOrganization,
} from './queries.ts'

/** The id of the person with this address (in lower case), who is added when unknown. */
export const ensureUser = (ctx: Context, email: string): Promise<string> =>
  ensureUserRow(ctx.db, ctx.newId(), email, ctx.now)

/** From now on the person may enter this organization as that member. */
export const openOrganizationTo = (ctx: Context, userId: string, memberId: string) =>
  insertUserOrganization(ctx.db, ctx.orgId, userId, memberId)

export const closeOrganizationTo = (ctx: Context, userId: string) => deleteUserOrganization(ctx.db, ctx.orgId, userId)

/** A one-time invitation for a member; it takes the place of earlier ones. */
export async function makeInvitation(
  ctx: Context,
  userId: string,
  memberId: string,
): Promise<{ id: string; expiresAt: Temporal.Instant }> {
  const id = ctx.newId()
  const expiresAt = ctx.now.add({ minutes: LIFETIME_MINUTES.invitation })
  await insertCredential(ctx.db, {
    id,
    purpose: 'invitation',
    user_id: userId,
    org_id: ctx.orgId,
    member_id: memberId,
    expires_at: expiresAt,
    used_at: null,
    created_at: ctx.now,
  })
  return { id, expiresAt }
}

/** The invitation that counts for a member: the last one made. */
export const latestInvitation = (ctx: Context, memberId: string) => findLatestInvitation(ctx.db, ctx.orgId, memberId)
