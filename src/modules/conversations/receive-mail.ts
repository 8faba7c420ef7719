import { z } from 'zod'
import { findContactByEmail, recordBounce } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { mailboxOf, setFiled } from '#modules/mailboxes'
import { resumeOnReply } from '#modules/promises'
import { instant, LANGUAGES } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { aboutsOf } from './abouts-of.ts'
import { answerLost } from './answer-lost.ts'
import { threadSubject } from './conversation.ts'
import {
  type ConversationRow,
  conversationOfMails,
  countBegunBy,
  insertAttachments,
  insertConversation,
  messageOfMail,
  messageOfReceived,
} from './conversation-queries.ts'
import { giveUpMail } from './give-up-mail.ts'
import { insertMessage } from './queries.ts'
import { refresh } from './refresh.ts'
import { conversationOfAddress } from './reply-address.ts'
import { lockThread } from './thread.ts'
import { recordCameBackBy } from './told-by-message.ts'

const plain = (max: number, example: string) =>
  z
    .string()
    .max(max)
    .meta({ examples: [example] })
const person = z.strictObject({ name: plain(500, 'Ana Ruiz'), address: plain(320, 'ana@example.com') })

/** A mail as it was read, and where its parts are kept. */
const filed = z.strictObject({
  receivedMailId: z.uuid(),
  mailboxId: z.uuid(),
  receivedAt: instant.meta({ examples: ['2026-11-26T09:00:00Z'] }),
  mailId: plain(1000, 'abc@mail.example').nullable(),
  from: person.nullable(),
  to: z.array(person),
  cc: z.array(person),
  subject: plain(2000, 'Boiler makes a knocking noise'),
  references: z.array(plain(1000, 'abc@mail.example')).max(50),
  text: plain(300_000, 'It knocks at night.'),
  quoted: plain(300_000, '> When does it knock?'),
  html: plain(2_000_000, '<p>It knocks at night.</p>').nullable(),
  automatic: z.enum(['auto_reply', 'list', 'bounce', 'loop']).nullable(),
  bounce: z
    .strictObject({
      recipient: plain(320, 'ana@example.com').nullable(),
      action: z.enum(['failed', 'delayed']),
      reason: plain(500, '5.1.1 No such mailbox'),
      mailId: plain(1000, 'abc@mail.example').nullable(),
    })
    .nullable(),
  authentication: z.strictObject({ verified: z.boolean(), by: plain(500, 'dmarc') }),
  language: z.enum(LANGUAGES).nullable(),
  parts: z
    .array(
      z.strictObject({
        id: z.uuid(),
        name: plain(255, 'label.jpg'),
        mediaType: plain(255, 'image/jpeg'),
        bytes: z.number().int().min(0),
        file: plain(500, 'organization/attachment/id'),
        contentId: plain(1000, 'pic1@mail').nullable(),
        inline: z.boolean(),
      }),
    )
    .max(200),
})
type Filed = z.output<typeof filed>

/** Whether a mail becomes a message: not our own that has come back, and none of nobody. */
export const isKept = <Mail extends Pick<Filed, 'automatic' | 'from'>>(
  mail: Mail,
): mail is Mail & { from: NonNullable<Filed['from']> } => mail.automatic !== 'loop' && mail.from !== null

export const receiveMail = operation({
  name: 'conversations.receiveMail',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'File a mail that came in: in its conversation, or in a new one',
  input: filed,
  output: z.object({
    messageId: z.uuid().nullable(),
    conversationId: z.uuid().nullable(),
    outcome: z.enum(['started', 'continued', 'bounced', 'ignored', 'filed_before']),
  }),
  async run(ctx, mail) {
    const before = await messageOfReceived(ctx.db, ctx.orgId, mail.receivedMailId)
    if (before)
      return { messageId: before.id, conversationId: before.conversation_id, outcome: 'filed_before' as const }
    if (!isKept(mail)) {
      const reason = mail.automatic ?? 'no_sender'
      await setFiled(ctx, mail.receivedMailId, { state: 'ignored', reason, messageId: null })
      return { messageId: null, conversationId: null, outcome: 'ignored' as const }
    }
    if (mail.bounce) await takeBack(ctx, mail.bounce)
    const known = await threadOf(ctx, mail)
    const automatic = mail.automatic ?? (known || !(await isFlood(ctx, mail.from)) ? null : ('loop' as const))
    const conversation = known ?? (await begin(ctx, { ...mail, automatic }, mail.from))
    const messageId = await add(ctx, conversation, { ...mail, automatic }, mail.from)
    const isPerson = automatic === null
    await refresh(ctx, conversation, {
      last_at: ctx.now,
      last_by: isPerson ? 'customer' : 'system',
      ...(isPerson ? { state: 'open', sort: 'person', snoozed_until: null, snoozed_for: null } : {}),
    })
    if (isPerson) {
      for (const about of known ? await aboutsOf(ctx, known) : [])
        await resumeOnReply(ctx, about, { by: 'customer', at: mail.receivedAt, channel: 'email' })
      ctx.record({
        // A person who writes into what a machine began is heard for the first time: it becomes a request as any other.
        type: known && !wasMachines(known) ? 'conversation.received' : 'conversation.started',
        subject: `conversation:${conversation.id}`,
        about: conversation.about,
        data: { messageId, channel: 'email', at: mail.receivedAt.toString(), verified: mail.authentication.verified },
      })
    }
    await setFiled(ctx, mail.receivedMailId, { state: 'filed', reason: null, messageId })
    const outcome = mail.bounce ? ('bounced' as const) : known ? ('continued' as const) : ('started' as const)
    return { messageId, conversationId: conversation.id, outcome }
  },
})

