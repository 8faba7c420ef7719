import type { Insertable } from 'kysely'
import { type ContactView, findContactsByEmails } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { mailboxAddresses, setFiled } from '#modules/mailboxes'
import { resumeOnReply } from '#modules/promises'
import type { Context } from '#platform/operation'
import type { Attachment, Conversation, Message } from '#platform/schema.gen'
import { dueOf, type SaidRow, saidOf, threadSubject, waitingSince } from './conversation.ts'
import type { ConversationRow } from './conversation-queries.ts'
import { countBegunBy, insertAttachments, insertConversations, messagesOfReceived } from './filing-queries.ts'
import { readThreads } from './mail-threads.ts'
import { mergedIntoAll } from './merge-queries.ts'
import { insertMessages } from './queries.ts'
import type { Became } from './receive-mail.ts'
import { isKept, type Received, type Sender } from './received-mail.ts'
import { type Change, refreshAll } from './refresh.ts'
import { takeBackMail } from './take-back-mail.ts'

/** No person begins so many conversations in an hour: two programs answer each other, without saying that they are some. */
const MOST_BEGUN = 10
const AN_HOUR = { hours: 1 } as const

type Filing = Awaited<ReturnType<typeof readAround>>
type Kept = Received & { from: Sender }

/**
 * Files mails in their order, each as if it came alone after those before it: in the conversation that it belongs to, or in
 * a new one. Statements do not grow with the mails, except for what came back and what was waited for.
 */
export async function fileMails(ctx: Context, mails: readonly Received[]): Promise<Became[]> {
  const before = await messagesOfReceived(
    ctx.db,
    ctx.orgId,
    mails.map((mail) => mail.receivedMailId),
  )
  const fresh = mails.filter((mail) => !before.has(mail.receivedMailId))
  const filing = await readAround(ctx, fresh)
  const became: Became[] = []
  for (const mail of mails) {
    const known = before.get(mail.receivedMailId)
    if (known) became.push({ messageId: known.id, conversationId: known.conversation_id, outcome: 'filed_before' })
    else {
      const one = await fileOne(ctx, filing, mail)
      became.push(one)
      // Twice in one batch is once.
      before.set(mail.receivedMailId, { id: one.messageId, conversation_id: one.conversationId })
    }
  }
  await writeAll(ctx, filing)
  return became
}

/** What is known before the first of them is filed, and what filing them adds. */
async function readAround(ctx: Context, mails: readonly Received[]) {
  const kept = mails.filter(isKept)
  const threads = await readThreads(ctx, mails)
  const known = [...new Set(kept.map((mail) => threads.of(mail)).filter((row) => row !== undefined))]
  const strangers = kept.filter((mail) => !threads.of(mail))
  const proven = strangers.filter((mail) => mail.authentication.verified)
  const from = (some: readonly Kept[]) => [...new Set(some.map((mail) => mail.from.address.toLowerCase()))]
  const [organization, addresses, contacts, begun, merged] = [
    kept.length === 0 ? null : await organizationOf(ctx),
    await mailboxAddresses(
      ctx,
      kept.map((mail) => mail.mailboxId),
    ),
    await findContactsByEmails(ctx, from(proven)),
    await countBegunBy(
      ctx.db,
      ctx.orgId,
      from(strangers.filter((mail) => mail.automatic === null)),
      ctx.now.subtract(AN_HOUR),
      MOST_BEGUN,
    ),
    await mergedIntoAll(
      ctx.db,
      ctx.orgId,
      known.map(({ id }) => id),
    ),
  ]
  return {
    ...{ organization, addresses, contacts, begun, threads },
    aboutsOf: ({ id, about }: ConversationRow): string[] => [
      ...new Set([about, ...merged.filter((row) => row.merged_into === id).map((row) => row.about)]),
    ],
    started: new Map<ConversationRow, { row: Insertable<Conversation>; said: SaidRow[] }>(),
    changed: new Map<ConversationRow, NonNullable<Change['set']>>(),
    messages: [] as Insertable<Message>[],
    attachments: [] as Insertable<Attachment>[],
    filed: [] as Parameters<typeof setFiled>[1][number][],
  }
}

