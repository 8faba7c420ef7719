import { findNotice, planTelling } from '#modules/promises'
import type { Context } from '#platform/operation'
import { isReachable, planDelivery } from './delivery-plan.ts'
import { giveUpMail } from './give-up-mail.ts'
import { mailIn } from './notice-mail.ts'
import { matterOf } from './notice-matter.ts'
import { dropMessage } from './overtaken.ts'
import { lockMessage, type MessageRow, updateMessage } from './queries.ts'
import { urgencyNow } from './reach-contact.ts'
import { overtakenBy } from './settle-notices.ts'

/**
 * The mail of a notice as things stand when it is its turn. It may have waited for hours: then it is written anew, so that
 * nobody reads a date that has changed meanwhile.
 * @returns null: it does not go now, as it was overtaken, quiet hours have begun, or mail cannot reach the contact any more
 */
export async function renewNotice(ctx: Context, messageId: string): Promise<MessageRow | null> {
  const message = await lockMessage(ctx.db, ctx.orgId, messageId)
  const noticeId = message?.notice_id ?? null
  const notice = noticeId === null ? undefined : await findNotice(ctx.db, ctx.orgId, noticeId)
  if (message?.state !== 'queued' || !notice) return null
  const overtaken = await overtakenBy(ctx, notice.id, message.about)
  if (overtaken !== null) {
    await dropMessage(ctx, message, overtaken)
    return null
  }
  const matter = await matterOf(ctx, notice, { about: message.about, promiseId: notice.promise_id })
  // Nobody is there to be told any more: what was written stands.
  if (!matter) return message
  if (!isReachable(matter.contact, 'email')) {
    await giveUpMail(ctx, message, { failure: matter.contact.bounceReason ?? 'no_address' })
    return null
  }
  const [step] = planDelivery({
    ...{ contact: { ...matter.contact, phone: null }, urgency: await urgencyNow(ctx, notice, matter) },
    ...{ now: ctx.now, tried: [] },
  })
  if (step && Temporal.Instant.compare(step.at, ctx.now) > 0) {
    await updateMessage(ctx.db, ctx.orgId, messageId, { send_at: step.at, quiet: true })
    await planTelling(ctx, notice.id, step.at)
    ctx.later({ name: 'conversations.send_message', data: { messageId }, runAt: step.at })
    return null
  }
  if (message.attempts === 0 && message.send_at === null) return message
  const { mail, to, language } = await mailIn(ctx, notice, matter, matter.contact.email ?? '')
  const anew = { subject: mail.subject, text: mail.text, html: mail.html, to_address: to, language }
  await updateMessage(ctx.db, ctx.orgId, messageId, anew)
  return { ...message, ...anew }
}