/** No person begins so many conversations in an hour: two programs answer each other, without saying that they are some. */
const MOST_BEGUN = 10
const AN_HOUR = { hours: 1 } as const

const isFlood = async (ctx: Context, { address }: Sender): Promise<boolean> =>
  (await countBegunBy(ctx.db, ctx.orgId, address, ctx.now.subtract(AN_HOUR), MOST_BEGUN)) >= MOST_BEGUN

/** The conversation that it belongs to, locked: by the address it was sent to, else by what it answers. */
async function threadOf(ctx: Context, { to, cc, references, bounce }: Filed): Promise<ConversationRow | undefined> {
  const { keys } = ctx.instance
  const named = [...to, ...cc].map(({ address }) => conversationOfAddress(keys, ctx.orgId, address))
  const answered = [...references, ...(bounce?.mailId ? [bounce.mailId] : [])]
  const id = named.find((each) => each !== null) ?? (await conversationOfMails(ctx.db, ctx.orgId, answered))
  if (id === null) return undefined
  return lockThread(ctx, id)
}

const wasMachines = ({ id, sort, about }: ConversationRow): boolean =>
  sort !== 'person' && about === `conversation:${id}`

type Sender = NonNullable<Filed['from']>

/** A new conversation. Only a proven sender is tied to the customer whose contact has the address. */
async function begin(ctx: Context, mail: Filed, from: Sender): Promise<ConversationRow> {
  const contact = mail.authentication.verified ? await findContactByEmail(ctx, from.address) : null
  const id = ctx.newId()
  return insertConversation(ctx.db, {
    org_id: ctx.orgId,
    id,
    channel: 'email',
    sort: mail.automatic === null ? 'person' : mail.automatic === 'list' ? 'list' : 'automatic',
    state: 'open',
    subject: threadSubject(mail.subject).slice(0, 500),
    customer_id: contact?.customerId ?? null,
    contact_id: contact?.id ?? null,
    address: from.address,
    address_name: from.name,
    verified: mail.authentication.verified,
    mailbox_id: mail.mailboxId,
    about: `conversation:${id}`,
    language: contact?.language ?? mail.language,
    last_at: ctx.now,
    last_by: 'customer',
    created_at: ctx.now,
  })
}

async function add(ctx: Context, conversation: ConversationRow, mail: Filed, from: Sender): Promise<string> {
  const [id, mailbox, organization] = [ctx.newId(), await mailboxOf(ctx, mail.mailboxId), await organizationOf(ctx)]
  await insertMessage(ctx.db, {
    org_id: ctx.orgId,
    id,
    conversation_id: conversation.id,
    direction: 'in',
    about: conversation.about,
    customer_id: conversation.customer_id,
    contact_id: conversation.contact_id,
    channel: 'email',
    from_address: from.address,
    from_name: from.name,
    to_address: mailbox.address,
    cc: JSON.stringify([...mail.to, ...mail.cc].filter(({ address }) => address !== mailbox.address).slice(0, 50)),
    language: mail.language ?? conversation.language ?? organization.language,
    subject: mail.subject.slice(0, 1000),
    text: mail.text,
    quoted: mail.quoted,
    html: mail.html ?? '',
    file_names: mail.parts
      .map(({ name }) => name)
      .join(' ')
      .slice(0, 5_000),
    state: 'received',
    verified: mail.authentication.verified,
    authentication: mail.authentication.by,
    automatic: mail.automatic,
    mail_id: mail.mailId ?? `${id}@received`,
    in_reply_to: mail.references[0] ?? null,
    refs: mail.references,
    received_mail_id: mail.receivedMailId,
    created_at: ctx.now,
    occurred_at: mail.receivedAt,
  })
  await insertAttachments(
    ctx.db,
    mail.parts.map((part) => ({
      org_id: ctx.orgId,
      id: part.id,
      message_id: id,
      name: part.name,
      media_type: part.mediaType,
      bytes: part.bytes,
      file: part.file,
      content_id: part.contentId,
      inline: part.inline,
      created_at: ctx.now,
    })),
  )
  return id
}

/** A mail of ours came back for good: it was not told, and the address is marked until somebody writes from it. */
async function takeBack(
  ctx: Context,
  { recipient, action, reason, mailId }: NonNullable<Filed['bounce']>,
): Promise<void> {
  const message = mailId === null ? undefined : await messageOfMail(ctx.db, ctx.orgId, mailId)
  // Anybody can write a bounce: only for a mail that we sent to that address it says something.
  if (action !== 'failed' || !message) return
  if (recipient !== null && recipient.toLowerCase() !== message.to_address.toLowerCase()) return
  if (message.state === 'failed') return
  const isAnswers = message.conversation_id !== null && message.notice_id === null
  // First the conversation, then its promises: as whoever records what became of a mail.
  const conversation = isAnswers ? await lockThread(ctx, message.conversation_id ?? '') : undefined
  if (message.contact_id !== null) await recordBounce(ctx, message.contact_id, message.to_address, reason)
  await recordCameBackBy(ctx, message, reason)
  await giveUpMail(ctx, message, { failure: reason, cameBack: true })
  if (conversation) await answerLost(ctx, message, conversation)
  ctx.record({
    type: 'message.bounced',
    subject: `message:${message.id}`,
    about: message.about,
    data: { contactId: message.contact_id },
  })
}
