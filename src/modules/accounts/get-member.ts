import { z } from 'zod'
import { operation } from '#platform/operation'
import { memberNotFound } from './errors.ts'
import { memberId, memberView, viewOfMember } from './member.ts'
import { findMember } from './queries.ts'

export const getMember = operation({
  name: 'members.get',
  effect: 'reads',
  permission: 'members.list',
  summary: 'A member',
  input: z.strictObject({ id: memberId }),
  output: memberView,
  async run(ctx, { id }) {
    const row = await findMember(ctx.db, ctx.orgId, id)
    if (!row) throw memberNotFound()
    return viewOfMember(row)
  },
})
