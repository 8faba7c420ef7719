import { z } from 'zod'
import { answerPromise } from '#modules/promises'
import { invalidField } from '#platform/errors'
import { instant, LANGUAGES, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { trackingInput } from './open-tracking.ts'
import { updateLink } from './queries.ts'
import { rightToAnswer } from './right-to-answer.ts'

/** What comes with every answer: what was on the page, and from where it was given. */
export const answerSeen = {
  seen: z
    .strictObject({
      text: z
        .string()
        .max(20_000)
        .meta({ examples: ['Your boiler will be repaired by Thursday 26 November, 16:00'] }),
      digest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: 'SHA-256 of the text.' }),
      language: z.enum(LANGUAGES),
      timeZone: z
        .string()
        .max(64)
        .meta({ examples: ['Europe/London'] }),
    })
    .meta({ description: 'What was on the page when it was answered.' }),
  origin: z
    .strictObject({
      address: z
        .string()
        .max(100)
        .meta({ examples: ['203.0.113.7'] }),
      userAgent: z
        .string()
        .max(300)
        .meta({ examples: ['Mozilla/5.0'] }),
    })
    .meta({ description: 'From where it was answered.' }),
}

export const answerByLink = operation({
  name: 'conversations.answerByLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'A customer’s answer to the promise a link was sent for, stored with what the customer saw',
  input: z.strictObject({
    ...trackingInput,
    answer: z.enum(['accepted', 'declined']),
    wishAt: instant
      .optional()
      .meta({ description: 'Another time the customer would like.', examples: ['2026-11-27T15:00:00Z'] }),
    wishText: words(1000, 'Any day after five.').optional(),
    ...answerSeen,
  }),
  output: z.object({ promiseId: z.uuid(), state: z.string().meta({ examples: ['open'] }) }),
  async run(ctx, { viewId, actionId, answer, wishAt, wishText, seen, origin }) {
    const action = await rightToAnswer(ctx, { viewId, actionId })
    if (wishAt && Temporal.Instant.compare(wishAt, ctx.now) <= 0)
      throw invalidField('conversations/wish_in_past', 'wishAt', 'Must lie in the future.')
    const promise = await answerPromise(ctx, action.promiseId, {
      answer,
      ...(wishAt ? { wishAt } : {}),
      ...(wishText === undefined ? {} : { wishText }),
      by: 'customer',
      channel: 'link',
      answeredAt: ctx.now,
      seen,
      origin: { ...origin, linkId: action.id },
    })
    await updateLink(ctx.db, ctx.orgId, action.id, { used_at: ctx.now })
    return { promiseId: promise.id, state: promise.state }
  },
})
