import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { memberView, viewOfMember } from './member.ts'
import { listMemberRows } from './queries.ts'

export const listMembers = operation({
  name: 'members.list',
  effect: 'reads',
  permission: 'members.list',
  summary: 'Members by name',
  input: z.strictObject({
    ...pageInput,
    state: z
      .enum(['invited', 'active', 'removed'])
      .optional()
      .meta({ description: 'Default: those who have joined and those invited.' }),
  }),
  output: pageOf(memberView),
  async run(ctx, { limit, cursor, state }) {
    const states = state === undefined ? ['invited', 'active'] : [state]
    const rows = await listMemberRows(ctx.db, ctx.orgId, states, cursorKeys(cursor, 2), limit + 1)
    return pageFrom(rows, limit, (row) => [row.sort_name, row.id], viewOfMember)
  },
})
