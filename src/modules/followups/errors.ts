import { notFound, Refusal } from '#platform/errors'

export const followUpNotFound = (): Refusal => notFound('followups', 'follow-up')

export const nothingAsked = (): Refusal =>
  new Refusal(
    'followups/nothing_asked',
    'conflict',
    'Nobody asks here how it went at present, or the time to answer is over. Write to us instead.',
  )
