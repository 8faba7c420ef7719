import { z } from 'zod'
import { memberId, memberView, takeOutMember } from '#modules/accounts'
import { checkNewOwner, newOwner } from '#modules/promises'
import { invalidField, Refusal } from '#platform/errors'
import { operation } from '#platform/operation'
import { unfinishedOf } from './member-work.ts'

export const removeMember = operation({
  name: 'members.remove',
  effect: 'writes',
  permission: 'members.remove',
  summary: 'Remove a member, and hand over the promises and requests they have not finished',
  input: z.strictObject({ id: memberId, ...newOwner }),
  output: memberView,
  async run(ctx, { id, ...to }) {
    const given = to.ownerId !== undefined || to.ownerTeamId !== undefined
    if (to.ownerId === id)
      throw invalidField('desk/to_themselves', 'ownerId', 'Who leaves cannot see to it. Choose somebody else.')
    if (given) await checkNewOwner(ctx, to)
    const { member, wasIn } = await takeOutMember(ctx, id, to)
    if (!wasIn && !given) return member
    const unfinished = await unfinishedOf(ctx, id)
    if (unfinished.promises + unfinished.requests === 0) return member
    if (!given)
      throw new Refusal(
        'desk/work_left',
        'conflict',
        'They have unfinished promises or open requests. Say who sees to these from now on: give ownerId or ownerTeamId.',
        unfinished,
      )
    ctx.later({ name: 'desk.hand_over_work', data: { memberId: id, ...to } })
    return member
  },
})
