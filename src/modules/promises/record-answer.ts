import { z } from 'zod'
import { instant, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { answerPromise } from './answer-promise.ts'
import { occurredBeforeMade, occurredInFuture, promiseNotFound } from './errors.ts'
import { findPromise } from './queries.ts'
import { promiseId, promiseView } from './schemas.ts'

const answerInput = {
  id: promiseId,
  saidBy: words(200, 'Ana Ruiz').meta({ description: 'Who gave the answer.' }),
  channel: z.enum(['phone', 'in_person', 'email', 'letter', 'other']),
  answeredAt: instant
    .optional()
    .meta({ description: 'When it was given. Default: now.', examples: ['2026-11-26T15:00:00Z'] }),
}

type Reported = { id: string; saidBy: string; channel: string; answeredAt: Temporal.Instant | undefined }

/** An answer that a member passes on, to what was read out: the promise as it is recorded. */
async function onBehalf(ctx: Context, { id, saidBy, channel, answeredAt = ctx.now }: Reported) {
  const row = await findPromise(ctx.db, ctx.orgId, id)
  if (!row) throw promiseNotFound()
  if (Temporal.Instant.compare(answeredAt, ctx.now) > 0) throw occurredInFuture('answeredAt')
  if (Temporal.Instant.compare(answeredAt, row.made_at) < 0) throw occurredBeforeMade('answeredAt')
  const seen = { wording: row.wording, dueAt: row.due_at.toString(), caveats: row.caveats, language: row.language }
  return { by: 'member' as const, saidBy, channel, answeredAt, seen, origin: {} }
}

export const acceptPromise = operation({
  name: 'promises.accept',
  effect: 'writes',
  permission: 'promises.answer',
  summary: "Record that the customer accepted, on the customer's behalf",
  input: z.strictObject(answerInput),
  output: promiseView,
  async run(ctx, { id, saidBy, channel, answeredAt }) {
    const given = await onBehalf(ctx, { id, saidBy, channel, answeredAt })
    return answerPromise(ctx, id, { ...given, answer: 'accepted' })
  },
})

export const declinePromise = operation({
  name: 'promises.decline',
  effect: 'writes',
  permission: 'promises.answer',
  summary: "Record that the customer declined, with or without another wish, on the customer's behalf",
  input: z.strictObject({
    ...answerInput,
    wishAt: instant
      .optional()
      .meta({ description: 'Another time the customer would like.', examples: ['2026-11-27T15:00:00Z'] }),
    wishText: words(1000, 'Any day after five.').optional(),
  }),
  output: promiseView,
  async run(ctx, { id, saidBy, channel, answeredAt, wishAt, wishText }) {
    const given = await onBehalf(ctx, { id, saidBy, channel, answeredAt })
    return answerPromise(ctx, id, { ...given, answer: 'declined', wishAt, wishText })
  },
})
