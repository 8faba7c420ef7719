import { z } from 'zod'
import { findActiveMember } from '#modules/accounts'
import { customerNames } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { LANGUAGES } from '#platform/fields'
import { type Mailer, mailIdOf } from '#platform/mail'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { findPromise } from './queries.ts'
import { quietUntil } from './quiet-hours.ts'
import { renderAlert } from './render-alert.ts'
import { promiseId } from './schemas.ts'
import { findStep, nextWaitingStep, storeMailed } from './step-queries.ts'
import { isLive } from './step-verdict.ts'
import { stepNumber } from './step-view.ts'

const ref = z.strictObject({ promiseId, n: stepNumber })
const words = z.string()
const instant = z.iso.datetime()

/** Of an alert and of a digest: who writes, and to whom. */
export const letterhead = z.object({
  organization: z.object({ name: words, country: words }),
  recipient: z.object({ name: words, email: words, language: z.enum(LANGUAGES), zone: words }),
})

/** What mail to members about promises asks of whoever knows how they want to be told. */
export type StaffNews = {
  /** Lines that a member wants in the digest of a local date. */
  of(ctx: TaskContext, memberId: string, day: string): Promise<readonly string[]>
  /** Whether a member wants mail at once about steps. */
  wantsAlerts(ctx: TaskContext, memberId: string): Promise<boolean>
}

const alert = letterhead.extend({
  memberId: z.uuid(),
  kind: z.enum(['warning', 'escalation']),
  wording: words,
  customer: words.nullable(),
  about: words,
  dueAt: instant,
  /** When the next step is taken, unless somebody acknowledges this one or the promise ends. */
  nextAt: instant.nullable(),
})
export type Alert = z.output<typeof alert>

/**
 * What the mail about a raised step says; null when none is to be sent now: it was sent or acknowledged, its promise
 * has ended, its member has left. In the member's quiet hours the task comes back when they end.
 */
export const prepareAlert = operation({
  name: 'promises.prepareAlert',
  effect: 'writes',
  permission: 'promises.prepareAlert',
  summary: 'What the mail about a raised step says',
  input: ref,
  output: z.object({ alert: alert.nullable() }),
  async run(ctx, { promiseId: id, n }) {
    const none = { alert: null }
    const [step, promise] = await Promise.all([findStep(ctx.db, ctx.orgId, id, n), findPromise(ctx.db, ctx.orgId, id)])
    if (step?.state !== 'raised' || step.mailed_at !== null || step.member_id === null || !promise) return none
    if (!isLive(promise.state, promise.occurred_at !== null)) return none
    const member = await findActiveMember(ctx, step.member_id)
    if (!member) return none
    const organization = await organizationOf(ctx)
    const zone = member.timeZone ?? organization.timeZone
    const later = quietUntil(ctx.now, zone, member.quietHours)
    if (later) {
      ctx.later({ name: 'promises.send_alert', data: { promiseId: id, n }, runAt: later })
      return none
    }
    const [names, next] = await Promise.all([
      customerNames(ctx, promise.customer_id === null ? [] : [promise.customer_id]),
      nextWaitingStep(ctx.db, ctx.orgId, id),
    ])
    return {
      alert: {
        organization: { name: organization.name, country: organization.country },
        recipient: { name: member.name, email: member.email, language: member.language, zone },
        memberId: member.id,
        kind: step.kind as Alert['kind'],
        wording: promise.wording,
        customer: names.get(promise.customer_id ?? '') ?? null,
        about: promise.about,
        dueAt: promise.due_at.toString(),
        nextAt: next?.at.toString() ?? null,
      },
    }
  },
})

export const recordAlertMailed = operation({
  name: 'promises.recordAlertMailed',
  effect: 'writes',
  permission: 'promises.recordAlertMailed',
  summary: "Record that a raised step's mail was handed over",
  input: ref,
  output: z.object({}),
  async run(ctx, { promiseId: id, n }) {
    await storeMailed(ctx.db, ctx.orgId, id, n, ctx.now)
    return {}
  },
})

/**
 * Mails a raised step to the member it was raised to. Dying in between sends it again under the same Message-ID.
 * @throws when it could not be handed over: the task is tried again
 */
export async function sendAlert(
  ctx: TaskContext,
  mailer: Mailer,
  news: StaffNews,
  step: { promiseId: string; n: number },
): Promise<void> {
  const { gate, orgId } = ctx
  const actor = systemActor(orgId, 'promises.send_alert')
  const { alert } = await gate.run(prepareAlert, actor, step)
  if (!alert || !(await news.wantsAlerts(ctx, alert.memberId))) return
  const { url } = gate.instance
  const mail = await renderAlert({ ...alert, promiseId: step.promiseId, url, now: ctx.clock.now() })
  const sent = await mailStaff(mailer, url, alert, { ...mail, id: `${step.promiseId}-${step.n}` })
  if (sent) await gate.run(recordAlertMailed, actor, step)
}

/**
 * Hands a mail about work to the mail server. Without one nothing is sent: what it says stands in the console.
 * @returns whether it was sent
 * @throws when it could not be handed over
 */
export async function mailStaff(
  mailer: Mailer,
  url: string,
  { organization, recipient }: z.output<typeof letterhead>,
  mail: { id: string; subject: string; text: string; html: string },
): Promise<boolean> {
  const { id, ...content } = mail
  const delivery = await mailer.send({
    ...content,
    from: { name: organization.name, address: mailer.senderAddress(url) },
    to: { name: recipient.name, address: recipient.email },
    messageId: mailIdOf(id, url),
    // Keeps vacation notes from answering (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  if (delivery.outcome === 'deferred' || delivery.outcome === 'refused') throw new Error(delivery.failure)
  return delivery.outcome === 'sent'
}
