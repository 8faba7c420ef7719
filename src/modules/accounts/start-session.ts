import { z } from 'zod'
import { organizationOf, organizationView } from '#modules/directory'
import { operation } from '#platform/operation'
import { SESSION_DAYS } from './cookie.ts'
import { notYours } from './errors.ts'
import { memberView, viewOfMember } from './member.ts'
import { deleteOldSessions, findMember, insertSession } from './queries.ts'

export const sessionBrief = z.object({ id: z.uuid(), expiresAt: z.iso.datetime() })

/** Begins a session of a member whose identity a door has established. Only the hash of its secret comes here. */
export const startSession = operation({
  name: 'sessions.start',
  effect: 'writes',
  permission: 'sessions.start',
  summary: 'Begin a session',
  input: z.strictObject({ memberId: z.uuid(), secretHash: z.base64(), userAgent: z.string().max(300) }),
  output: z.object({ member: memberView, organization: organizationView, session: sessionBrief }),
  async run(ctx, { memberId, secretHash, userAgent }) {
    const member = await findMember(ctx.db, ctx.orgId, memberId)
    if (member?.state !== 'active') throw notYours()
    const id = ctx.newId()
    const expiresAt = ctx.now.add({ hours: SESSION_DAYS * 24 })
    await deleteOldSessions(ctx.db, ctx.orgId, memberId, ctx.now.subtract({ hours: SESSION_DAYS * 24 }))
    await insertSession(ctx.db, {
      org_id: ctx.orgId,
      id,
      member_id: memberId,
      secret_hash: Buffer.from(secretHash, 'base64'),
      previous_secret_hash: null,
      rotated_at: ctx.now,
      created_at: ctx.now,
      expires_at: expiresAt,
      revoked_at: null,
      user_agent: userAgent,
    })
    ctx.record({ type: 'session.started', subject: `session:${id}`, about: `member:${memberId}`, data: {} })
    return {
      member: viewOfMember(member),
      organization: await organizationOf(ctx),
      session: { id, expiresAt: expiresAt.toString() },
    }
  },
})
