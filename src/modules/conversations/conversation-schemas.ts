import { z } from 'zod'
import { type PromiseHead, promiseView } from '#modules/promises'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import type { AttachmentRow, ConversationRow } from './conversation-queries.ts'
import type { MessageRow } from './queries.ts'
import { messageState } from './schemas.ts'

export const conversationId = z.uuid().meta({ description: 'The conversation.' })
export const attachmentId = z.uuid().meta({ description: 'The attachment.' })

export const CHANNELS = ['email', 'portal', 'phone', 'counter'] as const
export const channel = z.enum(CHANNELS).meta({ examples: ['email'] })

const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })

export const conversationView = z.object({
  id: conversationId,
  channel,
  sort: z.enum(['person', 'automatic', 'list']).meta({
    description: 'Who writes: a person, or a machine that nobody answers.',
    examples: ['person'],
  }),
  state: z.enum(['open', 'closed']),
  subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
  from: z
    .object({
      name: z.string().meta({ examples: ['Ana Ruiz'] }),
      address: z.string().meta({ description: 'E-mail address or number.', examples: ['ana@example.com'] }),
      verified: z.boolean().meta({
        description: 'The server that the mailbox trusts has proven the sender of the first message.',
        examples: [true],
      }),
    })
    .meta({ description: 'The other side.' }),
  customer: named.nullable(),
  contactId: z.uuid().nullable(),
  wishes: z
    .object({
      name: z.string().meta({ examples: ['Ana Ruiz'] }),
      nameToUse: z.string().meta({ examples: ['Mrs Ruiz'] }),
      standingRequests: z.string().meta({ examples: ['Call before you come.'] }),
      preferredChannel: z
        .enum(['email', 'phone'])
        .nullable()
        .meta({ description: 'How they want to be reached; null: they have not said.', examples: ['phone'] }),
    })
    .nullable()
    .meta({
      description: 'How its contact is addressed and what they always ask for. Only where one conversation is read.',
      examples: [null],
    }),
  suggestedCustomer: named.nullable().meta({
    description: 'Whose contact has this address, where the sender is not verified: a person decides.',
  }),
  about: z.string().meta({
    description: 'The matter it is about: a request, or the conversation itself.',
    examples: ['request:01938c1e-7a00-7000-8000-000000000002'],
  }),
  owner: named.nullable(),
  ownerTeamId: z.uuid().nullable(),
  language: z.enum(LANGUAGES).nullable(),
  waitingSince: instantText.nullable().meta({ description: 'Since when the customer waits for an answer.' }),
  replyDueAt: instantText.nullable().meta({ description: 'When the promised reply is due.' }),
  dueAt: instantText.nullable().meta({
    description: 'By which the inbox is sorted: the promised reply, else a day after the message that waits.',
  }),
  snoozedUntil: instantText.nullable(),
  snoozedFor: z.uuid().nullable().meta({ description: 'The promise until whose due instant it rests.' }),
  lastAt: instantText,
  lastBy: z.enum(['customer', 'member', 'system']),
  last: z
    .object({
      text: z.string().meta({ description: 'Its first 300 characters.', examples: ['It knocks at night.'] }),
      direction: z.enum(['in', 'out']),
    })
    .nullable(),
  createdAt: instantText,
  mergedInto: z.uuid().nullable().meta({ description: 'The conversation as part of which it is read.' }),
  version: z.number().int().min(1),
})
export type ConversationView = z.input<typeof conversationView>

type Beside = {
  customers: ReadonlyMap<string, { id: string; name: string }>
  members: ReadonlyMap<string, string>
  last: ReadonlyMap<string, { text: string; direction: string }>
  suggested: ReadonlyMap<string, { id: string; name: string }>
}

export function viewOfConversation(row: ConversationRow, beside: Beside): ConversationView {
  const naming = (names: ReadonlyMap<string, string>, id: string | null) => {
    const name = names.get(id ?? '')
    return id === null || name === undefined ? null : { id, name }
  }
  const last = beside.last.get(row.id)
  return {
    id: row.id,
    channel: row.channel as ConversationView['channel'],
    sort: row.sort as ConversationView['sort'],
    state: row.state as ConversationView['state'],
    subject: row.subject,
    from: { name: row.address_name, address: row.address, verified: row.verified },
    customer: beside.customers.get(row.customer_id ?? '') ?? null,
    contactId: row.contact_id,
    wishes: null,
    suggestedCustomer: row.customer_id === null ? (beside.suggested.get(row.address.toLowerCase()) ?? null) : null,
    about: row.about,
    owner: naming(beside.members, row.owner_id),
    ownerTeamId: row.owner_team_id,
    language: row.language as ConversationView['language'],
    waitingSince: textOrNull(row.waiting_since),
    replyDueAt: textOrNull(row.reply_due_at),
    dueAt: textOrNull(row.due_at),
    snoozedUntil: textOrNull(row.snoozed_until),
    snoozedFor: row.snoozed_for,
    lastAt: textOf(row.last_at),
    lastBy: row.last_by as ConversationView['lastBy'],
    last: last ? { text: last.text, direction: last.direction as 'in' | 'out' } : null,
    createdAt: textOf(row.created_at),
    mergedInto: row.merged_into,
    version: row.version,
  }
}

