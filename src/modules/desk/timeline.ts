import { cancelledWhy } from '#modules/conversations'
import { saidWhy, whyText } from '#modules/playbooks'
import type { RecordedEvent } from '#platform/event-queries'
import { LANGUAGES } from '#platform/fields'
import { MAKING_GOOD_NEWS, PROMISE_NEWS, RECORD_NEWS, REQUEST_NEWS, type TimelineEntry } from './timeline-schemas.ts'

type Event = Omit<RecordedEvent, 'at'> & { readonly at: string }
type Message = Extract<TimelineEntry, { kind: 'message' }>['message']
type Call = Extract<TimelineEntry, { kind: 'call' }>['call']
type Said = Extract<TimelineEntry, { kind: 'said' }>['said']

/** What is known beside the events: read for all entries of a page at once, by id. */
export type Beside = {
  readonly members: ReadonlyMap<string, string>
  readonly keys: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
  /** What may be offered to make good, by name. */
  readonly remedies: ReadonlyMap<string, { readonly name: string }>
  readonly messages: ReadonlyMap<string, Message>
  readonly calls: ReadonlyMap<string, Call>
  /** What was said in conversations, by message. */
  readonly said: ReadonlyMap<string, Said>
  /** What customers answered, by wait. */
  readonly replies: ReadonlyMap<string, string>
  readonly requests: ReadonlyMap<string, NonNullable<TimelineEntry['request']>>
  /** Conversations that no request has been opened for. */
  readonly alone: ReadonlySet<string>
}

/** What a reader may see of a timeline, beside the changes of the request itself. */
export type Sight = { readonly promises: boolean }

export const SHOWS = ['all', 'messages', 'promises', 'changes'] as const
export type Show = (typeof SHOWS)[number]

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const wordings = whyText.nullable().catch(null)
const requestOf = ({ about }: Event): string | null => (about.startsWith('request:') ? idOf(about) : null)
const idOf = (reference: string): string => reference.slice(reference.indexOf(':') + 1)
const waitOf = ({ type, subject, data }: Event): string | null =>
  type === 'wait.ended' ? idOf(subject) : type === 'conversation.replied' ? text(data.waitId) : null

/**
 * Events that others stand for: a message says what became of it, the question is told by the notice of it, and an
 * answer on the customer's page stands for the end of the wait.
 */
const isTold = ({ type, about, subject, data }: Event, alone: Beside['alone']): boolean =>
  type === 'message.sent' ||
  type === 'message.held' ||
  type === 'message.failed' ||
  type === 'message.bounced' ||
  type === 'message.taken_back' ||
  type === 'message.overtaken' ||
  // What was said in a call stands by itself.
  type === 'call.taken' ||
  type === 'call.attempted' ||
  type === 'call.reached' ||
  // What it began with stands where it was tied to a request.
  (type === 'conversation.started' && about === subject && !alone.has(idOf(subject))) ||
  type === 'conversation.unanswered' ||
  type === 'conversation.changed' ||
  type === 'conversation.identified' ||
  type === 'conversation.woke' ||
  type === 'conversation.mentioned' ||
  type === 'conversation.merged' ||
  type === 'conversation.parted' ||
  // Said of the one they were merged into, where it is read.
  type === 'customer.merged' ||
  type === 'customer.told_apart' ||
  type === 'wait.started' ||
  // With it the request itself goes.
  type === 'promise.import_undone' ||
  (type === 'wait.ended' && data.by === 'customer' && data.channel === 'link')

const SAID = {
  'conversation.tied': 'came_in',
  'conversation.received': 'came_in',
  // What began about the request itself, on its page or by telephone, or about none.
  'conversation.started': 'came_in',
  'conversation.spoken': 'spoken',
  'conversation.noted': 'noted',
  'message.queued': 'answered',
} as const
/** The message of a conversation that an event brought. */
const saidBy = ({ type, subject, data }: Event): string | null =>
  type === 'message.queued' ? (data.conversationId ? idOf(subject) : null) : type in SAID ? text(data.messageId) : null

const NOTICES = { waiting: 'asked', reminder: 'reminded', answer_reminder: 'reminded', offer: 'offered' } as const
const CALLS = ['planned', 'not_reached', 'cancelled'] as const
const LINKS = ['created', 'revoked'] as const
const QUESTIONS = ['asked', 'answered', 'withdrawn'] as const
const FOLLOW_UPS = ['asked', 'answered', 'lapsed', 'not_asked'] as const

/** The channels of what is shown: as conversations have them. */
export const TIMELINE_CHANNELS = ['email', 'portal', 'phone', 'counter'] as const
export type TimelineChannel = (typeof TIMELINE_CHANNELS)[number]

const among = <T extends string>(known: readonly T[], name: string): T | null =>
  known.find((each) => each === name) ?? null

