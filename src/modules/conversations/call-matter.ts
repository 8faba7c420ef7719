import { findNotice } from '#modules/promises'
import type { Context } from '#platform/operation'
import type { CallRow } from './due-call-queries.ts'
import { matterOf, type Notice, type NoticeMatter } from './notice-matter.ts'

/** What a call is about. */
export type CallMatter = {
  /** The notice that it tells; null of one that the customer asked for, or that asks after an answer. */
  notice: Notice | null
  matter: NoticeMatter
  /** What is said in it, as a notice would say it. */
  says: Pick<Notice, 'kind' | 'text'>
}

/** What a call is about, as things stand now; undefined where whoever was to be called is not there. */
export async function matterOfCall(ctx: Context, call: CallRow): Promise<CallMatter | undefined> {
  const place = { about: call.about, promiseId: call.promise_id }
  const notice = call.notice_id === null ? null : ((await findNotice(ctx.db, ctx.orgId, call.notice_id)) ?? null)
  if (call.notice_id !== null && notice === null) return undefined
  const matter = await matterOf(ctx, notice ?? { contact_id: call.contact_id, wait_id: null }, place)
  return matter && { notice, matter, says: notice ?? { kind: kindAbout(matter.before !== null), text: null } }
}

/** What a call without a notice is about: a new date, or a proposal. */
export const kindAbout = (isMoved: boolean) => (isMoved ? ('moved' as const) : ('proposed' as const))
