import { z } from 'zod'
import { findActiveMember } from '#modules/accounts'
import { calendarClock } from '#modules/calendars'
import { customerNames } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import type { Mailer } from '#platform/mail'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { endOfDay } from './digest.ts'
import { digestRows } from './digest-queries.ts'
import { quietUntil } from './quiet-hours.ts'
import { renderDigest } from './render-digest.ts'
import { letterhead, mailStaff, type StaffNews } from './send-alert.ts'

export const digestOf = z.strictObject({
  memberId: z.uuid(),
  /** The teams that the member is on duty in this morning. */
  teamIds: z.array(z.uuid()),
  /** The local date it is written for. */
  day: z.iso.date(),
})

const LISTED = 20

const digest = letterhead.extend({
  all: z.number().int(),
  items: z.array(
    z.object({
      wording: z.string(),
      customer: z.string().nullable(),
      dueAt: z.iso.datetime(),
      overdue: z.boolean(),
      alerted: z.boolean(),
    }),
  ),
})
export type Digest = z.output<typeof digest>

/**
 * What a member's digest says now, which may be nothing; null when its day is over, or they have left. In their
 * quiet hours the task comes back when they end.
 */
export const prepareDigest = operation({
  name: 'promises.prepareDigest',
  effect: 'writes',
  permission: 'promises.prepareDigest',
  summary: "What a member's digest says",
  input: digestOf,
  output: z.object({ digest: digest.nullable() }),
  async run(ctx, { memberId, teamIds, day: text }) {
    const none = { digest: null }
    const [member, organization, { calendar }] = await Promise.all([
      findActiveMember(ctx, memberId),
      organizationOf(ctx),
      calendarClock(ctx, null),
    ])
    const end = endOfDay(Temporal.PlainDate.from(text), calendar.timeZone)
    if (!member || Temporal.Instant.compare(ctx.now, end) >= 0) return none
    const zone = member.timeZone ?? organization.timeZone
    const later = quietUntil(ctx.now, zone, member.quietHours)
    if (later) {
      ctx.later({ name: 'promises.send_digest', data: { memberId, teamIds, day: text }, runAt: later })
      return none
    }
    const rows = await digestRows(ctx.db, ctx.orgId, memberId, teamIds, end, LISTED)
    const customers = await customerNames(ctx, [
      ...new Set(rows.map((row) => row.customer_id).filter((id) => id !== null)),
    ])
    return {
      digest: {
        organization: { name: organization.name, country: organization.country },
        recipient: { name: member.name, email: member.email, language: member.language, zone },
        all: rows[0]?.all ?? 0,
        items: rows.map((row) => ({
          wording: row.wording,
          customer: customers.get(row.customer_id ?? '') ?? null,
          dueAt: row.due_at.toString(),
          overdue: row.state === 'broken',
          alerted: row.alerted,
        })),
      },
    }
  },
})

/** Mails a member's digest. Dying in between sends it again under the same Message-ID. @throws to be tried again */
export async function sendDigest(
  ctx: TaskContext,
  mailer: Mailer,
  news: StaffNews,
  about: z.output<typeof digestOf>,
): Promise<void> {
  const { gate, orgId } = ctx
  const { digest } = await gate.run(prepareDigest, systemActor(orgId, 'promises.send_digest'), about)
  if (!digest) return
  const lines = await news.of(ctx, about.memberId, about.day)
  if (digest.items.length === 0 && lines.length === 0) return
  const { url } = gate.instance
  const mail = await renderDigest({ ...digest, news: lines, url, now: ctx.clock.now() })
  await mailStaff(mailer, url, digest, { ...mail, id: `digest-${about.memberId}-${about.day}` })
}
