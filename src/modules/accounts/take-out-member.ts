import { closeOrganizationTo } from '#modules/directory'
import type { Context } from '#platform/operation'
import { lastOwner, memberNotFound } from './errors.ts'
import { type MemberView, viewOfMember } from './member.ts'
import { lockMember, lockOwners, revokeSessions, updateMemberRow } from './queries.ts'

/**
 * Removes a member: sessions end at once, invitations stop working, what they did stays theirs. Again it changes nothing.
 * @param handedTo who sees to their work from now on, for the audit log
 * @throws accounts/not_found, accounts/last_owner
 */
export async function takeOutMember(
  ctx: Context,
  id: string,
  handedTo: { ownerId?: string | undefined; ownerTeamId?: string | undefined },
): Promise<{ member: MemberView; wasIn: boolean }> {
  const owners = await lockOwners(ctx.db, ctx.orgId)
  const present = await lockMember(ctx.db, ctx.orgId, id)
  if (!present) throw memberNotFound()
  if (present.state === 'removed') return { member: viewOfMember(present), wasIn: false }
  if (owners.length === 1 && owners[0]?.id === id) throw lastOwner()
  const row = await updateMemberRow(ctx.db, ctx.orgId, id, { state: 'removed' })
  await closeOrganizationTo(ctx, present.user_id)
  const ended = await revokeSessions(ctx.db, ctx.orgId, id, ctx.now, { except: null })
  ctx.record({
    type: 'member.removed',
    subject: `member:${id}`,
    data: { role: present.role, sessionsEnded: ended.length, ...handedTo },
  })
  return { member: viewOfMember(row), wasIn: true }
}
