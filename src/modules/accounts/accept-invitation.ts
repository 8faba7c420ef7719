import { z } from 'zod'
import { credentialUnknown, latestInvitation, openOrganizationTo } from '#modules/directory'
import { operation } from '#platform/operation'
import { lockMember, updateMemberRow } from './queries.ts'

/**
 * The invited person joins. Only the last invitation counts, and none once the member was removed.
 * @throws directory/link_unknown
 */
export const acceptInvitation = operation({
  name: 'members.accept',
  effect: 'writes',
  permission: 'members.accept',
  summary: 'Accept an invitation',
  input: z.strictObject({ memberId: z.uuid(), userId: z.uuid(), invitationId: z.uuid() }),
  output: z.object({}),
  async run(ctx, { memberId, userId, invitationId }) {
    const member = await lockMember(ctx.db, ctx.orgId, memberId)
    const latest = await latestInvitation(ctx, memberId)
    if (member?.user_id !== userId || member.state === 'removed' || latest?.id !== invitationId)
      throw credentialUnknown()
    if (member.state === 'active') return {}
    await updateMemberRow(ctx.db, ctx.orgId, memberId, { state: 'active' })
    await openOrganizationTo(ctx, userId, memberId)
    ctx.record({ type: 'member.joined', subject: `member:${memberId}`, data: { role: member.role } })
    return {}
  },
})
