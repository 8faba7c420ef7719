import {
  IconArrowForwardUp,
  IconBellCheck,
  IconBellRinging,
  IconCalendarEvent,
  IconCheck,
  IconCircleCheck,
  IconCircleX,
  IconEdit,
  IconHeartHandshake,
  IconLink,
  IconMail,
  IconMailX,
  IconMessage,
  IconPoint,
  IconSend,
  IconThumbDown,
  IconThumbUp,
  IconTrendingDown,
  IconTrendingUp,
  IconUserShare,
} from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import { absolute, percent } from '../ui/time.ts'
import { waitEvent } from './wait-events.ts'

interface Event {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly text: Readonly<Record<string, unknown>> | null
}

interface Look {
  readonly title: string
  readonly detail: readonly string[]
  readonly icon: typeof IconPoint
  /** The colour of the promise's state, for events of promises. */
  readonly colour?: string
}

type Names = typeof m.event.type

const looks: Readonly<
  Record<string, { readonly name: keyof Names; readonly icon: typeof IconPoint; readonly colour?: string }>
> = {
  'promise.proposed': { name: 'proposed', icon: IconHeartHandshake, colour: 'var(--promise-proposed)' },
  'promise.made': { name: 'made', icon: IconHeartHandshake, colour: 'var(--promise-open)' },
  'promise.moved': { name: 'moved', icon: IconArrowForwardUp, colour: 'var(--promise-renegotiated)' },
  'promise.imported': { name: 'importedPromise', icon: IconCalendarEvent },
  'promise.accepted': { name: 'accepted', icon: IconThumbUp, colour: 'var(--promise-open)' },
  'promise.declined': { name: 'declined', icon: IconThumbDown, colour: 'var(--promise-ended)' },
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
  'promise.rederived': { name: 'rederived', icon: IconCalendarEvent, colour: 'var(--promise-open)' },
  'promise.withdrawal_noticed': { name: 'withdrawalNoticed', icon: IconMailX },
  'request.opened': { name: 'opened', icon: IconPoint },
  'request.changed': { name: 'changed', icon: IconEdit },
  'request.closed': { name: 'closed', icon: IconCheck },
  'request.reopened': { name: 'reopened', icon: IconPoint },
  'request.adopted': { name: 'adopted', icon: IconPoint },
  'request.occurred': { name: 'happened', icon: IconPoint },
  'policy.fell_back': { name: 'fellBack', icon: IconPoint },
  'link.created': { name: 'linkCreated', icon: IconLink },
  'link.revoked': { name: 'linkRevoked', icon: IconLink },
  'message.queued': { name: 'messageQueued', icon: IconSend },
  'message.sent': { name: 'messageSent', icon: IconMail },
  'message.held': { name: 'messageHeld', icon: IconMail },
  'message.failed': { name: 'messageFailed', icon: IconMailX },
}

/** An event in words: what it was, and what of it a person wants to read. A type unknown here shows its own name. */
export function eventLook(event: Event): Look {
  const waits = waitEvent(event)
  if (waits) return waits
  const known = looks[event.type]
  const detail = detailOf(event)
  if (!known) return { title: event.type, detail, icon: IconPoint }
  return {
    title: m.event.type[known.name](),
    detail,
    icon: known.icon,
    ...(known.colour ? { colour: known.colour } : {}),
  }
}

const textIn = (values: Readonly<Record<string, unknown>> | null, name: string): string | null => {
  const value = values?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function detailOf({ type, data, text }: Event): string[] {
  const lines: string[] = []
  const wording = textIn(text, 'wording')
  const dueAt = textIn(data, 'dueAt')
  const makes = ['promise.proposed', 'promise.made', 'promise.moved', 'promise.imported', 'promise.rederived'].includes(
    type,
  )
  if (wording) lines.push(wording)
  if (makes && dueAt) lines.push(m.event.due({ at: absolute(dueAt) }))
  const news = textIn(text, 'news')
  if (news) lines.push(news)
  const occurredAt = textIn(data, 'occurredAt')
  if (occurredAt) lines.push(m.event.occurred({ at: absolute(occurredAt) }))
  const wishAt = textIn(data, 'wishAt')
  if (wishAt) lines.push(m.event.wish({ at: absolute(wishAt) }))
  const wishText = textIn(text, 'wishText')
  if (wishText) lines.push(`“${wishText}”`)
  const reason = textIn(text, 'reason')
  if (reason) lines.push(m.event.reason({ reason }))
  if (type.endsWith('_risk') && typeof data.chance === 'number')
    lines.push(m.risk.likely({ chance: percent(data.chance) }))
  const what = textIn(data, 'what')
  if (what && what in whatKeys) lines.push(m.event.what[whatKeys[what as keyof typeof whatKeys]]())
  const channel = textIn(data, 'channel')
  if (channel && channel in channelKeys)
    lines.push(m.event.channel({ channel: m.channel[channelKeys[channel as keyof typeof channelKeys]]() }))
  return lines
}

const whatKeys = {
  message_in: 'messageIn',
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
