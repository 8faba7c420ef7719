import { z } from 'zod'
import { loadMessages } from '#messages/followups'
import { hasRefused } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { noticeFollowUp, promiseStands, withdrawPromise } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import { type Context, operation } from '#platform/operation'
import { type NotAsked, whyNotAsked } from './follow-up.ts'
import { askedLastAt, type FollowUpRow, isBeingAsked, lockFollowUpOf, updateFollowUp } from './queries.ts'
import { rulesOf } from './rules.ts'
import { requestIdOf } from './view.ts'

export const askFollowUp = operation({
  name: 'followUps.ask',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'Ask a customer whether it went as promised, on their channel; or record why not',
  input: z.strictObject({ promiseId: z.uuid() }),
  output: z.object({ asking: z.boolean() }),
  async run(ctx, { promiseId }) {
    const row = await lockFollowUpOf(ctx.db, ctx.orgId, promiseId)
    if (row?.state !== 'planned') return { asking: false }
    const why = await whyNot(ctx, row)
    if (why !== null) {
      await giveUp(ctx, row, why)
      return { asking: false }
    }
    const requestId = requestIdOf(row.about) ?? ''
    const subject = (await requestHeads(ctx, [requestId])).get(requestId)?.subject ?? ''
    const noticeId = await noticeFollowUp(ctx, promiseId, subject)
    await updateFollowUp(ctx.db, ctx.orgId, row.id, { state: 'asking', notice_id: noticeId })
    return { asking: true }
  },
})

async function whyNot(ctx: Context, row: FollowUpRow): Promise<NotAsked | null> {
  const { contact_id: contactId } = row
  const stand = (await promiseStands(ctx, [row.promise_id])).get(row.promise_id)
  const turn = {
    now: ctx.now,
    // Who is being asked at this moment is asked once, too.
    askedLastAt:
      contactId === null
        ? null
        : (await isBeingAsked(ctx.db, ctx.orgId, contactId))
          ? ctx.now
          : await askedLastAt(ctx.db, ctx.orgId, contactId),
    refused: contactId !== null && (await hasRefused(ctx, contactId, 'feedback')),
    stands: stand?.unfinished === true,
  }
  return whyNotAsked(turn, await rulesOf(ctx))
}

/** Gives up the promise to ask, with the reason in the organization's language. */
export async function withdrawAsking(ctx: Context, promiseId: string, why: NotAsked): Promise<void> {
  const words = await loadMessages((await organizationOf(ctx)).language)
  const { askedRecently, askedAlready, ...because } = words.because
  const says = { ...because, asked_recently: askedRecently, asked_already: askedAlready }
  await withdrawPromise.run(ctx, { id: promiseId, reason: says[why]() })
}

/** Nobody is asked: it is recorded why, and the promise to ask is withdrawn with the same reason. */
export async function giveUp(ctx: Context, row: FollowUpRow, because: NotAsked): Promise<void> {
  await updateFollowUp(ctx.db, ctx.orgId, row.id, { state: 'not_asked', not_asked_because: because })
  const stand = (await promiseStands(ctx, [row.promise_id])).get(row.promise_id)
  if (stand?.unfinished) await withdrawAsking(ctx, row.promise_id, because)
  ctx.record({
    type: 'follow_up.not_asked',
    subject: `followup:${row.id}`,
    about: row.about,
    data: { because, promiseId: row.promise_id },
  })
}
