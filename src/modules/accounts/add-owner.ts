import { z } from 'zod'
import { openOrganizationTo, organizationOf, organizationView } from '#modules/directory'
import { LANGUAGES } from '#platform/fields'
import { operation } from '#platform/operation'
import { memberName } from './member.ts'
import { insertMemberOnce } from './queries.ts'

/** The first member of a new organization. Again, with the same ids, it changes nothing. */
export const addOwner = operation({
  name: 'accounts.addOwner',
  effect: 'writes',
  permission: 'accounts.addOwner',
  summary: 'Add the owner of a new organization',
  input: z.strictObject({
    memberId: z.uuid(),
    userId: z.uuid(),
    email: z.string(),
    name: memberName,
    language: z.enum(LANGUAGES),
  }),
  output: organizationView,
  async run(ctx, { memberId, userId, email, name, language }) {
    const organization = await organizationOf(ctx)
    const added = await insertMemberOnce(ctx.db, {
      org_id: ctx.orgId,
      id: memberId,
      user_id: userId,
      name,
      email,
      role: 'owner',
      state: 'active',
      language,
      time_zone: null,
      quiet_from: null,
      quiet_to: null,
      version: 1,
      created_at: ctx.now,
    })
    if (!added) return organization
    await openOrganizationTo(ctx, userId, memberId)
    const { country, timeZone, sample } = organization
    ctx.record({
      type: 'organization.created',
      subject: `organization:${ctx.orgId}`,
      data: { country, timeZone, language: organization.language, sample },
    })
    ctx.record({ type: 'member.joined', subject: `member:${memberId}`, data: { role: 'owner' } })
    return organization
  },
})
