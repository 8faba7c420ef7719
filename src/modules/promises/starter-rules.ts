import type { PolicySpec } from './policy-spec.ts'
import type { Norm } from './starter/norms.ts'

type Rules = Omit<PolicySpec, 'wording' | 'conditions'> & {
  kinds?: string[]
  /** Which of the names of channels it asks for. */
  channels?: 'email' | 'social'
}

const day = (n: number) => ({ unit: 'business_days', n, at: 'close' }) as const
const same = (n: number) => ({ unit: 'business_days', n, at: 'same_time' }) as const
const hours = (n: number) => ({ unit: 'business_seconds', n: n * 3600 }) as const
const wall = (unit: 'days' | 'weeks' | 'months', n: number) => ({ unit, n, at: 'same_time' }) as const

const WARN: PolicySpec['steps'] = [
  { when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' },
]
const COMMON = {
  calendar: { use: 'organization' },
  owner: { who: 'request_owner' },
  ahead: false,
  toCustomer: true,
  pausable: false,
  repeats: false,
  asks: false,
  steps: WARN,
} as const satisfies Partial<PolicySpec>

/**
 * What customers expect by channel and situation: the near end of each range is the target, the far end
 * the promise; days are business days until closing, weeks and months those of the wall calendar. What is not a reply or a
 * confirmation stays within the firm until somebody decides to tell it: an end date is agreed with each customer, and
 * nobody is told that they will be asked for a review.
 */
export const STARTER_RULES: Readonly<Record<Norm, Rules>> = {
  repeated_question: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['question'],
    kind: 'first_reply',
    target: day(1),
    duration: day(3),
  },
  email: {
    ...COMMON,
    trigger: 'request_opened',
    channels: 'email',
    kind: 'first_reply',
    target: day(1),
    duration: day(3),
  },
  social_complaint: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['complaint'],
    channels: 'social',
    kind: 'first_reply',
    target: hours(3),
    duration: hours(5),
  },
  order_status: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['order'],
    kind: 'next_update',
    duration: wall('days', 2),
  },
  booking_confirmation: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['appointment'],
    kind: 'confirmation',
    target: day(1),
    duration: day(2),
  },
  // Announced three to five days before it begins: five days ahead is the nearer of the two, and comes first.
  promotion: {
    ...COMMON,
    trigger: 'promotion_planned',
    kind: 'news',
    ahead: true,
    target: day(5),
    duration: day(3),
    toCustomer: false,
  },
  whole_service: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['job'],
    kind: 'completion',
    duration: wall('weeks', 1),
    toCustomer: false,
  },
  review_request: {
    ...COMMON,
    trigger: 'service_completed',
    kinds: ['job', 'order', 'appointment'],
    kind: 'follow_up',
    duration: wall('weeks', 1),
    toCustomer: false,
  },
  // No norm speaks of it: soon enough to put right what went wrong, late enough to have tried it.
  went_as_promised: {
    ...COMMON,
    trigger: 'service_completed',
    kind: 'follow_up',
    target: same(2),
    duration: day(4),
    toCustomer: false,
    asks: true,
  },
  return: {
    ...COMMON,
    trigger: 'request_opened',
    kinds: ['return'],
    kind: 'refund',
    duration: wall('months', 1),
  },
  product_news: {
    ...COMMON,
    trigger: 'published',
    kind: 'news',
    target: wall('months', 1),
    duration: wall('months', 2),
    toCustomer: false,
    repeats: true,
  },
  // Who writes again waits as for any message: the norm of e-mails, whatever the channel.
  next_reply: {
    ...COMMON,
    trigger: 'message_in',
    kind: 'next_reply',
    target: day(1),
    duration: day(3),
  },
  // No norm speaks of missed calls: the nearest, of a complaint in public, is taken an hour tighter.
  callback: {
    ...COMMON,
    trigger: 'call_missed',
    kind: 'callback',
    target: hours(2),
    duration: hours(4),
  },
}
