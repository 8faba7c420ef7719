import type { Input, Output } from '../api/contract.ts'

export type PromiseData = Output<'promises.get'>
export type PromiseAction = PromiseData['allowed'][number]
export type PromiseKind = Input<'promises.make'>['kind']

/** The kinds of promises, in the order in which they are offered, each with the key of its name in the messages. */
export const promiseKinds = {
  completion: 'completion',
  arrival: 'arrival',
  callback: 'callback',
  first_reply: 'firstReply',
  next_reply: 'nextReply',
  next_update: 'nextUpdate',
  milestone: 'milestone',
  refund: 'refund',
  approval: 'approval',
  advice: 'advice',
  confirmation: 'confirmation',
  follow_up: 'followUp',
  news: 'news',
  other: 'other',
} as const

/** The key of a kind's name; one that this console does not know reads "other". */
export const kindKey = (kind: string): (typeof promiseKinds)[keyof typeof promiseKinds] =>
  kind in promiseKinds ? promiseKinds[kind as keyof typeof promiseKinds] : 'other'
