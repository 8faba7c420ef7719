/** Most promises are no replies: whoever waits for an answer waits for none of them. */
const promisesReply = ({ kind }: Readonly<Record<string, unknown>>): boolean =>
  ['first_reply', 'next_reply', 'next_update', 'callback'].includes(kind as string)

/** Said in a conversation, by a person: whoever waits elsewhere about the same matter has their answer, or waits again. */
const inConversation = ({ conversationId }: Readonly<Record<string, unknown>>): boolean =>
  typeof conversationId === 'string'

/** Told in another way than by the mail or the call that was to do it. */
const toldOtherwise = ({ channel }: Readonly<Record<string, unknown>>): boolean => channel !== 'email'

/** Of a date that was moved; of what was promised first silence is the usual answer. */
const ofNewDate = ({ successor }: Readonly<Record<string, unknown>>): boolean => successor === true

/** Events of the ledger that carry a notice for a customer → the task that delivers it. */
const NOTICED = [
  {
    task: 'conversations.deliver_notice',
    when: ({ noticeId }: Readonly<Record<string, unknown>>) => typeof noticeId === 'string',
  },
] as const
/** When a promised reply is due has changed, perhaps, or what was to be told was overtaken. */
const FOLLOWED = ['conversations.follow_promise'] as const
const REPLY_FOLLOWED = [{ task: 'conversations.follow_promise', when: promisesReply }] as const

export const reactions = {
  'mail.received': ['conversations.file_mail'],
  'promise.proposed': NOTICED,
  'promise.made': [...NOTICED, ...REPLY_FOLLOWED],
  'promise.moved': [...NOTICED, ...FOLLOWED],
  'promise.resumed': [...NOTICED, ...FOLLOWED],
  'promise.paused': FOLLOWED,
  'promise.kept': FOLLOWED,
  'promise.delivered': FOLLOWED,
  'promise.withdrawn': FOLLOWED,
  'promise.unanswered': [{ task: 'conversations.call_unanswered', when: ofNewDate }],
  'promise.accepted': FOLLOWED,
  'promise.declined': FOLLOWED,
  'promise.renegotiated': FOLLOWED,
  'promise.corrected': FOLLOWED,
  'promise.told': [{ task: 'conversations.follow_promise', when: toldOtherwise }],
  'promise.handed_over': ['conversations.hand_over_calls'],
  'wait.ended': FOLLOWED,
  'conversation.spoken': FOLLOWED,
  'message.queued': [{ task: 'conversations.follow_promise', when: inConversation }],
  'message.sent': FOLLOWED,
  'message.failed': FOLLOWED,
  'message.taken_back': FOLLOWED,
  'promise.noticed': NOTICED,
  'promise.withdrawal_noticed': NOTICED,
} as const
