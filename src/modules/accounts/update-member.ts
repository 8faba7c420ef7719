import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { lastOwner, memberNotFound, memberRemoved } from './errors.ts'
import { memberId, memberName, memberView, role, viewOfMember } from './member.ts'
import { lockMember, lockOwners, updateMemberRow } from './queries.ts'

/** Changes a member's role or name. @throws accounts/last_owner */
export const updateMember = operation({
  name: 'members.update',
  effect: 'writes',
  permission: 'members.update',
  summary: "Change a member's role or name",
  input: z.strictObject({ id: memberId, ifVersion, role: role.optional(), name: memberName.optional() }),
  output: memberView,
  async run(ctx, { id, ifVersion: version, ...change }) {
    // Owners first, always: two who give it up at the same time wait for each other here.
    const owners = await lockOwners(ctx.db, ctx.orgId)
    const present = await lockMember(ctx.db, ctx.orgId, id)
    if (!present) throw memberNotFound()
    if (version !== undefined && version !== present.version) throw stale('accounts', 'member', present.version)
    if (present.state === 'removed') throw memberRemoved()
    const next = change.role ?? present.role
    if (next !== 'owner' && owners.length === 1 && owners[0]?.id === id) throw lastOwner()
    const row = await updateMemberRow(ctx.db, ctx.orgId, id, { role: next, name: change.name ?? present.name })
    ctx.record({
      type: 'member.updated',
      subject: `member:${id}`,
      data: { changed: Object.keys(change), roleBefore: present.role, role: next },
    })
    return viewOfMember(row)
  },
})