async function fileOne(ctx: Context, filing: Filing, mail: Received): Promise<Became> {
  const { receivedMailId: mailId } = mail
  if (!isKept(mail)) {
    filing.filed.push({ mailId, state: 'ignored', reason: mail.automatic ?? 'no_sender', messageId: null })
    return { messageId: null, conversationId: null, outcome: 'ignored' }
  }
  if (mail.bounce) await takeBackMail(ctx, mail.bounce)
  const known = filing.threads.of(mail)
  const automatic = mail.automatic ?? (known || !isFlood(filing, mail.from) ? null : 'loop')
  const isPerson = automatic === null
  const wasPersons = known !== undefined && !wasMachines(known)
  const row = known ?? begin(ctx, filing, { ...mail, automatic })
  const messageId = add(ctx, filing, row, { ...mail, automatic })
  const set = {
    last_at: ctx.now,
    last_by: isPerson ? 'customer' : 'system',
    ...(isPerson ? { state: 'open', sort: 'person', snoozed_until: null, snoozed_for: null } : {}),
  }
  // What comes after it finds the conversation as it is then.
  Object.assign(row, set)
  const started = filing.started.get(row)
  if (started) Object.assign(started.row, set)
  else filing.changed.set(row, { ...filing.changed.get(row), ...set })
  if (isPerson) {
    const reply = { by: 'customer', at: mail.receivedAt, channel: 'email' } as const
    for (const about of started ? [] : filing.aboutsOf(row)) await resumeOnReply(ctx, about, reply)
    ctx.record({
      // A person who writes into what a machine began is heard for the first time: it becomes a request as any other.
      type: wasPersons ? 'conversation.received' : 'conversation.started',
      subject: `conversation:${row.id}`,
      about: row.about,
      data: { messageId, channel: 'email', at: mail.receivedAt.toString(), verified: mail.authentication.verified },
    })
  }
  filing.filed.push({ mailId, state: 'filed', reason: null, messageId })
  return { messageId, conversationId: row.id, outcome: mail.bounce ? 'bounced' : known ? 'continued' : 'started' }
}

const wasMachines = ({ id, sort, about }: ConversationRow): boolean =>
  sort !== 'person' && about === `conversation:${id}`

const isFlood = ({ begun }: Filing, { address }: Sender): boolean =>
  (begun.get(address.toLowerCase()) ?? 0) >= MOST_BEGUN

/** A new conversation. Only a proven sender is tied to the customer whose contact has the address. */
function begin(ctx: Context, filing: Filing, mail: Kept): ConversationRow {
  const { from, authentication } = mail
  const address = from.address.toLowerCase()
  const contact: ContactView | undefined = authentication.verified ? filing.contacts.get(address) : undefined
  const id = ctx.newId()
  const row = {
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
    verified: authentication.verified,
    mailbox_id: mail.mailboxId,
    about: `conversation:${id}`,
    language: contact?.language ?? mail.language,
    last_at: ctx.now,
    last_by: 'customer',
    created_at: ctx.now,
  }
  const known = { ...row } as unknown as ConversationRow
  filing.started.set(known, { row, said: [] })
  filing.begun.set(address, (filing.begun.get(address) ?? 0) + 1)
  return known
}

function add(ctx: Context, filing: Filing, conversation: ConversationRow, mail: Kept): string {
  const id = ctx.newId()
  const address = filing.addresses.get(mail.mailboxId) ?? ''
  const said = { direction: 'in', written: false, state: 'received', automatic: mail.automatic }
  filing.messages.push({
    org_id: ctx.orgId,
    id,
    conversation_id: conversation.id,
    ...said,
    about: conversation.about,
    customer_id: conversation.customer_id,
    contact_id: conversation.contact_id,
    channel: 'email',
    from_address: mail.from.address,
    from_name: mail.from.name,
    to_address: address,
    cc: JSON.stringify([...mail.to, ...mail.cc].filter((each) => each.address !== address).slice(0, 50)),
    language: mail.language ?? conversation.language ?? filing.organization?.language ?? 'en',
    subject: mail.subject.slice(0, 1000),
    text: mail.text,
    quoted: mail.quoted,
    html: mail.html ?? '',
    file_names: mail.parts
      .map(({ name }) => name)
      .join(' ')
      .slice(0, 5_000),
    verified: mail.authentication.verified,
    authentication: mail.authentication.by,
    mail_id: mail.mailId ?? `${id}@received`,
    in_reply_to: mail.references[0] ?? null,
    refs: mail.references,
    received_mail_id: mail.receivedMailId,
    created_at: ctx.now,
    occurred_at: mail.receivedAt,
  })
  for (const part of mail.parts)
    filing.attachments.push({
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
    })
  filing.started
    .get(conversation)
    ?.said.push({ ...said, outcome: null, created_at: ctx.now, occurred_at: mail.receivedAt })
  if (mail.mailId !== null) filing.threads.add(mail.mailId, conversation)
  return id
}

async function writeAll(ctx: Context, { started, changed, messages, attachments, filed }: Filing): Promise<void> {
  await insertConversations(
    ctx.db,
    [...started.values()].map(({ row, said }) => {
      const since = waitingSince(said.map(saidOf))
      return { ...row, waiting_since: since, reply_due_at: null, due_at: dueOf(since, null) }
    }),
  )
  await insertMessages(ctx.db, messages)
  await insertAttachments(ctx.db, attachments)
  await refreshAll(
    ctx,
    [...changed].map(([row, set]) => ({ row, set })),
  )
  await setFiled(ctx, filed)
}
