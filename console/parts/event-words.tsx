import {
  IconArrowForwardUp,
  IconBellCheck,
  IconBellRinging,
  IconCalendarEvent,
  IconCheck,
  IconCircleCheck,
  IconCircleX,
  IconEdit,
  IconGift,
  IconGiftOff,
  IconHeartHandshake,
  IconLink,
  IconMail,
  IconMailX,
  IconMessage,
  IconMessageReply,
  IconPhone,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPoint,
  IconRepeatOff,
  IconSend,
  IconThumbDown,
  IconThumbUp,
  IconTrendingDown,
  IconTrendingUp,
  IconUrgent,
  IconUserEdit,
  IconUserPlus,
  IconUserQuestion,
  IconUserShare,
} from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import { absolute, percent } from '../ui/time.ts'
import { w } from './timeline-words.tsx'

interface Event {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly text: Readonly<Record<string, unknown>> | null
}

export interface Look {
  readonly title: string
  readonly icon: typeof IconPoint
  /** The colour of the promise's state, for events of promises. */
  readonly colour?: string
}

type Names = typeof w.event.type

const looks: Readonly<
  Record<string, { readonly name: keyof Names; readonly icon: typeof IconPoint; readonly colour?: string }>
> = {
  'promise.proposed': { name: 'proposed', icon: IconHeartHandshake, colour: 'var(--promise-proposed)' },
  'promise.made': { name: 'made', icon: IconHeartHandshake, colour: 'var(--promise-open)' },
  'promise.moved': { name: 'moved', icon: IconArrowForwardUp, colour: 'var(--promise-renegotiated)' },
  'promise.imported': { name: 'importedPromise', icon: IconCalendarEvent },
  'promise.accepted': { name: 'accepted', icon: IconThumbUp, colour: 'var(--promise-open)' },
  'promise.declined': { name: 'declined', icon: IconThumbDown, colour: 'var(--promise-ended)' },
  'promise.call_asked': { name: 'callAsked', icon: IconPhone, colour: 'var(--promise-proposed)' },
  'promise.choice_made': { name: 'choiceMade', icon: IconThumbUp, colour: 'var(--promise-open)' },
  'offer.made': { name: 'offerMade', icon: IconSend },
  'offer.decided': { name: 'offerDecided', icon: IconSend },
  'offer.chosen': { name: 'choiceMade', icon: IconThumbUp },
  'offer.not_granted': { name: 'choiceNotGranted', icon: IconThumbUp },
  'remedy.granted': { name: 'remedyGranted', icon: IconGift },
  'remedy.taken_back': { name: 'remedyTakenBack', icon: IconGiftOff },
  'approval.asked': { name: 'approvalAsked', icon: IconUserQuestion },
  'approval.approved': { name: 'approvalApproved', icon: IconThumbUp },
  'approval.declined': { name: 'approvalDeclined', icon: IconThumbDown },
  'approval.withdrawn': { name: 'approvalWithdrawn', icon: IconPoint },
  'approval.handed_over': { name: 'approvalHandedOver', icon: IconUserShare },
  'question.asked': { name: 'questionAsked', icon: IconUserQuestion },
  'question.answered': { name: 'questionAnswered', icon: IconMessageReply },
  'question.withdrawn': { name: 'questionWithdrawn', icon: IconPoint },
  'follow_up.asked': { name: 'followUpAsked', icon: IconSend },
  'follow_up.answered': { name: 'followUpAnswered', icon: IconMessageReply },
  'follow_up.yes': { name: 'followUpYes', icon: IconThumbUp, colour: 'var(--promise-kept)' },
  'follow_up.no': { name: 'followUpNo', icon: IconThumbDown, colour: 'var(--promise-broken)' },
  'follow_up.lapsed': { name: 'followUpSilent', icon: IconMessage },
  'follow_up.not_asked': { name: 'followUpNotAsked', icon: IconPoint },
  'notice.offered': { name: 'offered', icon: IconSend },
  'promise.unanswered': { name: 'unanswered', icon: IconMessage, colour: 'var(--promise-open)' },
  'promise.kept': { name: 'kept', icon: IconCircleCheck, colour: 'var(--promise-kept)' },
  'promise.corrected': { name: 'corrected', icon: IconCircleCheck, colour: 'var(--promise-kept)' },
  'promise.broken': { name: 'broken', icon: IconCircleX, colour: 'var(--promise-broken)' },
  'promise.delivered': { name: 'delivered', icon: IconCheck, colour: 'var(--promise-broken)' },
  'promise.at_risk': { name: 'atRisk', icon: IconTrendingDown, colour: 'var(--promise-risk)' },
  'promise.off_risk': { name: 'offRisk', icon: IconTrendingUp, colour: 'var(--promise-open)' },
  'promise.warned': { name: 'warned', icon: IconBellRinging, colour: 'var(--promise-risk)' },
  'promise.escalated': { name: 'escalated', icon: IconBellRinging, colour: 'var(--promise-broken)' },
  'promise.step_acknowledged': { name: 'stepAcknowledged', icon: IconBellCheck },
  'promise.withdrawn': { name: 'withdrawn', icon: IconThumbDown, colour: 'var(--promise-ended)' },
  'promise.renegotiated': { name: 'renegotiated', icon: IconArrowForwardUp, colour: 'var(--promise-renegotiated)' },
  'promise.handed_over': { name: 'handedOver', icon: IconUserShare },
  'promise.told': { name: 'told', icon: IconSend },
  'promise.not_told': { name: 'notTold', icon: IconMailX },
  'promise.telling_dropped': { name: 'tellingDropped', icon: IconMailX },
  'call.planned': { name: 'callPlanned', icon: IconPhone },
  'call.not_reached': { name: 'callGivenUp', icon: IconPhoneOff },
  'call.cancelled': { name: 'callCancelled', icon: IconPhoneOff },
  'promise.rederived': { name: 'rederived', icon: IconCalendarEvent, colour: 'var(--promise-open)' },
  'promise.withdrawal_noticed': { name: 'withdrawalNoticed', icon: IconMailX },
  'promise.paused': { name: 'paused', icon: IconPlayerPause, colour: 'var(--promise-open)' },
  'promise.resumed': { name: 'resumed', icon: IconPlayerPlay, colour: 'var(--promise-open)' },
  'promise.cadence_ended': { name: 'updatesEnded', icon: IconRepeatOff },
  'notice.asked': { name: 'asked', icon: IconSend },
  'notice.reminded': { name: 'reminded', icon: IconSend },
  'notice.update': { name: 'updateWritten', icon: IconMessage },
  'wait.ended': { name: 'waitEnded', icon: IconMessageReply },
  'conversation.replied': { name: 'replied', icon: IconMessageReply },
  'reply.recorded': { name: 'answered', icon: IconMessageReply },
  'request.opened': { name: 'opened', icon: IconPoint },
  'request.changed': { name: 'changed', icon: IconEdit },
  'request.closed': { name: 'closed', icon: IconCheck },
  'request.reopened': { name: 'reopened', icon: IconPoint },
  'request.marked_exceptional': { name: 'markedExceptional', icon: IconUrgent },
  'request.exception_changed': { name: 'exceptionChanged', icon: IconUrgent },
  'request.unmarked_exceptional': { name: 'unmarkedExceptional', icon: IconPoint },
  'promise.step_handed_back': { name: 'stepHandedBack', icon: IconPoint },
  'request.adopted': { name: 'adopted', icon: IconPoint },
  'request.occurred': { name: 'happened', icon: IconPoint },
  'policy.fell_back': { name: 'fellBack', icon: IconPoint },
  'link.created': { name: 'linkCreated', icon: IconLink },
  'link.revoked': { name: 'linkRevoked', icon: IconLink },
  'message.queued': { name: 'messageQueued', icon: IconSend },
  'message.sent': { name: 'messageSent', icon: IconMail },
  'message.held': { name: 'messageHeld', icon: IconMail },
  'message.failed': { name: 'messageFailed', icon: IconMailX },
  'customer.created': { name: 'customerCreated', icon: IconUserPlus },
  'customer.updated': { name: 'customerUpdated', icon: IconUserEdit },
  'customer.joined': { name: 'customerMerged', icon: IconUserEdit },
  'customer.left': { name: 'customerParted', icon: IconUserEdit },
  'customer.parted': { name: 'customerParted', icon: IconUserEdit },
  'contact.created': { name: 'contactCreated', icon: IconUserPlus },
  'contact.updated': { name: 'contactUpdated', icon: IconUserEdit },
  'contact.deleted': { name: 'contactDeleted', icon: IconUserEdit },
  'consent.given': { name: 'consentGiven', icon: IconThumbUp },
  'consent.withdrawn': { name: 'consentWithdrawn', icon: IconThumbDown },
}

