import { z } from 'zod'
import { makePromise, noticesOf, type PromiseView, promiseInput } from '#modules/promises'
import { within } from '#platform/errors'
import { instant, type Language, language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { asksOneAnswer } from './errors.ts'
import { insertTellings } from './telling-queries.ts'

const { kind, wording, windowFrom, caveats, asksAnswer, answerBy, belowFloorReason } = promiseInput

const promised = z.strictObject({
  ...{ kind, wording, windowFrom, caveats, asksAnswer, answerBy, belowFloorReason },
  dueAt: instant.meta({ description: 'When it is due.', examples: ['2027-03-04T15:00:00Z'] }),
  language: language.optional().meta({ description: 'Of the wording. Default: that of the text.' }),
  ownerId: z.uuid().optional().meta({ description: 'The member who sees to it. Default: who writes.' }),
})

/** Promises that are recorded with what is written or said. */
export const promisedInput = z
  .array(promised)
  .max(10)
  .default([])
  .meta({
    description: 'What is promised in it: recorded in the same step, and told by it.',
    examples: [[]],
  })
export type Promised = z.output<typeof promised>

type Said = {
  about: string
  customerId: string | null
  contactId: string | null
  ownerId: string | null
  language: Language
  /** Why something is said although it lies below the floor, where a promise does not say so itself. */
  reason: string | undefined
}

/** A promise, and the notice by which its customer is told. */
export type MadeWith = { promise: PromiseView; noticeId: string }

/**
 * Makes the promises that are in what somebody writes or says, with the notices that it delivers.
 * @throws as promises.make; conversations/asks_one_answer
 */
export async function makePromised(ctx: Context, promises: readonly Promised[], said: Said): Promise<MadeWith[]> {
  if (promises.filter((each) => each.asksAnswer).length > 1) throw asksOneAnswer()
  const made: MadeWith[] = []
  for (const [n, each] of promises.entries()) {
    const { about, reason } = said
    const asIn = (error: unknown) => Promise.reject(within(`promises.${n}`, error))
    const run = makePromise.run(ctx, {
      ...each,
      ...{
        about,
        language: each.language ?? said.language,
        beneficiary: 'customer',
        basis: 'person',
        countsFromAnswer: false,
        repeats: false,
      },
      customerId: said.customerId ?? undefined,
      contactId: said.contactId ?? undefined,
      ownerId: each.ownerId ?? said.ownerId ?? undefined,
      belowFloorReason: each.belowFloorReason ?? reason,
    })
    const promise = await run.catch(asIn)
    const id = promise.id as string
    const [notice] = await noticesOf(ctx.db, ctx.orgId, [id])
    if (notice) made.push({ promise: promise as PromiseView, noticeId: notice.id })
  }
  return made
}

/** From now on the message is what tells of these promises: they get no mail of their own. */
export const tieToMessage = (ctx: Context, messageId: string, made: readonly MadeWith[]) =>
  insertTellings(
    ctx.db,
    made.map(({ promise, noticeId }) => ({
      ...{ org_id: ctx.orgId, notice_id: noticeId, message_id: messageId, promise_id: promise.id },
    })),
  )
