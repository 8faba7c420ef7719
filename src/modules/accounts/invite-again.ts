import { z } from 'zod'
import { operation } from '#platform/operation'
import { memberNotFound, notInvited } from './errors.ts'
import { delivery, invitationView, sendInvitation } from './invitation.ts'
import { memberId } from './member.ts'
import { lockMember } from './queries.ts'

/** A new invitation for a member who has not joined yet; earlier ones stop working. */
export const inviteAgain = operation({
  name: 'members.inviteAgain',
  effect: 'writes',
  permission: 'members.invite',
  summary: 'Send a new invitation',
  input: z.strictObject({ id: memberId, delivery }),
  output: invitationView,
  shownOnce: ['link'],
  async run(ctx, { id, delivery: how }) {
    const row = await lockMember(ctx.db, ctx.orgId, id)
    if (!row) throw memberNotFound()
    if (row.state !== 'invited') throw notInvited()
    return sendInvitation(ctx, row, how)
  },
})
