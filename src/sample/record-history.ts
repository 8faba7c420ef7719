import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { endObservation } from '#modules/forecast'
import {
  answerPromise,
  noticesOf,
  promisesAbout,
  promiseView,
  recordTold,
  recordUndelivered,
  resumeOnReply,
} from '#modules/promises'
import { promiseForOpened } from '#modules/requests'
import { notFound } from '#platform/errors'
import { instant, language } from '#platform/fields'
import { operation } from '#platform/operation'
import { seenText, voiceOf } from '../portal/wording.ts'

const permission = 'sample.load'
const done = z.object({})
const promiseId = z.uuid()

/** What the mail server would have confirmed: every notice about the matter that waits has reached the customer. */
export const tellByMail = operation({
  name: 'sample.tellByMail',
  effect: 'writes',
  permission,
  summary: 'Record that the customer was told by mail',
  input: z.strictObject({ about: z.string() }),
  output: done,
  async run(ctx, { about }) {
    const promises = (await promisesAbout(ctx, about)).map(({ id }) => id)
    for (const notice of await noticesOf(ctx.db, ctx.orgId, promises))
      if (notice.state === 'waiting')
        await recordTold(ctx, notice.id, { at: ctx.now, channel: 'email', by: ctx.actor.id })
    return {}
  },
})

export const cannotTell = operation({
  name: 'sample.cannotTell',
  effect: 'writes',
  permission,
  summary: 'Record that a notice could not be delivered',
  input: z.strictObject({ promiseId, failure: z.enum(['no_address', 'no_contact']) }),
  output: done,
  async run(ctx, input) {
    for (const notice of await noticesOf(ctx.db, ctx.orgId, [input.promiseId]))
      if (notice.state === 'waiting') await recordUndelivered(ctx, notice.id, input.failure)
    return {}
  },
})

/** What the policies promised when a request was opened, at the instant at which history stands. */
export const promiseAsOpened = operation({
  name: 'sample.promiseAsOpened',
  effect: 'writes',
  permission,
  summary: 'Make what the policies promise for a request that was opened',
  input: z.strictObject({ requestId: z.uuid() }),
  output: z.object({ promises: z.array(promiseView) }),
  run: async (ctx, { requestId }) => ({ promises: await promiseForOpened(ctx, requestId) }),
})

/** The customer's answer, with the text that the tracking page shows for it. */
export const answerAsCustomer = operation({
  name: 'sample.answerAsCustomer',
  effect: 'writes',
  permission,
  summary: "Record the customer's own answer",
  input: z.strictObject({
    promiseId,
    about: z.string(),
    answer: z.enum(['accepted', 'declined']),
    wishAt: instant.optional(),
    wishText: z.string().optional(),
    language,
    timeZone: z.string(),
  }),
  output: done,
  async run(ctx, { promiseId: id, about, answer, wishAt, wishText, language: tongue, timeZone }) {
    const promise = (await promisesAbout(ctx, about)).find((one) => one.id === id)
    if (!promise) throw notFound('promises', 'promise')
    const { name, timeZone: zone, country } = await organizationOf(ctx)
    const voice = await voiceOf({
      language: tongue,
      organization: { name, zone, country },
      zone: timeZone,
      now: ctx.now,
    })
    const at = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))
    const shown = {
      ...promise,
      madeAt: Temporal.Instant.from(promise.madeAt),
      dueAt: Temporal.Instant.from(promise.dueAt),
      windowFrom: at(promise.windowFrom),
      answerBy: at(promise.answerBy),
      answeredAt: null,
      answeredBy: null,
      wishAt: null,
      wishText: null,
      occurredAt: null,
      endedAt: null,
      paused: null,
      callsAsked: [],
    }
    await answerPromise(ctx, id, {
      answer,
      wishAt,
      wishText,
      by: 'customer',
      channel: 'link',
      answeredAt: ctx.now,
      seen: { ...seenText(shown, voice, name), language: tongue, timeZone },
      // An address from the range that documentation uses (RFC 5737).
      origin: { address: '203.0.113.20', userAgent: 'Sample business' },
    })
    return {}
  },
})

/** What the customer writes on the tracking page when they are asked for something. */
export const replyAsCustomer = operation({
  name: 'sample.replyAsCustomer',
  effect: 'writes',
  permission,
  summary: "Record the customer's own reply",
  input: z.strictObject({ about: z.string(), text: z.string() }),
  output: done,
  async run(ctx, { about, text }) {
    const waitId = await resumeOnReply(ctx, about, { by: 'customer', at: ctx.now, text, channel: 'link' })
    ctx.record({ type: 'conversation.replied', subject: about, about, data: { waitId, channel: 'link' } })
    return {}
  },
})

export const noteCause = operation({
  name: 'sample.noteCause',
  effect: 'writes',
  permission,
  summary: 'Note what delayed a request that has ended',
  input: z.strictObject({ requestId: z.uuid(), endedAt: instant, cause: z.string().max(200) }),
  output: done,
  async run(ctx, { requestId, endedAt, cause }) {
    await endObservation(ctx, requestId, endedAt, cause)
    return {}
  },
})
