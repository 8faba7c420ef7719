import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { memberNotFound } from './errors.ts'
import { type MemberView, memberView, viewOfMember } from './member.ts'
import { findMember, findMemberOfUser, membersByIds } from './queries.ts'

/** Names of members by id, also of those who were removed. One statement. */
export async function memberNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await membersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A member who can be given work. @throws accounts/not_found for the unknown, the invited and the removed */
export async function activeMember(ctx: Context, id: string): Promise<MemberView> {
  const row = await findMember(ctx.db, ctx.orgId, id)
  if (row?.state !== 'active') throw memberNotFound()
  return viewOfMember(row)
}

/** The member that a person is, for tasks that write to them. */
export const readMember = operation({
  name: 'accounts.readMember',
  effect: 'reads',
  permission: 'accounts.readMember',
  summary: 'A member by id or person',
  input: z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ userId: z.uuid() })]),
  output: z.object({ member: memberView.nullable() }),
  async run(ctx, input) {
    const row = await ('id' in input
      ? findMember(ctx.db, ctx.orgId, input.id)
      : findMemberOfUser(ctx.db, ctx.orgId, input.userId))
    return { member: row ? viewOfMember(row) : null }
  },
})
