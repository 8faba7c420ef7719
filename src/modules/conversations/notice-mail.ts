import { organizationOf } from '#modules/directory'
import type { PromiseView } from '#modules/promises'
import { mailIdOf } from '#platform/mail'
import type { Context } from '#platform/operation'
import { referencesOf } from './conversation.ts'
import { findWith, newestReceived } from './conversation-queries.ts'
import { makeLinks } from './make-links.ts'
import { matterOf, type Notice, type NoticeMatter } from './notice-matter.ts'
import { findMessageOfNotice, insertMessage } from './queries.ts'
import { type NoticeKind, type NoticeToRender, renderNotice } from './render-notice.ts'

/** What a notice says as things stand now, to whoever reads this language in this zone. */
export async function noticeToRender(
  ctx: Context,
  notice: Pick<Notice, 'kind' | 'text'>,
  { promise, promises, before, wait, offer }: NoticeMatter,
  recipient: NoticeToRender['recipient'],
): Promise<NoticeToRender> {
  const organization = await organizationOf(ctx)
  return {
    kind: notice.kind as NoticeKind,
    promise,
    before,
    news: notice.text,
    wait: wait && { waitingFor: wait.waitingFor, since: wait.startedAt },
    offer,
    standing: promises.filter((each) => each.customerId === promise.customerId && isStanding(each)),
    delivered: promises.filter((each) => each.customerId === promise.customerId && isDelivered(each)),
    organization: { name: organization.name, country: organization.country, zone: organization.timeZone },
    recipient,
    now: ctx.now,
  }
}

const isStanding = ({ beneficiary, state }: PromiseView): boolean =>
  beneficiary === 'customer' && (state === 'open' || state === 'proposed')

/** What was done for the customer, replies and news aside. */
const isDelivered = ({ beneficiary, kind, occurredAt }: PromiseView): boolean =>
  beneficiary === 'customer' && occurredAt !== null && !ANSWERING.includes(kind)

const ANSWERING: readonly string[] = ['first_reply', 'next_reply', 'next_update', 'callback', 'confirmation', 'news']

/** For so long the links of a mail that asks how it went answer. */
export const FOLLOW_UP_ANSWERS = { hours: 24 * 30 } as const

/** The mail of a notice as things stand now, and to whom it goes; why there is none. */
export async function mailOfNotice(
  ctx: Context,
  notice: Notice,
  place: { about: string; promiseId: string },
): Promise<Omit<Queued, 'noticeId'> | 'no_address' | 'no_contact'> {
  const matter = await matterOf(ctx, notice, place)
  if (!matter?.contact.email) return matter ? 'no_address' : 'no_contact'
  return mailIn(ctx, notice, matter, matter.contact.email)
}

export async function mailIn(
  ctx: Context,
  notice: Notice,
  matter: NoticeMatter,
  to: string,
): Promise<Omit<Queued, 'noticeId'>> {
  const { language, timeZone: zone } = matter.contact
  const mail = await renderNotice(await noticeToRender(ctx, notice, matter, { language, zone }))
  // Whoever is asked gets the link, even where the promise was made to another contact.
  const answersUntil = notice.kind === 'follow_up' ? ctx.now.add(FOLLOW_UP_ANSWERS).toString() : undefined
  return { mail, promise: { ...matter.promise, contactId: notice.contact_id, answersUntil }, to, language }
}

type Queued = {
  mail: { subject: string; text: string; html: string }
  promise: Parameters<typeof makeLinks>[1]
  /** The notice it delivers; null for a mail the customer asked for. */
  noticeId: string | null
  to: string
  language: string
  /** When the quiet hours of whoever is told end; left out: it goes now. */
  quietUntil?: Temporal.Instant
}

/** Writes a mail with its links and a task that sends it. False when the notice has its mail already. */
export async function queueMail(
  ctx: Context,
  { mail, promise, noticeId, to, language, quietUntil }: Queued,
): Promise<boolean> {
  if (noticeId !== null && (await findMessageOfNotice(ctx.db, ctx.orgId, noticeId))) return false
  const links = await makeLinks(ctx, promise)
  const id = ctx.newId()
  const thread = await threadFor(ctx, promise)
  const written = await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    notice_id: noticeId,
    about: promise.about,
    customer_id: promise.customerId,
    contact_id: promise.contactId,
    channel: 'email',
    to_address: to,
    language,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    state: 'queued',
    failure: null,
    ...thread,
    mail_id: mailIdOf(id, ctx.instance.url),
    link_id: links.viewId,
    action_link_id: links.actionId,
    send_at: quietUntil ?? null,
    quiet: quietUntil !== undefined,
    created_at: ctx.now,
    sent_at: null,
  })
  if (!written) return false
  ctx.record({
    type: 'message.queued',
    subject: `message:${id}`,
    about: promise.about,
    data: { promiseId: promise.id, noticeId },
  })
  ctx.later({
    name: 'conversations.send_message',
    data: { messageId: id },
    ...(quietUntil ? { runAt: quietUntil } : {}),
  })
  return true
}

/** Where the contact writes with us about the same matter: the mail is part of that thread. */
async function threadFor(ctx: Context, { about, contactId }: { about: string; contactId: string | null }) {
  const conversation = contactId === null ? undefined : await findWith(ctx.db, ctx.orgId, contactId, 'email', about)
  if (!conversation) return {}
  const answered = await newestReceived(ctx.db, ctx.orgId, conversation.id)
  return {
    conversation_id: conversation.id,
    in_reply_to: answered?.mail_id ?? null,
    refs: referencesOf(answered?.refs ?? [], answered?.mail_id ?? null),
  }
}
