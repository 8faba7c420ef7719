import { textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { type CallRow, callsOfNotices } from './due-call-queries.ts'
import { messagesByIds } from './queries.ts'
import { type MessageView, viewOfCallBeside } from './schemas.ts'

type MessageHead = Pick<
  MessageView,
  'id' | 'state' | 'sendAt' | 'quiet' | 'sentAt' | 'cameBackAt' | 'cancelledWhy' | 'call' | 'failure'
> & {
  subject: string | null
  to: string | null
}

/** What became of some messages, by id; what they say, and to whom, only for who may read messages. */
export async function messageHeads(ctx: Context, ids: readonly string[]): Promise<Map<string, MessageHead>> {
  const reads = ctx.actor.may('conversations.readMessages')
  const rows = await messagesByIds(ctx.db, ctx.orgId, ids)
  const calls = await callsBeside(ctx, rows)
  const callOf = (noticeId: string | null) => calls.get(noticeId ?? '')
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        state: row.state as MessageView['state'],
        sendAt: textOrNull(row.send_at),
        quiet: row.quiet,
        sentAt: textOrNull(row.sent_at),
        cameBackAt: textOrNull(row.came_back_at),
        cancelledWhy: row.cancelled_why as MessageView['cancelledWhy'],
        call: besideOrNull(callOf(row.notice_id)),
        subject: reads ? row.subject : null,
        to: reads ? row.to_address : null,
        failure: reads ? row.failure : null,
      },
    ]),
  )
}

const besideOrNull = (call: CallRow | undefined) => (call ? viewOfCallBeside(call) : null)

/** The calls that tell what some mails tell, by notice. */
export async function callsBeside(
  ctx: Context,
  rows: readonly { notice_id: string | null }[],
): Promise<Map<string, CallRow>> {
  const noticeIds = rows.map((row) => row.notice_id).filter((id) => id !== null)
  const calls = await callsOfNotices(ctx.db, ctx.orgId, noticeIds)
  return new Map(calls.flatMap((call) => (call.notice_id === null ? [] : [[call.notice_id, call] as const])))
}