/** Under which choice an entry is shown, beside `all`. */
export function showOf({ kind }: Pick<TimelineEntry, 'kind'>): Exclude<Show, 'all'> {
  if (kind === 'promise') return 'promises'
  return kind === 'message' ||
    kind === 'call' ||
    kind === 'said' ||
    kind === 'reply' ||
    kind === 'notice' ||
    kind === 'link' ||
    kind === 'follow_up' ||
    kind === 'wait'
    ? 'messages'
    : 'changes'
}

/** On which channel something was said; null: it was not said on any. */
export function channelOf(entry: TimelineEntry): TimelineChannel | null {
  if (entry.kind === 'message') return 'email'
  if (entry.kind === 'call') return 'phone'
  if (entry.kind === 'said') return entry.said.channel
  if (!('channel' in entry)) return null
  // The customer's page is the portal.
  return entry.channel === 'link' ? 'portal' : among(TIMELINE_CHANNELS, entry.channel ?? '')
}

/** Ids of what has to be read beside some events. */
export function asksFor(events: readonly Event[]) {
  const found = {
    members: new Set<string>(),
    keys: new Set<string>(),
    teams: new Set<string>(),
    remedies: new Set<string>(),
    messages: new Set<string>(),
    calls: new Set<string>(),
    said: new Set<string>(),
    waits: new Set<string>(),
    requests: new Set<string>(),
    conversations: new Set<string>(),
  }
  const add = (set: Set<string>, id: string | null) => id !== null && set.add(id)
  for (const event of events) {
    if (event.actor_kind === 'member') found.members.add(event.actor_id)
    if (event.actor_kind === 'apiKey') found.keys.add(event.actor_id)
    add(found.members, text(event.data.ownerId) ?? text(event.data.memberId))
    add(found.teams, text(event.data.ownerTeamId) ?? text(event.data.teamId))
    for (const id of remediesIn(event)) found.remedies.add(id)
    add(found.waits, waitOf(event))
    add(found.requests, requestOf(event))
    if (event.type === 'conversation.started') found.conversations.add(idOf(event.subject))
    const said = saidBy(event)
    add(found.said, said)
    if (event.type.startsWith('call.')) found.calls.add(idOf(event.subject))
    if (said === null && event.type === 'message.queued') found.messages.add(idOf(event.subject))
  }
  return found
}

/** An event as an entry; null where another entry stands for it, or the reader may not see it. */
export function entryOf(event: Event, beside: Beside, sight: Sight): TimelineEntry | null {
  if (isTold(event, beside.alone)) return null
  const { id, at, type, data } = event
  const names = event.actor_kind === 'apiKey' ? beside.keys : beside.members
  const actor = { kind: event.actor_kind, name: names.get(event.actor_id) ?? null }
  const base = { id, at, actor, request: beside.requests.get(requestOf(event) ?? '') ?? null }
  const said = saidBy(event)
  if (said !== null) return saidEntry(event, base, beside.said.get(said))
  const [family = '', name = ''] = type.split('.')
  switch (family) {
    case 'message':
      return messageEntry(event, base, beside)
    case 'call': {
      const call = beside.calls.get(idOf(event.subject))
      const what = among(CALLS, name)
      return call && what ? { ...base, kind: 'call', what: what === 'not_reached' ? 'given_up' : what, call } : null
    }
    case 'promise':
      return sight.promises ? promiseEntry(event, name, base, beside) : null
    case 'conversation':
      // Nothing is said in it, or it is newer than this list.
      if (name !== 'replied') return type in SAID ? null : { ...base, kind: 'other', type }
      return replyEntry(event, 'written', base, beside, sight)
    case 'wait':
      if (data.by === 'system') return sight.promises ? { ...base, kind: 'wait', what: 'ended' } : null
      return replyEntry(event, 'recorded', base, beside, sight)
    case 'link': {
      const what = among(LINKS, name)
      return what ? { ...base, kind: 'link', what } : { ...base, kind: 'other', type }
    }
    case 'policy':
      return name === 'fell_back' ? { ...base, kind: 'policy', what: name } : { ...base, kind: 'other', type }
    case 'remedy':
    case 'offer':
    case 'approval':
      return makingGoodEntry(event, base, beside)
    case 'question': {
      const what = among(QUESTIONS, name)
      if (!what) return { ...base, kind: 'other', type }
      const asked = beside.members.get(text(data.memberId) ?? '') ?? beside.teams.get(text(data.teamId) ?? '')
      return { ...base, kind: 'question', what, to: asked ?? null }
    }
    case 'follow_up': {
      const what = among(FOLLOW_UPS, name)
      if (!what) return { ...base, kind: 'other', type }
      const [answer, because, channel] = [text(data.answer), text(data.because), text(data.channel)]
      return { ...base, kind: 'follow_up', what, answer, because, channel }
    }
    case 'request': {
      if (name === 'occurred')
        return { ...base, kind: 'occurrence', what: text(data.what) ?? '', occurredAt: text(data.at) ?? at }
      const what = among(REQUEST_NEWS, name)
      if (!what) return { ...base, kind: 'other', type }
      return {
        ...base,
        kind: 'change',
        what,
        fields: fieldsOf(data.fields),
        to: beside.members.get(text(data.ownerId) ?? '') ?? null,
        why: text(data.why),
      }
    }
    case 'customer':
    case 'contact':
    case 'consent': {
      const what = among(RECORD_NEWS, type)
      if (!what) return { ...base, kind: 'other', type }
      return { ...base, kind: 'record', what, fields: fieldsOf(data.fields ?? data.changed) }
    }
    default:
      // About the request, but nothing that happened in it: that somebody was notified, for one.
      return null
  }
}

