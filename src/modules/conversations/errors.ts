import { invalidField, notFound, Refusal } from '#platform/errors'
import type { Obstacle } from './merge.ts'

export const messageNotFound = (): Refusal => notFound('conversations', 'message')
export const linkNotFound = (): Refusal => notFound('conversations', 'link')

export const linkRevoked = (): Refusal =>
  new Refusal('conversations/link_revoked', 'conflict', 'This link has been switched off. Ask for a new one.')
export const linkUsed = (): Refusal =>
  new Refusal('conversations/link_used', 'conflict', 'This link has answered already. The page stays readable.')
export const linkExpired = (): Refusal =>
  new Refusal(
    'conversations/link_expired',
    'conflict',
    'The time to answer with this link is over. The page stays readable.',
  )
export const linkOnlyShows = (): Refusal =>
  new Refusal('conversations/link_only_shows', 'conflict', 'This link only shows the page. Ask for a link to answer.')

export const nothingAsked = (): Refusal =>
  new Refusal(
    'conversations/nothing_asked',
    'conflict',
    'We wait for nothing here at present: an answer has come already.',
  )

export const notSendable = (state: string): Refusal =>
  new Refusal(
    'conversations/not_sendable',
    'conflict',
    `The message is ${state}: only held and failed ones are sent again.`,
    {
      state,
    },
  )

export const notForCustomer = (): Refusal =>
  new Refusal('conversations/not_for_customer', 'conflict', 'Only a promise to a customer has a tracking page.')

export const conversationNotFound = (): Refusal => notFound('conversations', 'conversation')
/** It is read in another conversation: what is done is done there. */
export const conversationMerged = (into: string): Refusal =>
  new Refusal(
    'conversations/merged',
    'conflict',
    'This conversation is merged into another one. Go on there, or take the two apart first.',
    { mergedInto: into },
  )

export const mergesWithItself = (): Refusal =>
  invalidField('conversations/merges_with_itself', 'otherId', 'Name another conversation: this is the same one.')

const NOT_MERGEABLE: Readonly<Record<Obstacle, string>> = {
  machine: 'A machine writes in one of them. Only what people write is merged.',
  other_customer: 'They are of two customers. Only conversations of one customer are merged.',
  not_identified: 'Nobody knows whose one of them is. Say first which customer writes there.',
  channel: 'What is by mail is not merged into what is not: nobody could answer it. Merge the other way round.',
}

export const notMergeable = (obstacle: Obstacle): Refusal =>
  new Refusal('conversations/not_mergeable', 'conflict', NOT_MERGEABLE[obstacle], { obstacle })

/** Somebody said something since the writer looked. */
export const saidMeanwhile = (
  messages: readonly { id: string; direction: string; by: string; text: string; at: string }[],
): Refusal =>
  new Refusal(
    'conversations/said_meanwhile',
    'conflict',
    'Somebody has written since you looked. Read it; then send with its id as lastSeenId, or leave that out.',
    { messages },
  )

export const attachmentNotFound = (): Refusal => notFound('conversations', 'attachment')

export const writesToMachine = (): Refusal =>
  new Refusal(
    'conversations/writes_to_machine',
    'conflict',
    'A machine writes here: an automatic answer, a mailing list, a bounce. It is answered by nobody.',
  )

export const noAddress = (): Refusal =>
  new Refusal(
    'conversations/no_address',
    'conflict',
    'This conversation has no e-mail address to write to. Note a call, or write to another contact.',
  )

export const tooLongForPage = (most: number): Refusal =>
  invalidField(
    'conversations/too_long_for_page',
    'text',
    `It is read on the customer’s page: write at most ${most} characters.`,
  )

export const mentionCannotRead = (at: number): Refusal =>
  invalidField(
    'conversations/mention_cannot_read',
    `mentions.${at}`,
    'This member has left, has not joined yet, or may not read conversations. Name somebody else.',
  )

export const sendsInPast = (): Refusal =>
  invalidField('conversations/sends_in_past', 'sendAt', 'That time is over. Choose a later one, or leave it out.')

export const sentAlready = (state: string): Refusal =>
  new Refusal('conversations/sent_already', 'conflict', `It is ${state} or on its way and cannot be taken back.`, {
    state,
  })

export const contactHasNoAddress = (): Refusal =>
  new Refusal(
    'conversations/contact_without_address',
    'conflict',
    'This contact has no e-mail address. Add one, or call.',
    {},
    [{ path: 'contactId', code: 'conversations/contact_without_address', message: 'Has no e-mail address' }],
  )

export const asksOneAnswer = (): Refusal =>
  invalidField(
    'conversations/asks_one_answer',
    'promises',
    'One message asks for one answer. Ask about the other promise in a message of its own.',
  )

export const nothingWasSaid = (): Refusal =>
  invalidField(
    'conversations/nothing_was_said',
    'promises',
    'Nobody was reached, so nothing was promised. Take the promises out, or say that somebody was reached.',
  )

export const callNotFound = (): Refusal => notFound('conversations', 'call')

/** The page belongs to nobody in particular. */
export const nobodyToCall = (): Refusal =>
  new Refusal('conversations/nobody_to_call', 'conflict', 'Nobody is named here who could be called. Write instead.')

export const callOver = (state: string): Refusal =>
  new Refusal('conversations/call_over', 'conflict', 'This call need not be made any more, or was made already.', {
    state,
  })
