import { z } from 'zod'
import { invalidField } from '#platform/errors'
import { instant, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { closeChain } from './chain.ts'
import { occurredInFuture } from './errors.ts'
import { recordTold } from './record-told.ts'
import { resumePromise } from './resume-promise.ts'
import { lockStanding } from './standing-about.ts'
import { waitEnded, waitNotFound } from './wait-errors.ts'
import { findWait, lockOpenWait, untoldOfWait, updateWait } from './wait-queries.ts'
import { REPLY_CHANNELS, type WAIT_ENDS, waitId, waitView } from './wait-schemas.ts'
import { waitById } from './wait-views.ts'

type Reply = {
  by: (typeof WAIT_ENDS)[number]
  /** When the customer answered. */
  at: Temporal.Instant
  text?: string | undefined
  channel?: (typeof REPLY_CHANNELS)[number] | undefined
}

/**
 * Ends the open wait about a matter: what stood still runs again from the answer, its dates follow and are told, what
 * the customer had not been told of the wait needs no telling any more. Twice is once.
 * @returns the id of the wait that ended; null when none was open
 */
async function endOpenWait(ctx: Context, about: string, { by, at, text, channel }: Reply): Promise<string | null> {
  const standing = await lockStanding(ctx, about)
  const wait = await lockOpenWait(ctx.db, ctx.orgId, about)
  if (!wait) return null
  // An answer that crossed with the question counts from the question on.
  const endedAt = Temporal.Instant.compare(at, wait.started_at) < 0 ? wait.started_at : at
  const ended = by !== 'system'
  for (const { chain, row } of standing)
    if (row.paused_at !== null) await resumePromise(ctx, chain, row, { at: endedAt, waitId: wait.id, tell: ended })
  for (const chain of new Set(standing.map((each) => each.chain))) await closeChain(ctx, chain)
  await updateWait(ctx.db, ctx.orgId, wait.id, {
    ended_at: endedAt,
    ended_by: by,
    reply: text ?? null,
    reply_channel: channel ?? null,
    next_reminder_at: null,
  })
  // Who answers has been told, whatever became of the mail.
  if (ended)
    for (const noticeId of await untoldOfWait(ctx.db, ctx.orgId, about, wait.id))
      await recordTold(ctx, noticeId, {
        at: ctx.now,
        channel: channel ?? 'other',
        by: ctx.actor.memberId ?? ctx.actor.id,
      })
  ctx.record({
    type: 'wait.ended',
    subject: `wait:${wait.id}`,
    about,
    data: { by, at: endedAt.toString(), channel: channel ?? null },
  })
  return wait.id
}

/** Whoever hears from the customer about a matter says so: an open wait about it ends. @returns the wait's id, or null */
export const resumeOnReply = (
  ctx: Context,
  about: string,
  { by, at, text, channel }: Omit<Reply, 'by'> & { by: 'customer' | 'member' },
): Promise<string | null> => endOpenWait(ctx, about, { by, at, text, channel })

/** The matter came to its end: nobody waits for an answer any more. */
export const endWaitAbout = (ctx: Context, about: string): Promise<string | null> =>
  endOpenWait(ctx, about, { by: 'system', at: ctx.now })

export const endWait = operation({
  name: 'promises.endWait',
  effect: 'writes',
  permission: 'promises.wait',
  summary: 'Record what the customer answered: what stood still runs again, and moved dates are told',
  input: z.strictObject({
    id: waitId,
    reply: words(5000, 'It says BX 200.').optional().meta({ description: 'What the customer answered.' }),
    channel: z.enum(REPLY_CHANNELS).optional().meta({ description: 'How they answered.' }),
    answeredAt: instant
      .optional()
      .meta({ description: 'When they answered. Default: now.', examples: ['2026-11-26T15:00:00Z'] }),
  }),
  output: waitView,
  async run(ctx, { id, reply, channel, answeredAt = ctx.now }) {
    const wait = await findWait(ctx.db, ctx.orgId, id)
    if (!wait) throw waitNotFound()
    if (Temporal.Instant.compare(answeredAt, ctx.now) > 0) throw occurredInFuture('answeredAt')
    if (Temporal.Instant.compare(answeredAt, wait.started_at) < 0) throw answeredBeforeAsked()
    const ended =
      wait.ended_at === null
        ? await endOpenWait(ctx, wait.about, { by: 'member', at: answeredAt, text: reply, channel })
        : null
    if (ended !== id) throw waitEnded()
    return waitById(ctx, id)
  },
})

const answeredBeforeAsked = () =>
  invalidField('promises/answered_before_asked', 'answeredAt', 'Must not lie before the customer was asked.')
