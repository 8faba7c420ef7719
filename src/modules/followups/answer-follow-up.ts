import { z } from 'zod'
import { keepPromise, promiseStands, recordTold } from '#modules/promises'
import { takeComplaint } from '#modules/requests'
import { words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { followUpNotFound } from './errors.ts'
import { answersTo, type FollowUpRow, insertAnswer, lockFollowUp, updateFollowUp } from './queries.ts'
import { answer, CHANNELS, followUpId, followUpView } from './schemas.ts'
import { requestIdOf, viewOfFollowUp } from './view.ts'

export type Said = {
  answer: 'yes' | 'no'
  words: string | null
  by: 'customer' | 'member'
  channel: (typeof CHANNELS)[number]
}

/**
 * Records an answer beside those before it; the last one counts. A no opens the request again and promises an answer.
 * The same answer twice is one.
 * @returns the row as it is now, and the answer's id; null where it said nothing new
 */
export async function storeAnswer(
  ctx: Context,
  row: FollowUpRow,
  said: Said,
): Promise<{ row: FollowUpRow; answerId: string | null }> {
  const last = (await answersTo(ctx.db, ctx.orgId, [row.id])).at(-1)
  if (last?.answer === said.answer && (said.words === null || last.words === said.words)) return { row, answerId: null }
  const answerId = ctx.newId()
  await insertAnswer(ctx.db, {
    org_id: ctx.orgId,
    id: answerId,
    follow_up_id: row.id,
    answer: said.answer,
    words: said.words,
    given_by: said.by,
    member_id: ctx.actor.memberId,
    channel: said.channel,
    at: ctx.now,
  })
  await settleAsking(ctx, row, said.channel)
  const requestId = requestIdOf(row.about)
  const complains = said.answer === 'no' && last?.answer !== 'no' && requestId !== null
  const replyPromiseId = complains
    ? await takeComplaint(ctx, requestId, { channel: said.channel, at: ctx.now, contactId: row.contact_id })
    : row.reply_promise_id
  const now = await updateFollowUp(ctx.db, ctx.orgId, row.id, {
    state: said.answer,
    not_asked_because: null,
    asked_at: row.asked_at ?? ctx.now,
    channel: row.channel ?? said.channel,
    answered_at: ctx.now,
    reply_promise_id: replyPromiseId,
  })
  ctx.record({
    type: 'follow_up.answered',
    subject: `followup:${row.id}`,
    about: row.about,
    data: { answer: said.answer, before: last?.answer ?? null, by: said.by, channel: said.channel, replyPromiseId },
  })
  return { row: now ?? row, answerId }
}

/** Whoever has answered has been asked: nobody asks them any more, and that they are asked is done. */
async function settleAsking(ctx: Context, row: FollowUpRow, channel: Said['channel']): Promise<void> {
  if (row.notice_id !== null) {
    const told = { at: ctx.now, channel: channel === 'portal' ? 'link' : channel, by: ctx.actor.id }
    await recordTold(ctx, row.notice_id, told)
  }
  const stand = (await promiseStands(ctx, [row.promise_id])).get(row.promise_id)
  if (stand?.unfinished) await keepPromise.run(ctx, { id: row.promise_id })
}

export const answerFollowUp = operation({
  name: 'followUps.answer',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Record what a customer said to whether it went as promised; a no opens the request again',
  input: z.strictObject({
    id: followUpId,
    answer,
    words: words(2000, 'It still knocks.').optional().meta({ description: 'What they said.' }),
    channel: z
      .enum(CHANNELS)
      .default('phone')
      .meta({ description: 'How they said it.', examples: ['phone'] }),
  }),
  output: followUpView,
  async run(ctx, { id, answer: said, words: text, channel }) {
    const row = await lockFollowUp(ctx.db, ctx.orgId, id)
    if (!row) throw followUpNotFound()
    const stored = await storeAnswer(ctx, row, { answer: said, words: text ?? null, by: 'member', channel })
    return viewOfFollowUp(ctx, stored.row)
  },
})
