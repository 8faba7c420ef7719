const isRequest = (_: unknown, about: string): boolean => about.startsWith('request:')
const isNone = (_: unknown, about: string): boolean => !isRequest(_, about)

const REPORTED = { task: 'requests.report_message', when: isRequest } as const

/** A customer wrote or called → what the policies promise for it, or the request that it is about. */
export const reactions = {
  'conversation.replied': [REPORTED],
  'conversation.received': [REPORTED],
  'conversation.started': [{ task: 'requests.open_from_conversation', when: isNone }, REPORTED],
  'promise.call_asked': ['requests.call_asked'],
  'conversation.identified': [{ task: 'requests.identify', when: isRequest }],
} as const
