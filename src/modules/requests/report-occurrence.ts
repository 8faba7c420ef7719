import { z } from 'zod'
import { applyPolicies, promiseView, resumeOnReply } from '#modules/promises'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { isReachedByMail } from './caller-facts.ts'
import { notFollowed, occurredInFuture, requestNotFound } from './errors.ts'
import { factsOf } from './facts.ts'
import { lockRequest } from './queries.ts'
import { requestId } from './schemas.ts'

/** What can be said to have happened in a matter; the other triggers Kept sees for itself, or the firm says once for all. */
const WHAT = [
  'message_in',
  'call_missed',
  'stage_reached',
  'quote_sent',
  'booking_asked',
  'service_completed',
  'promotion_planned',
  'published',
] as const

const label = (example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ examples: [example] })

export const reportOccurrence = operation({
  name: 'requests.reportOccurrence',
  effect: 'writes',
  permission: 'requests.reportOccurrence',
  summary: 'Say what happened in a request where Kept does not see it itself: the policies promise what follows',
  input: z.strictObject({
    id: requestId,
    what: z.enum(WHAT).meta({ description: 'A message came in also ends a wait for the customer.' }),
    channel: label('email').meta({ description: "Default: the request's.", examples: ['email'] }),
    stage: label('Part arrived'),
    at: instant.optional().meta({
      description: 'When. Default: now. Only what is planned may lie ahead.',
      examples: ['2026-11-26T09:00:00Z'],
    }),
  }),
  output: z.object({ promises: z.array(promiseView).meta({ description: 'What was promised because of it.' }) }),
  async run(ctx, { id, what, channel, stage, at = ctx.now }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (!row.followed) throw notFollowed()
    if (what !== 'promotion_planned' && Temporal.Instant.compare(at, ctx.now) > 0) throw occurredInFuture('at')
    const about = `request:${id}`
    ctx.record({ type: 'request.occurred', subject: about, data: { what, at: at.toString() } })
    if (what === 'message_in') await resumeOnReply(ctx, about, { by: 'customer', at })
    const untold = what === 'call_missed' && !(await isReachedByMail(ctx, row.contact_id))
    const facts = { ...factsOf(row, at), untold, ...(channel ? { channel } : {}), ...(stage ? { stage } : {}) }
    return { promises: await applyPolicies(ctx, { trigger: what, about, facts }) }
  },
})
