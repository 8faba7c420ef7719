import { z } from 'zod'
import { type Context, operation } from '#platform/operation'
import { memberNotFound } from './errors.ts'
import { type MemberView, memberView, viewOfMember } from './member.ts'
import { activeLeads, activeMembersByIds, activeOwners, findMember, findMemberOfUser, membersByIds } from './queries.ts'

/** Names of members by id, also of those who were removed. One statement. */
export async function memberNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await membersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names of those among the ids who can be given work, by id. One statement. */
export async function activeMembers(ctx: Pick<Context, 'db' | 'orgId'>, ids: readonly string[]) {
  const rows = await membersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.filter(({ state }) => state === 'active').map(({ id, name }) => [id, name]))
}

/** Who may be written to about work, by id; undefined for the invited and the removed. */
export async function findActiveMember(
  ctx: Pick<Context, 'db' | 'orgId'>,
  id: string,
): Promise<MemberView | undefined> {
  const row = await findMember(ctx.db, ctx.orgId, id)
  return row?.state === 'active' ? viewOfMember(row) : undefined
}

/** Who may be written to about work, among some, by id; the invited and the removed are left out. One statement. */
export async function findActiveMembers(
  ctx: Pick<Context, 'db' | 'orgId'>,
  ids: readonly string[],
): Promise<Map<string, MemberView>> {
  const rows = await activeMembersByIds(ctx.db, ctx.orgId, ids)
  return new Map(rows.map((row) => [row.id, viewOfMember(row)]))
}

/** Ids of the owners of the organization who have joined. */
export const ownerIds = (ctx: Pick<Context, 'db' | 'orgId'>): Promise<string[]> => activeOwners(ctx.db, ctx.orgId)

/** Ids of those who answer for what nobody else does: active leads, then owners, those who came first first. */
export const leadIds = (ctx: Pick<Context, 'db' | 'orgId'>): Promise<string[]> => activeLeads(ctx.db, ctx.orgId)

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
