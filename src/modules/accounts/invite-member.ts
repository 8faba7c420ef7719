import { z } from 'zod'
import { emailAddress, ensureUser, organizationOf } from '#modules/directory'
import { LANGUAGES } from '#platform/fields'
import { operation } from '#platform/operation'
import { memberExists } from './errors.ts'
import { delivery, invitationView, sendInvitation } from './invitation.ts'
import { memberName, role } from './member.ts'
import { insertMember, lockMemberOfUser, type MemberRow, updateMemberRow } from './queries.ts'

/** Invites a person, or one who was removed again: they are a member once they accept. */
export const inviteMember = operation({
  name: 'members.invite',
  effect: 'writes',
  permission: 'members.invite',
  summary: 'Invite a person to the organization',
  input: z.strictObject({
    email: emailAddress,
    name: memberName,
    role,
    language: z.enum(LANGUAGES).optional().meta({ description: "Default: the organization's." }),
    delivery,
  }),
  output: invitationView,
  shownOnce: ['link'],
  async run(ctx, input) {
    const organization = await organizationOf(ctx)
    const userId = await ensureUser(ctx, input.email)
    const present = await lockMemberOfUser(ctx.db, ctx.orgId, userId)
    if (present && present.state !== 'removed') throw memberExists()
    const language = input.language ?? organization.language
    const fields = { name: input.name, role: input.role, language, state: 'invited' }
    if (present) {
      const row = await updateMemberRow(ctx.db, ctx.orgId, present.id, fields)
      return sendInvitation(ctx, row, input.delivery)
    }
    const row: MemberRow = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      user_id: userId,
      email: input.email,
      ...fields,
      time_zone: null,
      quiet_from: null,
      quiet_to: null,
      version: 1,
      created_at: ctx.now,
    }
    await insertMember(ctx.db, row)
    return sendInvitation(ctx, row, input.delivery)
  },
})
