/** Events of the ledger that carry a notice for a customer → the task that delivers it. */
export const reactions = {
  'promise.proposed': ['conversations.deliver_notice'],
  'promise.made': ['conversations.deliver_notice'],
  'promise.moved': ['conversations.deliver_notice'],
  'promise.resumed': ['conversations.deliver_notice'],
  'promise.noticed': ['conversations.deliver_notice'],
  'promise.withdrawal_noticed': ['conversations.deliver_notice'],
} as const
