import { notFound, Refusal } from '#platform/errors'

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
