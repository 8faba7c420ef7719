import { z } from 'zod'
import { textOf } from '#platform/fields'
import { memberOperation } from '#platform/operation'
import { liveSessionsOf } from './queries.ts'

export const listSessions = memberOperation({
  name: 'sessions.list',
  effect: 'reads',
  permission: 'sessions.list',
  summary: 'Where you are signed in',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        current: z.boolean().meta({ description: 'The one this request came with.' }),
        userAgent: z.string().meta({ examples: ['Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0'] }),
        startedAt: z.iso.datetime(),
        usedAt: z.iso.datetime().meta({ description: 'To the day.' }),
        expiresAt: z.iso.datetime(),
      }),
    ),
  }),
  async run(ctx) {
    const rows = await liveSessionsOf(ctx.db, ctx.orgId, ctx.actor.memberId, ctx.now)
    return {
      items: rows.map((row) => ({
        id: row.id,
        current: row.id === ctx.actor.sessionId,
        userAgent: row.user_agent,
        startedAt: textOf(row.created_at),
        usedAt: textOf(row.rotated_at),
        expiresAt: textOf(row.expires_at),
      })),
    }
  },
})
