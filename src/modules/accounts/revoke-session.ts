import { z } from 'zod'
import { memberOperation } from '#platform/operation'
import { sessionNotFound } from './errors.ts'
import { findSession, revokeSessions } from './queries.ts'

/** Ends one of one's own sessions, at once. Ending it again changes nothing. */
export const revokeSession = memberOperation({
  name: 'sessions.revoke',
  effect: 'writes',
  permission: 'sessions.revoke',
  summary: 'End one of your sessions',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The session.' }) }),
  output: z.object({}),
  async run(ctx, { id }) {
    const { memberId } = ctx.actor
    const found = await findSession(ctx.db, ctx.orgId, id)
    if (found?.member_id !== memberId) throw sessionNotFound()
    const ended = await revokeSessions(ctx.db, ctx.orgId, memberId, ctx.now, { id })
    if (ended.length > 0)
      ctx.record({ type: 'session.ended', subject: `session:${id}`, about: `member:${memberId}`, data: {} })
    return {}
  },
})
