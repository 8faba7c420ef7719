import { z } from 'zod'
import { answersOf, findNotice, recordMoot } from '#modules/promises'
import { type Context, operation } from '#platform/operation'
import { matterOfCall } from './call-matter.ts'
import { type CallRow, lockOpenCallsAbout, spokeSince } from './due-call-queries.ts'
import { abouts } from './follow-promise.ts'
import { mootAs } from './moot.ts'
import { matterOf, mootOf, type Notice } from './notice-matter.ts'
import { cancelCall, dropMessage } from './overtaken.ts'
import { lockPendingAbout } from './queries.ts'

export const settleNotices = operation({
  name: 'conversations.settleNotices',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Something happened to some matters: drop the mails and calls about them that were overtaken',
  input: z.strictObject({ abouts }),
  output: z.object({ dropped: z.number().int() }),
  async run(ctx, input) {
    let dropped = 0
    for (const message of await lockPendingAbout(ctx.db, ctx.orgId, input.abouts)) {
      const why = await overtakenBy(ctx, message.notice_id, message.about)
      if (why === null) continue
      await dropMessage(ctx, message, why)
      dropped++
    }
    for (const call of await lockOpenCallsAbout(ctx.db, ctx.orgId, input.abouts)) {
      const { notice_id: noticeId, about } = call
      const why = noticeId === null ? await answerCallOver(ctx, call) : await overtakenBy(ctx, noticeId, about, call)
      if (why === null) continue
      await cancelCall(ctx, call, why)
      dropped++
    }
    return { dropped }
  },
})

/**
 * Why a notice is not told any more, recorded with the ledger; null: it still is. An urgent call is made although a mail
 * has told, for who knows when that is read; not once the matter itself is over.
 */
export async function overtakenBy(
  ctx: Context,
  noticeId: string | null,
  about: string,
  call: Pick<CallRow, 'why'> | null = null,
): Promise<string | null> {
  const notice = noticeId === null ? undefined : await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice) return null
  if (notice.state === 'moot') return notice.failure ?? 'replaced'
  const mailed = notice.state === 'told' && notice.told_channel === 'email'
  if (notice.state === 'told' && !(mailed && call?.why === 'urgent')) return 'told'
  const moot = await mootNow(ctx, notice, about)
  if (moot !== null && !mailed) await recordMoot(ctx, notice.id, moot)
  return moot
}

async function mootNow(ctx: Context, notice: Notice, about: string): Promise<string | null> {
  const matter = await matterOf(ctx, notice, { about, promiseId: notice.promise_id })
  return matter ? mootOf(notice, matter) : null
}

/** Who passes on such an answer has spoken with them. */
const SPOKEN: readonly string[] = ['phone', 'in_person']

/**
 * Why nobody need call about an answer any more; null: they do. Whoever asked to be called is owed the call until
 * somebody has spoken with them, even if they have answered on their page meanwhile.
 */
async function answerCallOver(ctx: Context, call: CallRow): Promise<string | null> {
  const spoken = { about: call.about, contactId: call.contact_id, since: call.created_at }
  if (await spokeSince(ctx.db, ctx.orgId, spoken)) return 'told'
  const answers = await answersOf(ctx.db, ctx.orgId, [call.promise_id])
  if (answers.some((answer) => answer.given_by === 'member' && SPOKEN.includes(answer.channel))) return 'answered'
  const found = await matterOfCall(ctx, call)
  const moot = found ? mootAs(found.says.kind, found.matter.promise, { ...found.matter, waitEnded: false }) : null
  return call.why === 'asked' && moot !== 'delivered' ? null : moot
}
