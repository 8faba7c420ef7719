import { z } from 'zod'
import { callBeside, callView, cancelledWhy, messageState, saidView } from '#modules/conversations'
import { instantText } from '#platform/fields'

/** What becomes of a promise, as its events are called. */
export const PROMISE_NEWS = [
  'proposed',
  'made',
  'moved',
  'imported',
  'accepted',
  'declined',
  'unanswered',
  'call_asked',
  'choice_made',
  'kept',
  'corrected',
  'delivered',
  'broken',
  'withdrawn',
  'renegotiated',
  'rederived',
  'paused',
  'resumed',
  'at_risk',
  'off_risk',
  'warned',
  'escalated',
  'step_acknowledged',
  'step_handed_back',
  'handed_over',
  'cadence_ended',
] as const

/** What becomes of a customer's record, as its events are called. */
export const RECORD_NEWS = [
  'customer.created',
  'customer.updated',
  'customer.joined',
  'customer.left',
  'customer.parted',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'consent.given',
  'consent.withdrawn',
] as const

/** What is done to make good, as its events are called. */
export const MAKING_GOOD_NEWS = [
  'remedy.granted',
  'remedy.taken_back',
  'offer.made',
  'offer.decided',
  'offer.chosen',
  'offer.not_granted',
  'approval.asked',
  'approval.approved',
  'approval.declined',
  'approval.withdrawn',
  'approval.handed_over',
] as const

/** What becomes of a request itself. */
export const REQUEST_NEWS = [
  'opened',
  'changed',
  'closed',
  'reopened',
  'adopted',
  'marked_exceptional',
  'exception_changed',
  'unmarked_exceptional',
] as const

const words = (description: string, ...examples: (string | null)[]) =>
  z.string().nullable().meta({ description, examples })

const base = {
  id: z.uuid(),
  at: instantText,
  actor: z.object({
    kind: z.enum(['member', 'apiKey', 'customer', 'system']),
    name: words('Of a member or an API key.', 'Ana Ruiz'),
  }),
  request: z
    .object({
      id: z.uuid(),
      number: z
        .number()
        .int()
        .meta({ examples: [1042] }),
      subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
    })
    .nullable()
    .meta({ description: 'The request that it belongs to.' }),
}
const promiseId = z.uuid()
const channel = words('How it was said.', 'phone')

