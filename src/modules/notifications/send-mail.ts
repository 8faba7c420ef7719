import { z } from 'zod'
import { loadMessages as loadApproval } from '#messages/approval'
import { loadMessages } from '#messages/notifications'
import { findActiveMembers } from '#modules/accounts'
import { type ApprovalLetter, approvalTexts, approvalUrl, readApprovalLetter } from '#modules/authority'
import { organizationOf } from '#modules/directory'
import { letterhead, mailStaff } from '#modules/promises'
import type { Mailer } from '#platform/mail'
import { type MailParts, renderMail } from '#platform/mail-layout'
import { loadMoments } from '#platform/moments'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import type { Kind } from './kinds.ts'
import { channelsFor } from './preferences.ts'
import { claimSending, findNotification } from './queries.ts'
import { lineOf } from './sentence.ts'
import { notificationView, viewsOf } from './view.ts'

/** What is sent about something that is unread, claimed so that it goes out once; null: it was read, sent, or switched off. */
export const takeForSending = operation({
  name: 'notifications.takeForSending',
  effect: 'writes',
  permission: 'notifications.send',
  summary: 'What is sent to a member about something unread',
  input: z.strictObject({ id: z.uuid(), eventId: z.uuid(), channel: z.enum(['mailed', 'pushed']) }),
  output: letterhead.extend({ memberId: z.uuid(), at: z.iso.datetime(), view: notificationView }).nullable(),
  async run(ctx, what) {
    const row = await findNotification(ctx.db, ctx.orgId, what.id)
    const member = row && (await findActiveMembers(ctx, [row.member_id])).get(row.member_id)
    if (!row || !member) return null
    // What was switched off while it waited is not sent any more.
    const how = (await channelsFor(ctx, [member.id], row.kind as Kind)).get(member.id)
    if (what.channel === 'mailed' ? how?.mail === 'off' : !how?.push) return null
    if (!(await claimSending(ctx.db, ctx.orgId, what, ctx.now))) return null
    const [view] = await viewsOf(ctx, member.language, [row])
    const { name, country, timeZone } = await organizationOf(ctx)
    const zone = member.timeZone ?? timeZone
    return {
      organization: { name, country },
      recipient: { name: member.name, email: member.email, language: member.language, zone },
      memberId: member.id,
      at: row.at.toString(),
      view: view as NonNullable<typeof view>,
    }
  },
})

/** What is sent, and the event that asked for it. */
export type Sending = { id: string; eventId: string }

/** Mails what is still unread. Tried again after a failure it goes out under the same Message-ID. @throws to be tried again */
export async function sendMail(ctx: TaskContext, mailer: Mailer, what: Sending): Promise<void> {
  const { gate, orgId } = ctx
  const actor = systemActor(orgId, 'notifications.send_mail')
  const letter = await gate.run(takeForSending, actor, { ...what, channel: 'mailed' })
  if (!letter) return
  const { url } = gate.instance
  const { language } = letter.recipient
  const words = await loadMessages(language)
  const said = letter.view
  const asked = askedApproval(said)
  const mail = renderMail({
    language,
    subject: lineOf(said),
    headline: said.title,
    paragraphs: said.detail === '' ? [] : [said.detail],
    actions: [{ label: words.mail.open(), href: `${url}${said.page}`, primary: true }],
    footer: [words.mail.why(), `${url}/settings/notifications`],
    ...(asked ? await approvalParts(ctx, letter.memberId, asked, said.request?.subject ?? null) : {}),
  })
  await mailStaff(mailer, url, letter, { ...mail, id: `notification-${what.id}-${what.eventId}` })
}

/** The approval that somebody is to answer; null: it is other news. */
const askedApproval = ({ kind, subject, outcome }: z.output<typeof notificationView>): string | null =>
  kind === 'approval' && (outcome === 'asked' || outcome === 'handed_over') ? subject.slice('approval:'.length) : null

/** What is asked, and the link that answers it with one press; nothing while they may not answer it. */
async function approvalParts(
  { gate, orgId }: TaskContext,
  memberId: string,
  approvalId: string,
  subject: string | null,
): Promise<Partial<MailParts>> {
  const actor = systemActor(orgId, 'notifications.send_mail')
  const letter: ApprovalLetter = await gate.run(readApprovalLetter, actor, { id: approvalId, memberId })
  const { reader, state, standing, organization } = letter
  if (!reader || state !== 'asked' || (standing !== 'yours' && standing !== 'beyond')) return {}
  const { language } = reader
  const words = await loadApproval(language)
  const moments = await loadMoments(language, organization.country)
  const { headline, facts } = approvalTexts(letter, subject, { language, words, moments })
  const href = approvalUrl(gate.instance, { orgId, approvalId, memberId })
  return {
    subject: headline,
    headline,
    paragraphs: [...facts.map(([term, text]) => `${term}: ${text}`), words.mail.link()],
    actions: [{ label: words.mail.answer(), href, primary: true }],
  }
}
