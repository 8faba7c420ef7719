import { z } from 'zod'
import { clearBounce } from '#modules/customers'
import { findNotice } from '#modules/promises'
import { type Context, operation } from '#platform/operation'
import { findCallOfNotice } from './due-call-queries.ts'
import { messageNotFound, notSendable } from './errors.ts'
import { mailOfNotice } from './notice-mail.ts'
import { findMessage, lockMessage, type MessageRow, updateMessage } from './queries.ts'
import { messageId, messageView, viewOfMessage } from './schemas.ts'

export const resendMessage = operation({
  name: 'conversations.resendMessage',
  effect: 'writes',
  permission: 'conversations.resendMessage',
  summary: 'Send a held or failed message now',
  input: z.strictObject({ id: messageId }),
  output: messageView,
  async run(ctx, { id }) {
    const row = await lockMessage(ctx.db, ctx.orgId, id)
    if (!row) throw messageNotFound()
    if (row.state !== 'held' && row.state !== 'failed') throw notSendable(row.state)
    // Whoever says to try again says that the address works.
    if (row.contact_id !== null) await clearBounce(ctx, row.contact_id)
    const anew = await writtenAnew(ctx, row)
    const fresh = { state: 'queued', attempts: 0, failure: null, came_back_at: null, send_at: null, quiet: false }
    await updateMessage(ctx.db, ctx.orgId, id, { ...anew, ...fresh })
    ctx.record({ type: 'message.queued', subject: `message:${id}`, about: row.about, data: { again: true } })
    ctx.later({ name: 'conversations.send_message', data: { messageId: id } })
    const now = await findMessage(ctx.db, ctx.orgId, id)
    const call = row.notice_id === null ? undefined : await findCallOfNotice(ctx.db, ctx.orgId, row.notice_id)
    return viewOfMessage(now ?? row, call)
  },
})

/**
 * A notice that waited is written as things stand now, to the address that the contact has now: the date of a promise
 * that nobody was told may have moved since.
 */
async function writtenAnew(ctx: Context, { notice_id: noticeId, about }: MessageRow) {
  const notice = noticeId === null ? undefined : await findNotice(ctx.db, ctx.orgId, noticeId)
  if (!notice) return {}
  const written = await mailOfNotice(ctx, notice, { about, promiseId: notice.promise_id })
  if (typeof written === 'string') return {}
  const { mail, to, language } = written
  return { subject: mail.subject, text: mail.text, html: mail.html, to_address: to, language }
}