export const attachmentView = z.object({
  id: attachmentId,
  name: z.string().meta({ examples: ['label.jpg'] }),
  mediaType: z.string().meta({ examples: ['image/jpeg'] }),
  bytes: z.number().int().min(0),
  contentId: z
    .string()
    .nullable()
    .meta({ description: 'By which the text shows it.', examples: ['pic1@mail'] }),
  inline: z.boolean(),
})

export const saidView = z.object({
  id: z.uuid(),
  direction: z.enum(['in', 'out', 'note']).meta({ description: 'note: seen by colleagues only.', examples: ['in'] }),
  channel,
  from: z.object({
    name: z.string().meta({ examples: ['Ana Ruiz'] }),
    address: z
      .string()
      .nullable()
      .meta({ examples: ['ana@example.com'] }),
    memberId: z.uuid().nullable(),
    verified: z
      .boolean()
      .nullable()
      .meta({ description: 'null: not a mail that came in.', examples: [true] }),
  }),
  to: z.string().meta({ examples: ['help@northside.example'] }),
  subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
  text: z.string().meta({ description: 'What is new in it.', examples: ['It knocks at night.'] }),
  quoted: z
    .string()
    .nullable()
    .meta({ description: 'Earlier mails that it quotes.', examples: ['> When does it knock?'] }),
  html: z
    .string()
    .nullable()
    .meta({
      description: 'Safe HTML; remote pictures stand as data-remote-src, its own as cid:.',
      examples: ['<p>It knocks at night.</p>'],
    }),
  automatic: z
    .enum(['auto_reply', 'list', 'bounce', 'loop'])
    .nullable()
    .meta({ description: 'Not written by a person.' }),
  outcome: z
    .enum(['reached', 'not_reached', 'left_message', 'missed'])
    .nullable()
    .meta({ description: 'What a call came to.' }),
  nextStep: z
    .string()
    .nullable()
    .meta({ examples: ['Call again after five.'] }),
  state: messageState,
  failure: z
    .string()
    .nullable()
    .meta({ examples: ['550 No such mailbox'] }),
  noticeId: z.uuid().nullable().meta({ description: 'The notice of the ledger that it delivers.' }),
  at: instantText,
  sendAt: instantText.nullable().meta({ description: 'When it goes out; until then it can be taken back.' }),
  sentAt: instantText.nullable(),
  attachments: z.array(attachmentView),
  promises: z
    .array(
      z.object({
        id: z.uuid(),
        wording: z.string().meta({ examples: ['I will call you back tomorrow by three'] }),
        state: promiseView.shape.state,
        dueAt: instantText,
        windowFrom: instantText.nullable(),
        toldAt: instantText.nullable(),
      }),
    )
    .meta({ description: 'What was promised with it, and is told by it.' }),
  contradicts: z
    .object({
      codes: z.array(z.enum(['date_differs', 'declined', 'second', 'below_floor'])),
      reason: z
        .string()
        .nullable()
        .meta({ examples: ['She asked for Monday on the telephone.'] }),
    })
    .nullable()
    .meta({ description: 'What it contradicts, and why it was sent all the same.' }),
  mentions: z.array(named).meta({ description: 'Members whom a note names.' }),
})
export type SaidView = z.input<typeof saidView>

export function viewOfSaid(
  row: MessageRow,
  attachments: readonly AttachmentRow[],
  mentioned: readonly string[],
  promised: readonly PromiseHead[],
  members: ReadonlyMap<string, string>,
  firm: string,
): SaidView {
  return {
    id: row.id,
    direction: row.direction as SaidView['direction'],
    channel: row.channel as SaidView['channel'],
    from: {
      name: row.direction === 'in' ? (row.from_name ?? '') : (members.get(row.member_id ?? '') ?? firm),
      address: row.from_address,
      memberId: row.member_id,
      verified: row.verified,
    },
    to: row.to_address,
    subject: row.subject,
    text: row.text,
    quoted: row.quoted === '' ? null : row.quoted,
    html: row.html === '' ? null : row.html,
    automatic: row.automatic as SaidView['automatic'],
    outcome: row.outcome as SaidView['outcome'],
    nextStep: row.next_step,
    state: row.state as SaidView['state'],
    failure: row.failure,
    noticeId: row.notice_id,
    at: textOf(row.occurred_at ?? row.created_at),
    sendAt: textOrNull(row.send_at),
    sentAt: textOrNull(row.sent_at),
    attachments: attachments.map((each) => ({
      id: each.id,
      name: each.name,
      mediaType: each.media_type,
      bytes: Number(each.bytes),
      contentId: each.content_id,
      inline: each.inline,
    })),
    promises: promised.map(({ kind: _, ...each }) => each),
    contradicts: row.contradicts === null ? null : contradictsOf(row.contradicts, row.contradicts_reason),
    mentions: mentioned.flatMap((id) => {
      const name = members.get(id)
      return name === undefined ? [] : [{ id, name }]
    }),
  }
}

type Contradicts = NonNullable<SaidView['contradicts']>
const contradictsOf = (stored: unknown, reason: string | null): Contradicts => ({
  codes: (stored as { code: Contradicts['codes'][number] }[]).map(({ code }) => code),
  reason,
})
