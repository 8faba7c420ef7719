/** A customer wrote or called → what the policies promise for it, or the request that it is about. */
export const reactions = {
  'conversation.replied': ['requests.report_message'],
  'conversation.received': ['requests.report_message'],
  'conversation.started': ['requests.open_from_conversation', 'requests.report_message'],
  'promise.call_asked': ['requests.call_asked'],
  'conversation.identified': ['requests.identify'],
} as const