/** How a type of event looks, and what it is called. A type unknown here shows its own name. */
export function lookOfType(type: string): Look {
  const known = looks[type]
  if (!known) return { title: type, icon: IconPoint }
  const { name, icon, colour } = known
  return { title: w.event.type[name](), icon, ...(colour ? { colour } : {}) }
}

/** An event in words: what it was, and what of it a person wants to read. Only below `WithTimelineWords`. */
export const eventLook = (event: Event): Look & { readonly detail: readonly string[] } => ({
  ...lookOfType(shownAs(event)),
  detail: detailOf(event),
})

/** What was written to a customer about a promise goes by what it was; an answer by whether it was one. */
function shownAs({ type, data }: Event): string {
  if (type === 'promise.noticed')
    return `notice.${data.notice === 'waiting' ? 'asked' : data.notice === 'reminder' || data.notice === 'answer_reminder' ? 'reminded' : data.notice === 'offer' ? 'offered' : 'update'}`
  return type === 'wait.ended' && data.by !== 'system' ? 'reply.recorded' : type
}

const textIn = (values: Readonly<Record<string, unknown>> | null, name: string): string | null => {
  const value = values?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const DATED = ['promise.proposed', 'promise.made', 'promise.moved', 'promise.imported', 'promise.rederived']

function detailOf({ type, data, text }: Event): string[] {
  const dueAt = textIn(data, 'dueAt')
  const facts = {
    wording: textIn(text, 'wording'),
    dueAt: DATED.includes(type) ? dueAt : null,
    nowDueAt: type === 'promise.resumed' ? dueAt : null,
    news: textIn(text, 'waitingFor') ?? textIn(text, 'news'),
    occurredAt: textIn(data, 'occurredAt'),
    wishAt: textIn(data, 'wishAt'),
    wishText: textIn(text, 'wishText'),
    reason: textIn(text, 'reason'),
    chance: type.endsWith('_risk') && typeof data.chance === 'number' ? data.chance : null,
    what: textIn(data, 'what'),
    channel: textIn(data, 'channel'),
  }
  return linesOf(facts)
}

/** What is to be read of an event; null and left out: nothing is known of it. */
interface Facts {
  readonly wording?: string | null
  readonly dueAt?: string | null
  readonly nowDueAt?: string | null
  readonly news?: string | null
  readonly occurredAt?: string | null
  readonly wishAt?: string | null
  readonly wishText?: string | null
  readonly reason?: string | null
  readonly chance?: number | null
  readonly what?: string | null
  readonly channel?: string | null
}

/** Facts in words, a line each, in the order in which they are read. */
export function linesOf(facts: Facts): string[] {
  const { what, channel } = facts
  return [
    facts.wording,
    facts.dueAt && w.event.due({ at: absolute(facts.dueAt) }),
    facts.nowDueAt && w.event.now({ at: absolute(facts.nowDueAt) }),
    facts.news,
    facts.occurredAt && w.event.occurred({ at: absolute(facts.occurredAt) }),
    facts.wishAt && w.event.wish({ at: absolute(facts.wishAt) }),
    facts.wishText && `“${facts.wishText}”`,
    facts.reason && w.event.reason({ reason: facts.reason }),
    facts.chance != null && m.risk.likely({ chance: percent(facts.chance) }),
    what && what in whatKeys && w.event.what[whatKeys[what as keyof typeof whatKeys]](),
    channel &&
      channel in channelKeys &&
      w.event.channel({ channel: m.channel[channelKeys[channel as keyof typeof channelKeys]]() }),
  ].filter((line) => typeof line === 'string' && line !== '') as string[]
}

const whatKeys = {
  message_in: 'messageIn',
  call_missed: 'callMissed',
  stage_reached: 'stageReached',
  quote_sent: 'quoteSent',
  booking_asked: 'bookingAsked',
  service_completed: 'serviceCompleted',
  promotion_planned: 'promotionPlanned',
  published: 'published',
} as const

const channelKeys = {
  phone: 'phone',
  in_person: 'inPerson',
  email: 'email',
  letter: 'letter',
  link: 'link',
  other: 'other',
} as const