const entries = {
  message: z.object({
    ...base,
    kind: z.literal('message').meta({ description: 'A mail to the customer, and what became of it.' }),
    what: z.enum(['written', 'sent_again']),
    message: z.object({
      id: z.uuid(),
      subject: words(
        'null for who may not read messages.',
        'Your boiler will be repaired by Thursday 26 November, 16:00',
      ),
      to: words('null for who may not read messages.', 'ana@example.com'),
      state: messageState,
      failure: words('What the mail server said last; null for who may not read messages.', null),
      sendAt: instantText.nullable().meta({ description: 'When it goes out, where that is not at once.' }),
      quiet: z.boolean().meta({ description: 'It waits, or waited, for the end of the contact’s quiet hours.' }),
      sentAt: instantText.nullable(),
      cameBackAt: instantText.nullable().meta({ description: 'When its server said that it did not arrive.' }),
      cancelledWhy: cancelledWhy.nullable(),
      call: callBeside.nullable(),
    }),
  }),
  call: z.object({
    ...base,
    kind: z.literal('call').meta({ description: 'The customer is to be told by telephone, and what came of it.' }),
    what: z.enum(['planned', 'given_up', 'cancelled']),
    call: callView,
  }),
  said: z.object({
    ...base,
    kind: z
      .literal('said')
      .meta({ description: 'What was said in a conversation: a mail, an answer, a call, a note.' }),
    what: z.enum(['came_in', 'spoken', 'noted', 'answered', 'taken_back']).meta({
      description: 'spoken: a call or a visit. noted: for colleagues. answered: by mail.',
    }),
    conversationId: z.uuid(),
    said: saidView,
  }),
  reply: z.object({
    ...base,
    kind: z.literal('reply').meta({ description: 'What the customer said.' }),
    what: z.enum(['written', 'recorded']).meta({ description: 'written: by the customer, on their page.' }),
    text: words('In their words.', 'It says BX 200.'),
    channel,
  }),
  promise: z.object({
    ...base,
    kind: z.literal('promise').meta({ description: 'What became of a promise.' }),
    what: z.enum(PROMISE_NEWS),
    promiseId,
    wording: words('Where it was made.', 'Your boiler will be repaired.'),
    dueAt: instantText.nullable().meta({ description: 'As it was then.' }),
    occurredAt: instantText.nullable().meta({ description: 'When it was delivered.' }),
    wishAt: instantText.nullable().meta({ description: 'What the customer would rather have.' }),
    wishText: words('The wish, in their words.', 'Any day after five.'),
    saidBy: words('Who answered for the customer.', 'Ana Ruiz'),
    channel,
    reason: words('Why it was moved, withdrawn or corrected, as the customer is told.', 'A part is missing.'),
    chance: z
      .number()
      .nullable()
      .meta({ description: 'That it is kept, as estimated then.', examples: [0.92] }),
    to: words('Whom it was handed to, or who was warned.', 'Ana Ruiz'),
  }),
  notice: z.object({
    ...base,
    kind: z
      .literal('notice')
      .meta({ description: 'What a customer is told about a promise, and whether it reached them.' }),
    what: z.enum(['told', 'not_told', 'dropped', 'asked', 'reminded', 'offered', 'update', 'withdrawal']).meta({
      description:
        'asked: for something that we wait for. withdrawal: it is being told. dropped: it needs no telling any more.',
    }),
    promiseId,
    text: words('What we wait for, or the news.', 'A photo of the label on the boiler.'),
    channel,
    why: cancelledWhy.nullable(),
  }),
  wait: z.object({
    ...base,
    kind: z.literal('wait').meta({ description: 'We no longer wait for the customer: the request was closed.' }),
    what: z.literal('ended'),
  }),
  change: z.object({
    ...base,
    kind: z.literal('change').meta({ description: 'A change of the request itself.' }),
    what: z.enum(REQUEST_NEWS),
    fields: z
      .array(z.string().meta({ examples: ['subject'] }))
      .meta({ description: 'Fields of the request that were changed.' }),
    to: words('The member who has it from now on, or is in charge.', 'Ana Ruiz'),
    why: words('Why it is no longer exceptional.', null),
  }),
  makingGood: z.object({
    ...base,
    kind: z
      .literal('making_good')
      .meta({ description: 'What is offered or granted to make good, and who approves it.' }),
    what: z.enum(MAKING_GOOD_NEWS),
    remedies: z
      .array(z.string().meta({ examples: ['Discount for lateness'] }))
      .meta({ description: 'By their names.' }),
    amount: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Minor units.', examples: [2500] }),
    currency: words('ISO 4217.', 'EUR'),
    to: words('Who is asked to approve.', 'Ana Ruiz'),
  }),
  question: z.object({
    ...base,
    kind: z.literal('question').meta({ description: 'A colleague is asked, and answers.' }),
    what: z.enum(['asked', 'answered', 'withdrawn']),
    to: words('The member or the team that is asked.', 'Ana Ruiz'),
  }),
  followUp: z.object({
    ...base,
    kind: z.literal('follow_up').meta({ description: 'The customer is asked whether it went as promised.' }),
    what: z.enum(['asked', 'answered', 'lapsed', 'not_asked']),
    answer: words('What they said: yes or no.', 'yes'),
    because: words('Why they are not asked.', null),
    channel,
  }),
  occurrence: z.object({
    ...base,
    kind: z.literal('occurrence').meta({ description: 'Somebody noted that something happened.' }),
    what: z.string().meta({ examples: ['quote_sent'] }),
    occurredAt: instantText,
  }),
  link: z.object({
    ...base,
    kind: z.literal('link').meta({ description: 'A link to the tracking page.' }),
    what: z.enum(['created', 'revoked']),
  }),
  policy: z.object({
    ...base,
    kind: z.literal('policy').meta({ description: 'What a policy names is gone, and it used what is left.' }),
    what: z.literal('fell_back'),
  }),
  record: z.object({
    ...base,
    kind: z.literal('record').meta({ description: 'A change of the customer’s record, not of a request.' }),
    what: z.enum(RECORD_NEWS),
    fields: z.array(z.string().meta({ examples: ['name'] })).meta({ description: 'Fields that were changed.' }),
  }),
  other: z.object({
    ...base,
    kind: z.literal('other').meta({ description: 'Something newer than this list of kinds.' }),
    type: z.string().meta({ examples: ['request.merged'] }),
  }),
}

const { message, call, said, reply, promise, notice, wait, change, makingGood, question, followUp } = entries
const { occurrence, link, policy, record, other } = entries
export const timelineEntry = z.discriminatedUnion('kind', [
  message,
  call,
  said,
  reply,
  promise,
  notice,
  wait,
  change,
  makingGood,
  question,
  followUp,
  occurrence,
  link,
  policy,
  record,
  other,
])
export type TimelineEntry = z.output<typeof timelineEntry>
