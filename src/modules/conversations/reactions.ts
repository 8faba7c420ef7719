/** Most promises are no replies: whoever waits for an answer waits for none of them. */
const promisesReply = ({ kind }: Readonly<Record<string, unknown>>): boolean =>
  kind === 'first_reply' || kind === 'next_update'

/** Events of the ledger that carry a notice for a customer → the task that delivers it. */
const NOTICED = ['conversations.deliver_notice'] as const
/** When a promised reply is due has changed, perhaps. */
const FOLLOWED = ['conversations.follow_promise'] as const
const REPLY_FOLLOWED = [{ task: 'conversations.follow_promise', when: promisesReply }] as const

export const reactions = {
  'mail.received': ['conversations.file_mail'],
  'promise.proposed': NOTICED,
  'promise.made': [...NOTICED, ...REPLY_FOLLOWED],
  'promise.moved': [...NOTICED, ...REPLY_FOLLOWED],
  'promise.resumed': [...NOTICED, ...FOLLOWED],
  'promise.paused': FOLLOWED,
  'promise.kept': FOLLOWED,
  'promise.delivered': FOLLOWED,
  'promise.withdrawn': FOLLOWED,
  'promise.noticed': NOTICED,
  'promise.withdrawal_noticed': NOTICED,
} as const
