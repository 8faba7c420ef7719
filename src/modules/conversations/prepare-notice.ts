import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { findNotice, type PromiseView, promisesAbout, recordUndelivered, waitById } from '#modules/promises'
import { mailIdOf } from '#platform/mail'
import { type Context, operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { referencesOf } from './conversation.ts'
import { findWith, newestReceived } from './conversation-queries.ts'
import { makeLinks } from './make-links.ts'
import { findMessageOfNotice, insertMessage } from './queries.ts'
import { type NoticeKind, renderNotice } from './render-notice.ts'
import { isToldByAnswer } from './telling-queries.ts'

export const prepareNotice = operation({
  name: 'conversations.prepareNotice',
  effect: 'writes',
  permission: 'conversations.deliver',
  summary: 'Write the mail that tells a customer of a change, and have it sent',
  input: z.strictObject({
    noticeId: z.uuid(),
    about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    promiseId: z.uuid(),
  }),
  output: z.object({
    prepared: z
      .boolean()
      .meta({ description: 'false: it was told or written already, or an answer tells it.', examples: [true] }),
  }),
  async run(ctx, { noticeId, about, promiseId }) {
    const notice = await findNotice(ctx.db, ctx.orgId, noticeId)
    if (notice?.state !== 'waiting') return { prepared: false }
    if (await isToldByAnswer(ctx.db, ctx.orgId, noticeId)) return { prepared: false }
    const written = await mailOfNotice(ctx, notice, { about, promiseId })
    if (typeof written === 'string') {
      await recordUndelivered(ctx, noticeId, written)
      return { prepared: false }
    }
    return { prepared: await queueMail(ctx, { ...written, noticeId }) }
  },
})

type Notice = NonNullable<Awaited<ReturnType<typeof findNotice>>>

/** The mail of a notice as things stand now, and to whom it goes; why there is none. */
export async function mailOfNotice(
  ctx: Context,
  notice: Notice,
  { about, promiseId }: { about: string; promiseId: string },
): Promise<Omit<Queued, 'noticeId'> | 'no_address' | 'no_contact'> {
  const promises = await promisesAbout(ctx, about)
  const promise = promises.find(({ id }) => id === promiseId)
  const contact = await contactOf(ctx, notice.contact_id)
  if (!promise || !contact?.email) return contact ? 'no_address' : 'no_contact'
  const before = promises.find(({ id }) => id === promise.predecessorId) ?? null
  const [organization, wait] = await Promise.all([
    organizationOf(ctx),
    notice.wait_id === null ? null : waitById(ctx, notice.wait_id),
  ])
  const mail = await renderNotice({
    kind: notice.kind as NoticeKind,
    promise,
    before,
    news: notice.text,
    wait: wait && { waitingFor: wait.waitingFor, since: wait.startedAt },
    standing: promises.filter((each) => each.customerId === promise.customerId && isStanding(each)),
    organization: { name: organization.name, country: organization.country, zone: organization.timeZone },
    recipient: { language: contact.language, zone: contact.timeZone },
    now: ctx.now,
  })
  // Whoever is asked gets the link, even where the promise was made to another contact.
  const asked = { ...promise, contactId: notice.contact_id }
  return { mail, promise: asked, to: contact.email, language: contact.language }
}

const isStanding = ({ beneficiary, state }: PromiseView): boolean =>
  beneficiary === 'customer' && (state === 'open' || state === 'proposed')

type Queued = {
  mail: { subject: string; text: string; html: string }
  promise: Parameters<typeof makeLinks>[1]
  /** The notice it delivers; null for a mail the customer asked for. */
  noticeId: string | null
  to: string
  language: string
}

/** Writes a mail with its links and a task that sends it. False when the notice has its mail already. */
export async function queueMail(ctx: Context, { mail, promise, noticeId, to, language }: Queued): Promise<boolean> {
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
  ctx.later({ name: 'conversations.send_message', data: { messageId: id } })
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
