import { contactQuietUntil, planTelling, recordMoot, recordUndelivered } from '#modules/promises'
import type { Context } from '#platform/operation'
import { wroteSince } from './answer-queries.ts'
import { planDelivery, type TellingChannel, type Urgency, urgencyOf } from './delivery-plan.ts'
import { type CallRow, findCallOfNotice } from './due-call-queries.ts'
import { mailIn, queueMail } from './notice-mail.ts'
import { changesSomething, datesOf, matterOf, mootOf, type Notice, type NoticeMatter } from './notice-matter.ts'
import { type CallWhy, planCall } from './plan-call.ts'
import { findMessageOfNotice, type MessageRow } from './queries.ts'

/** Who wrote about the matter within this is awake, and waits for a word. */
const AWAKE = { minutes: 15 } as const

/**
 * Has the contact of a notice told, by the next channel of their plan: those that have failed are passed over. Where none
 * is left it is work for a person, and where something overtook it, nobody's.
 * @returns whether a mail or a call was added
 */
export async function reachContact(ctx: Context, notice: Notice, about: string, promiseId: string): Promise<boolean> {
  const matter = await matterOf(ctx, notice, { about, promiseId })
  if (!matter) {
    await recordUndelivered(ctx, notice.id, 'no_contact')
    return false
  }
  const moot = mootOf(notice, matter)
  if (moot !== null) {
    await recordMoot(ctx, notice.id, moot)
    return false
  }
  const message = await findMessageOfNotice(ctx.db, ctx.orgId, notice.id)
  const call = await findCallOfNotice(ctx.db, ctx.orgId, notice.id)
  const urgency = await urgencyNow(ctx, notice, matter)
  const plan = planDelivery({ contact: matter.contact, urgency, now: ctx.now, tried: triedOf(message, call) })
  if (plan.length === 0) {
    await recordUndelivered(ctx, notice.id, message?.failure ?? whyNobody(matter, call))
    return false
  }
  let added = false
  for (const { channel, at, together } of plan.filter((step, n) => n === 0 || step.together)) {
    const held = Temporal.Instant.compare(at, ctx.now) > 0
    if (channel === 'email') {
      const mail = await mailIn(ctx, notice, matter, matter.contact.email ?? '')
      added = (await queueMail(ctx, { ...mail, noticeId: notice.id, ...(held ? { quietUntil: at } : {}) })) || added
      if (held) await planTelling(ctx, notice.id, at)
    } else {
      const why = whyCalled(matter, message, together)
      added = (await planCall(ctx, notice, matter, { from: at, why, urgent: urgency === 'urgent' })) || added
    }
  }
  return added
}

/** How urgent it is now to tell a contact. */
export async function urgencyNow(ctx: Context, notice: Notice, matter: NoticeMatter): Promise<Urgency> {
  // How it went can be asked in the morning.
  if (notice.kind === 'follow_up') return 'can_wait'
  return urgencyOf({
    changes: changesSomething(notice, matter),
    dates: datesOf(matter),
    asked: await wroteSince(ctx.db, ctx.orgId, matter.promise.about, ctx.now.subtract(AWAKE)),
    now: ctx.now,
    quietEnds: contactQuietUntil(ctx.now, matter.contact),
  })
}

const triedOf = (message: MessageRow | undefined, call: CallRow | undefined): TellingChannel[] => [
  ...(message?.state === 'failed' ? (['email'] as const) : []),
  ...(call?.state === 'not_reached' ? (['phone'] as const) : []),
]

const whyNobody = ({ contact }: NoticeMatter, call: CallRow | undefined): string =>
  call ? 'not_reached' : contact.bouncedAt === null ? 'no_address' : 'address_bounced'

function whyCalled({ contact }: NoticeMatter, message: MessageRow | undefined, together: boolean): CallWhy {
  if (together) return 'urgent'
  if (message?.state === 'failed') return message.came_back_at ? 'bounced' : message.attempts > 1 ? 'failed' : 'refused'
  if (contact.preferredChannel === 'phone') return 'preferred'
  return contact.email === null ? 'no_address' : 'bounced'
}
