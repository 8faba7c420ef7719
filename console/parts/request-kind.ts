/** The kinds of requests, in the order in which they are offered. */
export const requestKinds = ['job', 'question', 'order', 'appointment', 'complaint', 'return', 'suggestion'] as const
export type RequestKind = (typeof requestKinds)[number]