type Base = Pick<TimelineEntry, 'id' | 'at' | 'actor' | 'request'>

/** Names of columns as fields of the API. */
const fieldsOf = (names: unknown): string[] =>
  Array.isArray(names)
    ? names.flatMap((name) => text(name)?.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) ?? [])
    : []

function saidEntry({ type, subject, data }: Event, base: Base, said: Said | undefined): TimelineEntry | null {
  const what = SAID[type as keyof typeof SAID]
  if (!said) return null
  const conversationId = type === 'message.queued' ? String(data.conversationId) : idOf(subject)
  return { ...base, kind: 'said', what: said.state === 'cancelled' ? 'taken_back' : what, conversationId, said }
}

/** Of these, ownerId is who approves; of the others, who is told of it. */
const ASKS_SOMEBODY: readonly string[] = ['approval.asked', 'approval.handed_over']

const remediesIn = ({ data }: Event): string[] =>
  [data.remedyId, ...(Array.isArray(data.remedyIds) ? data.remedyIds : [])].flatMap((id) => text(id) ?? [])

function makingGoodEntry(event: Event, base: Base, { members, remedies }: Beside): TimelineEntry {
  const { type, data } = event
  const what = among(MAKING_GOOD_NEWS, type)
  if (!what) return { ...base, kind: 'other', type }
  return {
    ...base,
    kind: 'making_good',
    what,
    remedies: remediesIn(event).flatMap((id) => remedies.get(id)?.name ?? []),
    amount: typeof data.amount === 'number' ? data.amount : null,
    currency: text(data.currency),
    to: ASKS_SOMEBODY.includes(what) ? (members.get(text(data.ownerId) ?? '') ?? null) : null,
  }
}

/** Why, as the customer was told it. */
const reasonIn = (words: Event['text'], language: unknown): string | null =>
  saidWhy(
    { reason: text(words?.reason), reasonWhy: wordings.parse(words?.why) },
    LANGUAGES.find((each) => each === language) ?? LANGUAGES[0],
  )

function replyEntry(
  event: Event,
  what: 'written' | 'recorded',
  base: Base,
  { replies }: Beside,
  sight: Sight,
): TimelineEntry | null {
  if (!sight.promises) return null
  return {
    ...base,
    kind: 'reply',
    what,
    text: replies.get(waitOf(event) ?? '') ?? null,
    channel: text(event.data.channel),
  }
}

function messageEntry({ type, subject, data }: Event, base: Base, beside: Beside): TimelineEntry | null {
  const message = beside.messages.get(idOf(subject))
  if (type !== 'message.queued') return { ...base, kind: 'other', type }
  return message ? { ...base, kind: 'message', what: data.again === true ? 'sent_again' : 'written', message } : null
}

function promiseEntry(
  { type, subject, data, text: words }: Event,
  name: string,
  base: Base,
  beside: Beside,
): TimelineEntry {
  const promiseId = idOf(subject)
  const notice = (what: Extract<TimelineEntry, { kind: 'notice' }>['what']): TimelineEntry => ({
    ...base,
    kind: 'notice',
    what,
    promiseId,
    text: text(words?.waitingFor) ?? text(words?.news),
    channel: text(data.channel),
    why: what === 'dropped' ? cancelledWhy.catch('told').parse(data.why) : null,
  })
  if (name === 'told' || name === 'not_told') return notice(name)
  if (name === 'telling_dropped') return notice('dropped')
  if (name === 'withdrawal_noticed') return notice('withdrawal')
  if (name === 'noticed') return notice(NOTICES[data.notice as keyof typeof NOTICES] ?? 'update')
  const what = among(PROMISE_NEWS, name)
  if (!what) return { ...base, kind: 'other', type }
  const to = text(data.ownerTeamId)
    ? beside.teams.get(String(data.ownerTeamId))
    : beside.members.get(text(data.ownerId) ?? '')
  return {
    ...base,
    kind: 'promise',
    what,
    promiseId,
    wording: text(words?.wording),
    dueAt: text(data.dueAt),
    occurredAt: text(data.occurredAt),
    wishAt: text(data.wishAt),
    wishText: text(words?.wishText),
    saidBy: text(words?.saidBy),
    channel: text(data.channel),
    reason: reasonIn(words, data.language),
    chance: typeof data.chance === 'number' ? data.chance : null,
    to: (what === 'handed_over' ? to : beside.members.get(text(data.memberId) ?? '')) ?? null,
  }
}
