import { ensureUser } from '#modules/directory'
import type { Context, Role } from '#platform/operation'
import { insertMember } from './queries.ts'

/**
 * Adds an active member who has no way in: work can be theirs, but no link, password or mail opens the organization to
 * their address. For people who are part of a story, as in the sample business.
 * @param about.email in lower case
 * @returns the member's id
 */
export async function addColleague(
  ctx: Context,
  about: { email: string; name: string; role: Role; language: string },
): Promise<string> {
  const id = ctx.newId()
  await insertMember(ctx.db, {
    org_id: ctx.orgId,
    id,
    user_id: await ensureUser(ctx, about.email),
    name: about.name,
    email: about.email,
    role: about.role,
    state: 'active',
    language: about.language,
    time_zone: null,
    quiet_from: null,
    quiet_to: null,
    version: 1,
    created_at: ctx.now,
  })
  ctx.record({ type: 'member.joined', subject: `member:${id}`, data: { role: about.role } })
  return id
}
