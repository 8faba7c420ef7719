import { z } from 'zod'
import { closeOrganizationTo } from '#modules/directory'
import { operation } from '#platform/operation'
import { lastOwner, memberNotFound } from './errors.ts'
import { memberId, memberView, viewOfMember } from './member.ts'
import { lockMember, lockOwners, revokeSessions, updateMemberRow } from './queries.ts'

/** Removes a member: sessions end at once, invitations stop working, what they did stays theirs. */
export const removeMember = operation({
  name: 'members.remove',
  effect: 'writes',
  permission: 'members.remove',
  summary: 'Remove a member',
  input: z.strictObject({ id: memberId }),
  output: memberView,
  async run(ctx, { id }) {
    const owners = await lockOwners(ctx.db, ctx.orgId)
    const present = await lockMember(ctx.db, ctx.orgId, id)
    if (!present) throw memberNotFound()
    if (present.state === 'removed') return viewOfMember(present)
    if (owners.length === 1 && owners[0]?.id === id) throw lastOwner()
    const row = await updateMemberRow(ctx.db, ctx.orgId, id, { state: 'removed' })
    await closeOrganizationTo(ctx, present.user_id)
    const ended = await revokeSessions(ctx.db, ctx.orgId, id, ctx.now, { except: null })
    ctx.record({
      type: 'member.removed',
      subject: `member:${id}`,
      data: { role: present.role, sessionsEnded: ended.length },
    })
    return viewOfMember(row)
  },
})
